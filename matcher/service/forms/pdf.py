"""PDF files made from a document: tables by their ruled lines, other words line by line."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from matcher.service.forms import complaints
from matcher.service.forms.document import Block, Line, Place, PlaceKind, Row, Table
from matcher.service.forms.labels import inline_label, label_of

MOST_PAGES = 30
_ENDS = tuple("。；：！？;:!?")
_BEGINS = re.compile(r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,2}[)）.、．]|[①-⑳●■□☑√•*-])")
_LATIN = re.compile(r"[A-Za-z0-9,.)]$")


def read_pdf(data: bytes) -> tuple[Block, ...]:
    """Raises InputError for a password, too many pages or no words; any other error means damage."""
    import pdfplumber  # takes a tenth of a second; only a PDF needs it
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it logs the words of damaged files
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise complaints.too_many_pages(len(document.pages), MOST_PAGES)
            blocks = [block for number, page in enumerate(document.pages, 1) for block in _page(page, number)]
    except (PDFEncryptionError, PDFPasswordIncorrect) as error:
        raise complaints.protected() from error
    except PdfminerException as error:
        if any(isinstance(cause, PDFEncryptionError | PDFPasswordIncorrect) for cause in error.args):
            raise complaints.protected() from error
        raise
    if not blocks:
        raise complaints.scanned()
    return tuple(blocks)


def _page(page: Any, number: int) -> Iterator[Block]:
    """The blocks from top to bottom."""
    place = Place(PlaceKind.PAGE, number)
    # A frame around everything is no table.
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    found: list[tuple[float, Block]] = []
    outside = page
    for table in tables:
        rows = tuple(
            Row(tuple(None if cell is None else unwrapped(cell) for cell in cells), row_number)
            for row_number, cells in enumerate(table.extract(), start=1)
        )
        found.append((table.bbox[1], Table(rows, place, str(place))))
        outside = outside.filter(_outside(table.bbox))
    lines = outside.extract_text_lines(return_chars=False)
    found.extend((line["top"], Line(line["text"].strip(), place)) for line in lines)
    page.close()
    yield from (block for _, block in sorted(found, key=lambda one: one[0]))


def _outside(box: tuple[float, float, float, float]) -> Any:
    def is_outside(thing: dict[str, Any]) -> bool:
        middle = (thing["top"] + thing["bottom"]) / 2
        centre = (thing["x0"] + thing["x1"]) / 2
        return not (box[0] <= centre <= box[2] and box[1] <= middle <= box[3])

    return is_outside


def unwrapped(text: str) -> str:
    """The text with lines joined that were broken only because the cell was full."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined: list[str] = []
    for line in lines:
        if joined and not _stands_alone(joined[-1], line):
            space = " " if _LATIN.search(joined[-1]) and line[:1].isascii() else ""
            joined[-1] += space + line
        else:
            joined.append(line)
    return "\n".join(joined)


def _stands_alone(before: str, line: str) -> bool:
    return (
        before.endswith(_ENDS)
        or _BEGINS.match(line) is not None
        or label_of(before) is not None
        or inline_label(line) is not None
    )
