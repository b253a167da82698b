"""What every reader makes of a file: lines and tables in the order of reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class PlaceKind(StrEnum):
    ROW = "第 {} 行"
    TABLE = "表 {}"
    SHEET = "工作表「{}」"
    PAGE = "第 {} 页"
    PARAGRAPH = "第 {} 段"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; `within` is what the numbers count in, "" for the whole file."""

    kind: PlaceKind
    number: int | str
    within: str = ""

    def __str__(self) -> str:
        return f"{self.within} {self.kind.format(self.number)}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by position in the grid: "" is an empty one, None is covered by a merged one."""

    cells: tuple[str | None, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Table:
    """`row_in` names the table when its rows alone would not be found in the file."""

    rows: tuple[Row, ...]
    place: Place
    row_in: str = ""


Block: TypeAlias = Line | Table


def whole_text(blocks: Sequence[Block]) -> str:
    """Everything that can be read, a row to a line."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block.text)
        else:
            lines.extend(" ".join(filter(None, row.cells)) for row in block.rows)
    return "\n".join(line.strip() for line in lines if line.strip())
