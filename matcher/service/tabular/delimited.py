"""CSV: comma, semicolon or tab; UTF-8, UTF-16 or GB18030."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path

from matcher.errors import InputError
from matcher.service.tabular.escaping import restore
from matcher.service.tabular.headers import ROWS_TO_LOOK_AT, headers_of, known_among, no_headers
from matcher.service.tabular.lines import lines_of
from matcher.service.tabular.row import RawRow
from matcher.service.tabular.sniffing import encoding_of

_DELIMITERS = (",", ";", "\t")


def read_delimited(path: Path, mapping: Mapping[str, str]) -> Iterator[RawRow]:
    """Raises InputError for a file whose headers cannot be made out, before the first row."""
    encoding = encoding_of(path)
    header_row, delimiter = _find_headers(path, encoding, mapping)
    records = _records(lines_of(path, encoding, newline=""), delimiter)
    headers = None
    for number, values in records:
        if number < header_row:
            continue
        if isinstance(values, str):
            yield RawRow(number, problem=f"第 {number} 行{values}")
        elif headers is None:
            headers = headers_of(values, mapping)
        elif any(value.strip() for value in values):
            try:
                cells = headers.cells([restore(value) for value in values])
            except InputError as error:
                yield RawRow(number, problem=f"第 {number} 行{error}")
            else:
                yield RawRow(number, cells, headers.shown)


def _find_headers(path: Path, encoding: str, mapping: Mapping[str, str]) -> tuple[int, str]:
    """The number of the row of headers and the delimiter with which most of them are known."""
    best = (1, 0, ",")
    for delimiter in _DELIMITERS:
        records = _records(lines_of(path, encoding, newline=""), delimiter)
        # An endless line ends the look-around; it is complained of when the rows are read.
        with suppress(InputError):
            for number, values in islice(records, ROWS_TO_LOOK_AT):
                known = 0 if isinstance(values, str) else known_among(values, mapping)
                if known > best[0]:
                    best = (known, number, delimiter)
    known, number, delimiter = best
    if not number:
        raise no_headers()
    return number, delimiter


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._given_back: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._given_back.pop() if self._given_back else next(self._lines)
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self._given_back.extend(reversed(self.taken[1:]))
        self.taken.clear()


def _records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Numbered records; one with a lost quotation mark is a complaint and costs no line after its first."""
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    number = 0
    while True:
        source.taken.clear()
        number += 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error:
            source.give_back_all_but_first()
            yield number, "的引号没有成对,或一格过长;请检查这一行的引号"
        else:
            yield number, values
