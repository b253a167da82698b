"""Profiles from the database into a file that an import reads back as it was."""

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from matcher.domain.profile_cells import tidy
from matcher.domain.profile_columns import NAMES
from matcher.domain.profile_row import row_of, row_to_cells
from matcher.errors import InputError
from matcher.service.tabular.escaping import neutralise
from matcher.store import Store

Cells = Iterator[Mapping[str, str]]


def export_profiles(store: Store, path: Path | str) -> int:
    """Writes every capability as CSV, XLSX or JSONL, by the path's ending; gives their number.

    The file appears only when it is complete. It holds confidential contacts: only its owner may read it.
    """
    target = Path(path)
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise InputError(f"不知道要导出成什么:文件名 {target.name} 应以 .csv、.xlsx 或 .jsonl 结尾")
    try:
        descriptor, name = tempfile.mkstemp(suffix=target.suffix, prefix=".export-", dir=target.parent)
        os.close(descriptor)
    except OSError as error:
        raise InputError(f"不能写到 {target.parent}:{error.strerror},请换一个文件夹") from error
    partial = Path(name)
    try:
        count = _write_all(store, partial, write)
        _replace(partial, target)
    except OSError as error:
        raise InputError(f"没有写成 {target}:{error.strerror},请检查磁盘空间和权限") from error
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()
    return count


def _write_all(store: Store, path: Path, write: Callable[[Path, Cells], None]) -> int:
    count = 0

    def counted(rows: Cells) -> Cells:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    with store.read() as unit:
        batches = unit.capabilities.iter_all()
        write(path, counted(row_to_cells(row_of(capability)) for batch in batches for capability in batch))
    return count


def _replace(partial: Path, target: Path) -> None:
    with partial.open("rb") as file:
        os.fsync(file.fileno())  # else a power cut could leave the new name on an empty file
    partial.replace(target)


def _write_csv(path: Path, rows: Cells) -> None:
    # Excel takes a file for UTF-8 only when it begins with the mark.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(NAMES)
        writer.writerows([neutralise(tidy(row[name])) for name in NAMES] for row in rows)


def _write_workbook(path: Path, rows: Cells) -> None:
    from openpyxl import Workbook  # takes a quarter of a second; only a workbook needs it

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("profiles")
    sheet.append(NAMES)
    for row in rows:
        sheet.append([neutralise(tidy(row[name])) for name in NAMES])
    workbook.save(path)


def _write_json_lines(path: Path, rows: Cells) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


_WRITERS: Mapping[str, Callable[[Path, Cells], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_workbook,
    ".jsonl": _write_json_lines,
}
