"""The answer to 「现在多少，要到多少？」 as one quantity that is read: 5降到2 of a 次品率 is 5%降到2%."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.text.numerals import ARABIC, CHINESE, narrow_form, read_number
from matcher.text.quantities import find_indicators
from matcher.text.units import SPELLINGS, UNIT_PATTERN

_LONGEST = 60  # characters of a plain answer
_AMOUNT = re.compile(
    r"(?P<half>一半)"
    rf"|(?:(?P<percent>百分之)\s?)?(?P<number>(?:{ARABIC})|{CHINESE})(?:\s?(?P<unit>{UNIT_PATTERN}|成))?"
)
# All that may stand between the two numbers of a plain answer.
_BETWEEN = re.compile(
    r"(?:现在|目前|以前|原来|希望|需要|目标|最好|争取|能够|可以|左右|以内|以上|以下|之内|变成|改成|做到|达到"
    r"|控制|降低|下降|减少|缩短|提高|提升|增加|延长|不到|低于|高于|不低于|不高于|不超过|大概|大约"
    r"|now|want|need|to|down|up|below|above|under|over|the|target|is"
    r"|[\s,，、;；。.:：→>=~～—-]|我们|我|要|想|能|到|至|在|为|是|降|减|压|提|涨|升|加|变|改|的|吧|约|了){1,14}",
    re.IGNORECASE,
)
_NOW_COMES_SECOND = re.compile(r"(?:现在|目前|now)[\s是为在约:：]{0,3}$", re.IGNORECASE)
_DASH = re.compile(r"[\s~～—–-]+")
_TO = re.compile(r"\s*(?:到|至|to)\s*", re.IGNORECASE)
_ONE_SIDE = re.compile(r"现在|目前|要|想|希望|目标|now|want|need|target", re.IGNORECASE)
# What is always a share of a hundred, and what a need may state besides.
_SHARE = re.compile(
    r"(?:次品|废品|不良|不合格|报废|返工|返修|破损|合格|良品|良|成品|优等品|一等品|利用|回收|脱落|损耗|缺陷)率"
)
_OTHER_MEASURE = re.compile(
    r"[温湿强硬厚精速粘浓密长宽高粒亮光纯]度|产[量能]|重量|含量|压力|拉力|寿命|时间|周期|噪[声音]|功率|频率"
    r"|效率|尺寸|直径|孔径|间隙|误差|偏差|电[压流耗]|能耗|成本|价格|天数|率"
)


@dataclass(frozen=True, slots=True)
class _Amount:
    """Where it stands, its value as a plain number, its unit as written; % for tenths and halves."""

    start: int
    end: int
    value: float
    unit: str


def quantity_answer(answer: str, need: str = "") -> str:
    """The answer with both numbers in one unit and a plain from … to; unchanged where that is not certain.

    A unit that the answer does not give is added only when the answer and the need speak of shares alone,
    such as 次品率.
    """
    narrow = narrow_form(answer)
    amounts = list(_amounts(narrow)) if len(answer) <= _LONGEST else []
    if len(amounts) != 2:
        return answer
    first, second = amounts
    rewritten = _rewritten(narrow, first, second, _implied_unit(narrow, need))
    changes = _changes(rewritten)
    return rewritten if changes and changes != _changes(answer) else answer


def _rewritten(narrow: str, first: _Amount, second: _Amount, implied: str) -> str:
    """The two as a change from the one to the other; "" where they are not plainly that."""
    lead, between, tail = narrow[: first.start], narrow[first.end : second.start], narrow[second.end :]
    unit = _common_unit(first, second, implied)
    if not unit or not _BETWEEN.fullmatch(between) or re.search(r"\d", lead + tail):
        return ""
    if first.value < second.value and _is_range(lead, between):
        return ""
    if _NOW_COMES_SECOND.search(between):
        first, second = second, first
    change = "提高到" if second.value > first.value else "降到"
    if lead.strip() and narrow.isascii():
        change = " to "
    return f"{lead}{first.value:.10g}{unit}{change}{second.value:.10g}{unit}{tail}"


def _is_range(lead: str, between: str) -> bool:
    """Whether a rising pair may be the one or the other alone: 2~5个点, 现在3到5个点, 要80到120度."""
    return bool(_DASH.fullmatch(between) or (_TO.fullmatch(between) and _ONE_SIDE.search(lead)))


def _changes(text: str) -> list[tuple[float, float, str]]:
    """From, to and unit of what changes, as it will be read."""
    return [(one.start, one.target, one.unit) for one in find_indicators(text) if one.start is not None]


def _amounts(narrow: str) -> Iterator[_Amount]:
    for match in _AMOUNT.finditer(narrow):
        if match["half"]:
            yield _Amount(match.start(), match.end(), 50.0, "%")
            continue
        value = read_number(match["number"])
        if value is None:
            continue
        unit = match["unit"] or ""
        if match["percent"]:
            unit = "%"
        elif unit == "成":
            value, unit = value * 10, "%"
        yield _Amount(match.start(), match.end(), value, unit)


def _common_unit(first: _Amount, second: _Amount, implied: str) -> str:
    """As the second writes it; "" where the two differ or neither has one."""
    units = [one.unit for one in (second, first) if one.unit]
    if not units:
        return implied if max(first.value, second.value) <= 100 else ""
    return units[0] if len({SPELLINGS.get(unit, unit) for unit in units}) == 1 else ""


def _implied_unit(answer: str, need: str) -> str:
    """% where answer and need speak of shares and of nothing else that is measured."""
    said = f"{need}\n{answer}"
    if not _SHARE.search(said) or _OTHER_MEASURE.search(_SHARE.sub("", said)):
        return ""
    return "%"
