"""Needs whose misses were not looked at are read about as well as was measured; see corpora/needs."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pytest

from matcher.service.taxonomy import load_taxonomy
from tests.bench.card_scoring import Figures, score
from tests.bench.reading import figures_of, read_labelled, score_all

# Field -> precision and recall, a little below what the held half measured.
FLOORS = {
    "indicators": (0.62, 0.54),
    "budget": (0.90, 0.60),
    "deadline": (0.90, 0.58),
    "region_code": (0.95, 0.95),
    "modes": (0.62, 0.55),
    "route": (0.85, 0.58),
    "pillar": (0.62, 0.62),
    "confidentiality": (0.95, 0.55),
    "contacts": (0.95, 0.95),
    "tried": (0.80, 0.60),
    "constraints": (0.70, 0.50),
    "indicator names": (0.72, 0.72),
    "comparators": (0.88, 0.88),
}


@pytest.fixture(scope="module")
def held() -> Mapping[str, Figures]:
    needs = read_labelled()
    return figures_of("held", needs, score_all(needs, load_taxonomy(files("corpora") / "taxonomy")))


def test_every_field_has_its_floor(held: Mapping[str, Figures]) -> None:
    assert held.keys() == FLOORS.keys()


@pytest.mark.parametrize("field", FLOORS)
def test_what_stands_on_the_card_is_mostly_right(field: str, held: Mapping[str, Figures]) -> None:
    assert held[field].precision >= FLOORS[field][0]


@pytest.mark.parametrize("field", FLOORS)
def test_most_of_what_a_need_says_is_on_the_card(field: str, held: Mapping[str, Figures]) -> None:
    assert held[field].recall >= FLOORS[field][1]


def test_the_labels_themselves_are_scored_as_right_in_everything() -> None:
    for need in read_labelled():
        outcomes = score(need.labels, need.labels)
        names = outcomes.keys() - {"comparators"}  # of a change, the direction counts as said
        assert not [name for name in names if outcomes[name].wrong or outcomes[name].missed], need.id


def test_an_empty_card_gets_no_point_for_what_was_said() -> None:
    needs = read_labelled()
    nothing = next(need.labels for need in needs if need.text == "你好在吗")
    scored = [score(nothing, need.labels) for need in needs]
    assert all(figure.right == 0 for figure in figures_of("all", needs, scored).values())


@pytest.mark.parametrize(
    ("field", "read", "labelled", "right"),
    [
        ("tried", ["换过两次料没用"], ["换过两次料"], 1),
        (
            "tried",
            ["换过两次料没用" + "，说了很多别的" * 9],
            ["换过两次料没用"],
            0,
        ),  # not the whole
        ("constraints", ["机壳"], ["机壳不想动了"], 0),  # less than half of it
        ("budget", {"low": 80_000.0, "high": 80_000.0}, {"low": 0.0, "high": 80_000.0}, 1),
        ("budget", {"low": 50_000.0, "high": 80_000.0}, {"low": 80_000.0, "high": 80_000.0}, 0),
        ("deadline", "2027-02-28", "2027-03-01", 1),
        ("deadline", "2027-02-01", "2027-03-01", 0),
        ("region_code", "330000", "330600", 0),  # the province alone
        ("modes", ["testing", "training"], ["training"], 1),
    ],
)
def test_a_reading_is_scored_by_the_rules(field: str, read: Any, labelled: Any, right: int) -> None:
    nothing = dict(read_labelled()[0].labels)
    outcome = score(nothing | {field: read}, nothing | {field: labelled})[field]
    assert len(outcome.right) == right


@pytest.mark.parametrize(
    ("unit", "target", "right"), [("丝", 3.0, 1), ("mm", 0.03, 1), ("mm", 0.3, 0), ("%", 0.03, 0)]
)
def test_an_indicator_is_compared_in_any_unit(unit: str, target: float, right: int) -> None:
    value = {"name": "跳动", "unit": "mm", "start": None, "target": 0.03, "upper": None, "comparator": "="}
    nothing = dict(read_labelled()[0].labels)
    read = nothing | {"indicators": [value | {"unit": unit, "target": target}]}
    assert len(score(read, nothing | {"indicators": [value]})["indicators"].right) == right
