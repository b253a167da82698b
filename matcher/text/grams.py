"""Character 1- and 2-grams of Chinese runs and whole Latin or digit words, as 64-bit keys.

Grams beat dictionary words on needs: an owner's 「压铸件气孔」 shares 气孔 with 「析出性气孔」 whatever a
segmenter does with either. Keys are computed for a whole batch at once: an import indexes thousands of texts.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_SEPARATOR = "\n"
_WORD = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?")
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
_PAIR = 1 << 42  # marks a 2-gram; a 1-gram is its code point
_WORD_MARK = 1 << 62


@dataclass(frozen=True, slots=True)
class Grams:
    """Occurrences, sorted by text then key: text number, gram key, and how often it occurs in that text."""

    texts: NDArray[np.int32]
    keys: NDArray[np.int64]
    counts: NDArray[np.int32]


def fold(text: str) -> str:
    """The spelling in which texts are compared: compatibility forms and case folded."""
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=65536)
def _word_key(word: str) -> int:
    digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
    return _WORD_MARK | (int.from_bytes(digest, "big") >> 2)


def grams(texts: Sequence[str]) -> Grams:
    """All grams of all texts."""
    folded = [fold(text).replace(_SEPARATOR, " ") for text in texts]
    joined = _SEPARATOR.join(folded)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    owner = np.zeros(len(points), np.int32)
    if len(points):
        breaks = points == ord(_SEPARATOR)
        owner[1:] = np.cumsum(breaks[:-1])
    han = (points >= _FIRST_HAN) & (points <= _LAST_HAN)
    pair = han[:-1] & han[1:] if len(points) else han
    at = np.flatnonzero(pair)
    word_owner: list[int] = []
    word_keys: list[int] = []
    for number, text in enumerate(folded):
        for word in _WORD.findall(text):
            word_owner.append(number)
            word_keys.append(_word_key(word))
    keys = np.concatenate(
        [points[han], (points[at] << 21 | points[at + 1]) | _PAIR, np.array(word_keys, np.int64)]
    )
    owners = np.concatenate([owner[han], owner[at], np.array(word_owner, np.int32)])
    order = np.lexsort((keys, owners))
    keys, owners = keys[order], owners[order]
    first = np.ones(len(keys), bool)
    first[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    starts = np.flatnonzero(first)
    counts = np.diff(np.append(starts, len(keys))).astype(np.int32)
    return Grams(owners[starts].astype(np.int32), keys[starts], counts)


def shared_terms(left: str, right: str, longest: int = 8) -> tuple[str, ...]:
    """Longest strings of two or more Han characters, or Latin words, in both texts, longest first."""
    left, right = fold(left), fold(right)
    found: dict[str, None] = {}
    position = 0
    while position < len(left):
        if not _FIRST_HAN <= ord(left[position]) <= _LAST_HAN:
            position += 1
            continue
        size = 0
        while (
            size < longest
            and position + size < len(left)
            and _FIRST_HAN <= ord(left[position + size]) <= _LAST_HAN
            and left[position : position + size + 1] in right
        ):
            size += 1
        if size >= 2:
            found[left[position : position + size]] = None
        position += max(1, size)
    words = set(_WORD.findall(right))
    for word in _WORD.findall(left):
        if len(word) > 2 and word in words and not word[0].isdigit():
            found[word] = None
    return tuple(sorted(found, key=lambda term: (-len(term), left.find(term))))
