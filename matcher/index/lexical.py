"""The lexical leg: weighted character grams over immutable segments that are merged as they pile up.

A text's weight for a gram is (1 + ln tf) / √(distinct grams + PRIOR): it depends on that text alone, so rows
can come and go without touching others. The inverse document frequency is taken from the live rows at query
time. A score therefore depends on what is in the index, never on the order in which it got there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.domain.retrieval import Vector
from matcher.text.grams import Grams, grams

# Keeps a three-character title from beating everything that happens to share one of them.
PRIOR = 6.0
# Segments are merged with the one before them until each is this many times smaller than its predecessor.
_FACTOR = 4
# A long need has hundreds of grams, and common ones stand in most of a large corpus: the heaviest decide, the
# rest cost time. Neither limit is reached by a need of everyday length in a corpus of some thousands.
MOST_GRAMS = 384
MOST_POSTINGS = 40_000


@dataclass(frozen=True, slots=True)
class _Segment:
    keys: NDArray[np.int64]  # ascending, distinct
    starts: NDArray[np.int64]  # (keys + 1,) into rows and weights
    rows: NDArray[np.int32]
    weights: Vector

    @classmethod
    def build(cls, keys: NDArray[np.int64], rows: NDArray[np.int32], weights: Vector) -> "_Segment":
        order = np.lexsort((rows, keys))
        keys = keys[order]
        distinct, starts = np.unique(keys, return_index=True)
        return cls(distinct, np.append(starts, len(keys)).astype(np.int64), rows[order], weights[order])

    @classmethod
    def joined(cls, segments: Sequence["_Segment"]) -> "_Segment":
        return cls.build(
            np.concatenate([segment.flat_keys() for segment in segments]),
            np.concatenate([segment.rows for segment in segments]),
            np.concatenate([segment.weights for segment in segments]),
        )

    def flat_keys(self) -> NDArray[np.int64]:
        return np.repeat(self.keys, np.diff(self.starts))


def _weights(found: Grams, texts: int) -> Vector:
    distinct = np.bincount(found.texts, minlength=texts)
    weights = (1 + np.log(found.counts)) / np.sqrt(distinct[found.texts] + PRIOR)
    return np.asarray(weights, np.float32)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a wording asks for: distinct gram keys and their weights before rarity."""

    keys: NDArray[np.int64]
    weights: NDArray[np.float64]


class LexicalField:
    """One text per row. The caller numbers the rows, ascending, and says which are alive."""

    def __init__(self) -> None:
        self._segments: list[_Segment] = []
        self._counted: tuple[int, list[NDArray[np.int64]]] | None = None

    def add(self, rows: NDArray[np.int32], texts: Sequence[str]) -> None:
        found = grams(texts)
        if len(found.keys):
            self._segments.append(_Segment.build(found.keys, rows[found.texts], _weights(found, len(texts))))
            self._settle()

    def _settle(self) -> None:
        self._counted = None
        while len(self._segments) > 1 and len(self._segments[-2].rows) < _FACTOR * len(
            self._segments[-1].rows
        ):
            last, previous = self._segments.pop(), self._segments.pop()
            self._segments.append(_Segment.joined([previous, last]))

    def score(
        self, asked: Asked | None, alive: NDArray[np.bool_], live: int, version: int = 0
    ) -> NDArray[np.float64]:
        """Scores over all rows, 0 where nothing is shared; a dead row's score means nothing.

        `live` rows are alive; `version` changes whenever `alive` does.
        """
        scores = np.zeros(len(alive))
        keys, weights = self.weigh(asked, alive, live, version)
        for segment in self._segments if len(keys) else ():
            values, rows = _gather(segment, *_find(segment, keys), weights)
            if len(rows):
                scores += np.bincount(rows, values, minlength=len(alive))
        return scores

    def weigh(
        self, asked: Asked | None, alive: NDArray[np.bool_], live: int, version: int = 0
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The grams that are looked up, and what a row's weight for each is multiplied by."""
        if asked is None or not live:
            return np.empty(0, np.int64), np.empty(0)
        counted = self._live_counts(alive, live, version)
        frequency = np.zeros(len(asked.keys), np.int64)
        for segment, counts in zip(self._segments, counted, strict=True):
            place, known = _find(segment, asked.keys)
            frequency += np.where(known, counts[place], 0)
        rarity = (np.log((1 + live) / (1 + frequency)) + 1) / (np.log(1 + live) + 1)
        weights = asked.weights * rarity
        weights[frequency == 0] = 0
        length = float(np.linalg.norm(weights))
        if not length:
            return np.empty(0, np.int64), np.empty(0)
        weights = weights * rarity / length
        kept = heaviest(weights, frequency)
        return asked.keys[kept], weights[kept]

    def postings(
        self, keys: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
        """Everything that is known of these keys: places among them, rows, weights."""
        parts = []
        for segment in self._segments:
            place, known = _find(segment, keys)
            sizes = segment.starts[place[known] + 1] - segment.starts[place[known]]
            values, rows = _gather(segment, place, known, np.ones(len(keys)))
            parts.append((np.repeat(np.flatnonzero(known), sizes), rows, values))
        if not parts:
            return np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0)
        places, rows, values = (np.concatenate(part) for part in zip(*parts, strict=True))
        return places, rows, values

    def _live_counts(self, alive: NDArray[np.bool_], live: int, version: int) -> list[NDArray[np.int64]]:
        """By segment, how many living rows hold each of its keys; counted anew only after a change."""
        if self._counted is None or self._counted[0] != version:
            counts = []
            for segment in self._segments:
                if live == len(alive):
                    counts.append(np.diff(segment.starts))
                else:
                    living = alive[segment.rows].astype(np.int64)
                    counts.append(np.add.reduceat(living, segment.starts[:-1]))
            self._counted = (version, counts)
        return self._counted[1]

    def renumber(self, new_row: NDArray[np.int32]) -> None:
        """Give every posting its row's new number and drop those whose new number is -1."""
        merged = self._merged()
        self._segments = []
        self._counted = None
        if merged is not None:
            rows = new_row[merged.rows]
            kept = rows >= 0
            if kept.any():
                keys = merged.flat_keys()[kept]
                self._segments = [_Segment.build(keys, rows[kept], merged.weights[kept])]

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Arrays that `restore` takes back."""
        merged = self._merged()
        if merged is None:
            return {}
        self._segments = [merged]
        self._counted = None
        return {"keys": merged.keys, "starts": merged.starts, "rows": merged.rows, "weights": merged.weights}

    @classmethod
    def restore(cls, state: dict[str, NDArray[np.generic]]) -> "LexicalField":
        """The field that `state` described."""
        made = cls()
        if state:
            made._segments.append(
                _Segment(
                    state["keys"].astype(np.int64, copy=False),
                    state["starts"].astype(np.int64, copy=False),
                    state["rows"].astype(np.int32, copy=False),
                    state["weights"].astype(np.float32, copy=False),
                )
            )
        return made

    def _merged(self) -> _Segment | None:
        if len(self._segments) < 2:
            return self._segments[0] if self._segments else None
        return _Segment.joined(self._segments)


def ask(wording: Sequence[tuple[str, float]]) -> Asked | None:
    """None when the wording holds no gram."""
    if not wording:
        return None
    found = grams([text for text, _ in wording])
    if not len(found.keys):
        return None
    emphasis = np.array([weight for _, weight in wording])
    keys, position = np.unique(found.keys, return_inverse=True)
    weights = np.bincount(position, (1 + np.log(found.counts)) * emphasis[found.texts])
    return Asked(keys, np.asarray(weights, np.float64))


def heaviest(weights: NDArray[np.float64], frequency: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places of the grams that are looked up: by falling weight until one of the limits is reached.

    Weights count to nine digits, of equals the earlier place comes first.
    """
    order = np.argsort(-np.round(weights, 9), kind="stable")
    order = order[weights[order] > 0][:MOST_GRAMS]
    within = np.cumsum(frequency[order]) <= MOST_POSTINGS
    return order[: max(1, int(np.count_nonzero(within)))]


def _find(segment: _Segment, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where each key stands in the segment, and whether it does."""
    place = np.searchsorted(segment.keys, keys)
    place[place == len(segment.keys)] = 0
    return place, segment.keys[place] == keys


def _gather(
    segment: _Segment, place: NDArray[np.int64], known: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Every posting of the known keys: its weight times its key's, and its row."""
    place, weights = place[known], weights[known]
    starts = segment.starts[place]
    sizes = segment.starts[place + 1] - starts
    at = np.arange(int(sizes.sum())) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    return segment.weights[at] * np.repeat(weights, sizes), segment.rows[at]
