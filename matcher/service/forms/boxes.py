"""Check boxes drawn with characters: only what is ticked was said."""

import re

_EMPTY = "□☐○◯"
_TICKED = "☑☒■√✓✔●◉▣"
# Brackets are boxes only when they hold nothing or a tick.
_BOX = re.compile(rf"[\[(（【]\s?[√✓✔xX]?\s?[\])）】]|[{_EMPTY}{_TICKED}]")
_SURE = re.compile(rf"[{_EMPTY}☑☒✔✓√■]|[\[(（]\s?[√✓✔]\s?[\])）]|\[[ xX]?\]")
_EMPTY_BOX = re.compile(rf"[\[(（【]\s?[\])）】]|[{_EMPTY}]")
_DRAWN = re.compile("[☑☒■◉▣●]")
_COLONS = ("：", ":")
_BETWEEN = re.compile(r"[\s、,，;；]+")
_TICK = re.compile(rf"[{_TICKED}xX]")
_AROUND = " \t\n、,，;；。/|_＿"
_LONGEST_OPTION = 40  # characters; what is longer is told, not chosen


def ticked(text: str, choices_only: bool) -> str:
    """The ticked options, joined by 、; a text without boxes as it is.

    `choices_only`: the field is known to hold options, so that nothing ticked means nothing said.
    """
    if not _SURE.search(text):
        return text
    if choices_only and not _EMPTY_BOX.search(text) and not _DRAWN.search(text):
        return _marked(text)
    options = _options(text)
    chosen = [words for is_ticked, words in options if is_ticked and words]
    if not choices_only:
        is_list = all(len(words) <= _LONGEST_OPTION for _, words in options)
        differ = len({is_ticked for is_ticked, _ in options}) > 1
        if not is_list or not (differ or not chosen):
            return text
    before = _BOX.split(text, maxsplit=1)[0].strip(_AROUND)
    if _signs_follow(text):
        before = ""
    return f"{before}{'、' if before and not before.endswith(_COLONS) and chosen else ''}{'、'.join(chosen)}"


def has_boxes(text: str) -> bool:
    """Whether options can be ticked in the text."""
    return _SURE.search(text) is not None


def _marked(text: str) -> str:
    """「委托开发√；联合开发」: options without boxes, a tick beside those that are meant."""
    parts = _BETWEEN.split(text)
    return "、".join(
        _BOX.sub("", part).strip(_AROUND) for part in parts if _BOX.search(part) and _BOX.sub("", part)
    )


def _signs_follow(text: str) -> bool:
    """「委托开发√ 联合开发□」: the text begins with words and ends with a box."""
    found = list(_BOX.finditer(text))
    return bool(found) and not text[found[-1].end() :].strip(_AROUND) and found[0].start() > 0


def _options(text: str) -> list[tuple[bool, str]]:
    """Whether it is ticked and its words, option by option; boxes side by side are one."""
    words = [part.strip(_AROUND) for part in _BOX.split(text)]
    ticks = [_TICK.search(box) is not None for box in _BOX.findall(text)]
    told = words[:-1] if _signs_follow(text) else words[1:]
    options: list[tuple[bool, str]] = []
    pending = False
    for is_ticked, option in zip(ticks, told, strict=True):
        if option:
            options.append((is_ticked or pending, option))
        pending = (is_ticked or pending) and not option
    return options
