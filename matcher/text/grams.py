"""Character 1- and 2-grams of Chinese runs and whole Latin or digit words, as 64-bit keys.

Grams beat dictionary words on needs: an owner's 「压铸件气孔」 shares 气孔 with 「析出性气孔」 whatever a
segmenter does with either. Keys are computed for a whole batch at once: an import indexes thousands of texts.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import add
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_SEPARATOR = "\n"
_WORD = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?")
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
# The wide marks of every Chinese sentence: without them most texts are in compatibility form already, which
# is seen at a glance, while bringing them there takes ten times as long.
_MARKS = tuple((chr(ord(mark) + 0xFEE0), mark) for mark in ",:;()!?%")
_PAIR = 1 << 42  # marks a 2-gram; a 1-gram is its code point
_KEY_BITS = 43  # of both
_WORD_MARK = 1 << 62


@dataclass(frozen=True, slots=True)
class Grams:
    """Occurrences, sorted by text then key: text number, gram key, and how often it occurs in that text."""

    texts: NDArray[np.int32]
    keys: NDArray[np.int64]
    counts: NDArray[np.int32]


def fold(text: str) -> str:
    """The spelling in which texts are compared: compatibility forms and case folded."""
    for wide, narrow in _MARKS:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=65536)
def _word_key(word: str) -> int:
    digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
    return _WORD_MARK | (int.from_bytes(digest, "big") >> 2)


def grams(texts: Sequence[str]) -> Grams:
    """All grams of all texts, of which there may be a million."""
    folded = [fold(text).replace(_SEPARATOR, " ") for text in texts]
    han, words = _han_grams(_SEPARATOR.join(folded)), _words(folded)
    if not len(words.keys):
        return han
    # Keys of words are above all others: each text's come behind its Han grams.
    place = np.searchsorted(han.texts, words.texts, side="right")
    return Grams(
        np.insert(han.texts, place, words.texts),
        np.insert(han.keys, place, words.keys),
        np.insert(han.counts, place, words.counts),
    )


def _han_grams(joined: str) -> Grams:
    """The Han grams of texts behind one another."""
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    han = (points >= _FIRST_HAN) & (points <= _LAST_HAN)
    owner = np.cumsum(points == ord(_SEPARATOR)) << _KEY_BITS
    at = np.flatnonzero(han[:-1] & han[1:])
    pairs = owner[at] | points[at] << 21 | points[at + 1] | _PAIR
    # Owner and key as one number: sorting plain numbers is many times faster than by two keys.
    both = np.sort(np.concatenate([owner[han] | points[han], pairs]))
    ends = np.flatnonzero(both[1:] != both[:-1]) + 1
    bounds = np.concatenate([[0], ends, [len(both)]]) if len(both) else np.zeros(1, np.int64)
    counts = (bounds[1:] - bounds[:-1]).astype(np.int32)
    both = both[bounds[:-1]]
    return Grams((both >> _KEY_BITS).astype(np.int32), both & (1 << _KEY_BITS) - 1, counts)


def _words(folded: Sequence[str]) -> Grams:
    """The Latin words and numbers."""
    found = Counter(
        (number, _word_key(word)) for number, text in enumerate(folded) for word in _WORD.findall(text)
    )
    ordered = sorted(found)
    return Grams(
        np.array([number for number, _ in ordered], np.int32),
        np.array([key for _, key in ordered], np.int64),
        np.array([found[one] for one in ordered], np.int32),
    )


def shared_terms(left: str, right: str, longest: int = 8) -> tuple[str, ...]:
    """Longest strings of two or more Han characters, or Latin words, in both texts, longest first."""
    wanted, right = _wanted(left), fold(right)
    left = wanted.text
    common = wanted.pairs.keys() & map(add, right, right[1:])
    found: dict[str, None] = {}
    end = 0
    for start in sorted(place for pair in common for place in wanted.pairs[pair]):
        if start < end:
            continue
        end = start + 2
        # The next pair is looked up first: it says that the next sign is Han, and most often ends the search.
        while end < start + longest and left[end - 1 : end + 1] in common and left[start : end + 1] in right:
            end += 1
        found[left[start:end]] = None
    if wanted.words:
        found |= dict.fromkeys(wanted.words.intersection(_WORD.findall(right)))
    return tuple(sorted(found, key=lambda term: (-len(term), left.find(term))))


class _Wanted(NamedTuple):
    """What of a text may be shared: its folded form, where each pair of Han signs stands, Latin words."""

    text: str
    pairs: Mapping[str, Sequence[int]]
    words: frozenset[str]


@lru_cache(maxsize=8)  # one need is held against every sentence of an answer
def _wanted(text: str) -> _Wanted:
    folded = fold(text)
    pairs: dict[str, list[int]] = {}
    han = [_FIRST_HAN <= ord(sign) <= _LAST_HAN for sign in folded]
    for start, (one, next_one) in enumerate(pairwise(han)):
        if one and next_one:
            pairs.setdefault(folded[start : start + 2], []).append(start)
    words = (word for word in _WORD.findall(folded) if len(word) > 2 and not word[0].isdigit())
    return _Wanted(folded, pairs, frozenset(words))
