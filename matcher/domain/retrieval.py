"""The shapes of a search: what is indexed, how one asks, what comes back. Arrays, no machinery."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Ids = NDArray[np.int64]


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

    A query that does not search brings in no candidates; it only scores those of the others. `fields` names
    the texts whose wording is compared.
    """

    vector: Vector | None
    wording: tuple[tuple[str, float], ...] = ()
    searches: bool = True
    fields: tuple[str, ...] = ("title", "body")


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class EligibleIds:
    """Which ids a search may return. Kept by the caller: an index remembers its bitmap by identity."""

    ids: Ids = field(repr=False)


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
    """The union of every query's best, with every score of every candidate; ids is (m,), ascending."""

    ids: Ids
    dense: Leg
    body_lexical: Leg
    title_lexical: Leg

    def __len__(self) -> int:
        return len(self.ids)
