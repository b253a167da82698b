"""From a need's text to queries."""

import numpy as np

from matcher.domain.retrieval import Query
from matcher.embedding.bridge import WordBridge
from matcher.embedding.protocol import Encoder
from matcher.text.boilerplate import content
from matcher.text.segment import sentences

_REST = 600  # characters after the first line that join the search; further down is mostly form-filling
_HEAD_SHARE = 3.0  # a need's first line says what it is about
_MOST_SENTENCES = 12
_SHORTEST_SENTENCE = 7


def whole_need(text: str, encoder: Encoder, bridge: WordBridge, language: str) -> Query:
    """The need as one query, boilerplate left out, its first line weighing more than the rest.

    An English need asks with the nearest Chinese words as well: most capabilities are described in Chinese.
    """
    head, _, rest = text.strip().partition("\n")
    wording = tuple(
        (content(part), weight) for part, weight in ((head, _HEAD_SHARE), (rest[:_REST], 1.0)) if part.strip()
    )
    vectors = encoder.encode([part for part, _ in wording])
    mixed = np.array([weight for _, weight in wording], np.float32) @ vectors
    length = float(np.linalg.norm(mixed))
    if language == "en":
        rendered = [(bridge.chinese_for(part), weight) for part, weight in wording]
        wording += tuple((word, share * weight) for words, weight in rendered for word, share in words)
    return Query(mixed / length if length else None, wording)


def need_sentences(text: str, encoder: Encoder) -> list[Query]:
    """Each sentence of a need of several, to score candidates by the one that they answer best."""
    head, _, rest = text.strip().partition("\n")
    pieces = [piece for piece in sentences(rest or head) if len(piece.strip()) >= _SHORTEST_SENTENCE]
    pieces = pieces[:_MOST_SENTENCES]
    if len(pieces) < 2:
        return []
    return [Query(vector, searches=()) for vector in encoder.encode([content(piece) for piece in pieces])]
