"""The columns of a profile file and the headers by which people write them."""

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the contract's, `title` the Chinese one that is shown, the others are understood as well."""

    name: str
    title: str
    others: tuple[str, ...] = ()


COLUMNS: tuple[Column, ...] = (
    Column("provider", "供给方", ("单位名称", "供给方名称", "单位", "机构名称", "机构")),
    Column("provider_kind", "类型", ("供给方类型", "单位类型", "机构类型")),
    Column("platform_kind", "平台类别", ("平台类型", "公共服务平台类别")),
    Column("region", "地区", ("所在地区", "所在地", "地域")),
    Column("capability", "能力名称", ("成果名称", "技术名称", "服务名称", "能力", "名称")),
    Column("kind", "能力类型", ("能力类别", "成果类型")),
    Column("summary", "简介", ("能力简介", "成果简介", "内容简介", "服务内容")),
    Column("keywords", "关键词", ("关键字",)),
    Column("industries", "行业", ("所属行业", "适用行业", "应用行业")),
    Column("modes", "合作方式", ("合作模式",)),
    Column("maturity", "成熟度", ("技术成熟度", "成熟度等级")),
    Column("evidence", "佐证", ("证明材料", "佐证材料")),
    Column("source", "来源", ("资料来源", "信息来源")),
    Column("verified_at", "核实日期", ("核实时间",)),
    Column("expires_at", "有效期至", ("有效期", "截止日期", "到期日期")),
    Column("contact_public", "公开联系方式", ("联系方式(公开)", "公开联系")),
    Column("contact_confidential", "保密联系方式", ("联系方式(保密)", "保密联系")),
    Column("external_id", "外部编号", ("编号",)),
)
NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)
TITLES: Mapping[str, str] = {column.name: column.title for column in COLUMNS}
REQUIRED: tuple[str, ...] = ("provider", "provider_kind", "capability")


def plain_word(text: str) -> str:
    """A header or a code as it is compared: width, case, spaces, hyphens and underscores do not count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if not character.isspace() and character not in "_-*:")


_BY_WORD: Mapping[str, str] = {
    plain_word(word): column.name
    for column in COLUMNS
    for word in (column.name, column.title, *column.others)
}


def column_named(header: str) -> str | None:
    """The column that a header means."""
    return _BY_WORD.get(plain_word(header))


def nearest_column(header: str) -> Column:
    """The column whose header looks most like this one; always one, however far."""
    word = plain_word(header)
    best = max(_BY_WORD, key=lambda known: difflib.SequenceMatcher(None, word, known).ratio())
    return next(column for column in COLUMNS if column.name == _BY_WORD[best])
