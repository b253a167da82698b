"""Labels with their values, in the order in which a form states them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from matcher.service.forms.document import Block, Line, Place, PlaceKind, Row, Table
from matcher.service.forms.headers import header_row, rows_under
from matcher.service.forms.labels import Field, Label, inline_label, label_of

# A value of one line: what follows it is told apart from it.
_ONE_LINE = {Field.TITLE, Field.BUDGET, Field.DEADLINE, Field.REGION, Field.INDUSTRY, Field.OPENNESS}
_ONE_LINE |= {Field.COMPANY, Field.PRIVATE}
_CHOSEN = {Field.KIND, Field.MODE, Field.INDUSTRY, Field.REGION}
_TOLD = 15  # characters; a cell without a label that has so many tells something
_MOST_SPACED = 12  # words
_NEXT_LABEL = re.compile(r"[\s;；,，、]\s?(?=[^\s：:，,。；;、]{2,16}[：:])")


@dataclass(slots=True)
class Pair:
    """A label with what stands beside it; no label for words that stand alone."""

    label: Label | None
    place: Place
    values: list[str] = field(default_factory=list)
    starts: bool = False  # a need of its own begins here

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
            current = Pair(label, place, [value])
            yield current
        elif current is not None and current.label is not None and _goes_on(current):
            current.values.append(piece)
        elif piece.strip():
            current = Pair(None, place, [piece])
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


def _goes_on(pair: Pair) -> bool:
    return pair.label is not None and (pair.label.field not in _ONE_LINE or not pair.value)


def _table_pairs(table: Table) -> Iterator[Pair]:
    position = header_row(table.rows)
    before = table.rows if position is None else table.rows[:position]
    yield from _form_pairs(before, table)
    if position is None:
        return
    for row, cells in rows_under(table.rows, position):
        place = table.place
        if place.kind is not PlaceKind.PAGE:
            place = Place(PlaceKind.ROW, row.number, table.row_in)
        for number, (label, value) in enumerate(cells):
            yield Pair(label, place, [value], starts=number == 0)


def _form_pairs(rows: Sequence[Row], table: Table) -> Iterator[Pair]:
    current: Pair | None = None
    for row in rows:
        for pair in _row_pairs(row, table.place, current):
            yield pair
            current = pair


def _row_pairs(row: Row, place: Place, before: Pair | None) -> Iterator[Pair]:
    """The pairs of one row of a form; what stands under a label alone in its row is put to it."""
    pair: Pair | None = None
    cells = [cell for cell in row.cells if cell is not None]
    for position, cell in enumerate(cells):
        words = cell.strip()
        label = label_of(words) if words else None
        if label is not None and not _is_chosen(pair, label, position and cells[position - 1]):
            pair = Pair(label, place)
            yield pair
        elif pair is not None:
            pair.values.append(words)
        elif words:
            for new in _unlabelled(
                words, place, before, len(row.cells) > 1 and (position > 0 or row.cells[0] is None)
            ):
                pair = new
                yield new


def _is_chosen(pair: Pair | None, label: Label, cell_before: str | int | None) -> bool:
    """「需求类型 | 技术难题」: a label's word beside a label whose value is chosen from such words."""
    if pair is None or pair.label is None or pair.value or not cell_before:
        return False
    return pair.label.field in _CHOSEN and label.field in (pair.label.field, Field.PROBLEM)


def _unlabelled(words: str, place: Place, before: Pair | None, below: bool) -> Iterator[Pair]:
    """A cell without a label before it: lines with labels of their own, more of the value above, or words."""
    inner: list[Pair] = []
    for line in words.split("\n"):
        inner.extend(_line_pairs(line, place, inner[-1] if inner else None))
    if any(pair.label for pair in inner):
        yield from inner
    elif before is not None and before.label is not None and (below or _is_stacked(before)):
        before.values.append(words)
    else:
        yield from inner[:1] if len(words) <= _TOLD else [Pair(None, place, [words])]


def _is_stacked(pair: Pair) -> bool:
    return not pair.value or (
        pair.label is not None and pair.label.field in (Field.PROBLEM, Field.TARGET, Field.TRIED)
    )
