"""Two quantities that are one: what it is now, and in another clause what it shall be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from matcher.domain.need import Comparator, Indicator
from matcher.text.units import convert

_REACH = 120  # characters from the state of today to its target
_AHEAD = 3  # quantities after the state of today among which its target is sought
_LONGEST_QUOTE = 60  # characters; beyond it the target's own words are quoted
_FAR = 10.0  # a target that is ten times as much, or a tenth, is of something else unless 现在 or 才 says so
_STATE_REACH = 10
_SHORTEST_NAME = {True: 3, False: 2}  # Latin, Chinese: shorter names agree by chance
_SAME_ENDING = 4  # characters
_NOW = re.compile(
    r"现在|目前|现有|现为|当前|才|只有|只能|只剩|仅|勉强|过不了|最多|\b(?:now|only|currently|at|is|reach)\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"要(?!素)|想|希望|最好|目标|拟|争取|计划|能不能|能否|能[加做降提升到]|客户|should|want|need|must|target|goal|ask",
    re.IGNORECASE,
)
# Words before a target that name nothing: what is left of 能不能整到 or 「we want it below」 is nothing.
_FILLER = re.compile(
    r"客户|买家|超市|甲方|主机厂|对方|人家|我们|现在|需要|要求|必须|希望|最好|目标|争取|计划|能不能|能否|可以"
    r"|要|想|能|需|把它?|也|再|都|得|还"
    r"|提高|提升|增加|延长|降低|减少|下降|缩短|控制|降|减|提|做|整|弄|加|达|搞|有"
    r"|到|至|在|为|以内|不低于|不高于|不超过|不小于|不大于|低于|高于|小于|大于|至少|≥|≤|>|<|=|约|[\s:：，,;；。.]"
    r"|\b(?:we|it|they|our|the|buyers?|customers?|clients?|supermarkets?|a|an|to|be|is|for|should|would|like"
    r"|wants?|needs?|must|targets?|goal|asks?|not|exceed|below|under|above|over|at|least|most|less|more|than"
    r"|no|get|keep|reach|down|up)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[，,。；;!！?？\n]|(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|(?<=[\u4e00-\u9fff])\s|\.\s")


@dataclass(frozen=True, slots=True)
class Placed:
    """An indicator and where its quantity stands, without the words around it."""

    indicator: Indicator
    start: int
    end: int


def join_changes(text: str, narrow: str, placed: Sequence[Placed]) -> Iterator[Indicator]:
    """All indicators in their order; a state of today that finds its target is one with it."""
    taken: set[int] = set()
    for place, now in enumerate(placed):
        if place in taken:
            continue
        target = _target_of(narrow, placed, place, taken)
        if target is None:
            yield now.indicator
        else:
            taken.add(target)
            yield _changed(text, now, placed[target])


def _target_of(narrow: str, placed: Sequence[Placed], place: int, taken: set[int]) -> int | None:
    now = placed[place]
    if now.indicator.start is not None or now.indicator.upper is not None:
        return None
    for ahead in range(place + 1, min(place + 1 + _AHEAD, len(placed))):
        wanted = placed[ahead]
        if wanted.start - now.end > _REACH:
            return None
        if ahead not in taken and wanted.indicator.start is None and _same_kind(now, wanted):
            return ahead if _is_wanted_instead(narrow, now, wanted) else None
    return None


def _same_kind(now: Placed, wanted: Placed) -> bool:
    one, other = now.indicator.unit, wanted.indicator.unit
    return one == other or convert(1, one, other) is not None


def _is_wanted_instead(narrow: str, now: Placed, wanted: Placed) -> bool:
    between = narrow[now.end : wanted.start]
    if now.indicator.comparator is wanted.indicator.comparator is not Comparator.ABOUT and not (
        now.indicator.name.startswith(
            "耐"
        )  # 耐水24小时 is read as at least so much, and may be the state of today
    ):
        return False  # two limits, not a state and a target
    if _same_name(now.indicator.name, wanted.indicator.name):
        return bool(_WISH.search(between))
    clause = _last_clause(between)
    if clause is None or not _WISH.search(clause) or _FILLER.sub("", clause):
        return False
    return _told_as_state(narrow, now) or _near(now.indicator, wanted.indicator)


def _last_clause(between: str) -> str | None:
    """What stands between the last mark and the target, or, dictated without marks, the wish before it."""
    ends = [mark.end() for mark in _CLAUSE.finditer(between) if between[mark.end() :].strip()]
    if ends:
        return between[ends[-1] :]
    wishes = [wish.start() for wish in _WISH.finditer(between)]
    return between[wishes[-1] :] if wishes else None


def _told_as_state(narrow: str, now: Placed) -> bool:
    return bool(_NOW.search(narrow, max(0, now.start - _STATE_REACH), now.start))


def _same_name(one: str, other: str) -> bool:
    short, long = sorted((one.lower(), other.lower()), key=len)
    if len(short) < _SHORTEST_NAME[short.isascii()]:
        return False
    # 烟气粉尘浓度 and 改造后粉尘浓度 are the same, 抗拉强度 and 屈服强度 are not.
    return long.endswith(short) or (not short.isascii() and short[-_SAME_ENDING:] == long[-_SAME_ENDING:])


def _near(now: Indicator, wanted: Indicator) -> bool:
    converted = convert(now.target, now.unit, wanted.unit)
    value = now.target if converted is None else converted
    return value * wanted.target > 0 and 1 / _FAR <= abs(wanted.target / value) <= _FAR


def _changed(text: str, now: Placed, wanted: Placed) -> Indicator:
    first, second = now.indicator, wanted.indicator
    converted = convert(first.target, first.unit, second.unit)
    start = first.target if converted is None else converted
    comparator = second.comparator
    if comparator is Comparator.ABOUT:
        comparator = Comparator.AT_LEAST if second.target > start else Comparator.AT_MOST
    last = text.find(second.quote, now.end) + len(second.quote)
    whole = text[now.start : max(last, wanted.end)]
    return replace(
        second,
        name=first.name or second.name,
        start=start,
        comparator=comparator,
        quote=whole if len(whole) <= _LONGEST_QUOTE else second.quote,
    )
