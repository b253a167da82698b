"""Marks by which a message counts its items: 1. ② 三、 一是 第二 其次 还有一个是 secondly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HAN_NUMBERS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}
_HAN = "[一二三四五六七八九十]"
_BEGINS = r"(?:^|(?<=[\s:：,，.。、;；!！?？)）]))"
_ORDER_WORDS = {
    "首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 3, "最后": 3,
    "first": 1, "firstly": 1, "second": 2, "secondly": 2, "third": 3, "thirdly": 3, "finally": 3,
    "fourth": 4, "fifth": 5,
}  # fmt: skip
_NOT_AN_ITEM = "次天时批道名季期代台轮年步版排层节章款届位家线遍回炉手类级产车梯阶"
_STYLES: tuple[re.Pattern[str], ...] = (
    re.compile(r"(?:技术)?(?:需求|难题|问题)[(（]?(?P<number>\d|[一二三四五六七八九十])[)）]?[:：、.,，]\s?"),
    re.compile(r"(?<![\dA-Za-z.．×*/=~+-])[(（]?(?P<number>\d{1,2})(?:[)）、．]|[.:：](?!\d))\s?"),
    re.compile(r"(?P<number>[①-⑳])[、.]?\s?"),
    re.compile(rf"{_BEGINS}(?:(?P<number>{_HAN}{{1,2}})[、.．]|[(（](?P<inner>{_HAN}{{1,2}})[)）][、.]?)\s?"),
    re.compile(rf"(?<![第十百之唯单万统同不])(?P<number>{_HAN})(?:是(?!否)|来(?!自))(?:想|要)?(?<![想要])"),
    re.compile(
        rf"第(?P<number>{_HAN}|\d)(?![{_NOT_AN_ITEM}])(?:个|件|条|点|样)?(?:问题|事情?|难题|需求)?(?:就是"
        rf"|是|呢|嘛)?[:：,，、]?"
    ),
    re.compile(rf"{_BEGINS}(?P<number>首先|其次|再次|再者|最后)(?:就?是|呢)?[,，:：]?"),
    re.compile(
        rf"{_BEGINS}(?:the )?(?P<number>first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|fifth"
        rf"|finally)(?: of all)?"
        r"(?:,|:| is(?: that)?\b|(?: problem| issue| thing)(?: is(?: that)?\b|,|:))\s?",
        re.IGNORECASE,
    ),
)
_ONE_AND_ANOTHER = re.compile(
    r"(?:(?:还有|另外?|再|再有|然后|以及)(?:就是)?)?[，, ]?(?<![每任某同第哪])一个(?:问题|事情?"
    r"|难题)?(?:就是|是|呢)[:：,，]?"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the mark of an item stands in the text."""

    start: int
    end: int


def outer_list(text: str) -> tuple[Mark, ...]:
    """The marks of the first list of two items or more, counted 1, 2, 3 …; () when nothing is counted so."""
    runs = [run for run in _runs(text) if len(run) >= 2]
    return min(runs, key=lambda run: run[0].start, default=())


def _runs(text: str) -> Iterator[tuple[Mark, ...]]:
    for style in _STYLES:
        yield _counted(style, text)
    yield tuple(Mark(*found.span()) for found in _ONE_AND_ANOTHER.finditer(text))


def _counted(style: re.Pattern[str], text: str) -> tuple[Mark, ...]:
    """The run 1, 2, 3 …; () when it starts anew: then it counts below something else."""
    run: list[Mark] = []
    for found in style.finditer(text):
        number = _number(found)
        if number == 1 and run:
            return ()
        if number == len(run) + 1:
            run.append(Mark(*found.span()))
    return tuple(run)


def _number(found: re.Match[str]) -> int:
    written = (found["number"] or found["inner"]).casefold()
    if written in _ORDER_WORDS:
        return _ORDER_WORDS[written]
    if written in _HAN_NUMBERS:
        return _HAN_NUMBERS[written]
    if "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    return int(written) if written.isdecimal() else 0
