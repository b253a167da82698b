"""What a user could put together in an afternoon: vectors by NumPy, grams by bm25s, fused by rank."""

from collections.abc import Sequence
from itertools import pairwise

import bm25s
import numpy as np
from numpy.typing import NDArray

from matcher.embedding.protocol import Encoder
from matcher.text.grams import fold

_BEST = 50  # of each leg
_RANK_CONSTANT = 60  # of reciprocal rank fusion, the usual one


def character_grams(text: str) -> list[str]:
    """Characters and pairs of neighbouring characters, white space left out."""
    runs = fold(text).split()
    return [gram for run in runs for gram in (*run, *map("".join, pairwise(run)))]


class Rival:
    """Full product over the same vectors, BM25 over character 1–2-grams; no thesaurus, no reasons."""

    def __init__(self, encoder: Encoder, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        self._encoder, self._ids, self._vectors = encoder, ids, np.ascontiguousarray(vectors)
        self._lexical = bm25s.BM25()

    def index(self, texts: Sequence[str]) -> None:
        """Texts in the order of the ids."""
        vocabulary: dict[str, int] = {}
        tokens = [
            [vocabulary.setdefault(gram, len(vocabulary)) for gram in character_grams(text)] for text in texts
        ]
        self._lexical.index((tokens, vocabulary), show_progress=False)

    def find(self, need: str, top: int = 9) -> list[int]:
        """Ids, best first, from the need's text: encoding it is part of the work, as it is of ours."""
        by_meaning = _best(self._vectors @ self._encoder.encode([need])[0])
        known = [gram for gram in character_grams(need) if gram in self._lexical.vocab_dict]
        by_wording = _best(self._lexical.get_scores(known)) if known else by_meaning[:0]
        fused: dict[int, float] = {}
        for places in (by_meaning, by_wording):
            for rank, place in enumerate(places.tolist(), 1):
                fused[place] = fused.get(place, 0.0) + 1 / (_RANK_CONSTANT + rank)
        best = sorted(fused, key=lambda place: (-fused[place], place))[:top]
        return [int(identity) for identity in self._ids[best]]


def _best(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    count = min(_BEST, len(scores))
    places = np.argpartition(-scores, count - 1)[:count]
    return places[np.argsort(-scores[places])]
