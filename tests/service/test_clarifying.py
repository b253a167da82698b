"""Which questions are worth asking once the first matches are shown."""

from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.match import Match, MatchOutcome, Reason, UnderstoodProblem
from matcher.domain.need import Indicator, NeedCard
from matcher.domain.provider import Provider
from matcher.domain.question import About, Question
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, ProviderKind, Route, Taxonomy
from matcher.service.clarifying import LEAST_GAIN, Clarifying
from matcher.service.taxonomy import load_taxonomy
from tests.helpers.capabilities import capability

PER_CENT = Indicator("5%", "次品率", "%", 5)
# A card that leaves nothing to ask.
SETTLED = NeedCard(
    indicators=(PER_CENT,),
    industries=("equipment",),
    region_code="330000",
    modes=(CooperationMode.TESTING,),
)
POROSITY = UnderstoodProblem(1, "equipment", "铸件里有洞", ("气孔缺陷", "缩孔缩松"), 0.9)
CRACKS = UnderstoodProblem(2, "equipment", "铸件开裂", ("热裂倾向",), 0.8)
NOBODY: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy(files("corpora") / "taxonomy")


@pytest.fixture(scope="module")
def clarifying(taxonomy: Taxonomy) -> Clarifying:
    return Clarifying(taxonomy)


def match(identity: int, title: str = "", chance: float = 0.5, **fields: Any) -> Match:
    """Of a research institution in no known place unless `kind_of` or `region_code` say otherwise."""
    kind = fields.pop("kind_of", ProviderKind.RESEARCH)
    provider = Provider(identity, "示例", kind, region_code=fields.pop("region_code", ""))
    return Match(capability(identity, title, provider=provider, **fields), chance, {}, Reason("", ()))


def outcome(*matches: Match, understood: tuple[UnderstoodProblem, ...] = ()) -> MatchOutcome:
    groups = {
        kind: tuple(one for one in matches if one.capability.provider.kind is kind) for kind in ProviderKind
    }
    return MatchOutcome(SETTLED, groups, understood)


def asked(
    clarifying: Clarifying, card: NeedCard, found: MatchOutcome, rejected: frozenset[int] = NOBODY
) -> tuple[Question, ...]:
    return clarifying.questions(card, found, NOBODY, rejected)


def options(questions: tuple[Question, ...], about: About) -> tuple[str, ...]:
    return next((one.options for one in questions if one.about is about), ())


def test_a_card_without_a_quantity_is_asked_for_it_first(clarifying: Clarifying) -> None:
    found = outcome(match(1, "气孔缺陷控制"), match(2, "热裂倾向预测"), understood=(POROSITY, CRACKS))
    questions = asked(clarifying, replace(SETTLED, indicators=()), found)
    assert questions[0] == Question(About.QUANTITY)
    assert [one.about for one in questions] == [About.QUANTITY, About.MEANING]


def test_the_quantity_is_asked_for_even_where_nothing_was_found(clarifying: Clarifying) -> None:
    assert asked(clarifying, NeedCard(), outcome()) == (Question(About.QUANTITY),)


@pytest.mark.parametrize("route", [Route.PEOPLE, Route.FUNDING])
def test_who_looks_for_people_or_money_is_not_asked_for_quantities(
    clarifying: Clarifying, route: Route
) -> None:
    assert asked(clarifying, NeedCard(route=route), outcome()) == ()


def test_a_card_that_says_everything_is_asked_nothing(clarifying: Clarifying) -> None:
    found = outcome(
        match(1, region_code="310000", industries=("纺织服装",), modes=(CooperationMode.TRAINING,)),
        match(2, region_code="110000", industries=("装备制造",), modes=(CooperationMode.TESTING,)),
    )
    assert asked(clarifying, SETTLED, found) == ()


def test_problems_that_pull_to_different_matches_are_told_apart(clarifying: Clarifying) -> None:
    found = outcome(
        match(1, "压铸件缩孔与缩松控制", 0.3), match(2, "铸钢热裂倾向预测"), understood=(POROSITY, CRACKS)
    )
    assert options(asked(clarifying, SETTLED, found), About.MEANING) == ("2", "1")


def test_a_meaning_once_confirmed_or_rejected_is_not_asked_again(clarifying: Clarifying) -> None:
    found = outcome(match(1, "气孔缺陷"), match(2, "热裂倾向"), understood=(POROSITY, CRACKS))
    assert clarifying.questions(SETTLED, found, frozenset({1}), NOBODY) == ()
    assert clarifying.questions(SETTLED, found, NOBODY, frozenset({1})) == ()


def test_latin_terms_must_stand_in_the_profile_whole(clarifying: Clarifying) -> None:
    porosity = replace(POROSITY, terms=("gas porosity",))
    cracks = replace(CRACKS, terms=("hot tearing",))
    near = outcome(match(1, "porous gas"), match(2, "tear of the hot"), understood=(porosity, cracks))
    exact = outcome(match(1, "Gas porosity"), match(2, "Hot tearing"), understood=(porosity, cracks))
    assert asked(clarifying, SETTLED, near) == ()
    assert options(asked(clarifying, SETTLED, exact), About.MEANING) == ("1", "2")


def test_an_unknown_industry_is_asked_for_by_pillar(clarifying: Clarifying, taxonomy: Taxonomy) -> None:
    found = outcome(match(1, industries=("铸造",), chance=0.6), match(2, industries=("印染", "纺织服装")))
    offered = options(asked(clarifying, replace(SETTLED, industries=()), found), About.INDUSTRY)
    assert [taxonomy.industries[code].zh for code in offered] == ["装备制造", "纺织服装"]


def test_between_two_industries_only_those_two_are_offered(clarifying: Clarifying) -> None:
    card = replace(SETTLED, industries=("equipment", "textiles"))
    found = outcome(
        match(1, industries=("装备制造",)), match(2, industries=("纺织服装",)), match(3, industries=("建材",))
    )
    assert sorted(options(asked(clarifying, card, found), About.INDUSTRY)) == ["equipment", "textiles"]


def test_provinces_are_offered_where_the_need_names_no_place(clarifying: Clarifying) -> None:
    found = outcome(
        *(
            match(place, region_code=code, chance=0.9)
            for place, code in enumerate(("330600", "330100", "310000", "310100"))
        )
    )
    assert options(asked(clarifying, replace(SETTLED, region_code=""), found), About.REGION) == (
        "310000",
        "330000",
    )


def test_modes_are_offered_where_the_need_names_none(clarifying: Clarifying) -> None:
    alone, together = CooperationMode.COMMISSIONED, CooperationMode.JOINT_UNIT
    found = outcome(match(1, modes=(alone,), chance=0.9), match(2, modes=(together,), chance=0.9))
    assert options(asked(clarifying, replace(SETTLED, modes=()), found), About.MODE) == (alone, together)


def test_the_route_is_asked_where_other_kinds_are_clearly_likelier(clarifying: Clarifying) -> None:
    service = match(1, kind_of=ProviderKind.PLATFORM, kind=CapabilityKind.TEST_SERVICE, chance=0.6)
    assert options(asked(clarifying, SETTLED, outcome(service, match(2, chance=0.3))), About.ROUTE) == (
        Route.PLATFORM,
        Route.RESEARCH,
    )
    assert asked(clarifying, SETTLED, outcome(service, match(2, chance=0.5))) == ()


def test_training_and_transfer_are_routes_of_their_own(clarifying: Clarifying) -> None:
    card = replace(SETTLED, route=Route.PLATFORM)
    found = outcome(
        match(1, kind=CapabilityKind.TRAINING, chance=0.6),
        match(2, kind=CapabilityKind.TECHNOLOGY_TRANSFER, chance=0.5),
    )
    assert options(asked(clarifying, card, found), About.ROUTE) == (Route.PEOPLE, Route.ENTERPRISE)


@pytest.mark.parametrize(
    ("route", "kind"), [(Route.FUNDING, CapabilityKind.PUBLIC_SERVICE), (Route.PEOPLE, CapabilityKind.TEAM)]
)
def test_a_route_that_is_served_is_not_asked_about(
    clarifying: Clarifying, route: Route, kind: CapabilityKind
) -> None:
    card = replace(SETTLED, route=route)
    served = match(1, kind=kind, kind_of=ProviderKind.PLATFORM, chance=0.5)
    other = match(2, chance=0.5)
    assert asked(clarifying, card, outcome(served, other)) == ()
    assert options(asked(clarifying, card, outcome(replace(served, probability=0.2), other)), About.ROUTE)


provinces = st.sampled_from(["", "110000", "310115", "330600", "440300"])
some_matches: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        chance=st.floats(0.05, 0.99),
        region_code=provinces,
        title=st.sampled_from(["气孔缺陷", "热裂倾向", "气孔与热裂倾向", "其他"]),
        industries=st.lists(st.sampled_from(["铸造", "纺织服装", "没听说过"]), max_size=2).map(tuple),
        modes=st.lists(st.sampled_from(CooperationMode), max_size=3).map(tuple),
        kind=st.sampled_from(CapabilityKind),
        kind_of=st.sampled_from(ProviderKind),
    ),
    max_size=9,
)


@given(some_matches, st.randoms(use_true_random=False))
def test_the_order_of_the_matches_changes_nothing_and_options_are_theirs(
    clarifying: Clarifying, rows: list[dict[str, Any]], shuffle: Any
) -> None:
    matches = [match(place, **row) for place, row in enumerate(rows)]
    understood = (POROSITY, CRACKS)
    questions = asked(clarifying, NeedCard(), outcome(*matches, understood=understood))
    shuffle.shuffle(matches)
    assert asked(clarifying, NeedCard(), outcome(*matches, understood=understood)) == questions
    gains = [one.gain for one in questions[1:]]
    assert gains == sorted(gains, reverse=True)
    assert all(gain >= LEAST_GAIN for gain in gains)
    assert len({one.about for one in questions}) == len(questions)
    codes = {one.capability.provider.region_code[:2] for one in matches}
    assert {code[:2] for code in options(questions, About.REGION)} <= codes
    modes = {mode for one in matches for mode in one.capability.modes}
    assert set(options(questions, About.MODE)) <= modes
