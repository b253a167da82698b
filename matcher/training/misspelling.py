"""Slips of a pinyin keyboard: a character is typed as another one that sounds the same."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping

_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fa5"


def homophones(characters: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each character the others of the same sound (tones aside); those that have none are left out."""
    from pypinyin import Style, lazy_pinyin  # only training needs it

    by_sound: dict[str, list[str]] = defaultdict(list)
    for character in sorted(set(characters)):
        if _FIRST_HAN <= character <= _LAST_HAN:
            by_sound[lazy_pinyin(character, style=Style.NORMAL)[0]].append(character)
    return {
        character: tuple(other for other in group if other != character)
        for group in by_sound.values()
        if len(group) > 1
        for character in group
    }


def misspelt(text: str, sounds_like: Mapping[str, tuple[str, ...]], chance: random.Random) -> str:
    """One character replaced by a homophone, if there is one that can be."""
    places = [place for place, character in enumerate(text) if character in sounds_like]
    if not places:
        return text
    place = chance.choice(places)
    return text[:place] + chance.choice(sounds_like[text[place]]) + text[place + 1 :]
