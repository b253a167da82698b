"""The figures are those that a hand can work out."""

import math

import pytest

from matcher.evaluation.measuring import MEASURES, measure

JUDGED = {"q1": {"a": 2, "b": 1, "c": 0}, "q2": {"a": 2}}


def gain(*gains: int) -> float:
    return sum(value / math.log2(place + 1) for place, value in enumerate(gains, 1))


def test_figures_of_one_query_by_hand() -> None:
    run = {"q1": {"x": 9.0, "b": 8.0, "a": 7.0, "c": 6.0}}
    figures = measure({"q1": JUDGED["q1"]}, run).overall
    assert tuple(figures) == MEASURES
    assert figures["nDCG@10"] == pytest.approx(gain(0, 1, 2) / gain(2, 1))
    assert figures["nDCG(judged_only=True)@10"] == pytest.approx(gain(1, 2) / gain(2, 1))
    assert figures["P(rel=2,judged_only=True)@1"] == 0
    assert figures["Success(rel=2,judged_only=True)@5"] == 1
    assert figures["RR(rel=2,judged_only=True)"] == pytest.approx(1 / 2)
    assert figures["R@10"] == 1


def test_a_query_that_is_not_answered_counts_nought() -> None:
    figures = measure(JUDGED, {"q1": {"a": 1.0, "b": 0.5}, "unjudged": {"a": 1.0}})
    assert figures.by_query["nDCG@10"] == {"q1": pytest.approx(1), "q2": 0}
    assert figures.overall["nDCG@10"] == pytest.approx(0.5)
    assert measure(JUDGED, {"q2": {}}).overall["nDCG@10"] == 0


def test_without_judgements_every_figure_is_nought() -> None:
    assert set(measure({}, {"q": {"a": 1.0}}).overall.values()) == {0.0}
