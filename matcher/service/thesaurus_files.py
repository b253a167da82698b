"""The thesaurus as files that people read and correct: TSV, one file per industry."""

import hashlib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path

from matcher.domain.thesaurus import ThesaurusEntry
from matcher.errors import InputError

THESAURUS_COLUMNS = ("industry", "lay_zh", "technical_zh", "lay_en", "technical_en")


def files_ending(folder: Traversable | Path, ending: str) -> list[Traversable]:
    """By name; none where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(ending)), key=lambda file: file.name
    )


def read_entries(file: Traversable | Path) -> Iterator[tuple[int, ThesaurusEntry]]:
    """Each entry with its line, the header being line 1. Raises InputError, naming the line."""
    try:
        text = file.read_text(encoding="utf-8-sig")  # editors may put a mark in front
    except UnicodeDecodeError as error:
        raise InputError(f"问题词典 {file.name} 不是 UTF-8 编码,请另存为 UTF-8。") from error
    lines = text.rstrip("\n").split("\n")
    if not lines or tuple(lines[0].split("\t")) != THESAURUS_COLUMNS:
        raise InputError(f"问题词典 {file.name} 的第 1 行应是 {' '.join(THESAURUS_COLUMNS)}(用制表符隔开)")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(THESAURUS_COLUMNS):
            raise InputError(f"问题词典 {file.name} 第 {number} 行有 {len(cells)} 格,应有 5 格")
        industry = cells[0].strip()
        lay_zh, technical_zh, lay_en, technical_en = map(_phrases, cells[1:])
        id = _entry_id(industry, lay_zh)
        yield number, ThesaurusEntry(id, industry, lay_zh, technical_zh, lay_en, technical_en)


def _phrases(cell: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in cell.split(";") if phrase.strip())


def _entry_id(industry: str, lay: tuple[str, ...]) -> int:
    """Comes from the industry and the first phrase: the same in every database, whatever is added around it.

    48 bits: exact in JavaScript too; among ten thousand entries a collision is one in five million.
    """
    name = f"{industry}\n{lay[0] if lay else ''}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") or 1
