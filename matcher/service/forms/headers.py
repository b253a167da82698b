"""Tables with a row of labels on top and one need a row."""

from collections.abc import Iterator, Sequence

from matcher.service.forms.document import Row
from matcher.service.forms.labels import Field, Label, label_of

_ROWS_TO_LOOK_AT = 12  # a title and the company's own details may stand above
_EXAMPLES = ("例", "示例", "样例", "填写示例", "举例")


def header_row(rows: Sequence[Row]) -> int | None:
    """The position of the row of labels, when there is one with something under it."""
    for position, row in enumerate(rows[:_ROWS_TO_LOOK_AT]):
        if _is_header(row) and any(_is_filled(below) for below in rows[position + 1 : position + 3]):
            return position
    return None


def rows_under(rows: Sequence[Row], position: int) -> Iterator[tuple[Row, list[tuple[Label, str]]]]:
    """Each row that tells something, with its values under their labels."""
    labels = [label_of(cell) if cell else None for cell in rows[position].cells]
    for row in rows[position + 1 :]:
        cells = [cell or "" for cell in row.cells]
        pairs = [
            (label, value) for label, value in zip(labels, cells, strict=False) if label and value.strip()
        ]
        told = any(label.field in (Field.TITLE, Field.PROBLEM, Field.TARGET) for label, _ in pairs)
        if told and not _is_header(row) and cells[0].strip("：: ") not in _EXAMPLES:
            yield row, pairs


def _is_header(row: Row) -> bool:
    cells = [cell.strip() if cell is not None else None for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    filled = [cell for cell in cells if cell]
    labels = [label for cell in filled if (label := label_of(cell))]
    blanks = sum(cell == "" for cell in cells[1:])
    return (
        len(labels) > 1
        and len(labels) * 2 >= len(filled)
        and blanks < len(labels) - 1
        and any(label.field in (Field.TITLE, Field.PROBLEM) for label in labels)
        and len({(label.field, label.text) for label in labels}) > 1
    )


def _is_filled(row: Row) -> bool:
    """Values, not labels again: then it would be a form with a label in every second cell."""
    filled = [cell for cell in row.cells if cell and cell.strip()]
    return bool(filled) and label_of(filled[0]) is None
