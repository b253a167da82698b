"""Lines of a text file, none of them endless."""

from collections.abc import Iterator
from pathlib import Path

from matcher.errors import InputError

LONGEST_LINE = 1_000_000


def lines_of(path: Path, encoding: str, newline: str | None) -> Iterator[str]:
    """The file's lines; raises InputError at a line too long to be a row."""
    with path.open(encoding=encoding, newline=newline) as file:
        number = 0
        while line := file.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise InputError(
                    f"第 {number} 行超过 {LONGEST_LINE} 个字,不像表格的一行;从这一行起没有读取,请检查文件"
                )
            yield line
