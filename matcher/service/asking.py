"""From a need's text to queries: the same for finding capabilities and for being found by them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from matcher.domain.need import NeedCard
from matcher.domain.retrieval import Query
from matcher.domain.taxonomy import Taxonomy
from matcher.embedding.bridge import WordBridge
from matcher.embedding.protocol import Encoder
from matcher.service.barring import NOBODY, Barred
from matcher.service.knowledge import Knowledge, Understanding
from matcher.text.boilerplate import content
from matcher.text.normalise import check_need_text
from matcher.text.reading import read_need
from matcher.text.segment import sentences

_REST = 600  # characters after the first line that join the search; further down is mostly form-filling
_HEAD_SHARE = 5.0  # a need's first line says what it is about
_MOST_SENTENCES = 12
_SHORTEST_SENTENCE = 7


@dataclass(frozen=True, slots=True)
class AskedNeed:
    """A need ready to be compared with capabilities, by any number of them at a time."""

    text: str
    card: NeedCard
    own: Query
    understanding: Understanding
    sentences: tuple[Query, ...]
    barred: Barred = NOBODY

    @property
    def queries(self) -> list[Query]:
        """In the order that the features expect: the need, its problems' terms, its sentences."""
        return [self.own, self.understanding.query, *self.sentences]


class Asking:
    """Reads needs; holds nothing of them."""

    def __init__(
        self,
        encoder: Encoder,
        bridge: WordBridge,
        knowledge: Knowledge,
        taxonomy: Taxonomy,
        today: Callable[[], date],
    ) -> None:
        self._encoder, self._bridge, self._knowledge = encoder, bridge, knowledge
        self._taxonomy, self._today = taxonomy, today

    def ask(
        self,
        text: str,
        rejected: frozenset[int] = frozenset(),
        confirmed: frozenset[int] = frozenset(),
        *,
        card: NeedCard | None = None,
        barred: Barred = NOBODY,
    ) -> AskedNeed:
        """Read, unless the card is given, and encode; InputError for an unreadable text."""
        check_need_text(text)
        card = card or read_need(text, self._taxonomy, self._today())
        own = whole_need(text, self._encoder)
        # The thesaurus speaks both languages: it is asked before Chinese words are added.
        understanding = self._knowledge.understand(own, text, card.language, rejected, confirmed)
        if card.language == "en":
            own = with_chinese(own, self._bridge)
        pieces = tuple(need_sentences(text, self._encoder))
        return AskedNeed(text, card, own, understanding, pieces, barred)


def whole_need(text: str, encoder: Encoder) -> Query:
    """The need as one query, boilerplate left out, its first line weighing more than the rest."""
    head, _, rest = text.strip().partition("\n")
    wording = tuple(
        (content(part), weight) for part, weight in ((head, _HEAD_SHARE), (rest[:_REST], 1.0)) if part.strip()
    )
    vectors = encoder.encode([part for part, _ in wording])
    mixed = np.array([weight for _, weight in wording], np.float32) @ vectors
    length = float(np.linalg.norm(mixed))
    return Query(mixed / length if length else None, wording)


def with_chinese(asked: Query, bridge: WordBridge) -> Query:
    """An English need asks with the nearest Chinese words as well: most capabilities are in Chinese."""
    rendered = tuple(
        (word, share * weight) for part, weight in asked.wording for word, share in bridge.chinese_for(part)
    )
    return replace(asked, wording=asked.wording + rendered)


def need_sentences(text: str, encoder: Encoder) -> list[Query]:
    """Each sentence of a need of several, to score candidates by the one that they answer best."""
    head, _, rest = text.strip().partition("\n")
    pieces = [piece for piece in sentences(rest or head) if len(piece.strip()) >= _SHORTEST_SENTENCE]
    pieces = pieces[:_MOST_SENTENCES]
    if len(pieces) < 2:
        return []
    return [Query(vector, searches=()) for vector in encoder.encode([content(piece) for piece in pieces])]
