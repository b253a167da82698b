"""The text of a need: title first, then 「栏目：值」 lines; company and contacts are left out."""

import re
from collections.abc import Iterator, Sequence

from matcher.service.forms import complaints
from matcher.service.forms.document import Block, Place, PlaceKind, whole_text
from matcher.service.forms.grouping import Group, groups_of
from matcher.service.forms.labels import Field, Label
from matcher.service.forms.need import FormNeed
from matcher.service.forms.pairs import Pair, pairs_in
from matcher.service.forms.values import filled_in

MOST_NEEDS = 20
LONGEST_NEED = 20_000
_LEFT_OUT = {Field.COMPANY, Field.PRIVATE}
_NEED = {Field.TITLE, Field.PROBLEM, Field.TARGET}
_ORDER = {field: position for position, field in enumerate(Field)}
_LEAST_NAME = 4  # characters; a shorter company name may be a word of the need
_FORM_TITLE = re.compile(
    r"[^。！？]{0,40}(?:征集表|登记表|需求表|汇总表|申报表|调查表|一览表|信息表|反馈表)[^。！？]{0,12}|附件\s?\d*[:：]?"
)
_WORD = re.compile(r"\w")


def needs_in(blocks: Sequence[Block]) -> tuple[FormNeed, ...]:
    """The needs of a file. Raises InputError when there is none, or too much of it."""
    pairs = pairs_in(blocks)
    groups = [group for group in groups_of(pairs) if group.has(_NEED)]
    asks_for_need = any(pair.label and pair.label.field in _NEED for pair in pairs)
    if not groups and asks_for_need and not _loose(pairs):
        raise complaints.blank()
    if len(groups) > MOST_NEEDS:
        raise complaints.too_many_needs(len(groups), MOST_NEEDS)
    texts = [_text(group) for group in groups] or [_prose(blocks, pairs)]
    if any(len(text) > LONGEST_NEED for text in texts):
        raise complaints.too_long(LONGEST_NEED)
    places = _places(groups) if len(groups) > 1 else [""]
    return tuple(FormNeed(text, place) for text, place in zip(texts, places, strict=True))


def _text(group: Group) -> str:
    filled = [
        (pair.label, value)
        for pair in group.pairs
        if pair.label and pair.label.field not in _LEFT_OUT and (value := filled_in(pair.label, pair.value))
    ]
    filled.sort(key=lambda pair: _ORDER[pair[0].field])
    lines = [value if label.field is Field.TITLE else f"{label.text}：{value}" for label, value in filled]
    titles = _titles(filled)
    lines[titles:titles] = _loose(group.pairs)
    return _without_company("\n".join(lines), group)


def _titles(filled: Sequence[tuple[Label, str]]) -> int:
    return sum(label.field is Field.TITLE for label, _ in filled)


def _loose(pairs: Sequence[Pair]) -> list[str]:
    """Sentences beside the labels: the need itself in a form that has no label for it."""
    asks = any(pair.label and pair.label.field is Field.PROBLEM for pair in pairs)
    # In a PDF table without ruled lines a value may begin above its label: rather too much than a loss.
    is_unruled = all(pair.is_line and pair.place.kind is PlaceKind.PAGE for pair in pairs)
    if asks and not is_unruled:
        return []
    words = (pair.value for pair in pairs if pair.label is None)
    return [text for text in words if len(text) > 15 and not _FORM_TITLE.fullmatch(text)]


def _prose(blocks: Sequence[Block], pairs: Sequence[Pair]) -> str:
    """A file without the labels of a need: the words without those about the company and its contacts."""
    if any(pair.label for pair in pairs):
        named = [f"{pair.label.text}：{value}" if pair.label else value for pair, value in _said(pairs)]
        text = "\n".join(line for line in named if not _FORM_TITLE.fullmatch(line))
        text = text if any(pair.label is None for pair in pairs) else ""
    else:
        text = whole_text(blocks)
    if len(_WORD.findall(text[:200])) < 4 or _FORM_TITLE.fullmatch(text):
        raise complaints.no_need()
    return text


def _said(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
    for pair in pairs:
        if pair.label is None:
            yield pair, pair.value
        elif pair.label.field not in _LEFT_OUT and (value := filled_in(pair.label, pair.value)):
            yield pair, value


def _without_company(text: str, group: Group) -> str:
    for pair in group.pairs:
        name = pair.value if pair.label and pair.label.field is Field.COMPANY else ""
        if len(name) >= _LEAST_NAME:
            text = text.replace(name, "本公司")
    return text


def _places(groups: Sequence[Group]) -> list[str]:
    """Where each need begins, and for pages where it ends; two of the same place are counted."""
    places = [_place(group) for group in groups]
    return [
        f"{place}（{places[: position + 1].count(place)}）" if places.count(place) > 1 else place
        for position, place in enumerate(places)
    ]


def _place(group: Group) -> str:
    places = [pair.place for pair in group.pairs if pair.label and pair.label.field in set(Field) - _LEFT_OUT]
    own = [place for place in places if place.kind is places[0].kind]
    first, last = own[0], max(own, key=_number)
    if first.kind is PlaceKind.PAGE and _number(last) > _number(first):
        return f"第 {first.number}–{last.number} 页"
    return str(first)


def _number(place: Place) -> int:
    return place.number if isinstance(place.number, int) else 0
