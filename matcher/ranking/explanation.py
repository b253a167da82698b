"""Why a capability was found: the sentence that matched, and the terms that it shares with the need."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.domain.match import Reason
from matcher.domain.provider import Capability
from matcher.text.grams import shared_terms
from matcher.text.segment import sentences

_MOST_TERMS = 6
_TERM_BONUS = 0.06  # a shared term makes a sentence easier to recognise than closeness alone


def explain(
    capability: Capability,
    need_vector: NDArray[np.float32],
    need_words: str,
    problem_terms: Sequence[str],
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
) -> Reason:
    """Quote the sentence of the profile, word for word, that is closest in meaning and shares most terms."""
    quotable = [capability.title, *sentences(capability.summary)]
    closeness = encode(quotable) @ need_vector
    terms = [_terms(quote, need_words, problem_terms) for quote in quotable]
    best = max(
        range(len(quotable)),
        key=lambda i: (
            float(closeness[i]) + _TERM_BONUS * min(4, len(terms[i])) - (0.02 if i == 0 else 0),
            -i,
        ),
    )
    whole = terms[best] or _terms(f"{capability.title}\n{capability.body}", need_words, problem_terms)
    return Reason(quotable[best].strip(), whole[:_MOST_TERMS])


def _terms(quote: str, need_words: str, problem_terms: Sequence[str]) -> tuple[str, ...]:
    """Terms of the understood problems that stand in the quote, then what need and quote share literally."""
    folded = quote.lower()
    found = dict.fromkeys(term for term in problem_terms if len(term) > 1 and term.lower() in folded)
    for term in shared_terms(need_words, quote):
        if not any(term in known for known in found):
            found[term] = None
    return tuple(found)
