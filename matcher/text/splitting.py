"""Several needs in one message, told apart by the words that owners count them with."""

import re
from itertools import pairwise

from matcher.text.asking import (
    asks,
    asks_elsewhere,
    asks_for_something_made,
    has_trouble,
    is_need,
    is_statement,
    shares_words,
)
from matcher.text.listing import Mark, outer_list

MOST_NEEDS = 5
_LONGEST = 1_000  # characters; what is longer is a document, told in sections
Span = tuple[int, int]  # start, end
_SEPARATORS = " \t\r\n\u3000，、；：,;:"
_COUNT = "[两二三四五2-5几仨俩]"
# 「有两个问题:」 counts what follows.
_ANNOUNCEMENT = re.compile(
    r"(?:(?:现在|目前|我们?|主要|这次|大概)?(?:想请教|想问|请教|咨询|想说|碰到|遇到|存在|面临|有"
    r"|想解决)?(?:以下|下面|这么|这)?)"
    rf"{_COUNT}\s?(?:个|件|样|桩|大|方面的?)?(?:技术)?(?:问题|难题|事情?|需求|麻烦|困难|难处)"
    r"(?:麻烦帮忙|想请教|请教|要解决|想解决|帮忙看看|需要解决)?(?:一下)?[:：,，。.\s]*"
    r"|(?:,? ?(?:and )?(?:we have|with|there are|i have) )?(?:two|three|four|five|several|2|3"
    r"|4) (?:\w+ )?(?:problems|issues|things|questions"
    r"|needs|requests)[:,.\s]*",
    re.IGNORECASE,
)
# A list behind these words details one need.
_DETAILS = re.compile(
    r"客户|反映|反馈|要求|指标|原因|办法|方法|措施|功能|条件|目标|内容|参数|步骤|工序|规格|特点|优势|情况"
    r"|现象|表现|缺陷"
    r"|方案|试过|背景|标准|岗位"
    r"|职责|包括|方面|任务|思路|因素|技术难点|requirement|reason|cause|feature|spec|function|tried|target"
    r"|step",
    re.IGNORECASE,
)
# The headings of an application form: one project, whatever it counts.
_FORM = re.compile(
    r"预期目标|需求情况|经济指标|目的[:：]|需求内容|需求背景|工作基础|技术指标|研究内容|主要内容|项目背景"
    r"|背景[:：]|指标[:：]|考核指标"
    r"|主要技术|合作目标"
)
_ANOTHER = re.compile(
    r"还有一个(?:就是|是|呢)[:：,，]?|"
    r"(?:另外|还有|再有|此外|同时|对了)?[，, ]?(?:还有|另|另外|还|再)(?:想请教|想问|有)?(?:一?[个件样]"
    r"|一)(?:小|技术)?(?:问题|事情?|需求|难题|麻烦)"
    r"(?:就是|是|呢)?[:：,，]?|再一个(?:就是|是|呢|问题是?)?[:：,，]?|(?:and )?another (?:problem|thing|issue"
    r"|question)(?: is)?(?: that)?[:,]?",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"除此(?:之外|以外)[，,]?|此外[，,]?|(?:然后|对了)?另外(?![一两几]?[台种条批家边面])(?:还想问(?:一下)?"
    r"|呢|再)?[，,]?"
    r"|还有(?:(?:就是|哦|呢|嘛|啊|哈)+[，,]?|[，,]|(?=想|要|请|招|缺|找))|再就是[，,]?|再有就是|再者[，,]?"
    r"|对了[，,]?|顺便(?:问一下|问下)?[，,]?"
    r"|同时[，,]?|(?=还(?:想|缺|打算|准备))|(?<![a-z])(?:also|besides|in addition|additionally"
    r"|by the way)\b,?",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"(?:[^，。；,;.\n]{0,6}好[，,。 ])?(?:那个|你好)?(?:(?:我们|俺们?|咱们?|阿拉|我|本|我们是"
    r"|我是)[^，。；,;.\n]{0,12}?)?"
    r"(?:是|做|搞|种|养|生产|加工|经营|开)[^，。；,;.\n]{1,20}?(?:的(?=现在|有|想|，|。|,|最近|目前)"
    r"|[，。,；\n])[，。, ]?"
    r"|(?:hi|hello)?,? ?we (?:are|make|produce|run|dye|grow|build|sell)[^.,;\n]{1,60}[.,;\n]\s?",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\s][^\n\r]*")
# Without a mark: 「我们是做染整的色牢度不行」.
_SPOKEN_INTRODUCTION = re.compile(
    r"(?:那个|你好|老师好)?(?:我们|俺们?|咱们?|阿拉|我)?[^，。；,;.\n]{0,6}?(?:是|专门"
    r"|主要)?[做搞种养开][^，。；,;.\n的]{1,10}的[，。, ]?"
)


def split_needs(text: str) -> tuple[str, ...]:
    """The needs that one message holds, each with what was said for all; (text,) when it holds one."""
    needs = _needs(text)
    # What would come apart once more was not understood: it stays as it was written.
    settled = all(len(_needs(need)) == 1 for need in needs[: MOST_NEEDS - 1])
    return needs if settled else (text,)


def _needs(text: str) -> tuple[str, ...]:
    if len(text) > _LONGEST or _FORM.search(text):
        return (text,)
    introduction, items = _listed(text) or _lined(text) or _added(text)
    if len(items) < 2:
        return (text,)
    if len(items) > MOST_NEEDS:
        items = [*items[: MOST_NEEDS - 1], (items[MOST_NEEDS - 1][0], items[-1][1])]
    return tuple(_joined(introduction, text[start:end].strip(_SEPARATORS)) for start, end in items)


def _joined(introduction: str, item: str) -> str:
    if not introduction or introduction[-1] in "，。；：！？,;:.!?\n 、":
        return introduction + item
    return f"{introduction}{' ' if introduction.isascii() else '，'}{item}"


def _listed(text: str) -> tuple[str, list[Span]] | None:
    """The introduction and the spans of counted items; None when they are no needs of their own."""
    marks = outer_list(text)
    if not marks:
        return None
    announcement = next(iter(_ANNOUNCEMENT.finditer(text, 0, marks[0].start)), None)
    introduction = text[: announcement.start() if announcement else marks[0].start].lstrip()
    lead = text[max(0, marks[0].start - 20) : marks[0].start]
    if not announcement and (_DETAILS.search(lead) or has_trouble(introduction) or asks(introduction)):
        return None
    items = _between(text, marks)
    # Who says that two problems follow need not be checked for words of trouble.
    stands = is_statement if announcement else is_need
    if not all(stands(text[start:end]) for start, end in items):
        return None
    last_start, last_end = items.pop()
    return introduction, [*items, *_apart(text, last_start, last_end)]


def _between(text: str, marks: tuple[Mark, ...]) -> list[Span]:
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    return [(mark.end, end) for mark, end in zip(marks, ends, strict=True)]


def _lined(text: str) -> tuple[str, list[Span]] | None:
    """A need a line: each line after the first asks for something else. Symptoms stand in lines too."""
    lines = [(line.start(), line.end()) for line in _LINE.finditer(text)]
    pieces = [text[start:end] for start, end in lines]
    if len(lines) < 2 or not is_need(pieces[0]):
        return None
    together = (_stands_alone(after, before, False) for before, after in pairwise(pieces))
    return ("", lines) if all(together) else None


def _added(text: str) -> tuple[str, list[Span]]:
    """The introduction and the needs told one after the other: 另外, 还有一件事, also."""
    start = _introduction_end(text)
    return text[:start], _apart(text, start, len(text))


def _introduction_end(text: str) -> int:
    introduction = _INTRODUCTION.match(text) or _SPOKEN_INTRODUCTION.match(text)
    if introduction and has_trouble(introduction[0]):
        introduction = _SPOKEN_INTRODUCTION.match(text)
    return introduction.end() if introduction and not has_trouble(introduction[0]) else 0


def _apart(text: str, start: int, end: int) -> list[Span]:
    spans: list[Span] = []
    begin = start
    for (cut_start, cut_end, explicit), (next_start, _, _) in pairwise(
        [*_cuts(text, start, end), (end, end, False)]
    ):
        before, after = text[begin:cut_start], text[cut_end:next_start]
        told = is_statement(before) if explicit else is_need(before)
        if told and _stands_alone(after, before, explicit):
            spans.append((begin, cut_start))
            begin = cut_end
    return [*spans, (begin, end)]


def _cuts(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Start and end of each word that may lead on to another need, and whether it says so outright."""
    found = [(*mark.span(), True) for mark in _ANOTHER.finditer(text, start, end)]
    found += [(*mark.span(), False) for mark in _MORE.finditer(text, start, end)]
    kept: list[tuple[int, int, bool]] = []
    for cut in sorted(found, key=lambda cut: (cut[0], -cut[1])):
        if not kept or cut[0] >= kept[-1][1]:
            kept.append(cut)
    return kept


def _stands_alone(after: str, before: str, explicit: bool) -> bool:
    if explicit:
        return is_statement(after)
    if not is_need(after):
        return False
    if asks_elsewhere(after, before):
        return True
    own = asks(after) and (has_trouble(after) or asks_for_something_made(after))
    return own and not shares_words(after, before)
