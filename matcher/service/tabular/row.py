"""One row of a file, before anything is made of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RawRow:
    """`number` counts as a spreadsheet does; `problem` is a sentence when the row cannot be read."""

    number: int
    cells: Mapping[str, object] = field(default_factory=dict)  # contract's column name -> value
    shown: Mapping[str, str] = field(default_factory=dict)  # contract's column name -> header in the file
    problem: str = ""
