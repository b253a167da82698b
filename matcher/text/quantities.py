"""Quantities that a text states: 断裂强力 ≥ 500 N, 从300提高到500MPa, 降到5ppm以下, 一天800斤, 三天不坏."""

import re
from collections.abc import Iterator
from dataclasses import replace

from matcher.domain.need import Comparator, Indicator
from matcher.text.indicator_changes import Placed, join_changes
from matcher.text.indicator_names import name_around
from matcher.text.numerals import narrow_form
from matcher.text.quantity_tokens import LEADING_UNITS, Token, tokens
from matcher.text.units import convert

_WINDOW = 30  # characters before a number in which its name and comparator stand
_AT_LEAST = re.compile(
    r"(?:≥|>=|>|⩾|≧|不低于|不小于|不少于|不短于|不得低于|大于等于|大于|高于|长于|多于|超过|至少|最少|起码"
    r"|达到|达|超"
    r"|(?:提高|提升|增加|延长|增大|增强|上升|涨|做|加大|增)(?:到|至)"
    r"|at least|(?:no|not) less than|more than|greater than|over|above|minimum(?: of)?|exceed(?:s|ing)?"
    r"|reach(?:es|ing)?)"
    r"[了到至约在为是:：\s]{0,3}$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:≤|<=|<|⩽|≦|±|不高于|不大于|不超过|不多于|不长于|不能超过|不得超过|小于等于|小于|低于|少于|短于"
    r"|最多|顶多"
    r"|(?:降|降低|下降|减少|减|减小|缩短|控制|压|压缩|缩小|低|压低)(?:到|至|在)"
    r"|at most|(?:no|not) more than|less than|below|under|within|up to|maximum(?: of)?|(?:down|reduced?"
    r"|cut) to)"
    r"[了到至约在为是:：\s±]{0,3}$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\s?(?:[(（][^()（）]{1,12}[)）])?\s?(?:及?以上|起(?=[，。；,;\s]|$)|or more|or above|or higher|\+)"
)
_OR_LESS = re.compile(
    r"\s?(?:[(（][^()（）]{1,12}[)）])?\s?(?:及?以下|以内|之内|之下|or less|or below|or lower)"
)
_CHANGED_BY = re.compile(
    r"(?P<change>提高|提升|增加|延长|增大|增强|上升|降低|减少|下降|缩短|减小|节约|节省|降|减"
    r"|省)(?P<of>[^，。；;,:：\d%]{0,10})$"
)

_RANGE = re.compile(r"\s?(?:[-~—–]{1,3}|到|至)\s?[±+]?\s?")
_ENGLISH_RANGE = re.compile(r"\s(?:to|and)\s")
_RISE = "提高|提升|提(?=到|至)|增加|延长|增大|上升|涨|增强|raise|increase|improve|extend|up"
_FALL = "降低|下降|减少|缩短|减小|降|减|压|缩小|低|reduce|lower|cut|shorten|down"
# From the first number to the second: 从300提高到500, 15天一换延长到3个月, from 300 to 500.
_CHANGED_TO = re.compile(
    rf"[^，。；;!?！？\d]{{0,10}}?(?:{_RISE}|{_FALL}|改|变|做|换|想|要)[^，。；;!?！？\d]{{0,6}}?(?:到|至"
    rf"|成|为|to)\s?[±约]?\s?(?:about\s)?"
    r"|\s?(?:→|->|=>|-->)\s?|\sto\s(?:at least |at most |below |above |under |over |less than |more than )?",
    re.IGNORECASE,
)
# The same in two clauses: 噪声70-80分贝,要降到40分贝; 偏差±3~4µm,要控制到±1µm.
_THEN_TO = re.compile(
    r"[^，,。；;!?！？\d]{0,10}[，,]\s?(?:我们|现在|希望|需要|目标|必须|最好|计划|要求|争取|想|要|能够?"
    r"|可以|把它?|再|都|we |want |need |it |to |but |should |must ){0,5}"
    rf"(?:{_RISE}|{_FALL}|控制|达|做|要|想)[^，,。；;\d一二两三四五六七八九十百千万]{{0,2}}?(?:到|至|在|to)\s?[±约]?\s?",
    re.IGNORECASE,
)
# 放两天就烂,想放五天.
_WANTS_LONGER = re.compile(
    r"[^，,。；;!?！？\d]{0,10}[，,]\s?(?:我们|现在|最好)?(?:想|要|希望|最好"
    r"|需要)能?够?[放用存卖做撑管]?[到满]?\s?"
)
# The state of today behind the target: 成品率75%以上(目前60%).
_NOW_AFTER = re.compile(
    r"[^，,。；;(（\d]{0,8}(?:[(（，,]\s?|\s)(?:目前|现在|现有|现|原来|原|now|currently|today)[^，。；;\d]{0,8}",
    re.IGNORECASE,
)
_FROM = re.compile(r"from\s?$", re.IGNORECASE)
_TIMES = ("s", "min", "h", "d", "周", "个月", "年")


def find_indicators(text: str) -> tuple[Indicator, ...]:
    """Every quantity with a unit that is neither money nor a date; quotes are verbatim."""
    narrow = narrow_form(text)
    placed = list(_indicators(text, narrow, _with_ranges(narrow, tokens(narrow))))
    return tuple(join_changes(text, narrow, placed))


def _indicators(text: str, narrow: str, found: list[Token]) -> Iterator[Placed]:
    index = previous_end = 0
    while index < len(found):
        first = found[index]
        second = found[index + 1] if index + 1 < len(found) else None
        indicator = second and _joined(text, narrow, first, second, previous_end)
        index += 1
        if indicator and second:
            index += 1
            previous_end = second.end
            yield Placed(indicator, first.start, second.end)
        elif first.unit:
            yield Placed(_single(text, narrow, first, previous_end), first.start, first.end)
            previous_end = first.end


def _joined(text: str, narrow: str, first: Token, second: Token, previous_end: int) -> Indicator | None:
    """The two as one indicator, start and target, when the words between them say so."""
    second = _in_the_same_rate(first, second)
    if not second.unit or not _same_kind(first, second):
        return None
    between = narrow[first.end : second.start]
    lasts = first.unit in _TIMES and _WANTS_LONGER.fullmatch(between)
    if lasts or _CHANGED_TO.fullmatch(between) or (first.unit and _THEN_TO.fullmatch(between)):
        return _changed(text, narrow, first, second, previous_end)
    if first.unit and _NOW_AFTER.fullmatch(between):
        wanted = _single(text, narrow, first, previous_end)
        return replace(wanted, start=_in_unit(second.value, second, first.unit))
    return None


def _with_ranges(narrow: str, found: list[Token]) -> list[Token]:
    """8 and 15t of 8~15t become one token."""
    merged: list[Token] = []
    for token in found:
        if merged:
            high = _in_the_same_rate(merged[-1], token)
            if high.unit and _same_kind(merged[-1], high) and _is_range(narrow, merged[-1], token):
                token = _merged(merged.pop(), high)
        merged.append(token)
    return merged


def _in_the_same_rate(first: Token, second: Token) -> Token:
    """每天600度电降至450度: the second number is per day too; HRC55-65: the second is HRC too."""
    amount, slash, _ = first.unit.partition("/")
    shares = second.unit == amount if slash else first.unit in LEADING_UNITS and not second.unit
    return replace(second, unit=first.unit) if shares else second


def _same_kind(first: Token, second: Token) -> bool:
    return not first.unit or first.unit == second.unit or convert(1, first.unit, second.unit) is not None


def _merged(first: Token, second: Token) -> Token:
    """8~15t: the low end takes the unit of the high end."""
    low = _in_unit(first.value, first, second.unit)
    high = second.upper if second.upper is not None else second.value
    deviation = first.deviation or second.deviation
    if low <= high:
        return Token(first.start, second.end, low, second.unit, high, deviation)
    return Token(first.start, second.end, high, second.unit, low, deviation)


def _in_unit(value: float, token: Token, unit: str) -> float:
    converted = convert(value, token.unit, unit) if token.unit else None
    return value if converted is None else converted


def _is_range(narrow: str, first: Token, second: Token) -> bool:
    between = narrow[first.end : second.start]
    if first.upper is not None or not (_RANGE.fullmatch(between) or _ENGLISH_RANGE.fullmatch(between)):
        return False
    return not _FROM.search(narrow, max(0, first.start - 6), first.start)


def _changed(text: str, narrow: str, first: Token, second: Token, previous_end: int) -> Indicator:
    """From → to; of a range as start, the end that lies nearer to the target counts."""
    starts = [
        _in_unit(value, first, second.unit) for value in (first.value, first.upper) if value is not None
    ]
    start = min(starts, key=lambda value: abs(value - second.value))
    rising = second.value > start
    lasting = name_around(narrow, second.end, second.end, second.end, True) if second.unit in _TIMES else ""
    return Indicator(
        quote=text[first.start : _suffix_end(narrow, second)],
        name=lasting or _name(narrow, first, previous_end),
        unit=second.unit,
        target=second.value,
        start=start,
        upper=second.upper,
        comparator=Comparator.AT_LEAST if rising else Comparator.AT_MOST,
    )


def _single(text: str, narrow: str, token: Token, previous_end: int) -> Indicator:
    begin = max(previous_end, token.start - _WINDOW)
    before = narrow[begin : token.start]
    name = _name(narrow, token, previous_end)
    change = _CHANGED_BY.search(before)
    comparator = _comparator(narrow, token, before)
    if change and token.unit in ("%", "倍", "‰") and (comparator is Comparator.ABOUT or not change["of"]):
        # 能耗降15%: by so much, at least.
        name = f"{name}{change['change']}"
        comparator = Comparator.AT_LEAST if comparator is Comparator.ABOUT else comparator
    target, upper = token.value, token.upper
    if comparator is Comparator.ABOUT and upper is None and name.startswith(("不", "耐")):
        # 三天不坏, 耐高温1700度, 耐寒-15度: as much as that, or better.
        comparator = Comparator.AT_LEAST if target > 0 else Comparator.AT_MOST
    if token.deviation and upper is not None:
        target, upper = upper, None
    prefix = re.search(r"[≥≤><=＞＜±]{1,2}\s?$", before)
    start = token.start - len(prefix[0]) if prefix else token.start
    return Indicator(
        quote=text[start : _suffix_end(narrow, token)],
        name=name,
        unit=token.unit,
        target=target,
        upper=upper,
        comparator=comparator,
    )


def _comparator(narrow: str, token: Token, before: str) -> Comparator:
    if token.deviation or _OR_LESS.match(narrow, token.end):
        return Comparator.AT_MOST
    if _OR_MORE.match(narrow, token.end):
        return Comparator.AT_LEAST
    most, least = _AT_MOST.search(before), _AT_LEAST.search(before)
    if most is None and least is None:
        return Comparator.ABOUT
    # Both end at the number: the longer one is meant, 不低于 and not 低于.
    if least is None or (most is not None and most.start() < least.start()):
        return Comparator.AT_MOST
    return Comparator.AT_LEAST


def _suffix_end(narrow: str, token: Token) -> int:
    suffix = _OR_MORE.match(narrow, token.end) or _OR_LESS.match(narrow, token.end)
    return suffix.end() if suffix else token.end


def _name(narrow: str, token: Token, previous_end: int) -> str:
    if token.unit == "pH":
        return "pH"
    return name_around(narrow, token.start, token.end, previous_end, token.unit in _TIMES)
