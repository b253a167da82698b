"""Matching in reverse: which open needs a capability answers, for many capabilities and needs at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from matcher.domain.provider import Capability, is_eligible
from matcher.domain.retrieval import Ids
from matcher.ranking.features import COVERAGE, SEARCHED, searched_features
from matcher.ranking.fusion import probability
from matcher.service.asking import AskedNeed
from matcher.service.judging import Judging
from matcher.service.keeping import IndexKeeper
from matcher.store import Store

_SPARE = 8  # judged beyond what is asked for: what both sides state may lift one of these
_QUERIES_AT_ONCE = 256  # so many rows of scores are held at a time, and so long may a search have to wait


@dataclass(frozen=True, slots=True)
class NeedMatch:
    """An open need beside a capability, with the probability that `find_matches` would give the pair.

    The need counts as its owner left it: with the card as he changed it, the problems that he confirmed or
    rejected, without what he declined and whom he excluded. A search limited to one region is not known here.
    """

    need_id: int
    probability: float


@dataclass(frozen=True, slots=True)
class Compared:
    """ids (m,), ascending; scores (needs, m); coverage (needs,): what a need adds to each of its scores.

    Coverage says how well a need is served at all. It belongs into a probability, but would put needs that
    everybody can serve before those that this capability serves best.
    """

    ids: Ids
    scores: NDArray[np.float32]
    coverage: NDArray[np.float32]


class ReverseMatching:
    """The same model as Matcher's, asked from the other side."""

    def __init__(
        self,
        store: Store,
        keeper: IndexKeeper[Capability],
        judging: Judging,
        today: Callable[[], date],
    ) -> None:
        self._store, self._keeper, self._judging, self._today = store, keeper, judging, today
        self._least = judging.fusion.least_score(frozenset(SEARCHED))

    def needs_for(
        self, capability_ids: Sequence[int], needs: Mapping[int, AskedNeed], top: int
    ) -> dict[int, tuple[NeedMatch, ...]]:
        """By capability, the `top` needs (by id) at or above the threshold, those it serves best first.

        A capability that is not to be found today (deleted, expired, revoked) has none.
        """
        self._keeper.refresh()
        with self._store.read() as unit:
            found = unit.capabilities.get_many(capability_ids)
        capabilities = {id: one for id, one in found.items() if is_eligible(one, self._today())}
        order = list(needs)
        compared = self.score([needs[one] for one in order], np.array(sorted(capabilities), np.int64))
        reachable = compared.scores + compared.coverage[:, None] >= self._least
        answer: dict[int, tuple[NeedMatch, ...]] = dict.fromkeys(capability_ids, ())
        for place, identity in enumerate(compared.ids.tolist()):
            hopeful = np.flatnonzero(reachable[:, place])
            best = hopeful[np.argsort(-compared.scores[hopeful, place], kind="stable")]
            welcome = (at for at in best.tolist() if not needs[order[at]].barred.bars(capabilities[identity]))
            judged = []
            for at in islice(welcome, top + _SPARE):
                stated = self._judging.stated_worth(needs[order[at]].card, capabilities[identity])
                served = float(compared.scores[at, place]) + stated
                match = NeedMatch(order[at], probability(served + float(compared.coverage[at])))
                if self._judging.is_enough(match.probability):
                    judged.append((-served, match.need_id, match))
            answer[identity] = tuple(match for _, _, match in sorted(judged)[:top])
        return answer

    def score(self, needs: Sequence[AskedNeed], ids: Ids) -> Compared:
        """Search scores of every need with those capabilities that can be found."""
        if not len(ids):
            return Compared(ids, np.zeros((len(needs), 0), np.float32), np.zeros(len(needs), np.float32))
        fusion, rows = self._judging.fusion, []
        coverage, known = [], np.empty(0, np.int64)
        for block in _blocks(needs):
            found = self._keeper.compare([query for need in block for query in need.queries], ids)
            known = found.ids
            ends = np.cumsum([0, *(len(need.queries) for need in block)]).tolist()
            for start, end in pairwise(ends):
                table = searched_features(found, start, end)
                shared = fusion.worth({COVERAGE: float(found.nearest[start])})
                rows.append(fusion.scores(table) - shared)
                coverage.append(shared)
        scores = np.stack(rows) if rows else np.zeros((0, len(known)), np.float32)
        return Compared(known, scores.astype(np.float32), np.array(coverage, np.float32))


def _blocks(needs: Sequence[AskedNeed]) -> Iterator[list[AskedNeed]]:
    block: list[AskedNeed] = []
    size = 0
    for need in needs:
        if block and size + len(need.queries) > _QUERIES_AT_ONCE:
            yield block
            block, size = [], 0
        block.append(need)
        size += len(need.queries)
    if block:
        yield block
