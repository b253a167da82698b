"""JSONL: one object to a line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from matcher.errors import InputError
from matcher.service.tabular.headers import headers_of
from matcher.service.tabular.lines import lines_of
from matcher.service.tabular.row import RawRow
from matcher.service.tabular.sniffing import encoding_of


def read_json_lines(path: Path, mapping: Mapping[str, str]) -> Iterator[RawRow]:
    """A line that cannot be read is a row with a problem; the others are not affected."""
    names: dict[tuple[str, ...], tuple[str | None, ...]] = {}
    shown: dict[tuple[str, ...], Mapping[str, str]] = {}
    for number, line in enumerate(lines_of(path, encoding_of(path), newline="\n"), start=1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            item = _object(line.lstrip("\ufeff"))
            keys = tuple(item)
            # Nearly every line has the same keys: their meaning is looked up once.
            if keys not in names:
                headers = headers_of(keys, mapping, required=())
                names[keys], shown[keys] = headers.names, headers.shown
            cells = {name: value for name, value in zip(names[keys], item.values(), strict=True) if name}
        except InputError as error:
            yield RawRow(number, problem=f"第 {number} 行{error}")
        else:
            yield RawRow(number, cells, shown[keys])


def _object(line: str) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("不是有效的 JSON,请检查引号和逗号") from error
    if not isinstance(item, dict):
        raise InputError("不是 {…} 这样的对象,请每行写一个")
    if not all(key.strip() for key in item):
        raise InputError("有一个空的列名,请补上或删掉")
    return item
