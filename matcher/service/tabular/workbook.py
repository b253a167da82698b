"""XLSX: values only, no formula is run and no link followed; nothing that unpacks without end is begun."""

import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from matcher.errors import InputError
from matcher.service.tabular.escaping import restore
from matcher.service.tabular.headers import ROWS_TO_LOOK_AT, Headers, headers_of, known_among, no_headers
from matcher.service.tabular.row import RawRow

# A hundred thousand full rows unpack to about 200 MB.
LARGEST_UNPACKED = 300_000_000
_LARGEST_RATIO = 200
_RATIO_COUNTS_FROM = 20_000_000  # small parts may well be packed tightly
_MOST_ROWS = 1_048_576  # Excel's own limit; a file may name any number

Result = TypeVar("Result")


def read_workbook(path: Path, mapping: Mapping[str, str]) -> Iterator[RawRow]:
    """The rows of the first sheet that has headers. Raises InputError, before or amid the rows."""
    refuse_bomb(path)
    # The file is opened here because the reader leaves its own open when it fails.
    with path.open("rb") as file:
        workbook = _quietly(lambda: _open(file), path)
        sheet, header_row, headers = _find_sheet(workbook, mapping, path)
        for number, values in _rows(sheet, path):
            if number <= header_row or all(value is None for value in values):
                continue
            try:
                cells = headers.cells([_plain(value) for value in values])
            except InputError as error:
                yield RawRow(number, problem=f"第 {number} 行{error}")
                continue
            if any(value not in (None, "") for value in cells.values()):
                yield RawRow(number, cells, headers.shown)


def refuse_bomb(path: Path) -> None:
    """Goes by the sizes that the archive declares: more than those the zip reader never gives out."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    tight = any(
        part.file_size > _RATIO_COUNTS_FROM and part.file_size > _LARGEST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if unpacked > LARGEST_UNPACKED or tight:
        raise InputError(
            f"文件 {path.name} 解开后有 {unpacked // 1_000_000} MB,不像正常的表格,没有读取;"
            "如果确实这么大,请拆成几个文件或改用 CSV"
        )


def _open(file: BinaryIO) -> Any:
    from openpyxl import load_workbook  # takes a quarter of a second; only importing a workbook needs it

    return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _find_sheet(workbook: Any, mapping: Mapping[str, str], path: Path) -> tuple[Any, int, Headers]:
    for sheet in workbook.worksheets:
        # The size that a sheet states may be wrong either way.
        _quietly(sheet.reset_dimensions, path)
        for number, values in islice(_rows(sheet, path), ROWS_TO_LOOK_AT):
            if known_among(values, mapping) > 1:
                return sheet, number, headers_of(values, mapping)
    raise no_headers()


def _rows(sheet: Any, path: Path) -> Iterator[tuple[int, tuple[Any, ...]]]:
    rows = iter(sheet.iter_rows(values_only=True))
    number = 0
    while (values := _quietly(lambda: next(rows, None), path)) is not None:
        number += 1
        if number > _MOST_ROWS:
            raise InputError(f"文件 {path.name} 的行号超过 {_MOST_ROWS},之后的没有读取,请检查文件")
        yield number, tuple(values)


def _plain(value: object) -> object:
    return restore(value) if isinstance(value, str) else value


def _quietly(act: Callable[[], Result], path: Path) -> Result:
    """A damaged part can fail anywhere inside the reader, in any way: each is the same to a person."""
    try:
        with warnings.catch_warnings(
            action="ignore"
        ):  # of styles and extensions that are of no interest here
            return act()
    except Exception as error:
        raise InputError(
            f"文件 {path.name} 已损坏或含有不允许的内容,请在 Excel 里重新另存为 .xlsx 再试"
        ) from error
