"""The open texts that the shipped model learns from, read into plain tuples.

The folder has the layout of the data release that the model card names: chinaxiv/, csl/, patent-title-ipc/,
cilin/, nsfc-taxonomy/, gbt4754-2017/. Thesaurus and sample profiles come from the program's own corpora.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.domain.thesaurus import ThesaurusEntry
from matcher.errors import InputError
from matcher.service.seeding import read_thesaurus

_SENTENCE_END = re.compile(r"[。；;!！?？\n]|\.(?=\s)")
_SHORTEST_SENTENCE = 9
_CLASS = re.compile(r"[A-Z]{1,2}\d{1,2}")  # the coarse part of a Chinese Library Classification mark


@dataclass(frozen=True, slots=True)
class Paper:
    title: str
    sentences: tuple[str, ...]
    keywords: tuple[str, ...]
    title_en: str
    sentences_en: tuple[str, ...]
    keywords_en: tuple[str, ...]
    introduction: str
    topic: str  # library class or discipline, "" when unknown


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that is learnt from."""

    papers: tuple[Paper, ...]
    patents: tuple[str, ...]  # titles
    titles: tuple[str, ...]  # titles of other papers
    synonyms: tuple[tuple[str, ...], ...]
    keyword_pairs: tuple[tuple[str, str], ...]  # Chinese, English
    fields: tuple[tuple[str, str, tuple[str, ...]], ...]  # research field: Chinese, English, parents' names
    industries: tuple[tuple[str, str], ...]  # national industry class: name, what it comprises
    entries: tuple[ThesaurusEntry, ...]
    profiles: tuple[tuple[str, str], ...]  # capability title, summary


def read_sources(data: Path, corpora: Path) -> Sources:
    """Raises InputError naming the file that is missing."""
    try:
        return Sources(
            papers=(
                *(
                    _paper(row, _library_class(row))
                    for row in _json_lines(data / "chinaxiv/chinaxiv_zh_papers.jsonl")
                ),
                *(_paper(row, row.get("discipline", "")) for row in _json_lines(data / "csl/csl_2000.jsonl")),
            ),
            patents=tuple(row[0] for row in _table(data / "patent-title-ipc/patent_titles_ipc_sections.tsv")),
            titles=tuple(
                row[1] for row in _table(data / "csl/cls_ctg_train.tsv", header=False) if len(row) > 1
            ),
            synonyms=tuple(_synonyms(data / "cilin/cilin.txt")),
            keyword_pairs=tuple(
                (row[0], row[1]) for row in _table(data / "chinaxiv/keyword_zh_en_pairs.tsv")
            ),
            fields=tuple(_fields(list(_json_lines(data / "nsfc-taxonomy/nsfc.jl")))),
            industries=tuple(_industries(list(_json_lines(data / "gbt4754-2017/gbt4754_2017.jsonl")))),
            entries=tuple(sorted(read_thesaurus(corpora), key=lambda entry: entry.id)),
            profiles=tuple(
                (row["capability"], row["summary"])
                for file in sorted((corpora / "profiles").glob("*.jsonl"))
                for row in _json_lines(file)
            ),
        )
    except OSError as error:
        raise InputError(f"训练数据不全:读不到 {error.filename}。请用 --data 指明数据文件夹。") from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise InputError(f"训练数据的格式不对({error}),请重新下载 {data}。") from error


def all_texts(sources: Sources) -> Iterator[tuple[str, int]]:
    """Every text with the weight at which its words count for the vocabulary."""
    for paper in sources.papers:
        yield " ".join((paper.title, *paper.sentences, *paper.keywords)), 1
        yield " ".join((paper.title_en, *paper.sentences_en, *paper.keywords_en)), 1
    yield from ((title, 2) for title in sources.patents)
    yield from ((title, 1) for title in sources.titles)
    yield from ((" ".join(group), 1) for group in sources.synonyms)
    yield from ((f"{chinese} {english}", 1) for chinese, english in sources.keyword_pairs)
    yield from ((f"{chinese} {english}", 1) for chinese, english, _ in sources.fields)
    yield from ((f"{name} {remark}", 1) for name, remark in sources.industries)
    for entry in sources.entries:
        yield " ".join((*entry.lay_zh, *entry.technical_zh, *entry.lay_en, *entry.technical_en)), 6
    yield from ((f"{title} {summary}", 2) for title, summary in sources.profiles)


def _paper(row: dict[str, Any], topic: str) -> Paper:
    return Paper(
        row["title"],
        _sentences(row.get("abstract") or ""),
        tuple(row.get("keywords") or ()),
        row.get("title_en") or "",
        _sentences(row.get("abstract_en") or ""),
        tuple(row.get("keywords_en") or ()),
        (row.get("intro") or "")[:300],
        topic,
    )


def _library_class(row: dict[str, Any]) -> str:
    found = _CLASS.match(row.get("clc") or "")
    return found.group()[:4] if found else ""


def _sentences(text: str) -> tuple[str, ...]:
    pieces = (piece.strip() for piece in _SENTENCE_END.split(text))
    return tuple(piece for piece in pieces if len(piece) >= _SHORTEST_SENTENCE)


def _synonyms(file: Path) -> Iterator[tuple[str, ...]]:
    for line in file.read_text(encoding="gb18030").splitlines():
        code, *words = line.split() or [""]
        if code.endswith("=") and len(words) > 1:  # "=": same meaning; "#" only alike, "@" alone
            yield tuple(words)


def _fields(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    names = {row["_id"]: row["name"] for row in rows}
    for row in rows:
        yield row["name"], row["name_en"], tuple(names[one] for one in row["parents"] if one in names)


def _industries(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    names = {row["code"]: row["name"] for row in rows}
    for row in rows:
        yield row["name"], row["remark"] or names.get(row["parent"] or "", row["name"])


def _json_lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _table(file: Path, header: bool = True) -> Iterator[list[str]]:
    with file.open(encoding="utf-8") as lines:
        rows: Iterable[str] = lines
        for number, line in enumerate(rows):
            if number or not header:
                yield line.rstrip("\n").split("\t")
