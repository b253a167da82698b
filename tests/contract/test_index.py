"""What every index must do: give exactly what the oracle gives."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from matcher.domain.retrieval import BY_MEANING, BY_WORDING, EligibleIds, IndexItem, Query
from matcher.index.exact import ExactIndex
from matcher.index.local import LocalIndex
from matcher.index.protocol import Index
from tests.helpers.indexes import (
    DIMENSION,
    PHRASES,
    assert_answers_alike,
    assert_same,
    item,
    legs,
    only,
    oracle,
    query,
)

SEARCHES = (
    query(1, ("气孔怎么办", 1.0)),
    query(2, ("水泵 noise", 3.0), ("shaft leak 85", 1.0), length=4.0),
    query(None, ("掉色", 1.0)),
    query(3),
)


class RestoredIndex:
    """A LocalIndex that is written out and read back before every search."""

    def __init__(self, dimension: int) -> None:
        self._local = LocalIndex(dimension)
        self.upsert = self._local.upsert
        self.remove = self._local.remove

    def search(self, queries: list[Query], eligible: list[EligibleIds | None], k: int) -> object:
        return self._restored().search(queries, eligible, k)

    def __len__(self) -> int:
        return len(self._restored())

    def _restored(self) -> LocalIndex:
        return LocalIndex.restore(self._local.dimension, self._local.state())


MAKERS: dict[str, Callable[[int], Index]] = {
    "exact": ExactIndex,
    "local": LocalIndex,
    "restored": RestoredIndex,  # type: ignore[dict-item]  # the same calls, less strictly typed
}


@pytest.fixture(params=MAKERS)
def make(request: pytest.FixtureRequest) -> Callable[[], Index]:
    maker = MAKERS[request.param]
    return lambda: maker(DIMENSION)


def test_an_empty_index_finds_nothing(make: Callable[[], Index]) -> None:
    index = make()
    found = index.search(SEARCHES, [None, only(1, 2)], 5)
    assert len(index) == len(found) == 0
    assert [leg.scores.shape for leg in legs(found)] == [(len(SEARCHES), 0)] * 3
    assert all(not leg.mean.any() and not leg.deviation.any() for leg in legs(found))


def test_an_empty_query_finds_nothing_by_wording_and_meaning(make: Callable[[], Index]) -> None:
    index = make()
    index.upsert([item(1), item(2, 1, 1)])
    for empty in (query(None), query(None, ("", 1.0)), query(None, ("？！", 1.0))):
        assert len(index.search([empty], [None], 5)) == 0


def test_a_vector_without_direction_still_ranks_by_id(make: Callable[[], Index]) -> None:
    index = make()
    index.upsert([item(identity) for identity in (5, 3, 9)])
    nothing = Query(np.zeros(DIMENSION, np.float32))
    assert index.search([nothing], [None], 2).ids.tolist() == [3, 5]


def test_a_query_that_does_not_search_only_scores_what_others_find(make: Callable[[], Index]) -> None:
    index = make()
    items = [item(identity, identity, identity) for identity in range(1, 9)]
    index.upsert(items)
    silent = replace(query(5, ("掉色", 1.0)), searches=())
    assert len(index.search([silent], [None], 5)) == 0
    assert_answers_alike(index, oracle(items), [query(1), silent], [None], 3)


def test_k_beyond_the_size_gives_everything(make: Callable[[], Index]) -> None:
    index = make()
    index.upsert([item(identity, identity, identity) for identity in range(1, 8)])
    assert index.search([query(1)], [None], 10_000).ids.tolist() == list(range(1, 8))


def test_only_eligible_ids_are_found_in_each_set(make: Callable[[], Index]) -> None:
    index = make()
    index.upsert([item(identity, identity % 5, identity) for identity in range(1, 40)])
    first, second = only(1, 2, 3, 99), only(30)
    assert index.search([query(1, ("气孔", 1.0))], [first], 50).ids.tolist() == [1, 2, 3]
    assert index.search([query(1)], [first, second], 50).ids.tolist() == [1, 2, 3, 30]
    assert index.search([query(1)], [only()], 50).ids.tolist() == []
    assert index.search([query(1)], [only(), None], 3).ids.size == 3
    assert index.search([query(1)], [], 3).ids.size == 0


def test_a_kept_set_follows_the_index(make: Callable[[], Index]) -> None:
    index, kept = make(), only(1, 2, 3)
    index.upsert([item(1), item(2)])
    assert index.search([query(0)], [kept], 9).ids.tolist() == [1, 2]
    index.remove([1])
    index.upsert([item(3), item(4)])
    assert index.search([query(0)], [kept], 9).ids.tolist() == [2, 3]


def test_the_last_of_two_with_one_id_counts(make: Callable[[], Index]) -> None:
    index = make()
    index.upsert([item(7, 0, 0), item(8, 1, 1), item(7, 2, 2)])
    assert len(index) == 2
    assert_answers_alike(index, oracle([item(7, 2, 2), item(8, 1, 1)]), SEARCHES, [None], 9)


def test_unknown_ids_are_removed_without_complaint_and_known_ones_only_once(
    make: Callable[[], Index],
) -> None:
    index = make()
    index.upsert([item(1), item(2, 1, 1)])
    index.remove([5, 1, 1, 6])
    index.remove([1])
    assert len(index) == 1
    assert_answers_alike(index, oracle([item(2, 1, 1)]), SEARCHES, [None], 9)


def test_a_replaced_text_is_not_found_any_more(make: Callable[[], Index]) -> None:
    index = make()
    index.upsert([IndexItem(1, "掉色", "掉色", item(1).vector), item(2, text=7)])
    index.upsert([IndexItem(1, "虚焊", "虚焊", item(1).vector)])
    assert index.search([query(None, ("掉色", 1.0))], [None], 9).ids.tolist() == []
    assert index.search([query(None, ("虚焊", 1.0))], [None], 9).ids.tolist() == [1]


def test_no_item_and_no_id_change_nothing(make: Callable[[], Index]) -> None:
    index = make()
    index.upsert([])
    index.remove([])
    assert len(index) == 0


def test_large_ids_come_back_whole(make: Callable[[], Index]) -> None:
    index, huge = make(), 2**62 + 1
    index.upsert([item(huge), item(2**48)])
    assert index.search([query(0)], [only(huge)], 5).ids.tolist() == [huge]


def test_a_need_longer_than_the_most_grams_is_cut_alike(make: Callable[[], Index]) -> None:
    long = "".join(chr(0x4E00 + 7 * number) for number in range(600))
    index = make()
    items = [
        IndexItem(number, long[number : number + 9], long[5 * number : 5 * number + 80], item(number).vector)
        for number in range(1, 60)
    ]
    index.upsert(items)
    assert_answers_alike(index, oracle(items), [query(1, (long, 1.0))], [None], 20)


ITEMS = st.builds(
    item,
    st.integers(1, 30),
    st.integers(0, 6),
    st.integers(0, len(PHRASES) - 1),
    st.sampled_from([0.0, 0.5, 1.0, 3.0]),
)
QUERIES = st.lists(
    st.builds(
        lambda seed, wording, length, searches: replace(
            query(seed, *wording, length=length), searches=searches
        ),
        st.none() | st.integers(0, 9),
        st.lists(st.tuples(st.sampled_from(PHRASES), st.sampled_from([0.5, 1.0, 3.0])), max_size=3),
        st.sampled_from([0.01, 1.0, 7.0]),
        st.sampled_from([(), (BY_WORDING,), (BY_MEANING,), (BY_WORDING, BY_MEANING)]),
    ),
    min_size=1,
    max_size=3,
)
ELIGIBLE = st.lists(
    st.none() | st.lists(st.integers(1, 40), max_size=20).map(lambda ids: only(*ids)), min_size=1, max_size=3
)


class AnyIndexAgainstTheOracle(RuleBasedStateMachine):
    """Random upserts, replacements and removals; the answers stay the oracle's."""

    @initialize()
    def begin(self) -> None:
        self.exact = ExactIndex(DIMENSION)
        self.local = LocalIndex(DIMENSION)

    @rule(items=st.lists(ITEMS, max_size=12))
    def upsert(self, items: list[IndexItem]) -> None:
        self.exact.upsert(items)
        self.local.upsert(items)

    @rule(ids=st.lists(st.integers(1, 35), max_size=10))
    def remove(self, ids: list[int]) -> None:
        self.exact.remove(ids)
        self.local.remove(ids)

    @rule()
    def restart(self) -> None:
        self.local = LocalIndex.restore(DIMENSION, self.local.state())

    @rule(queries=QUERIES, eligible=ELIGIBLE, k=st.integers(1, 40))
    def search(self, queries: list[Query], eligible: list[EligibleIds | None], k: int) -> None:
        assert_answers_alike(self.local, self.exact, queries, eligible, k)

    @invariant()
    def same_size(self) -> None:
        if hasattr(self, "exact"):
            assert len(self.exact) == len(self.local)


TestAnyIndexAgainstTheOracle = AnyIndexAgainstTheOracle.TestCase
TestAnyIndexAgainstTheOracle.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)


@settings(max_examples=40, deadline=None)
@given(st.lists(ITEMS, min_size=1, max_size=40), st.randoms(use_true_random=False), st.integers(1, 15))
def test_a_rebuild_from_what_is_left_gives_the_same_answer(
    items: list[IndexItem], random: object, k: int
) -> None:
    """In whatever order things came, bit for bit: nothing but the final set decides."""
    grown = LocalIndex(DIMENSION)
    for start in range(0, len(items), 3):
        grown.upsert(items[start : start + 3])
    gone = [one.id for one in items if one.id % 4 == 0]
    grown.remove(gone)
    left = [one for one in {one.id: one for one in items}.values() if one.id not in gone]
    random.shuffle(left)  # type: ignore[attr-defined]  # Hypothesis types it as object
    rebuilt = LocalIndex(DIMENSION)
    rebuilt.upsert(left)
    one, other = (index.search(SEARCHES, [None], k) for index in (grown, rebuilt))
    assert_same(one, other)
    for left_leg, right_leg in zip(legs(one), legs(other), strict=True):
        assert left_leg.scores.tobytes() == right_leg.scores.tobytes()


def test_equals_at_the_edge_are_chosen_by_id_in_a_large_index() -> None:
    """More equals than are asked for beyond k: all rows are looked at."""
    items = [item(identity, 1 if identity % 3 else 2, identity % 2) for identity in range(400, 0, -1)]
    index = LocalIndex(DIMENSION)
    index.upsert(items)
    for k in (1, 7, 120, 399):
        assert_answers_alike(index, oracle(items), SEARCHES, [None, only(*range(50, 300))], k)


def test_the_table_is_packed_once_the_dead_outnumber_the_living() -> None:
    index = LocalIndex(DIMENSION)
    items = [item(identity, identity % 7, identity) for identity in range(1, 300)]
    for _ in range(8):
        index.upsert(items)
    index.remove([one.id for one in items[100:]])
    assert index._slots.rows <= 2 * len(index) + 1024
    assert_answers_alike(index, oracle(items[:100]), SEARCHES, [None, only(3, 4, 250)], 20)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(0, 5), st.integers(0, 11)), max_size=30),
    st.sets(st.integers(1, 30), max_size=10),
    st.sets(st.integers(1, 32), max_size=10),
)
def test_many_queries_beside_chosen_ids_score_as_a_search_does(
    written: list[tuple[int, int, int]], removed: set[int], chosen: set[int]
) -> None:
    items = [item(identity, seed, text) for identity, seed, text in written]
    local, exact = LocalIndex(DIMENSION), ExactIndex(DIMENSION)
    for index in (local, exact):
        index.upsert(items)
        index.remove(sorted(removed))
    compared = local.compare(SEARCHES, np.array(sorted(chosen), np.int64))
    searched = exact.search(SEARCHES, [None], len(items) + 1)
    present = {identity for identity, _, _ in written} - removed
    assert compared.ids.tolist() == sorted(chosen & present)
    at = np.searchsorted(searched.ids, [one for one in compared.ids if one in searched.ids])
    known = np.isin(compared.ids, searched.ids)
    for one, other in zip(legs(compared), legs(searched), strict=True):
        np.testing.assert_allclose(one.scores[:, known], other.scores[:, at], atol=1e-6)
        np.testing.assert_allclose(one.mean, other.mean, atol=1e-6)
        np.testing.assert_allclose(one.deviation, other.deviation, atol=1e-6)
    np.testing.assert_allclose(compared.nearest, searched.nearest, atol=1e-6)
