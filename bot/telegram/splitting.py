"""Long messages in pieces that Telegram takes: cut at sentence ends, never inside a tag or an entity."""

import re
from collections.abc import Iterator, Sequence

LIMIT = 4096  # UTF-16 units; Telegram counts after reading the markup, so counting the markup too is safe
_TOKEN = re.compile(r"<[^>]*>|&[a-z0-9#]+;|.", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")
# Where to cut, best first: between paragraphs, lines, sentences, words.
_BREAKS = ("\n\n", "\n", "。！？；.!?;", " ，,、")


def split_html(html: str, limit: int = LIMIT) -> list[str]:
    """Pieces of at most `limit` units, each with balanced tags; blank pieces are left out."""
    tokens = _TOKEN.findall(html)
    pieces: list[str] = []
    opened: list[str] = []
    start = 0
    while start < len(tokens):
        head = "".join(opened)
        end = _fitting(tokens, start, limit - _units(head), opened)
        if end < len(tokens):
            end = _cut(tokens, start, end)
        body = "".join(tokens[start:end])
        opened = _open_after(opened, tokens[start:end])
        piece = head + body + "".join(_closings(opened))
        if _TOKEN.sub(lambda token: "" if _TAG.fullmatch(token[0]) else token[0], piece).strip():
            pieces.append(piece)
        start = end
    return pieces


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _fitting(tokens: Sequence[str], start: int, room: int, opened: Sequence[str]) -> int:
    """The place after the last token that fits, with room left to close what is open by then."""
    used, stack, place = 0, list(opened), start
    while place < len(tokens):
        stack = _open_after(stack, (tokens[place],))
        used += _units(tokens[place])
        if used + _units("".join(_closings(stack))) > room and place > start:
            return place
        place += 1
    return place


def _cut(tokens: Sequence[str], start: int, end: int) -> int:
    """The best place to cut in the second half of what fits; `end` when there is none."""
    earliest = start + (end - start) // 2
    for marks in _BREAKS:
        for place in range(end, earliest, -1):
            if marks == "\n\n":
                if tokens[place - 1] == tokens[place - 2] == "\n":
                    return place
            elif tokens[place - 1] in marks:
                return place
    return end


def _open_after(opened: Sequence[str], tokens: Sequence[str]) -> list[str]:
    stack = list(opened)
    for token in tokens:
        tag = _TAG.fullmatch(token)
        if tag is None:
            continue
        if not tag[1]:
            stack.append(token)
        elif stack:
            stack.pop()
    return stack


def _closings(opened: Sequence[str]) -> Iterator[str]:
    for tag in reversed(opened):
        found = _TAG.fullmatch(tag)
        yield f"</{found[2]}>" if found else ""
