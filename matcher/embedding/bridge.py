"""From foreign words to Chinese ones, so that an English need can meet Chinese wording.

Word by word, the nearest Chinese words in the shipped static embedding: no translation, but good enough to
search with, and what a text is about comes through even where single words are rendered wrongly.
"""

import re
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.embedding.static import StaticEncoder

_CHINESE_WORD = re.compile("[\u3400-\u9fff]{2,}")
_NEAREST = 5  # Chinese words for each foreign one
_CLOSE_ENOUGH = 0.35  # cosine; what is further off is chance
_MOST = 60  # words asked for in all


class WordBridge:
    """Built on the words of a static embedding; the first call takes a fifth of a second, others far less."""

    def __init__(self, encoder: StaticEncoder) -> None:
        self._encoder = encoder

    def chinese_for(self, text: str) -> tuple[tuple[str, float], ...]:
        """Chinese words with weights, heaviest first; () where nothing is near."""
        tokens = np.array(self._encoder.token_ids(text), np.int64)
        asked, counts = np.unique(tokens, return_counts=True)
        words, units = self._chinese
        vectors = self._encoder.token_vectors(asked)
        lengths = np.linalg.norm(vectors, axis=1)
        asked, counts, vectors, lengths = (part[lengths > 0] for part in (asked, counts, vectors, lengths))
        if not len(asked) or len(words) <= _NEAREST:
            return ()
        # A token's length is how much it says: frequent words have short vectors.
        weights = np.sqrt(counts) * lengths
        closeness = (vectors / lengths[:, None]) @ units.T
        nearest = np.argpartition(-closeness, _NEAREST, axis=1)[:, :_NEAREST]
        found: dict[str, float] = {}
        for row, places, weight in zip(closeness, nearest, weights, strict=True):
            for place in places[row[places] >= _CLOSE_ENOUGH]:
                found[words[place]] = found.get(words[place], 0.0) + float(weight * row[place])
        return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST])

    @cached_property
    def _chinese(self) -> tuple[list[str], NDArray[np.float32]]:
        """The Chinese words of the vocabulary and their directions (n, d)."""
        known = self._encoder.vocabulary()
        words = sorted(word for word in known if _CHINESE_WORD.fullmatch(word))
        vectors = self._encoder.token_vectors(np.array([known[word] for word in words], np.int64))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return words, np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
