"""Which column of a file is which of ours."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.domain.profile_cells import text_of
from matcher.domain.profile_columns import NAMES, REQUIRED, TITLES, column_named, nearest_column, plain_word
from matcher.errors import InputError

# A title or a note may stand above the headers.
ROWS_TO_LOOK_AT = 5
_IGNORED = ""
_LARGEST_MAPPING = 1_000_000


@dataclass(frozen=True, slots=True)
class Headers:
    """By position: the contract's column name, "" for one to pass over, None where there is no header."""

    names: tuple[str | None, ...]
    shown: Mapping[str, str]

    def cells(self, values: Sequence[object]) -> dict[str, object]:
        """The values under our names. Raises InputError when one stands where no header is."""
        found: dict[str, object] = {}
        for position, value in enumerate(values):
            name = self.names[position] if position < len(self.names) else None
            if name:
                found[name] = value
            elif name is None and text_of(value):
                raise InputError(
                    f"第 {position + 1} 格有内容「{text_of(value)[:20]}」,这一列却没有表头;"
                    "请检查是否多了一个分隔符"
                )
        return found


def known_among(values: Sequence[object], mapping: Mapping[str, str]) -> int:
    """How many of the values are headers that we know."""
    return sum(1 for value in values if isinstance(value, str) and _meaning(value, mapping) is not None)


def headers_of(
    values: Sequence[object], mapping: Mapping[str, str], required: Sequence[str] = REQUIRED
) -> Headers:
    """Raises InputError with one sentence when a header is unknown, doubled or missing."""
    names: list[str | None] = []
    shown: dict[str, str] = {}
    for value in values:
        header = " ".join(text_of(value).split())
        name = _meaning(header, mapping) if header else None
        if header and name is None:
            raise InputError(unknown_header(header))
        if name:
            if name in shown:
                raise InputError(f"表头「{shown[name]}」和「{header}」是同一列({name}),请只留一列")
            shown[name] = header
        names.append(name)
    missing = [name for name in required if name not in shown]
    if missing:
        wanted = "、".join(f"「{TITLES[name]}」({name})" for name in missing)
        raise InputError(f"表头里缺少必需的列 {wanted},请补上,或用列名对照表指明是哪一列")
    return Headers(tuple(names), shown)


def no_headers() -> InputError:
    """Said of a file none of whose first rows looks like a row of headers."""
    titles = "、".join(TITLES[name] for name in NAMES[:6])
    return InputError(
        f"没有找到表头:第一行应是列名,例如 {titles}(或 provider、provider_kind、capability 等英文列名)"
    )


def unknown_header(header: str) -> str:
    """One sentence that names the column which was probably meant."""
    near = nearest_column(header)
    return (
        f"表头「{header[:30]}」不认识,最接近的是「{near.title}」({near.name});请改名、删掉这一列,"
        "或在列名对照表里指明它(不要的列对应空白)"
    )


def read_mapping(mapping: Mapping[str, str] | Path | str | None) -> dict[str, str]:
    """Their header -> our column name, "" to pass over; the file is JSON or a table of two columns."""
    if mapping is None:
        return {}
    pairs = mapping if isinstance(mapping, Mapping) else _mapping_file(Path(mapping))
    return {plain_word(theirs): _our_column(theirs, ours) for theirs, ours in pairs.items()}


def _mapping_file(path: Path) -> Mapping[str, str]:
    try:
        if path.stat().st_size > _LARGEST_MAPPING:
            raise InputError(f"列名对照表 {path.name} 太大,它只应列出列名")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"列名对照表 {path} 打不开:{error.strerror},请检查路径") from error
    except ValueError as error:
        raise InputError(f"列名对照表 {path.name} 不是 UTF-8 文本,请另存为 UTF-8") from error
    try:
        pairs = json.loads(text) if text.lstrip().startswith("{") else _two_columns(text)
        if all(isinstance(ours, str) for ours in pairs.values()):
            return dict(pairs)
    except (ValueError, csv.Error, RecursionError):
        pass
    raise InputError(
        f'列名对照表 {path.name} 读不懂:请写成 JSON,例如 {{"单位": "provider"}},'
        "或每行写「文件里的列名,我们的列名」"
    )


def _two_columns(text: str) -> dict[str, str]:
    return {theirs: ours.strip() for theirs, ours in filter(None, csv.reader(io.StringIO(text)))}


def _our_column(theirs: str, ours: str) -> str:
    if not ours.strip():
        return _IGNORED
    name = column_named(ours)
    if name is None:
        near = nearest_column(ours)
        raise InputError(
            f"列名对照表里「{theirs}」对应的「{ours}」不是我们的列,最接近的是「{near.title}」({near.name})"
        )
    return name


def _meaning(header: str, mapping: Mapping[str, str]) -> str | None:
    word = plain_word(header)
    return mapping[word] if word in mapping else column_named(header)
