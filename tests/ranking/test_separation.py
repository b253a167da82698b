"""What the answer to a question would tell about which candidate is right."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.ranking.separation import MOST_OPTIONS, Separation, separate, shares

NORTH, SOUTH = frozenset({"north"}), frozenset({"south"})
Candidate = tuple[float, frozenset[str]]
candidates = st.lists(
    st.tuples(st.floats(0, 1), st.frozensets(st.sampled_from("abcdefg"), max_size=5)), max_size=12
)


def asked(known: list[Candidate], strength: float = 1.0) -> Separation:
    return separate(shares([chance for chance, _ in known]), [fits for _, fits in known], strength)


def test_none_of_them_has_a_share_that_shrinks_as_candidates_grow_likelier() -> None:
    assert shares([]) == (1.0,)
    assert shares([0.5]) == pytest.approx((0.5, 0.5))
    assert shares([0.5, 0.5]) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert shares([0.9, 0.9])[-1] < shares([0.2, 0.2])[-1]


def test_a_tap_that_leaves_no_doubt_tells_one_bit_of_two_certain_candidates() -> None:
    assert separate((0.5, 0.5, 0.0), [NORTH, SOUTH], strength=40).gain == pytest.approx(1)


def test_a_tap_that_speaks_for_nobody_tells_nothing() -> None:
    assert asked([(0.5, NORTH), (0.5, SOUTH)], strength=0).gain == pytest.approx(0)


def test_the_information_is_that_of_the_joint_distribution() -> None:
    share, strength = (0.5, 0.3, 0.2), 1.0
    e = math.exp(strength)
    rows = [[e, 1.0, 1.0], [1.0, e, 1.0], [1.0, 1.0, 1.0]]
    joint = [[one * cell / sum(row) for cell in row] for one, row in zip(share, rows, strict=True)]
    answers = [sum(column) for column in zip(*joint, strict=True)]
    bits = sum(
        cell * math.log2(cell / (one * answer))
        for one, row in zip(share, joint, strict=True)
        for answer, cell in zip(answers, row, strict=True)
    )
    assert separate(share, [NORTH, SOUTH], strength).gain == pytest.approx(bits)


def test_options_that_all_fit_or_a_single_one_part_nothing() -> None:
    assert asked([(0.5, NORTH), (0.5, NORTH)]) == Separation()
    assert asked([(0.5, NORTH), (0.5, frozenset())]) == Separation()
    assert asked([(0.5, NORTH | SOUTH), (0.5, NORTH)]) == Separation()


def test_the_likeliest_candidates_options_are_offered_first() -> None:
    assert asked([(0.2, NORTH), (0.6, SOUTH)]).options == ("south", "north")
    many = [(place / 10, frozenset({str(place)})) for place in range(1, 7)]
    assert asked(many).options == ("6", "5", "4", "3")


def test_evenly_matched_sides_are_worth_asking_about_more_than_a_clear_favourite() -> None:
    assert asked([(0.5, NORTH), (0.5, SOUTH)]).gain > asked([(0.5, NORTH), (0.02, SOUTH)]).gain


@given(candidates, st.floats(0, 10))
def test_what_is_told_is_finite_and_within_what_options_can_say(
    known: list[Candidate], strength: float
) -> None:
    found = asked(known, strength)
    assert 0 <= found.gain <= math.log2(len(found.options) + 1)
    assert len(found.options) <= MOST_OPTIONS
    assert set(found.options) <= frozenset().union(*(fits for _, fits in known))


@given(candidates.flatmap(lambda known: st.tuples(st.just(known), st.permutations(known))))
def test_the_order_of_the_candidates_changes_nothing(
    both: tuple[list[Candidate], list[Candidate]],
) -> None:
    known, shuffled = both
    assert asked(known) == asked(shuffled)
