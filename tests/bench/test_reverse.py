"""Judgements turned round: which needs a document serves, and how well they are ordered."""

import numpy as np
import pytest

from matcher.evaluation.collection import Collection
from tests.bench.reverse import measured, needs_by_document


def judged(judgements: dict[str, dict[str, int]]) -> Collection:
    return Collection((), (), judgements)


def test_a_document_without_a_relevant_need_is_not_asked_about() -> None:
    assert needs_by_document(judged({"a": {"d": 3, "e": 1}, "b": {"d": 1}})) == {"d": {"a": 3, "b": 1}}


def test_where_only_judged_needs_are_ranked_there_must_be_something_to_tell_apart() -> None:
    grades = {"a": {"d": 3, "e": 2, "f": 2}, "b": {"d": 0, "e": 2}}
    assert needs_by_document(judged(grades)) == {"d": {"a": 3, "b": 0}}


def test_all_needs_are_ranked_where_unjudged_means_irrelevant() -> None:
    scores = {"d": np.array([0.1, 0.5, 0.9], np.float32)}
    assert measured({"d": {"a": 3}}, ["a", "b", "c"], scores, every=True) == pytest.approx((0.5, 1 / 3))


def test_unjudged_needs_are_passed_over_elsewhere() -> None:
    scores = {"d": np.array([0.1, 0.5, 0.9], np.float32)}
    found = measured({"d": {"a": 3, "b": 0}}, ["a", "b", "c"], scores, every=False)
    assert found == pytest.approx((1 / np.log2(3), 1 / 2))
