"""The profiles and the thesaurus that ship with the program, into a database that never held any."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path

from matcher.domain.taxonomy import Taxonomy
from matcher.domain.thesaurus import ThesaurusEntry
from matcher.errors import InputError
from matcher.store import Store, Unit
from matcher.store.changes import ChangeKind

THESAURUS_COLUMNS = ("industry", "lay_zh", "technical_zh", "lay_en", "technical_en")


@dataclass(frozen=True, slots=True)
class SeedReport:
    """How many rows were loaded; `sentences` name the rows that could not be."""

    profiles: int = 0
    thesaurus: int = 0
    sentences: tuple[str, ...] = ()


def seed(store: Store, corpora_folder: Traversable | Path, taxonomy: Taxonomy, today: date) -> SeedReport:
    """Loads profiles/*.jsonl and thesaurus/*.tsv, each unless the database ever held any of its kind.

    All in one transaction: a start that is cut off leaves nothing, and the next one seeds anew. What staff
    have deleted does not come back.
    """
    with store.read() as unit:
        if not any(_missing(unit)):
            return SeedReport()
    entries = read_thesaurus(corpora_folder)
    with store.begin() as unit:
        unit.changes.lock()  # another process may be seeding as well
        profiles_missing, thesaurus_missing = _missing(unit)
        loaded, sentences = (
            _load_profiles(unit, corpora_folder, taxonomy, today) if profiles_missing else (0, [])
        )
        if thesaurus_missing:
            unit.thesaurus.upsert_many(entries)
        return SeedReport(loaded, len(entries) if thesaurus_missing else 0, tuple(sentences))


def read_thesaurus(corpora_folder: Traversable | Path) -> list[ThesaurusEntry]:
    """The entries of thesaurus/*.tsv. Raises InputError when a file is not what it should be."""
    entries: dict[int, ThesaurusEntry] = {}
    for file in _files(corpora_folder, "thesaurus", ".tsv"):
        for entry in _entries(file):
            entries.setdefault(entry.id, entry)
    return list(entries.values())


def _missing(unit: Unit) -> tuple[bool, bool]:
    return not unit.changes.ever(ChangeKind.CAPABILITY), not unit.changes.ever(ChangeKind.THESAURUS)


def _load_profiles(
    unit: Unit, folder: Traversable | Path, taxonomy: Taxonomy, today: date
) -> tuple[int, list[str]]:
    # Reading files is not needed at any later start.
    from matcher.domain.profile_words import words_of
    from matcher.service.imports import RowOutcome, import_rows
    from matcher.service.tabular.json_lines import read_json_lines

    loaded = 0
    sentences: list[str] = []
    words = words_of(taxonomy)
    for file in _files(folder, "profiles", ".jsonl"):
        with as_file(file) as path:
            rows = read_json_lines(path, {})
            results = import_rows(
                rows, lambda batch: unit.capabilities.upsert_many(batch, today), words, today
            )
        for result in results:
            if result.outcome is RowOutcome.FAILED:
                sentences.extend(f"{file.name}:{sentence}" for sentence in result.sentences)
            else:
                loaded += 1
    return loaded, sentences


def _files(folder: Traversable | Path, name: str, ending: str) -> list[Traversable]:
    inside = folder / name
    if not inside.is_dir():
        return []
    return sorted(
        (file for file in inside.iterdir() if file.name.endswith(ending)), key=lambda file: file.name
    )


def _entries(file: Traversable) -> Iterator[ThesaurusEntry]:
    lines = file.read_text(encoding="utf-8").rstrip("\n").split("\n")
    if not lines or tuple(lines[0].split("\t")) != THESAURUS_COLUMNS:
        raise InputError(f"问题词典 {file.name} 的第 1 行应是 {' '.join(THESAURUS_COLUMNS)}(用制表符隔开)")
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != len(THESAURUS_COLUMNS):
            raise InputError(f"问题词典 {file.name} 第 {number} 行有 {len(cells)} 格,应有 5 格")
        industry = cells[0].strip()
        lay_zh, technical_zh, lay_en, technical_en = map(_phrases, cells[1:])
        id = _entry_id(industry, lay_zh)
        yield ThesaurusEntry(id, industry, lay_zh, technical_zh, lay_en, technical_en)


def _phrases(cell: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in cell.split(";") if phrase.strip())


def _entry_id(industry: str, lay: tuple[str, ...]) -> int:
    """Comes from the industry and the first phrase: the same in every database, whatever is added around it.

    48 bits: exact in JavaScript too; among ten thousand entries a collision is one in five million.
    """
    name = f"{industry}\n{lay[0] if lay else ''}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6], "big") or 1
