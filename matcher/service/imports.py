"""Profiles from a file into the database: every row gets a result, the good ones are kept."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from matcher.domain.profile_parsing import advice_for, parse_row
from matcher.domain.profile_row import ProfileRow, derived_external_id
from matcher.domain.profile_words import ProfileWords, words_of
from matcher.domain.taxonomy import Taxonomy
from matcher.errors import InputError
from matcher.service.tabular.headers import read_mapping
from matcher.service.tabular.reading import read_rows
from matcher.service.tabular.row import RawRow
from matcher.store import Store, UpsertResult

BATCH = 500

Write = Callable[[Sequence[ProfileRow]], list[UpsertResult]]


class RowOutcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RowResult:
    """`sentences` say why a row failed, or what should be mended in one that did not."""

    number: int
    outcome: RowOutcome
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One result for every row, in the order of the file."""

    rows: tuple[RowResult, ...]
    dry_run: bool = False

    def count(self, outcome: RowOutcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def created(self) -> int:
        return self.count(RowOutcome.CREATED)

    @property
    def updated(self) -> int:
        return self.count(RowOutcome.UPDATED)

    @property
    def unchanged(self) -> int:
        return self.count(RowOutcome.UNCHANGED)

    @property
    def failed(self) -> int:
        return self.count(RowOutcome.FAILED)


def import_profiles(
    store: Store,
    path: Path | str,
    taxonomy: Taxonomy,
    today: date,
    dry_run: bool = False,
    mapping: Mapping[str, str] | Path | str | None = None,
) -> ImportReport:
    """Reads CSV, XLSX or JSONL. Raises InputError, and writes nothing, when the file as a whole is no use.

    Rows are committed in batches of 500: an import that is cut off leaves whole batches, and running it again
    completes it. `mapping` gives their header -> our column, as a dictionary or a file.
    """
    rows = read_rows(Path(path), read_mapping(mapping))

    def write(batch: Sequence[ProfileRow]) -> list[UpsertResult]:
        if dry_run:
            with store.read() as unit:
                return unit.capabilities.preview_many(batch)
        with store.begin() as unit:
            return unit.capabilities.upsert_many(batch, today)

    return ImportReport(tuple(import_rows(rows, write, words_of(taxonomy), today)), dry_run)


def import_rows(rows: Iterator[RawRow], write: Write, words: ProfileWords, today: date) -> list[RowResult]:
    """Parses the rows and writes the good ones in batches; results in the order of the rows."""
    results: list[RowResult] = []
    batch: list[tuple[int, ProfileRow]] = []
    first_of: dict[str, int] = {}
    for raw in _until_unreadable(rows):
        checked = _check(raw, words, today, first_of)
        if isinstance(checked, ProfileRow):
            batch.append((raw.number, checked))
        else:
            results.append(RowResult(raw.number, RowOutcome.FAILED, tuple(checked)))
        if len(batch) == BATCH:
            results.extend(_written(batch, write, today))
            batch.clear()
    results.extend(_written(batch, write, today))
    return sorted(results, key=lambda result: result.number)


def _until_unreadable(rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """A file that breaks off midway ends in a row that says so; one without any readable row is an error."""
    last = 0
    try:
        for raw in rows:
            last = raw.number
            yield raw
    except InputError as error:
        if not last:
            raise
        yield RawRow(last + 1, problem=str(error))
    if not last:
        raise InputError("文件里只有表头,没有数据行,没有可导入的内容")


def _check(raw: RawRow, words: ProfileWords, today: date, first_of: dict[str, int]) -> ProfileRow | list[str]:
    if raw.problem:
        return [raw.problem]
    row = parse_row(raw.cells, raw.number, words, today, raw.shown)
    if not isinstance(row, ProfileRow):
        return row
    first = first_of.setdefault(row.external_id, raw.number)
    if first == raw.number:
        return row
    if row.external_id == derived_external_id(row.provider, row.capability):
        return [
            f"第 {raw.number} 行与第 {first} 行的供给方和能力名称相同,没有导入;请合并两行,或各填一个外部编号"
        ]
    return [f"第 {raw.number} 行的外部编号「{row.external_id}」与第 {first} 行相同,没有导入;请改成不同的编号"]


def _written(batch: Sequence[tuple[int, ProfileRow]], write: Write, today: date) -> Iterator[RowResult]:
    if not batch:
        return
    for (number, row), result in zip(batch, write([row for _, row in batch]), strict=True):
        yield RowResult(number, RowOutcome(result.outcome.value), tuple(advice_for(row, number, today)))
