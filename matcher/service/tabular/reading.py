"""Rows of a file of any kind."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from matcher.service.tabular.delimited import read_delimited
from matcher.service.tabular.json_lines import read_json_lines
from matcher.service.tabular.row import RawRow
from matcher.service.tabular.sniffing import FileKind, kind_of
from matcher.service.tabular.workbook import read_workbook


def read_rows(path: Path, mapping: Mapping[str, str]) -> Iterator[RawRow]:
    """The rows one by one. Raises InputError, before the first row when the file as a whole is no use."""
    kind = kind_of(path)
    if kind is FileKind.WORKBOOK:
        return read_workbook(path, mapping)
    return read_json_lines(path, mapping) if kind is FileKind.JSON_LINES else read_delimited(path, mapping)
