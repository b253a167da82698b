"""The index of one server: FAISS for meaning, character grams for wording, one table of rows beneath both."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.domain.retrieval import (
    BY_MEANING,
    BY_WORDING,
    Candidates,
    EligibleIds,
    Ids,
    IndexItem,
    Leg,
    Query,
    Vector,
)
from matcher.index.batch import compare_wordings
from matcher.index.lexical import Asked, LexicalField, ask
from matcher.index.slots import Slots
from matcher.index.vectors import VectorField

# Dead rows cost time in every scan; the table is packed when they outnumber the living by this many.
_SPARE_ROWS = 1024


class LocalIndex:
    """Not safe for concurrent writes; searches may run beside each other."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._slots = Slots()
        self._vectors = VectorField(dimension)
        self._body = LexicalField()
        self._title = LexicalField()

    def __len__(self) -> int:
        return len(self._slots)

    def upsert(self, items: Sequence[IndexItem]) -> None:
        """Add items, replacing those whose id is known; of two with one id the last counts."""
        latest = list({item.id: item for item in items}.values())
        if not latest:
            return
        self.remove([item.id for item in latest])
        self._vectors.add(np.stack([item.vector for item in latest]))
        rows = self._slots.append([item.id for item in latest])
        self._body.add(rows, [item.body for item in latest])
        self._title.add(rows, [item.title for item in latest])
        self._pack_if_sparse()

    def remove(self, ids: Sequence[int]) -> None:
        """Forget ids; unknown ones are ignored."""
        self._vectors.forget(self._slots.end(ids))
        self._pack_if_sparse()

    def search(self, queries: Sequence[Query], eligible: Sequence[EligibleIds | None], k: int) -> Candidates:
        """By wording the best k of each set of eligible ids (None: all), by meaning of all sets together."""
        slots = self._slots
        body, title = (
            [field.score(words, slots.alive, len(slots), slots.changes) for words in asked]
            for field, asked in self._by_field(queries)
        )
        vectors = np.stack([_vector_of(query, self.dimension) for query in queries])
        masks = [slots.mask(some) for some in eligible]
        found = [np.empty(0, np.int64)]
        for place, query in enumerate(queries):
            if BY_WORDING in query.searches:
                leading = body if query.fields[:1] == ("body",) else title
                found += [_best(leading[place], mask, slots.ids, k) for mask in masks]
        asked = _by_meaning(queries)
        if asked.any() and masks:
            found += self._vectors.best(vectors[asked], np.logical_or.reduce(masks), slots.ids, k)
        rows = np.unique(np.concatenate(found))
        rows = rows[np.argsort(slots.ids[rows])]
        dense = Leg(self._vectors.score(vectors, rows), *self._vectors.spread(vectors))
        return Candidates(
            ids=slots.ids[rows],
            dense=dense,
            body_lexical=_leg(body, rows, slots.alive, len(slots)),
            title_lexical=_leg(title, rows, slots.alive, len(slots)),
            nearest=dense.scores.max(axis=1, initial=0) * asked,
        )

    def compare(self, queries: Sequence[Query], ids: Ids) -> Candidates:
        """Every query's scores with these ids (those that can be found), as a search would have them."""
        slots = self._slots
        rows = slots.rows_of(ids)
        body, title = (
            compare_wordings(field, asked, slots, rows) for field, asked in self._by_field(queries)
        )
        vectors = np.stack([_vector_of(query, self.dimension) for query in queries])
        dense = Leg(self._vectors.score(vectors, rows), *self._vectors.spread(vectors))
        nearest = np.zeros(len(queries), np.float32)
        asked = _by_meaning(queries)
        nearest[asked] = self._vectors.nearest(vectors[asked], slots.alive)
        return Candidates(slots.ids[rows], dense, body, title, nearest)

    def vectors(self) -> tuple[NDArray[np.int64], Vector]:
        """Ids (n,) and vectors (n, d) of everything that can be found."""
        alive = np.flatnonzero(self._slots.alive)
        return self._slots.ids[alive], self._vectors.rows()[alive]

    def state(self) -> dict[str, NDArray[np.generic]]:
        """Everything as named arrays, without dead rows."""
        self._pack()
        arrays: dict[str, NDArray[np.generic]] = {"ids": self._slots.ids, "vectors": self._vectors.rows()}
        for name, field in (("body", self._body), ("title", self._title)):
            arrays |= {f"{name}_{key}": value for key, value in field.state().items()}
        return arrays

    @classmethod
    def restore(cls, dimension: int, arrays: dict[str, NDArray[np.generic]]) -> "LocalIndex":
        """The index that `state` described."""
        made = cls(dimension)
        made._slots.append(arrays["ids"].tolist())
        made._vectors.add(arrays["vectors"].astype(np.float32, copy=False))
        made._body, made._title = (
            LexicalField.restore(
                {key[len(name) + 1 :]: value for key, value in arrays.items() if key.startswith(f"{name}_")}
            )
            for name in ("body", "title")
        )
        return made

    def _by_field(self, queries: Sequence[Query]) -> Iterator[tuple[LexicalField, list[Asked | None]]]:
        """Body, then title: what each query asks of it, None where it does not."""
        wordings = [ask(query.wording) for query in queries]
        for name, field in (("body", self._body), ("title", self._title)):
            yield (
                field,
                [
                    words if name in query.fields else None
                    for query, words in zip(queries, wordings, strict=True)
                ],
            )

    def _pack_if_sparse(self) -> None:
        if self._slots.rows > 2 * len(self._slots) + _SPARE_ROWS:
            self._pack()

    def _pack(self) -> None:
        """Number the living rows anew and drop the dead."""
        alive = np.flatnonzero(self._slots.alive)
        if len(alive) == self._slots.rows:
            return
        new_row = np.full(self._slots.rows, -1, np.int32)
        new_row[alive] = np.arange(len(alive), dtype=np.int32)
        vectors, ids = self._vectors.rows()[alive], self._slots.ids[alive]
        self._vectors = VectorField(self.dimension)
        self._vectors.add(vectors)
        self._slots = Slots()
        self._slots.append(ids.tolist())
        self._body.renumber(new_row)
        self._title.renumber(new_row)


def _vector_of(query: Query, dimension: int) -> Vector:
    return np.zeros(dimension, np.float32) if query.vector is None else np.asarray(query.vector, np.float32)


def _by_meaning(queries: Sequence[Query]) -> NDArray[np.bool_]:
    return np.array([BY_MEANING in query.searches and query.vector is not None for query in queries])


def _leg(
    scores: Sequence[NDArray[np.float64]], rows: NDArray[np.int64], alive: NDArray[np.bool_], live: int
) -> Leg:
    # Dead rows may hold scores: they are left out of the spread, as they are of the answer.
    living = scores if live == len(alive) else [np.where(alive, one, 0) for one in scores]
    mean = np.array([one.sum() / max(1, live) for one in living])
    square = np.array([one @ one / max(1, live) for one in living])
    deviation = np.sqrt(np.maximum(square - mean**2, 0))
    chosen = np.stack([one[rows] for one in scores])
    return Leg(chosen.astype(np.float32), mean.astype(np.float32), deviation.astype(np.float32))


def _best(scores: NDArray[np.float64], mask: NDArray[np.bool_], ids: Ids, k: int) -> NDArray[np.int64]:
    """Rows of the k largest positive scores under the mask, the smaller id first among equals at the edge."""
    rows = np.flatnonzero(mask & (scores > 0))
    if len(rows) <= k:
        return rows
    scores = scores.astype(np.float32)  # equal where a caller sees them equal
    edge = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
    above = rows[scores[rows] > edge]
    level = rows[scores[rows] == edge]
    level = level[np.argsort(ids[level])]
    return np.concatenate([above, level[: k - len(above)]])
