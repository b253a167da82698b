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
# A long need has hundreds of grams; the heaviest decide, the rest cost time.
MOST_GRAMS = 384


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

    def add(self, rows: NDArray[np.int32], texts: Sequence[str]) -> None:
        found = grams(texts)
        if len(found.keys):
            self._segments.append(_Segment.build(found.keys, rows[found.texts], _weights(found, len(texts))))
            self._settle()

    def _settle(self) -> None:
        while len(self._segments) > 1 and len(self._segments[-2].rows) < _FACTOR * len(
            self._segments[-1].rows
        ):
            last, previous = self._segments.pop(), self._segments.pop()
            self._segments.append(
                _Segment.build(
                    np.concatenate([previous.flat_keys(), last.flat_keys()]),
                    np.concatenate([previous.rows, last.rows]),
                    np.concatenate([previous.weights, last.weights]),
                )
            )

    def score(self, asked: Asked | None, alive: NDArray[np.bool_], live: int) -> Vector:
        """Scores over all rows, 0 where nothing is shared; `live` rows are alive."""
        scores = np.zeros(len(alive), np.float64)
        if asked is None or not live:
            return scores.astype(np.float32)
        keys, weights = asked.keys, asked.weights
        postings = [_gather(segment, keys) for segment in self._segments]
        frequency = np.zeros(len(keys), np.int64)
        for _, rows, which in postings:
            frequency += np.bincount(which[alive[rows]], minlength=len(keys))
        rarity = np.log((1 + live) / (1 + frequency)) + 1
        rarity /= np.log(1 + live) + 1
        weights = weights * rarity
        weights[frequency == 0] = 0
        length = float(np.linalg.norm(weights))
        if not length:
            return scores.astype(np.float32)
        weights = weights * rarity / length
        if len(keys) > MOST_GRAMS:
            weights[lightest(weights)] = 0
        for values, rows, which in postings:
            scores += np.bincount(rows, values * weights[which], minlength=len(alive))
        return scores.astype(np.float32)

    def renumber(self, new_row: NDArray[np.int32]) -> None:
        """Give every posting its row's new number and drop those whose new number is -1."""
        merged = self._merged()
        self._segments = []
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
        return _Segment.build(
            np.concatenate([segment.flat_keys() for segment in self._segments]),
            np.concatenate([segment.rows for segment in self._segments]),
            np.concatenate([segment.weights for segment in self._segments]),
        )


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


def lightest(weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Places of all but the MOST_GRAMS heaviest; of equals (but for the last bits) the later ones stay."""
    return np.argsort(np.round(weights, 9), kind="stable")[:-MOST_GRAMS]


def _gather(
    segment: _Segment, keys: NDArray[np.int64]
) -> tuple[Vector, NDArray[np.int32], NDArray[np.int64]]:
    """Every posting of every key: its weight, its row, and the position of its key in `keys`."""
    place = np.searchsorted(segment.keys, keys)
    place[place == len(segment.keys)] = 0
    known = segment.keys[place] == keys
    starts = np.where(known, segment.starts[place], 0)
    sizes = np.where(known, segment.starts[place + 1] - segment.starts[place], 0)
    which = np.repeat(np.arange(len(keys)), sizes)
    at = np.arange(len(which)) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    return segment.weights[at], segment.rows[at], which
