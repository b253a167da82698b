"""What every bench prints: a table, the machine, progress."""

import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table: the first column to the left, figures to the right, readable as plain text."""
    cells = [header, *rows]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(header))]
    lines = [_line(row, widths) for row in cells]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([lines[0], _line(rule, widths), *lines[1:]])


def machine() -> str:
    """Cores, processor, Python, and how busy the machine was before."""
    load = os.getloadavg()[0]
    return (
        f"Machine: {os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}, "
        f"load average {load:.1f} at the start"
    )


def progress(text: str) -> None:
    """On standard error: the tables alone go to standard output."""
    print(text, file=sys.stderr, flush=True)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown"
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0] + " " * (widths[0] - _width(cells[0]))
    others = (" " * (width - _width(cell)) + cell for cell, width in zip(cells[1:], widths[1:], strict=True))
    return "| " + " | ".join([first, *others]) + " |"


def _width(text: str) -> int:
    """Columns in a terminal: Chinese characters take two."""
    return sum(2 if ord(character) >= 0x2E80 else 1 for character in text)
