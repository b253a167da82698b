"""Whether words go on about the need at hand or begin another one."""

import re

import numpy as np

from matcher.domain.need import NeedDraft
from matcher.domain.question import About
from matcher.embedding.protocol import Encoder
from matcher.text.asking import is_need
from matcher.text.boilerplate import content
from matcher.text.quantities import find_indicators
from matcher.text.quantity_answers import quantity_answer
from matcher.text.splitting import split_needs

_ANOTHER = re.compile(
    r"\W*(?:另外(?:还有|一[个件]|再|[，,])|还有[一两]?[个件](?:事|问题|难题)|再(?:问|说)一[个件]|换[一个]*(?:个|件)"
    r"(?:事|问题|需求)|对了|顺便(?:问|再)|新(?:的)?(?:问题|需求)"
    r"|(?:also|another (?:thing|problem|question)|by the way|we also)\b)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\W*(?:补充|我(?:是)?说|我的意思|不是.{1,20}是|就是|要求|最好|预算|期限|目前|现在|它|这个|主要是|因为|试过"
    r"|用的是|材料是|i mean|to add|it (?:is|must|should)|budget|at the moment|currently)",
    re.IGNORECASE,
)
_NUMERALS = frozenset("一二两三四五六七八九十百半")
_SHORT = 30  # characters; an answer is hardly longer
_ALIKE = 0.6  # cosine from which two texts speak of the same thing


class Continuing:
    """Compares by meaning where the wording does not tell."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def goes_on(self, draft: NeedDraft, words: str, question: str) -> bool:
        """`question` is what was asked last, "" when nothing: then only clear words go on."""
        if not any(map(str.isalnum, words)) or _ANOTHER.match(words) or len(split_needs(words)) > 1:
            return False
        if not question:
            return bool(_MORE.match(words)) and not is_need(words)
        if _MORE.match(words):
            return True
        if question == About.QUANTITY and (find_indicators(words) or _tells_numbers(words)):
            return True
        if not is_need(words):
            return len(words) <= _SHORT
        return self._closeness(draft.text, words) >= _ALIKE

    def as_read(self, draft: NeedDraft, words: str, question: str) -> str:
        """An answer in the form that a card is read from: 「5 个点降到 2」 about a rate is in per cent."""
        return quantity_answer(words, draft.text) if question == About.QUANTITY else words

    def _closeness(self, need: str, words: str) -> float:
        one, other = self._encoder.encode([content(need), content(words)])
        return float(np.dot(one, other))


def _tells_numbers(words: str) -> bool:
    """5 降到 2, 十个里头三个: short, and full of numbers."""
    numbers = sum(word.isdigit() or word in _NUMERALS for word in words)
    return numbers > 0 and len(words) <= _SHORT and numbers * 6 >= len(words)
