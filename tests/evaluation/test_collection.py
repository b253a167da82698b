"""Reading a judged collection: BEIR's layout, one sentence for what is not."""

from pathlib import Path

import pytest

from matcher.errors import InputError
from matcher.evaluation.collection import Collection, JudgedDocument, JudgedQuery, read_collection
from tests.helpers.judged import write_collection


def test_a_collection_is_read_with_bodies_and_languages(tmp_path: Path) -> None:
    collection = read_collection(
        write_collection(
            tmp_path,
            corpus=[{"_id": 1, "title": "甲", "text": "甲。乙"}, {"_id": "b"}],
            queries=[
                {"_id": "q1", "text": "掉色\n染手", "metadata": {"description": "洗一次就掉"}},
                {"_id": "q2", "text": "It leaks"},
                {"_id": "q3", "text": "x", "lang": "zh", "metadata": "no dictionary"},
            ],
            judged=[("q1", "1", "2"), ("q1", "b", "0")],
        )
    )
    assert collection == Collection(
        (JudgedDocument("1", "甲", "甲。乙"), JudgedDocument("b", "", "")),
        (
            JudgedQuery("q1", "掉色 染手\n洗一次就掉", "zh"),
            JudgedQuery("q2", "It leaks", "en"),
            JudgedQuery("q3", "x", "zh"),
        ),
        {"q1": {"1": 2, "b": 0}},
    )


def test_judgements_need_no_header_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    (folder / "qrels" / "test.tsv").write_text("q\td\t1\n\n", encoding="utf-8")
    assert read_collection(folder).judgements == {"q": {"d": 1}}


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = write_collection(tmp_path)
    (folder / name).unlink()
    with pytest.raises(InputError, match=rf"{name}.*BEIR"):
        read_collection(folder)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="BEIR"):
        read_collection(tmp_path / "nowhere")


@pytest.mark.parametrize("line", ["{", "[]", '"x"', '{"title": "no id"}'])
@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl"])
def test_a_line_that_is_no_row_is_named(tmp_path: Path, name: str, line: str) -> None:
    folder = write_collection(tmp_path)
    (folder / name).write_text('{"_id": "a"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"{name} 第 3 行"):
        read_collection(folder)


@pytest.mark.parametrize("line", ["q\td", "q\td\tgood", "q d 1", "q\td\t1.5", "q\td\t1\t2"])
def test_a_judgement_that_is_none_is_named(tmp_path: Path, line: str) -> None:
    folder = write_collection(tmp_path)
    (folder / "qrels" / "test.tsv").write_text(f"query-id\tcorpus-id\tscore\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match="第 2 行"):
        read_collection(folder)


def test_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    folder = write_collection(tmp_path)
    (folder / "corpus.jsonl").write_bytes('{"_id": "甲"}'.encode("gb18030"))
    with pytest.raises(InputError, match=r"corpus\.jsonl"):
        read_collection(folder)
