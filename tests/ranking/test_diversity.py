"""At most two of one provider, unless there is room left."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.match import Match, Reason
from matcher.domain.provider import Provider
from matcher.domain.taxonomy import ProviderKind
from matcher.ranking.diversity import MOST_PER_PROVIDER, diversify
from tests.helpers.capabilities import capability


def match(identity: int, provider: int, probability: float) -> Match:
    offered = capability(identity, provider=Provider(provider, str(provider), ProviderKind.RESEARCH))
    return Match(offered, probability, {"base": 0.0}, Reason("", ()))


def ids(matches: tuple[Match, ...]) -> list[int]:
    return [one.capability.id for one in matches]


def test_a_third_of_one_provider_gives_way() -> None:
    matches = [match(1, 1, 0.9), match(2, 1, 0.8), match(3, 1, 0.7), match(4, 2, 0.6)]
    assert ids(diversify(matches, 3)) == [1, 2, 4]


def test_a_third_of_one_provider_fills_what_is_left_in_order_of_probability() -> None:
    matches = [match(1, 1, 0.9), match(2, 1, 0.8), match(3, 1, 0.7), match(4, 2, 0.6)]
    assert ids(diversify(matches, 4)) == [1, 2, 3, 4]
    assert ids(diversify(matches[:3], 9)) == [1, 2, 3]


def test_nothing_stays_nothing() -> None:
    assert diversify([], 3) == ()
    assert diversify([match(1, 1, 0.9)], 0) == ()


@given(st.lists(st.tuples(st.integers(1, 4), st.floats(0, 1)), max_size=12), st.integers(0, 12))
def test_the_screen_is_full_ordered_and_fair(offers: list[tuple[int, float]], top: int) -> None:
    matches = [match(number, provider, value) for number, (provider, value) in enumerate(offers, 1)]
    matches.sort(key=lambda one: (-one.probability, one.capability.id))
    shown = diversify(matches, top)
    assert len(shown) == min(top, len(matches))
    assert list(shown) == [one for one in matches if one in shown]
    hidden = [one for one in matches if one not in shown]
    for provider in {one.capability.provider.id for one in shown}:
        mine = [one for one in shown if one.capability.provider.id == provider]
        if len(mine) > MOST_PER_PROVIDER:
            counts = [one.capability.provider.id for one in shown]
            assert all(counts.count(one.capability.provider.id) >= MOST_PER_PROVIDER for one in hidden)
