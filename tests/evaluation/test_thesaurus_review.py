"""The thesaurus is checked as a person would, and its coverage measured."""

from pathlib import Path

import pytest

from bot.cli import main
from matcher.bootstrap import Application
from matcher.errors import InputError
from matcher.evaluation.thesaurus_cover import Case, coverage, read_cases
from matcher.evaluation.thesaurus_review import read_placed, review
from matcher.service.thesaurus_files import THESAURUS_COLUMNS
from tests.helpers.application import open_small
from tests.helpers.judged import write_collection
from tests.helpers.tiny_model import write_tiny_model

GOOD = (
    "铸造",
    "铸件里有洞;打压就漏;车开一看全是眼;客户退货说漏油;想少出废品",
    "析出性气孔;真空压铸;除气精炼",
    "holes in our castings;parts leak under pressure;pores show after turning;want fewer rejects",
    "gas porosity;vacuum die casting;degassing",
)


def written(folder: Path, *rows: tuple[str, ...], name: str = "a.tsv") -> Path:
    lines = ("\t".join(row) for row in (THESAURUS_COLUMNS, *rows))
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def changed(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, cell) for name, cell in zip(THESAURUS_COLUMNS, GOOD, strict=True))


def test_a_good_entry_has_nothing_to_mend(tmp_path: Path) -> None:
    found = review(read_placed(written(tmp_path, GOOD)))
    assert (found.entries, found.files, found.findings, found.near_duplicates) == (1, 1, (), ())


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"lay_zh": "铸件里有洞;打压就漏"}, "lay_zh 只有 2 个说法"),
        ({"lay_en": "holes"}, "lay_en 只有 1 个说法"),
        ({"technical_zh": "析出性气孔;析出性气孔;除气"}, "重复"),
        ({"technical_zh": "析出性气孔;打压就漏;除气"}, "既在口语里又在术语里"),
        ({"technical_en": "gas porosity;气孔;degassing"}, "有汉字"),
        ({"technical_zh": "析出性，气孔;真空压铸;除气"}, "全角标点"),
        ({"lay_zh": "only english;打压就漏;车开全是眼;客户退货;想少出废品"}, "中文口语"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    found = review(read_placed(written(tmp_path, changed(**cells))))
    assert any(sentence.startswith("a.tsv:2 ") and said in sentence for sentence in found.findings)


def test_the_same_problem_twice_is_a_near_duplicate(tmp_path: Path) -> None:
    other = changed(
        lay_zh="铝件砂眼多;试压不过;毛坯渗水;一刀下去全是孔;气孔报废一半",
        technical_zh="析出性气孔;真空压铸;排气槽",
    )
    dye = changed(industry="印染", lay_zh="掉色;染手;洗白了;褪得快;摩擦掉色", technical_zh="色牢度;固色;匀染")
    found = review(read_placed(written(tmp_path, GOOD, other, dye)))
    assert found.near_duplicates == (("a.tsv:2", "a.tsv:3"),)
    assert found.near_duplicate_rate == pytest.approx(2 / 3)


def test_an_entry_that_stands_in_two_files_is_named(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    found = review(read_placed(written(tmp_path, GOOD, name="b.tsv")))
    assert any("b.tsv:2 与 a.tsv:2" in sentence for sentence in found.findings)


def test_an_empty_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有词典条目"):
        read_placed(tmp_path)


def test_the_check_answers_a_person_and_fails_when_something_is_to_mend(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["thesaurus", "check", str(written(tmp_path, GOOD))]) == 0
    assert "1 条;要改 0 处" in capsys.readouterr().out
    assert main(["thesaurus", "check", "--near", str(written(tmp_path, GOOD, GOOD))]) == 1
    assert "近似重复 a.tsv:2 a.tsv:3" in capsys.readouterr().out


def test_a_need_is_covered_when_a_term_of_its_closest_entries_stands_in_an_answer(tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "model")
    opened: Application
    with open_small(tmp_path, model) as opened:
        opened.matcher.counts()  # brings the indexes up to date
        cases = [
            Case("布掉颜色,染手", ("提高耐摩擦色牢度",)),
            Case("布掉颜色,染手", ("锅炉节能",)),
            Case("", ("色牢度",)),
        ]
        found = coverage(cases, opened.asking)
    assert (found.needs, found.reached) == (3, 1)
    assert found.share == pytest.approx(1 / 3)
    assert coverage([], opened.asking).share == 0


def test_cases_come_from_a_judged_collection_or_from_needs_with_titles(tmp_path: Path) -> None:
    corpus = [
        {"_id": "d1", "title": "固色", "text": "提高色牢度"},
        {"_id": "d2", "title": "锅炉", "text": ""},
    ]
    queries = [{"_id": "q1", "text": "布掉色"}, {"_id": "q2", "text": "炉子"}]
    judged = [("q1", "d1", "3"), ("q1", "d2", "1"), ("q2", "d2", "0")]
    folder = write_collection(tmp_path / "judged", corpus, queries, judged)
    assert read_cases(folder) == [Case("布掉色", ("固色 提高色牢度",))]
    needs = tmp_path / "needs.jsonl"
    needs.write_text(
        '{"need": "布掉色", "title": "色牢度"}\n{"need": "x", "title": null}\n', encoding="utf-8"
    )
    assert read_cases(needs) == [Case("布掉色", ("色牢度",))]
    needs.write_text("[1]\n", encoding="utf-8")
    with pytest.raises(InputError, match="thesaurus cover"):
        read_cases(needs)
