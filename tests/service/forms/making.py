"""Files of the kinds that owners send, made from rows of cells."""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from docx import Document
from openpyxl import Workbook
from reportlab.lib import colors  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # type: ignore[import-untyped]
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle  # type: ignore[import-untyped]

Rows = Sequence[Sequence[str | None]]  # None: the cell on its left reaches over it


def docx_of(*parts: str | Rows) -> bytes:
    """Paragraphs and tables in this order."""
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            _docx_table(document, part)
    return _saved(document)


def _docx_table(document: Any, rows: Rows) -> None:
    width = max(len(row) for row in rows)
    table = document.add_table(len(rows), width)
    for number, row in enumerate(rows):
        for position, text in enumerate(row):
            if text is None:
                table.cell(number, position - 1).merge(table.cell(number, position))
            else:
                table.cell(number, position).text = text


def workbook_of(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook with the rows of each sheet."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return _saved(workbook)


def pdf_of(*parts: str | Rows, password: str = "", ruled: bool = True) -> bytes:
    """Paragraphs and tables on pages, with a font that every reader has."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("words", fontName="STSong-Light", fontSize=10, leading=14, wordWrap="CJK")
    story: list[Flowable] = []
    for part in parts:
        story.append(Paragraph(part, style) if isinstance(part, str) else _pdf_table(part, style, ruled))
        story.append(Spacer(1, 10))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, encrypt=password or None).build(story)
    return buffer.getvalue()


def _pdf_table(rows: Rows, style: ParagraphStyle, ruled: bool) -> Table:
    width = max(len(row) for row in rows)
    cells = [[Paragraph((text or "").replace("\n", "<br/>"), style) for text in row] for row in rows]
    spans = [
        ("SPAN", (position - 1, number), (width - 1, number))
        for number, row in enumerate(rows)
        for position, text in enumerate(row)
        if text is None and row[position - 1] is not None
    ]
    lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    table = Table(cells, colWidths=[90] + [(430 - 90) / (width - 1)] * (width - 1))
    table.setStyle(TableStyle([*lines, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans]))
    return table


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def archive_of(**parts: str | bytes) -> bytes:
    """A zip with these parts; __ stands for / and _xml for .xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part changed, or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return buffer.getvalue()
