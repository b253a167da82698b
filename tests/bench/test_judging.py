"""The arithmetic behind `make bench-quality`, on cases that can be worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation.collection import Collection, JudgedDocument, JudgedQuery
from matcher.evaluation.measuring import measure
from tests.bench.calibration import Abstention, abstention, expected_calibration_error, reliability
from tests.bench.intervals import paired_interval
from tests.bench.methods import main_measure_of, text_of
from tests.bench.rival import character_grams
from tests.bench.runs import ranked_run


def collection(grades: dict[str, int], documents: int = 300) -> Collection:
    ids = [f"d{number}" for number in range(documents)]
    return Collection(
        tuple(JudgedDocument(one, one, "") for one in ids), (JudgedQuery("q", "需求", "zh"),), {"q": grades}
    )


def test_an_interval_of_equal_methods_is_nothing() -> None:
    interval = paired_interval([0.2, 0.5, 0.9], [0.2, 0.5, 0.9])
    assert (interval.mean, interval.low, interval.high) == (0, 0, 0)
    assert not interval.clear


def test_an_interval_is_clear_when_ours_wins_nearly_everywhere() -> None:
    assert paired_interval([0.9] * 40 + [0.1], [0.5] * 41).clear
    assert not paired_interval([0.9, 0.1] * 20, [0.5] * 40).clear


def test_an_interval_is_that_of_the_normal_approximation_for_many_queries() -> None:
    differences = np.random.default_rng(5).normal(0.1, 1, 1000)
    interval = paired_interval(differences.tolist(), [0.0] * 1000)
    half = 1.96 * differences.std() / np.sqrt(1000)
    assert interval.low == pytest.approx(differences.mean() - half, abs=0.01)
    assert interval.high == pytest.approx(differences.mean() + half, abs=0.01)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30))
def test_an_interval_holds_its_mean_and_never_changes(pairs: list[tuple[float, float]]) -> None:
    ours, theirs = zip(*pairs, strict=True)
    interval = paired_interval(ours, theirs, resamples=200)
    assert interval == paired_interval(ours, theirs, resamples=200)
    spread = [one - other for one, other in pairs]
    assert min(spread) - 1e-9 <= interval.low <= interval.high <= max(spread) + 1e-9


def test_an_interval_needs_a_query() -> None:
    with pytest.raises(ValueError, match="at least one query"):
        paired_interval([], [])


def test_probabilities_that_come_true_have_no_calibration_error() -> None:
    stated = np.array([0.25] * 4 + [0.75] * 4)
    relevant = np.array([True, False, False, False, True, True, True, False])
    assert expected_calibration_error(reliability(stated, relevant)) == pytest.approx(0)


def test_the_calibration_error_weighs_each_tenth_by_its_pairs() -> None:
    stated = np.array([1.0, 0.95, 0.05, 0.0])
    relevant = np.array([True, False, False, False])
    bins = reliability(stated, relevant)
    assert [one.size for one in bins] == [2, 2]
    assert expected_calibration_error(bins) == pytest.approx((2 * 0.025 + 2 * (0.975 - 0.5)) / 4)


def test_nothing_judged_has_no_calibration_error() -> None:
    assert expected_calibration_error([]) == 0


def test_turned_away_and_lost_are_counted_apart() -> None:
    counted = abstention(
        turned_away={"a": True, "b": False, "c": True, "d": False},
        answerable={"a": True, "b": True, "c": False, "d": False},
    )
    assert counted == Abstention(unanswerable=2, turned_away=1, answerable=2, lost=1)


def test_a_shortened_run_measures_as_the_whole_ranking_does() -> None:
    judged = collection({"d3": 2, "d150": 0, "d250": 3, "d299": 1})
    scores = np.random.default_rng(2).random((1, 300), np.float32)
    ids = [document.id for document in judged.documents]
    whole = {"q": dict(zip(ids, scores[0].tolist(), strict=True))}
    run = ranked_run(scores, ["q"], ids, judged)
    assert len(run["q"]) < 110
    assert measure(judged.judgements, run) == measure(judged.judgements, whole)


def test_equal_scores_do_not_favour_the_first_document() -> None:
    judged = collection({"d0": 1}, documents=5)
    ids = [document.id for document in judged.documents]
    best = {
        max(run, key=run.__getitem__)
        for seed in range(40)
        for run in ranked_run(np.zeros((1, 5), np.float32), ["q"], ids, judged, seed).values()
    }
    assert best == set(ids)


def test_only_judged_documents_count_where_irrelevant_ones_were_judged() -> None:
    assert main_measure_of(collection({"d0": 0, "d1": 2})) == "nDCG(judged_only=True)@10"
    assert main_measure_of(collection({"d0": 1, "d1": 2})) == "nDCG@10"


def test_a_title_is_read_once() -> None:
    assert text_of(JudgedDocument("1", "压铸", "压铸。除气")) == "压铸。除气"
    assert text_of(JudgedDocument("1", "压铸", "除气")) == "压铸\n除气"


def test_grams_do_not_cross_white_space() -> None:
    assert character_grams("气孔 A") == ["气", "孔", "气孔", "a"]
