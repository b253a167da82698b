"""Text files: lines of words, or a table with commas."""

import codecs
import csv
import io

from matcher.service.forms import complaints
from matcher.service.forms.document import Block, Line, Place, PlaceKind, Row, Table
from matcher.service.forms.labels import label_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST = 1_000_000  # characters
_KEPT_CONTROLS = "\t\r\n\f\v\x1a\x85"


def read_plain(name: str, data: bytes) -> tuple[Block, ...]:
    """A table for a CSV, else lines. Raises InputError for what is no text."""
    text = _decoded(data).strip("\ufeff\x1a\0")
    if any(ord(character) < 32 and character not in _KEPT_CONTROLS for character in text[:_LONGEST]):
        raise complaints.unknown()
    if len(text) > _LONGEST:
        raise complaints.too_long(20_000)
    delimiter = _delimiter(name, text)
    return (_table(text, delimiter),) if delimiter else _lines(text)


def _decoded(data: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is None and b"\0" in data[:4096]:
        # Without a mark, the empty half of commas and digits tells which half comes first.
        little = data[1:4096:2].count(0) >= data[0:4096:2].count(0)
        marked = "utf-16-le" if little else "utf-16-be"
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            # Damaged UTF-8 can often be read as GB18030 too, as nonsense: Chinese before it gives it away.
            if encoding == "utf-8" and _is_chinese(data[: error.start].decode(encoding)):
                break
    raise complaints.undecodable()


def _is_chinese(text: str) -> bool:
    return sum("\u4e00" <= character <= "\u9fff" for character in text) > 4


def _delimiter(name: str, text: str) -> str:
    first = text.lstrip().partition("\n")[0][:2_000]
    for delimiter in (",", ";", "，"):
        if sum(label_of(cell) is not None for cell in first.split(delimiter)) > 1:
            return delimiter
    return "," if name.lower().endswith(".csv") else ""


def _table(text: str, delimiter: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    number = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append(Row(tuple(cell.strip() for cell in cells), number))
        number = reader.line_num + 1
    return Table(tuple(rows), Place(PlaceKind.TABLE, 1))


def _lines(text: str) -> tuple[Block, ...]:
    return tuple(
        Line(line.strip(), Place(PlaceKind.ROW, number))
        for number, line in enumerate(text.splitlines(), start=1)
    )
