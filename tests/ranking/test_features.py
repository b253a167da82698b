"""Features: how far above the ordinary a candidate is, and what both sides state."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.domain.match import Limit, LimitState
from matcher.domain.need import NeedCard
from matcher.domain.provider import Provider
from matcher.domain.retrieval import Candidates, Leg
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, ProviderKind, Route
from matcher.ranking.features import SEARCHED, searched_features, stated_features
from tests.helpers.capabilities import capability


def leg(scores: list[list[float]], mean: float, deviation: float) -> Leg:
    queries = len(scores)
    return Leg(
        np.array(scores, np.float32),
        np.full(queries, mean, np.float32),
        np.full(queries, deviation, np.float32),
    )


def found(lexical: Leg, dense: Leg | None = None) -> Candidates:
    size = lexical.scores.shape[1]
    flat = leg([[0.0] * size] * 2, 0.0, 0.0)
    dense = dense or flat
    return Candidates(np.arange(1, size + 1), dense, lexical, flat, dense.scores.max(axis=1, initial=0))


def test_a_score_is_read_as_deviations_above_the_mean() -> None:
    table = searched_features(found(leg([[0.1, 0.3], [0.2, 0.2]], 0.1, 0.05)))
    assert tuple(table.columns) == SEARCHED
    np.testing.assert_allclose(table.columns["wording"], [0, 4], atol=1e-4)
    np.testing.assert_allclose(table.columns["problem_wording"], [2, 2], atol=1e-4)


def test_a_leg_with_nothing_to_say_is_shrunk_not_blown_up() -> None:
    """Scores that hardly differ from each other stay small, however small their deviation is."""
    noise = searched_features(found(leg([[0.0, 1e-5], [0.0, 0.0]], 0.0, 1e-6)))
    assert np.abs(noise.columns["wording"]).max() < 0.1
    silent = searched_features(found(leg([[0.0, 0.0], [0.0, 0.0]], 0.0, 0.0)))
    assert all(not column.any() for column in silent.columns.values())


def test_no_single_feature_grows_without_bound() -> None:
    table = searched_features(found(leg([[50.0, -50.0], [0.0, 0.0]], 0.0, 0.1)))
    assert np.abs(table.columns["wording"]).max() <= 12


def test_no_candidate_gives_an_empty_table() -> None:
    table = searched_features(found(leg([[], []], 0.0, 0.0)))
    assert [column.shape for column in table.columns.values()] == [(0,)] * len(SEARCHED)


CARD = NeedCard(industries=("textile",), region_code="330600", modes=(CooperationMode.COMMISSIONED,))


def at(region_code: str) -> Provider:
    return Provider(1, "示例大学", ProviderKind.RESEARCH, region_code=region_code)


@pytest.mark.parametrize(
    ("region_code", "value"), [("330600", 1.0), ("330000", 0.6), ("330100", 0.6), ("310000", 0.0), ("", 0.0)]
)
def test_the_same_city_counts_more_than_the_same_province(region_code: str, value: float) -> None:
    assert stated_features(CARD, capability(provider=at(region_code)), (), ())["region"] == value


def test_a_need_without_region_prefers_none() -> None:
    card = replace(CARD, region_code="")
    assert stated_features(card, capability(provider=at("330600")), (), ())["region"] == 0


@pytest.mark.parametrize(("industries", "value"), [(("textile", "food"), 1.0), (("food",), -1.0), ((), 0.0)])
def test_another_industry_speaks_against(industries: tuple[str, ...], value: float) -> None:
    assert stated_features(CARD, capability(), industries, ())["industry"] == value


@pytest.mark.parametrize(
    ("route", "kind", "value"),
    [
        (Route.RESEARCH, CapabilityKind.RESULT, 0.0),
        (Route.PEOPLE, CapabilityKind.RESULT, -1.0),
        (Route.PEOPLE, CapabilityKind.TRAINING, 1.0),
        (Route.PLATFORM, CapabilityKind.TEST_SERVICE, 1.0),
        (Route.FUNDING, CapabilityKind.TEST_SERVICE, -1.0),
        (Route.ENTERPRISE, CapabilityKind.TECHNOLOGY_TRANSFER, 1.0),
        (Route.ENTERPRISE, CapabilityKind.RESULT, 0.0),
    ],
)
def test_what_is_not_the_kind_of_thing_asked_for_counts_against(
    route: Route, kind: CapabilityKind, value: float
) -> None:
    asked = replace(CARD, route=route)
    assert stated_features(asked, capability(kind=kind), (), ())["route"] == value


def test_a_mode_that_both_name_counts() -> None:
    both = capability(modes=(CooperationMode.TESTING, CooperationMode.COMMISSIONED))
    assert stated_features(CARD, both, (), ())["mode"] == 1
    assert stated_features(CARD, capability(modes=(CooperationMode.TESTING,)), (), ())["mode"] == 0


@pytest.mark.parametrize(("trl", "value"), [(None, 0.0), (1, -1.0), (5, 0.0), (9, 1.0)])
def test_maturity_counts_around_the_middle_and_not_when_unknown(trl: int | None, value: float) -> None:
    assert stated_features(CARD, capability(trl=trl), (), ())["maturity"] == value


def test_limits_met_and_not_met_weigh_against_each_other() -> None:
    met, silent, missed = (Limit("", state) for state in LimitState)

    def value(*limits: Limit) -> float:
        return stated_features(CARD, capability(), (), limits)["limits"]

    assert value() == value(silent) == value(met, missed) == 0
    assert value(met) == 1
    assert value(met, silent) == 0.5
    assert value(missed) == -1
