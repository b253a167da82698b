"""Needs like a need: duplicates today, problems that many share tomorrow."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matcher.domain.retrieval import BY_MEANING, BY_WORDING, EligibleIds, IndexItem, Query
from matcher.index.local import LocalIndex
from matcher.ranking.features import standardised
from matcher.service.asking import AskedNeed
from matcher.text.boilerplate import content

_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class SimilarNeed:
    """Another need, and how close it is in meaning: 1 the same, 0 nothing in common."""

    need_id: int
    closeness: float


class SimilarNeeds:
    """An index of needs of its own; not safe for threads that share it."""

    def __init__(self, dimension: int) -> None:
        self._index = LocalIndex(dimension)
        self._held: dict[int, AskedNeed] = {}

    def keep(self, needs: Mapping[int, AskedNeed]) -> None:
        """Hold exactly these; what is held already costs nothing."""
        self._index.remove([id for id in self._held if id not in needs])
        fresh = {id: need for id, need in needs.items() if self._held.get(id) is not need}
        self._index.upsert([_item(id, need, self._index.dimension) for id, need in fresh.items()])
        self._held = dict(needs)

    def like(
        self, need: AskedNeed, top: int, without: frozenset[int] = frozenset()
    ) -> tuple[SimilarNeed, ...]:
        """The `top` most similar ones but for those left out (itself, say), by meaning and wording alike."""
        eligible = EligibleIds(np.array(sorted(self._held.keys() - without), np.int64))
        asked = Query(need.own.vector, need.own.wording, (BY_MEANING, BY_WORDING), ("body",))
        found = self._index.search([asked], [eligible], _CANDIDATES + top)
        total = standardised(found.dense, "dense")[0] + standardised(found.body_lexical, "body")[0]
        order = np.lexsort((found.ids, -total))[:top]
        closeness = np.clip(found.dense.scores[0], 0, 1)
        return tuple(SimilarNeed(int(found.ids[at]), float(closeness[at])) for at in order)


def _item(id: int, need: AskedNeed, dimension: int) -> IndexItem:
    vector = need.own.vector
    if vector is None:  # not a single known word: it can still be found by its wording
        vector = np.zeros(dimension, np.float32)
    return IndexItem(id, "", content(need.text), vector)
