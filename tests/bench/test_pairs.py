"""Which pairs of a need and a document a probability is held against."""

import numpy as np

from matcher.evaluation.collection import Collection, JudgedDocument, JudgedQuery
from tests.bench.pairs import best_pairs, joined, judged_pairs
from tests.bench.probabilities import of_collection, panels

STATED = np.array([[0.9, 0.2, 0.1], [0.3, 0.4, 0.8]])
ANSWERS = {"1": {"a": 3}, "2": {"b": 2, "c": 1}}


def collection(judgements: dict[str, dict[str, int]]) -> Collection:
    documents = tuple(JudgedDocument(one, one, "") for one in "abc")
    return Collection(documents, (JudgedQuery("1", "漏", "zh"), JudgedQuery("2", "leak", "en")), judgements)


def test_judged_pairs_are_those_with_a_grade() -> None:
    pairs = judged_pairs(collection(ANSWERS), STATED)
    assert pairs.stated.tolist() == [0.9, 0.4, 0.8]
    assert pairs.relevant.tolist() == [True, True, False]
    assert pairs.language.tolist() == ["zh", "en", "en"]


def test_the_best_of_each_need_count_whether_judged_or_not() -> None:
    pairs = best_pairs(collection(ANSWERS), STATED, count=2)
    assert pairs.stated.tolist() == [0.9, 0.2, 0.4, 0.8]
    assert pairs.relevant.tolist() == [True, False, True, False]


def test_languages_come_apart_and_together() -> None:
    pairs = judged_pairs(collection(ANSWERS), STATED)
    apart = [pairs.spoken(language) for language in pairs.languages()]
    assert [len(one) for one in apart] == [1, 2]
    assert joined(apart).stated.tolist() == pairs.stated.tolist()


def test_every_group_is_printed_and_drawn() -> None:
    graded = collection({"1": {"a": 3, "b": 0}, "2": {"c": 2}})
    said = of_collection(graded, STATED)
    assert "judged pairs: zh" in said
    assert "judged pairs: en" in said
    assert "says little" not in said
    drawn = panels({"dev": judged_pairs(graded, STATED)})
    assert [one.name for one in drawn] == ["dev", "needs in zh", "needs in en", "all pairs, whoever provides"]
    assert sum(one.size for one in drawn[-1].bins) == 3
