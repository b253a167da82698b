"""PDF files made from a document: tables by their ruled lines, other words line by line."""

import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from matcher.service.forms import complaints
from matcher.service.forms.document import Block, Line, Place, PlaceKind, Row, Table
from matcher.service.forms.labels import inline_label, label_of

MOST_PAGES = 30
_LONGEST_EDGE = 15  # characters of a page's head or foot
_MOST_EDGES = 3_000  # a page of a form has some hundred; more is a drawing
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
    return tuple(_joined(blocks))


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """A table that a page break cut is one again; what stands on the edges of the pages goes before it."""
    joined: list[Block] = []
    last: int | None = None  # the position of the table that may go on
    for block in blocks:
        if isinstance(block, Line):
            last = None if len(block.text) > _LONGEST_EDGE else last
        elif last is not None and isinstance(before := joined[last], Table) and _fits(before, block):
            joined[last] = Table(before.rows + block.rows, before.place)
            continue
        else:
            last = len(joined)
        joined.append(block)
    return joined


def _fits(table: Table, below: Table) -> bool:
    is_next_page = below.rows[0].number == table.rows[-1].number + 1
    return is_next_page and len(table.rows[-1].cells) == len(below.rows[0].cells)


def _page(page: Any, number: int) -> Iterator[Block]:
    """The blocks from top to bottom."""
    place = Place(PlaceKind.PAGE, number)
    # A frame around everything is no table.
    found_tables = page.find_tables() if len(page.edges) <= _MOST_EDGES else []
    tables = [table for table in found_tables if len(table.cells) > 1]
    found: list[tuple[float, Block]] = []
    outside = page
    for table in tables:
        rows = tuple(
            Row(tuple(None if cell is None else unwrapped(cell) for cell in cells), number)
            for cells in table.extract()
        )
        found.append((table.bbox[1], Table(rows, place)))
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
