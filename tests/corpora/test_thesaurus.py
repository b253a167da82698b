"""The problem thesaurus that ships: every entry says the same thing in two voices and two languages."""

import re
from collections import Counter
from importlib.resources import as_file, files

import pytest

from matcher.domain.thesaurus import ThesaurusEntry
from matcher.evaluation.thesaurus_review import read_placed, review
from matcher.service.seeding import read_thesaurus

HEADER = ["industry", "lay_zh", "technical_zh", "lay_en", "technical_en"]
Lines = dict[str, list[str]]  # 「file:line」 -> cells


@pytest.fixture(scope="module")
def lines() -> Lines:
    found = {}
    for file in sorted((files("corpora") / "thesaurus").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".tsv"):
            text = file.read_text(encoding="utf-8")
            assert text.endswith("\n"), file.name
            assert text.split("\n")[0].split("\t") == HEADER, file.name
            rows = text.rstrip("\n").split("\n")[1:]
            found.update({f"{file.name}:{n}": row.split("\t") for n, row in enumerate(rows, start=2)})
    return found


@pytest.fixture(scope="module")
def entries() -> list[ThesaurusEntry]:
    return read_thesaurus(files("corpora"))


def phrases(cell: str) -> list[str]:
    return cell.split(";")


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def test_every_line_has_five_columns(lines: Lines) -> None:
    assert [place for place, cells in lines.items() if len(cells) != 5] == []


def test_no_cell_and_no_phrase_is_empty_or_untidy(lines: Lines) -> None:
    untidy = [
        place
        for place, cells in lines.items()
        for phrase in (cells[0], *(phrase for cell in cells[1:] for phrase in phrases(cell)))
        if not phrase or phrase != " ".join(phrase.split()) or not phrase.isprintable()
    ]
    assert untidy == []


def test_no_phrase_stands_twice_in_an_entry(lines: Lines) -> None:
    doubled = [
        (place, phrase)
        for place, cells in lines.items()
        for cell in cells[1:]
        for phrase, count in Counter(phrases(cell.casefold())).items()
        if count > 1
    ]
    assert doubled == []


def test_no_phrase_stands_on_both_sides_of_an_entry(lines: Lines) -> None:
    both = [
        (place, shared)
        for place, (_, lay_zh, technical_zh, lay_en, technical_en) in lines.items()
        for lay, technical in ((lay_zh, technical_zh), (lay_en, technical_en))
        if (shared := set(phrases(lay.casefold())) & set(phrases(technical.casefold())))
    ]
    assert both == []


def test_each_column_is_in_its_language(lines: Lines) -> None:
    foreign = [
        place
        for place, (_, lay_zh, _, lay_en, technical_en) in lines.items()
        if has_chinese(lay_en + technical_en) or not all(has_chinese(phrase) for phrase in phrases(lay_zh))
    ]
    assert foreign == []


def test_the_check_that_editors_run_finds_nothing_to_mend() -> None:
    with as_file(files("corpora") / "thesaurus") as folder:
        found = review(read_placed(folder))
    assert found.findings == ()
    assert found.entries >= 9000
    assert found.near_duplicate_rate < 0.01


def test_the_readme_counts_every_file(lines: Lines) -> None:
    counted = Counter(place.rpartition(":")[0] for place in lines)
    readme = (files("corpora") / "thesaurus" / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+\.tsv)` \| .+ \| (\d+) \|$", readme, re.MULTILINE))
    assert {name: int(count) for name, count in rows.items()} == dict(counted)
    assert f"共 {len(lines)} 条，{len(counted)} 个文件" in readme


def test_no_problem_is_entered_twice_and_every_id_is_its_own(
    lines: Lines, entries: list[ThesaurusEntry]
) -> None:
    firsts = Counter((cells[0], phrases(cells[1])[0]) for cells in lines.values())
    assert [first for first, count in firsts.items() if count > 1] == []
    assert len({entry.id for entry in entries}) == len(lines)
