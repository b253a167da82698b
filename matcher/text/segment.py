"""Cutting a text into pieces that can be quoted: each piece stands in the text exactly so."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

LONGEST_SENTENCE = 120  # characters; what a phone shows in a few lines
SHORTEST_CLAUSE = 4

_SENTENCE_END = re.compile(
    r"[。！？；!?;\n\r\u2028\u2029]+[”’」』）)】》\"']*"
    # An English full stop ends a sentence before a capital; 3.5, e.g. and No. 5 do not.
    r"|(?<=[A-Za-z0-9)%]{2})\.(?=\s+[A-Z\"“(])"
    # Before the number of a list: 1、 2. (3) ④ 五、 after a mark or a space.
    r"|(?<=[\s:：,，.。、])(?=[(（]?[0-9]{1,2}(?:[、)）．]|\.(?![0-9]))|[(（][一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳])"
)
_SCRIPT = r"[^\W\da-zA-Z_]"  # a character that is neither Latin nor a digit
_COMMA = re.compile(rf"[，、：]|[,:](?![0-9/])|(?<={_SCRIPT})\s+(?={_SCRIPT})")
_LOOSE = " \t\n\r\u3000\xa0\u2028\u2029，、：；,:;"  # stripped from both ends of a piece
_LONG_SENTENCE_COMMA = re.compile(r"[，、：]|[,:](?![0-9/])|\s+")

Span = tuple[int, int]  # start, end


def sentences(text: str) -> tuple[str, ...]:
    """Verbatim sentences, at most 120 characters each; marks and spaces that stand alone are left out."""
    return tuple(_quotable(text, _sentence_spans(text)))


def clauses(text: str) -> tuple[str, ...]:
    """Verbatim parts of sentences, cut at commas too where no part gets shorter than four characters."""
    parts = (span for sentence in _sentence_spans(text) for span in _clause_spans(text, sentence))
    return tuple(_quotable(text, parts))


def _quotable(text: str, spans: Iterable[Span]) -> Iterator[str]:
    for start, end in spans:
        piece = text[start:end].strip(_LOOSE)
        if any(map(str.isalnum, piece)):
            yield piece


def _sentence_spans(text: str) -> Iterator[Span]:
    start = 0
    for end in [*(mark.end() for mark in _SENTENCE_END.finditer(text)), len(text)]:
        if end > start:
            yield from _short_spans(text, (start, end))
            start = end


def _short_spans(text: str, span: Span) -> Iterator[Span]:
    """The span, or parts of it that end at the last comma within reach; without commas, mid-word."""
    start, end = span
    if end - start <= LONGEST_SENTENCE:
        yield span
        return
    reach = start + LONGEST_SENTENCE
    last_comma = start
    for comma in _LONG_SENTENCE_COMMA.finditer(text, start, end):
        while comma.end() > reach:
            cut = last_comma if last_comma > start else reach
            yield start, cut
            start, reach = cut, cut + LONGEST_SENTENCE
        last_comma = comma.end()
    while end > reach:
        cut = last_comma if last_comma > start else reach
        yield start, cut
        start, reach = cut, cut + LONGEST_SENTENCE
    yield start, end


def _clause_spans(text: str, sentence: Span) -> Iterator[Span]:
    start, end = sentence
    commas = [comma.span() for comma in _COMMA.finditer(text, start, end)]
    for (before, after), (next_comma, _) in pairwise([*commas, (end, end)]):
        # Cut only between two parts that are long enough to mean something: 气孔、砂眼 stays whole.
        if min(before - start, next_comma - after) >= SHORTEST_CLAUSE:
            yield start, after
            start = after
    yield start, end
