"""Word documents: the words of the main part only; pictures, objects, links and macros are never touched."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from matcher.service.forms.archive import names_in, xml_part
from matcher.service.forms.document import Block, Line, Place, PlaceKind, Row, Table

# The namespace differs between the two standards of the format: only the local name counts.
_GROUPS = {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "body", "document"}
_PASSED_OVER = {"del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "object", "rt"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
# Check boxes drawn with a symbol font.
_SYMBOLS = {
    ("Wingdings", "F0FE"): "☑",
    ("Wingdings", "F0FD"): "☑",
    ("Wingdings", "F0FC"): "√",
    ("Wingdings", "F06E"): "■",
    ("Wingdings", "F06F"): "□",
    ("Wingdings", "F0A8"): "□",
    ("Wingdings", "F071"): "□",
    ("Wingdings 2", "F052"): "☑",
    ("Wingdings 2", "F051"): "☑",
    ("Wingdings 2", "F050"): "√",
    ("Wingdings 2", "F02A"): "□",
    ("Wingdings 2", "F0A3"): "□",
}
_OFF = {"0", "false", "off"}
_WIDEST_MERGE = 64  # columns; Word allows no more than 63


def read_docx(data: bytes) -> tuple[Block, ...]:
    """Paragraphs and tables in the order of the document. Any error means that the file is damaged."""
    name = min(name for name in names_in(data) if name.startswith("word/document") and name.endswith(".xml"))
    blocks: list[Block] = []
    tables = 0
    for number, element in enumerate(_blocks(xml_part(data, name)), start=1):
        if _local(element) == "tbl":
            tables += 1
            blocks.append(_table(element, tables))
        else:
            place = Place(PlaceKind.PARAGRAPH, number)
            blocks.extend(Line(line, place) for line in _paragraph(element).split("\n"))
    return tuple(blocks)


def _blocks(element: Element) -> Iterator[Element]:
    for child in element:
        name = _local(child)
        if name in ("p", "tbl"):
            yield child
        elif name in _GROUPS and not _is_prompt(child):
            yield from _blocks(child)


def _table(table: Element, number: int) -> Table:
    rows = (
        Row(tuple(_cells(row)), row_number)
        for row_number, row in enumerate(_inside(table, "tr", "tbl"), start=1)
    )
    place = Place(PlaceKind.TABLE, number)
    return Table(tuple(rows), place, "" if number == 1 else str(place))


def _cells(row: Element) -> Iterator[str | None]:
    for cell in _inside(row, "tc", "tr"):
        properties = {_local(one): one for part in cell if _local(part) == "tcPr" for one in part}
        merged = properties.get("vMerge")
        goes_on = merged is not None and _value(merged) != "restart"
        yield None if goes_on else _cell_text(cell)
        span = _value(properties["gridSpan"]) if "gridSpan" in properties else "1"
        yield from (None for _ in range(min(int(span), _WIDEST_MERGE) - 1))


def _cell_text(cell: Element) -> str:
    """Paragraphs line by line; a table within the cell gives a line a row."""
    lines: list[str] = []
    for element in _blocks(cell):
        if _local(element) == "tbl":
            lines.extend(
                "\t".join(_cell_text(inner) for inner in _inside(row, "tc", "tr"))
                for row in _inside(element, "tr", "tbl")
            )
        else:
            lines.append(_paragraph(element))
    return "\n".join(lines).strip()


def _inside(element: Element, wanted: str, border: str) -> Iterator[Element]:
    """The wanted elements, also within content controls, not those of an inner table."""
    for child in element:
        name = _local(child)
        if name == wanted:
            yield child
        elif name in _GROUPS and name != border:
            yield from _inside(child, wanted, border)


def _paragraph(paragraph: Element) -> str:
    return "".join(_words(paragraph)).replace("\u3000", " ").strip()


def _words(element: Element) -> Iterator[str]:
    if _is_hidden(element) or _is_prompt(element):
        return
    for child in element:
        name = _local(child)
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name == "sym":
            yield _SYMBOLS.get((_attribute(child, "font"), _attribute(child, "char").upper()), "")
        elif name == "checkBox":
            yield _old_check_box(child)
        elif name == "p":  # of a text box
            yield "\n" + _paragraph(child) + "\n"
        elif name not in _PASSED_OVER:
            yield from _words(child)


def _old_check_box(box: Element) -> str:
    state = "0"
    for child in box:
        if _local(child) in ("default", "checked"):
            state = _value(child) or "1"
    return "□" if state in _OFF else "☑"


def _is_hidden(run: Element) -> bool:
    return any(
        _local(one) == "vanish" and _value(one) not in _OFF
        for part in run
        if _local(part) == "rPr"
        for one in part
    )


def _is_prompt(element: Element) -> bool:
    """A content control that still shows 「单击此处输入文字」."""
    return any(
        _local(one) == "showingPlcHdr" and _value(one) not in _OFF
        for part in element
        if _local(part) == "sdtPr"
        for one in part
    )


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Element) -> str:
    return _attribute(element, "val")


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
