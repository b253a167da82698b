"""A small collection goes the way of every match, and its run is written in TREC's form."""

from datetime import date
from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.evaluation.collection import read_collection
from matcher.evaluation.running import Evaluation, evaluate, write_trec_run
from tests.helpers.application import open_small
from tests.helpers.capabilities import TODAY
from tests.helpers.judged import Rows, write_collection
from tests.helpers.tiny_model import write_tiny_model

CORPUS: Rows = [
    {"_id": "cast", "title": "压铸件气孔控制", "text": "压铸件气孔控制。真空压铸减少气孔。"},
    {"_id": "dye", "title": "", "text": "色牢度提升和固色剂"},
    {"_id": "food", "title": "果蔬保鲜", "text": ""},
    {"_id": "pump", "title": "Pump noise", "text": "pump noise and leak"},
    {"_id": "bare"},
]
QUERIES: Rows = [
    {"_id": "1", "text": "压铸件气孔多"},
    {"_id": "2", "text": "固色差", "metadata": {"description": "色牢度不合格"}},
    {"_id": "3", "text": "our pump makes noise"},
    {"_id": "4", "text": "🧵"},
]
JUDGED = [("1", "cast", "2"), ("1", "food", "0"), ("2", "dye", "2"), ("3", "pump", "1"), ("4", "food", "2")]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("evaluation")
    collection = read_collection(write_collection(folder / "judged", CORPUS, QUERIES, JUDGED))
    with open_small(folder, write_tiny_model(folder / "model"), rows=(), entries=()) as opened:
        return evaluate(collection, opened.store, opened.matcher, TODAY)


def test_every_readable_query_ranks_every_document(result: Evaluation) -> None:
    assert set(result.run) == {"1", "2", "3", "4"}
    assert all(set(result.run[query]) == {row["_id"] for row in CORPUS} for query in "123")
    assert [max(result.run[query], key=result.run[query].__getitem__) for query in "123"] == [
        "cast",
        "dye",
        "pump",
    ]


def test_a_need_that_nobody_could_read_finds_nothing_and_counts(result: Evaluation) -> None:
    assert result.run["4"] == {}
    assert result.overall.by_query["nDCG@10"] == {"1": 1, "2": 1, "3": 1, "4": 0}
    assert result.overall.overall["nDCG@10"] == pytest.approx(0.75)


def test_figures_come_by_language_too(result: Evaluation) -> None:
    assert set(result.by_language) == {"en", "zh"}
    assert result.by_language["en"].overall["nDCG@10"] == 1
    assert result.by_language["zh"].overall["nDCG@10"] == pytest.approx(2 / 3)
    assert result.seconds_per_query > 0


def test_a_run_is_written_best_first_in_trec_s_form(tmp_path: Path) -> None:
    file = tmp_path / "run"
    write_trec_run({"q1": {"b": 0.5, "a": 0.5, "c": 1.25}, "q2": {}}, file)
    assert file.read_text(encoding="utf-8") == (
        "q1 Q0 c 1 1.250000 qianxian\nq1 Q0 a 2 0.500000 qianxian\nq1 Q0 b 3 0.500000 qianxian\n"
    )


def test_a_run_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不能写到"):
        write_trec_run({}, tmp_path / "nowhere" / "run")


def test_an_empty_collection_is_measured_as_nothing(tmp_path: Path) -> None:
    collection = read_collection(write_collection(tmp_path / "judged"))
    with open_small(tmp_path, write_tiny_model(tmp_path / "model"), rows=(), entries=()) as opened:
        result = evaluate(collection, opened.store, opened.matcher, date(2026, 1, 1))
    assert result.run == {}
    assert result.seconds_per_query == 0
