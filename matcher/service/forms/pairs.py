"""Labels with their values, in the order in which a form states them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from matcher.service.forms.boxes import has_boxes
from matcher.service.forms.document import Block, Line, Place, PlaceKind, Row, Table
from matcher.service.forms.headers import header_row, rows_under
from matcher.service.forms.labels import Field, Label, inline_label, label_of

# A value of one line: what follows it is told apart from it.
_ONE_LINE = {Field.TITLE, Field.BUDGET, Field.DEADLINE, Field.REGION, Field.INDUSTRY, Field.OPENNESS}
_ONE_LINE |= {Field.COMPANY, Field.PRIVATE}
_CHOSEN = {Field.KIND, Field.MODE, Field.INDUSTRY, Field.REGION}
_TOLD = 15  # characters; a cell without a label that has so many tells something
_SECTION = re.compile(r"[一二三四五六七八九十]{1,2}[、.．]|[(（][一二三四五六七八九十]")
_UNKNOWN_LABEL = re.compile(r"[\u4e00-\u9fff、/（）()\s]{2,15}")
_MOST_SPACED = 12  # words
_NEXT_LABEL = re.compile(r"[\s;；,，、]\s?(?=[^\s：:，,。；;、]{2,16}[：:])")


@dataclass(slots=True)
class Pair:
    """A label with what stands beside it; no label for words that stand alone."""

    label: Label | None
    place: Place
    values: list[str] = field(default_factory=list)
    starts: bool = False  # a need of its own begins here
    is_line: bool = False  # found outside tables
    stands_above: bool = False  # alone in its row: its value stands in the rows below

    @property
    def value(self) -> str:
        return "\n".join(value for value in self.values if value.strip()).strip()


def pairs_in(blocks: Sequence[Block]) -> list[Pair]:
    """All pairs of a file."""
    pairs: list[Pair] = []
    current: Pair | None = None
    for block in blocks:
        if isinstance(block, Line):
            for pair in _line_pairs(block.text, block.place, current):
                pairs.append(pair)
                current = pair
        else:
            pairs.extend(_table_pairs(block))
            current = None
    return pairs


def _line_pairs(text: str, place: Place, current: Pair | None) -> Iterator[Pair]:
    """New pairs that a line begins; a line that goes on is put to the current pair."""
    if "\t" in text:
        tabbed = list(_row_pairs(Row(tuple(text.split("\t")), 0), place, None))
        if tabbed and tabbed[0].label:
            yield from tabbed
            return
    for piece in _pieces(text):
        label, value = inline_label(piece) or (label_of(piece), "")
        if label is None:
            label, value = _spaced(piece)
        if label is not None:
            current = Pair(label, place, [value], is_line=True)
            yield current
        elif current is not None and current.label is not None and _goes_on(current, piece):
            current.values.append(piece)
        elif piece.strip():
            current = Pair(None, place, [piece], is_line=True)
            yield current


def _pieces(line: str) -> list[str]:
    """「企业名称：甲  联系人：乙」 is two pieces when both begin with labels."""
    pieces: list[str] = []
    start = 0
    for match in _NEXT_LABEL.finditer(line):
        if inline_label(line[match.end() : match.end() + 40]) and inline_label(line[start : start + 40]):
            pieces.append(line[start : match.start()])
            start = match.end()
    return [*pieces, line[start:]]


def _spaced(line: str) -> tuple[Label | None, str]:
    """「需求名称 压铸件…」 as it comes out of a table without lines; the label may be s p a c e d."""
    words = line.split(maxsplit=_MOST_SPACED)
    width = next((number for number, word in enumerate(words) if len(word) > 1), len(words))
    head = " ".join(words[: max(width, 1)])
    rest = line.strip()[len(head) :].strip() if line.strip().startswith(head) else ""
    label = label_of(head) if len(head) > 2 and rest else None
    return label, rest


def _goes_on(pair: Pair, piece: str) -> bool:
    """Whether a line is more of the value: options go on with boxes only."""
    if pair.label is None or not pair.value:
        return pair.label is not None
    if pair.label.field in (Field.KIND, Field.MODE):
        return has_boxes(piece)
    return pair.label.field not in _ONE_LINE


def _table_pairs(table: Table) -> Iterator[Pair]:
    position = header_row(table.rows)
    before = table.rows if position is None else table.rows[:position]
    yield from _form_pairs(before, table)
    if position is None:
        return
    for row, cells in rows_under(table.rows, position):
        place = _place_of(row, table)
        if place.kind is not PlaceKind.PAGE:
            place = Place(PlaceKind.ROW, row.number, table.row_in)
        for number, (label, value) in enumerate(cells):
            yield Pair(label, place, [value], starts=number == 0)


def _form_pairs(rows: Sequence[Row], table: Table) -> Iterator[Pair]:
    current: Pair | None = None
    for row in rows:
        for pair in _row_pairs(row, _place_of(row, table), current):
            yield pair
            current = pair


def _place_of(row: Row, table: Table) -> Place:
    """A table may go over several pages: its rows know theirs."""
    return Place(PlaceKind.PAGE, row.number) if table.place.kind is PlaceKind.PAGE else table.place


def _row_pairs(row: Row, place: Place, before: Pair | None) -> Iterator[Pair]:
    """The pairs that one row of a form begins; more of the value above is put to the pair before."""
    pair: Pair | None = None
    cells = [cell.strip() for cell in row.cells if cell is not None]
    for position, words in enumerate(cells):
        label = label_of(words)
        if label is not None and not _is_chosen(pair, label, position and cells[position - 1]):
            pair = Pair(label, place, stands_above=len(cells) == 1)
            yield pair
        elif pair is not None:
            pair.values.append(words)
        elif before is not None and words and _is_more(words, row, before):
            pair = before
            pair.values.append(words)
        elif words:
            for new in _beginning(words, cells[position + 1 :], place):
                pair = new
                yield new


def _is_chosen(pair: Pair | None, label: Label, cell_before: str | int | None) -> bool:
    """「需求类型 | 技术难题」: a label's word beside a label whose value is chosen from such words."""
    if pair is None or pair.label is None or pair.value or not cell_before:
        return False
    return pair.label.field in _CHOSEN and label.field in (pair.label.field, Field.PROBLEM)


def _is_more(words: str, row: Row, before: Pair) -> bool:
    """Whether words go on with the pair before: below its value, or below a label alone in its row."""
    if before.label is None or any(inline_label(line) for line in words.split("\n")):
        return False
    if len(row.cells) > 1 and not (row.cells[0] or "").strip():
        return True
    is_alone = sum(bool(cell and cell.strip()) for cell in row.cells) == 1
    return before.stands_above and is_alone and not (_SECTION.match(words) and len(words) <= _TOLD)


def _beginning(words: str, beside: Sequence[str], place: Place) -> Iterator[Pair]:
    """A cell without a known label before it: lines with labels of their own, a new label, or just words."""
    inner: list[Pair] = []
    for line in words.split("\n"):
        inner.extend(_line_pairs(line, place, inner[-1] if inner else None))
    if any(pair.label for pair in inner):
        yield from inner
    elif _UNKNOWN_LABEL.fullmatch(words) and beside and len(beside[0]) > _TOLD:
        yield Pair(Label(Field.OTHER, "".join(words.split())), place)
    else:
        yield Pair(None, place, [words])
