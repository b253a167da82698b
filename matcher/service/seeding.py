"""The profiles and the thesaurus that ship with the program, into a database that never held any."""

from dataclasses import dataclass
from datetime import date
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path

from matcher.domain.taxonomy import Taxonomy
from matcher.domain.thesaurus import ThesaurusEntry
from matcher.service.thesaurus_files import files_ending, read_entries
from matcher.store import Store, Unit
from matcher.store.changes import ChangeKind


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


def load_new_entries(store: Store, corpora_folder: Traversable | Path) -> int:
    """Bring in shipped entries that this database never held; returns how many.

    What staff have changed or deleted stays as they left it. An entry whose first phrase was reworded
    counts as new.
    """
    entries = read_thesaurus(corpora_folder)
    with store.begin() as unit:
        unit.changes.lock()
        ever = unit.changes.since(0, ChangeKind.THESAURUS)
        new = [entry for entry in entries if entry.id not in ever]
        unit.thesaurus.upsert_many(new)
    return len(new)


def read_thesaurus(corpora_folder: Traversable | Path) -> list[ThesaurusEntry]:
    """The entries of thesaurus/*.tsv. Raises InputError when a file is not what it should be."""
    entries: dict[int, ThesaurusEntry] = {}
    for file in files_ending(corpora_folder / "thesaurus", ".tsv"):
        for _, entry in read_entries(file):
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
    for file in files_ending(folder / "profiles", ".jsonl"):
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
