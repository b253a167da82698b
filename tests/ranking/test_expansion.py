"""Which thesaurus entries a need means, and what they add to the search."""

import numpy as np
import pytest

from matcher.domain.retrieval import Candidates, Leg
from matcher.domain.thesaurus import ThesaurusEntry
from matcher.ranking.expansion import (
    CONFIRMED,
    Closeness,
    closest_entries,
    understood,
    weighted_terms,
    weights,
)

DYE = ThesaurusEntry(
    1, "纺织", ("掉色", "染手"), ("色牢度", "固色剂"), ("dye comes off",), ("colour fastness",)
)
WELD = ThesaurusEntry(2, "机械", ("焊缝有洞",), ("焊接气孔",), ("holes in welds",), ("weld porosity",))
NOBODY: frozenset[int] = frozenset()


def close(identity: int, value: float) -> Closeness:
    return Closeness(identity, value, evidence=value)


def found(ids: list[int], dense: list[list[float]], chinese: list[list[float]]) -> Candidates:
    def leg(scores: list[list[float]]) -> Leg:
        nothing = np.zeros(len(scores), np.float32)
        return Leg(np.array(scores, np.float32), nothing, nothing)

    silent = leg([[0.0] * len(ids)] * len(dense))
    return Candidates(np.array(ids), leg(dense), silent, leg(chinese), np.zeros(len(dense), np.float32))


FOUND = found([1, 2, 3], [[0.1, 0.5, 0.3]], [[0.0, 0.4, 0.4]])


def order(rejected: frozenset[int] = NOBODY, confirmed: frozenset[int] = NOBODY) -> list[int]:
    return [one.entry_id for one in closest_entries(FOUND, "zh", rejected, confirmed)]


def test_the_closest_entry_comes_first_and_equals_go_by_id() -> None:
    assert order() == [2, 3, 1]
    level = found([4, 5], [[0.2, 0.2]], [[0.1, 0.1]])
    assert [one.entry_id for one in closest_entries(level, "zh", NOBODY, NOBODY)] == [4, 5]


def test_a_rejected_entry_is_left_out_even_if_confirmed_before() -> None:
    assert order(rejected=frozenset({2})) == [3, 1]
    assert order(rejected=frozenset({2}), confirmed=frozenset({2})) == [3, 1]


def test_a_confirmed_entry_leads_whether_it_was_found_or_not() -> None:
    closest = closest_entries(FOUND, "zh", NOBODY, frozenset({1, 77}))
    assert [one.entry_id for one in closest] == [1, 77, 2, 3]
    assert [one.value for one in closest[:2]] == [CONFIRMED, CONFIRMED]


def test_nothing_found_is_nothing_understood() -> None:
    assert closest_entries(found([], [[]], [[]]), "zh", NOBODY, NOBODY) == []


def test_a_clause_may_find_what_the_whole_need_does_not() -> None:
    both = found([1, 2], [[0.6, 0.0], [0.0, 0.9]], [[0.3, 0.0], [0.0, 0.5]])
    assert {one.entry_id for one in closest_entries(both, "zh", NOBODY, NOBODY) if one.value > 0.3} == {1, 2}


def test_wording_of_the_need_s_own_language_counts() -> None:
    english = Candidates(FOUND.ids, FOUND.dense, FOUND.title_lexical, FOUND.body_lexical, FOUND.nearest)
    in_english = closest_entries(english, "en", NOBODY, NOBODY)
    assert in_english == closest_entries(FOUND, "zh", NOBODY, NOBODY)


def test_the_best_entry_weighs_one_and_the_rest_less() -> None:
    share = weights([close(1, 0.8), close(2, 0.4), close(3, 0.0)])
    assert share[0] == 1
    assert 0 < share[1] < 0.5
    assert share[2] == 0
    assert weights([close(1, CONFIRMED), close(2, 1.0)]) == [1, 1]
    assert weights([]) == []
    assert weights([close(1, 0.0)]) == [0]


def test_terms_of_both_languages_carry_their_entry_s_weight() -> None:
    assert weighted_terms([DYE, WELD], [1.0, 0.25]) == (
        ("色牢度", 1.0),
        ("固色剂", 1.0),
        ("colour fastness", 1.0),
        ("焊接气孔", 0.25),
        ("weld porosity", 0.25),
    )


@pytest.mark.parametrize(
    ("language", "lay", "terms"),
    [("zh", "掉色", ("色牢度", "固色剂")), ("en", "dye comes off", ("colour fastness",))],
)
def test_what_was_understood_is_shown_in_the_owner_s_language(
    language: str, lay: str, terms: tuple[str, ...]
) -> None:
    (shown,) = understood([DYE], [close(1, 0.9)], language)
    assert (shown.entry_id, shown.industry, shown.lay, shown.terms) == (1, "纺织", lay, terms)


def test_only_a_few_close_entries_are_shown() -> None:
    assert understood([DYE, WELD], [close(1, 0.9), close(2, 0.05)], "zh")[0].entry_id == 1
    assert len(understood([DYE] * 9, [close(1, 0.9)] * 9, "zh")) == 3
    assert understood([DYE], [close(1, 0.05)], "zh") == ()


def test_an_entry_that_lacks_a_language_or_phrases_is_shown_in_the_other() -> None:
    chinese = ThesaurusEntry(3, "纺织", ("掉色",), ("色牢度",), (), ())
    silent = ThesaurusEntry(4, "纺织", (), ("色牢度",), (), ())
    empty = ThesaurusEntry(5, "纺织", ("掉色",), (), (), ())
    closest = [close(entry.id, 0.9) for entry in (chinese, silent, empty)]
    shown = understood([chinese, silent, empty], closest, "en")
    assert [(one.entry_id, one.lay, one.terms) for one in shown] == [
        (3, "掉色", ("色牢度",)),
        (4, "色牢度", ("色牢度",)),
    ]
