"""The budget that a text names, in yuan."""

import re
from collections.abc import Iterator

from matcher.domain.need import Money
from matcher.text.numerals import ARABIC, CHINESE, NUMBER_SIGNS, narrow_form, read_number, read_range

_REACH = 16  # characters before an amount in which its purpose stands
_BUDGET_REACH = 28  # budget not more than 50k
_SCALE = "千万|百万|[万亿千百]|[wWkK](?![A-Za-z])"
_UNIT = "元|块钱?(?![砖板料状])|人民币|RMB|rmb|yuan|CNY"
_AMOUNT = re.compile(
    # The first sign is looked at before all else: at most places of a text no amount begins.
    rf"(?=[¥￥Rr人{NUMBER_SIGNS}])(?P<currency>[¥￥]\s?|RMB\s?|rmb\s?|人民币\s?)?(?<![0-9A-Za-z.])"
    rf"(?P<low>{ARABIC}|{CHINESE})[多几余来]?\s?(?P<low_scale>{_SCALE})?\s?(?P<low_unit>{_UNIT})?"
    rf"(?:\s?(?:[-~—–]{{1,2}}|到|至)\s?(?P<high>{ARABIC}"
    rf"|{CHINESE})[多几余来]?\s?(?P<high_scale>{_SCALE})?\s?(?P<high_unit>{_UNIT})?)?"
    r"(?P<bound>\s?(?:之?以?内|以下|左右|上下|以上|起|吧))?",
)
_NUMBER = re.compile(f"[{NUMBER_SIGNS}]")  # without one there is no amount
_SCALES = {
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "亿": 1e8,
    "百万": 1e6,
    "千万": 1e7,
    "w": 1e4,
    "W": 1e4,
    "k": 1e3,
    "K": 1e3,
}
_FOR_THIS = re.compile(
    r"预算|拟投|计划投|预计投|准备投|打算投|愿意?[出花付投]|想[花投]|出资|经费|最多[出花给]|能[出拿花]"
    r"|可以?出|我们?出|花[个掉]?$|悬赏|报价|费用|投资|投入|资金|价格|价位"
    r"|budget|spend|invest|pay|afford",
    re.IGNORECASE,
)
_BUDGET = re.compile(r"预算|budget(?=[^,.;]*$)", re.IGNORECASE)
_FOR_THIS_AFTER = re.compile(r"\s?的?(?:总?预算|研发经费|研发费用|经费)|\s?budget", re.IGNORECASE)
_PRICE = "转让[价费]|许可费|使用费|报价|售价|价格|收费|检测费|服务费|培训费|price|fee"
_PRICED = re.compile(_PRICE, re.IGNORECASE)
_PRICE_BEFORE = re.compile(rf"(?:{_PRICE})[^，。；,;\d]{{0,8}}$", re.IGNORECASE)
_OTHER_MONEY = re.compile(
    r"已投|已经投|投入了|累计|先后投|前期投|花了|花费了|销售|产值|利润|利税|营收|收入|损失|罚|赔|每年|年均"
    r"|一年|每月|一个月|电费|药剂|注册资[本金]|成本|工资|支出|创造|节约|节省|新增"
    r"|市场|规模|融资|贷款|补贴|补助|价值|亏|一台|每台|每[吨斤公米个件]|一[吨斤件米]|单价|卖|revenue|sales"
    r"|loss|price",
    re.IGNORECASE,
)
_PER_PIECE = re.compile(r"\s?(?:/|每|一[吨斤米件台个套])")
_AT_MOST = re.compile(
    r"(?:不超过|最多|顶多|不能?超过?|至多|不高于|within|up to|at most|(?:no|not) more than|maximum)"
    r"[^，。；,;\d]{0,6}$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:大概|大约|差不多|about|around|roughly)\s?$", re.IGNORECASE)
_LEAST = 100.0  # yuan; less is the price of something
_COUNTED = re.compile(r"[瓶件只个吨台套次支片条米亩头双斤平公克千颗粒羽株辆户人项条组]")


def find_budget(text: str) -> Money | None:
    """The amount that the writer wants to spend on this need; costs, losses and sales are left out."""
    if not _NUMBER.search(text):
        return None
    narrow = narrow_form(text)
    best: tuple[int, Money] | None = None
    for match in _AMOUNT.finditer(narrow):
        money = _money(text, match)
        if money is None or _PER_PIECE.match(narrow, match.end()):
            continue
        weight = _weight(narrow, match)
        if weight > 0 and (best is None or weight > best[0]):
            best = weight, money
    return None if best is None else best[1]


def find_price(text: str) -> Money | None:
    """The price that an offer states: 转让费20万元, 检测收费800元起."""
    narrow = narrow_form(text)
    if not _PRICED.search(narrow):
        return None
    for match in _AMOUNT.finditer(narrow):
        cue = _PRICE_BEFORE.search(narrow, max(0, match.start() - _REACH), match.start())
        money = _money(text, match) if cue else None
        if money is not None:
            return money
    return None


def _weight(narrow: str, match: re.Match[str]) -> int:
    before = narrow[max(0, match.start() - _REACH) : match.start()]
    cues = [cue.end() for cue in _FOR_THIS.finditer(before)]
    others = [cue.end() for cue in _OTHER_MONEY.finditer(before)]
    if others and (not cues or others[-1] >= cues[-1]):
        return 0
    # 已投入 holds 投入: what lies in the past is no budget.
    if others and cues and others[-1] > cues[-1] - 4 and re.search("已|累计|先后|前期|每年|年均", before):
        return 0
    if _BUDGET.search(narrow, max(0, match.start() - _BUDGET_REACH), match.start()):
        return 3
    if _FOR_THIS_AFTER.match(narrow, match.end()):
        return 3
    if cues:
        return 2
    bounded = match["bound"] is not None and not match["bound"].strip().startswith("起")
    return 1 if bounded or _AT_MOST.search(before) or _ABOUT.search(before) else 0


def _money(text: str, match: re.Match[str]) -> Money | None:
    amounts = list(_amounts(match))
    scaled = any(scale for _, scale, _ in amounts)
    unit = any(unit for _, _, unit in amounts) or match["currency"] is not None
    if not (scaled or unit) or (not unit and not match["bound"] and _COUNTED.match(text, match.end())):
        return None
    said = unit or _BUDGET.search(text, max(0, match.start() - _BUDGET_REACH), match.start())
    values = list(_values(amounts, needs_unit=not said))
    if not values or max(values) < _LEAST:
        return None
    low, high = min(values), max(values)
    before = narrow_form(text[max(0, match.start() - _REACH) : match.start()])
    if (match["bound"] or "").endswith(("内", "下")) or _AT_MOST.search(before):
        low = 0.0
    return Money(text[match.start() : match.end()].strip(), low, high)


def _amounts(match: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    """Number, scale and unit of each end; 十五万 brings its scale with it."""
    for end in ("low", "high"):
        written = match[end]
        if written is not None:
            scale = (match[f"{end}_scale"] or "").strip()
            yield (
                written,
                scale or written[-1] if written[-1] in "万亿" else scale,
                match[f"{end}_unit"] or "",
            )


def _values(amounts: list[tuple[str, str, str]], needs_unit: bool) -> Iterator[float]:
    last_scale = amounts[-1][1]
    for written, scale, unit in amounts:
        span = _span(written)
        # 百 and 千 without 元 count things, not money.
        if span is None or (needs_unit and last_scale in ("百", "千", "k", "K")):
            return
        if written[-1] in "万亿" and scale == written[-1]:
            factor = 1.0
        elif scale or unit:
            factor = _SCALES.get(scale, 1.0)
        else:
            factor = _SCALES.get(last_scale, 1.0)  # 50-80万
        yield span[0] * factor
        yield span[1] * factor


def _span(written: str) -> tuple[float, float] | None:
    value = read_number(written)
    return read_range(written) if value is None else (value, value)
