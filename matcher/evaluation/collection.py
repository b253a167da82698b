"""A judged collection in BEIR's layout: corpus.jsonl, queries.jsonl, qrels/test.tsv."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.errors import InputError
from matcher.text.normalise import detect_language

RELEVANT = 2  # the least grade of a document that serves the need


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """`text` is the whole need, its body below its first line; language is zh or en."""

    id: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Collection:
    """`judgements`: query id -> document id -> grade."""

    documents: tuple[JudgedDocument, ...]
    queries: tuple[JudgedQuery, ...]
    judgements: Mapping[str, Mapping[str, int]]


def read_collection(folder: Path) -> Collection:
    """Raises InputError that names the file and line that cannot be read."""
    documents = tuple(
        JudgedDocument(str(row["_id"]), str(row.get("title") or ""), str(row.get("text") or ""))
        for row in _rows(folder / "corpus.jsonl")
    )
    queries = tuple(_query(row) for row in _rows(folder / "queries.jsonl"))
    return Collection(documents, queries, _judgements(folder / "qrels" / "test.tsv"))


def _query(row: Mapping[str, Any]) -> JudgedQuery:
    metadata = row.get("metadata")
    body = str(metadata.get("description") or "") if isinstance(metadata, dict) else ""
    text = "\n".join(part for part in (str(row.get("text") or "").replace("\n", " "), body) if part.strip())
    return JudgedQuery(str(row["_id"]), text, str(row.get("lang") or detect_language(text)))


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict) or "_id" not in row:
                raise ValueError
        except ValueError as error:
            raise InputError(f"{file} 第 {number} 行不是带 _id 的 JSON 对象,请检查。") from error
        yield row


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(file), 1):
        cells = line.rstrip("\n").split("\t")
        if (number == 1 and cells[-1].strip() == "score") or not line.strip():
            continue
        try:
            query, document, grade = cells
            judged.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            raise InputError(
                f"{file} 第 {number} 行应是「需求编号、文档编号、整数分」三列,以制表符分隔。"
            ) from error
    return judged


def _lines(file: Path) -> Iterator[str]:
    try:
        with file.open(encoding="utf-8") as opened:
            yield from opened
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"读不到 {file}。eval 需要一个 BEIR 文件夹:corpus.jsonl、queries.jsonl 和 qrels/test.tsv。"
        ) from error
