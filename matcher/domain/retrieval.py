"""The shapes of a search: what is indexed, how one asks, what comes back. Arrays, no machinery."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Ids = NDArray[np.int64]

BY_WORDING, BY_MEANING = "wording", "meaning"


@dataclass(frozen=True, slots=True)
class IndexItem:
    """One entity as it is indexed. `vector` is (d,); `body` is everything searchable, the title included."""

    id: int
    title: str
    body: str
    vector: Vector


@dataclass(frozen=True, slots=True)
class Query:
    """One way of asking: a vector (d,) and weighted wordings. Either may be empty (None, ()).

    `searches` says by what it brings in candidates; all candidates are scored by every query. `fields` names
    the texts whose wording is compared; the first of them brings in candidates.
    """

    vector: Vector | None
    wording: tuple[tuple[str, float], ...] = ()
    searches: tuple[str, ...] = (BY_WORDING, BY_MEANING)
    fields: tuple[str, ...] = ("body", "title")


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class EligibleIds:
    """Which ids a search may return, ascending. An index remembers its rows by identity."""

    ids: Ids = field(repr=False)

    def holds(self, ids: Ids) -> NDArray[np.bool_]:
        """Which of these ids are among them."""
        if not len(self.ids):
            return np.zeros(len(ids), np.bool_)
        place = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.asarray(self.ids[place] == ids, np.bool_)


@dataclass(frozen=True, slots=True)
class Leg:
    """One way of scoring, for all queries: the candidates' scores, and how scores spread over the index.

    scores is (q, m); mean and deviation are (q,), over everything that can be found, so that a score can be
    read as "how far above the ordinary" whatever the length of the query or the size of the corpus.
    """

    scores: Vector
    mean: Vector
    deviation: Vector


@dataclass(frozen=True, slots=True)
class Candidates:
    """The union of every query's best, with every score of every candidate; ids is (m,), ascending.

    nearest is (q,): the largest closeness in meaning of anything that may be found; 0 for a query that does
    not search by meaning.
    """

    ids: Ids
    dense: Leg
    body_lexical: Leg
    title_lexical: Leg
    nearest: Vector

    def __len__(self) -> int:
        return len(self.ids)
