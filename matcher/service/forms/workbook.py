"""Excel workbooks: values of the visible sheets; no formula is run, no link followed."""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from matcher.service.forms import complaints
from matcher.service.forms.document import Block, Place, PlaceKind, Row, Table

_MOST_CELLS = 200_000


def read_workbook(data: bytes) -> tuple[Block, ...]:
    """One table a visible sheet. Raises InputError for too many cells; any other error means damage."""
    from openpyxl import load_workbook  # takes a quarter of a second; only a workbook needs it

    with warnings.catch_warnings(action="ignore"):  # of styles and extensions that are of no interest here
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        # Hidden sheets hold lists to choose from.
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        found = [(str(sheet.title), rows) for sheet in sheets if (rows := _rows(sheet))]
    return tuple(
        Table(rows, place, str(place) if len(found) > 1 else "")
        for name, rows in found
        for place in [Place(PlaceKind.SHEET, name)]
    )


def _rows(sheet: Any) -> tuple[Row, ...]:
    sheet.reset_dimensions()  # the size that a sheet states may be wrong either way
    seen = 0
    rows = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        seen += 1 + len(cells)
        if seen > _MOST_CELLS:
            raise complaints.too_many_cells()
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            rows.append(Row(tuple(texts), number))
    return tuple(rows)


def _text(cell: Any) -> str:
    return "".join(_shown(cell.value, str(getattr(cell, "number_format", ""))))


def _shown(value: object, shape: str) -> Iterator[str]:
    match value:
        case None | time():
            return
        case bool():
            yield "是" if value else "否"
        case datetime() | date():
            yield f"{value.year}年{value.month}月{value.day}日"
        case float() | int():
            percent = "%" in shape
            yield f"{round(value * 100 if percent else value, 10):.15g}{'%' if percent else ''}"
        case _:
            yield str(value).strip()
