"""Why a capability was found: the sentence that matched, and the terms that it shares with the need."""

from collections.abc import Mapping, Sequence

from matcher.domain.match import Reason
from matcher.domain.provider import Capability
from matcher.text.grams import shared_terms
from matcher.text.segment import sentences

_MOST_TERMS = 6
_TERM_BONUS = 0.06  # a shared term makes a sentence easier to recognise than closeness alone


def quotable(capability: Capability) -> tuple[str, ...]:
    """What may be quoted, word for word: the title and the sentences of the summary."""
    return (capability.title, *sentences(capability.summary))


def explain(
    capability: Capability,
    quotes: Sequence[str],
    closeness: Sequence[float],
    need_words: str,
    problem_terms: Sequence[str],
) -> Reason:
    """The quote that is closest in meaning to the need (`closeness`, one per quote) and shares most terms."""
    problem = {term: term.lower() for term in problem_terms if len(term) > 1}
    terms = [_terms(quote, need_words, problem) for quote in quotes]
    best = max(
        range(len(quotes)),
        key=lambda i: (
            closeness[i] + _TERM_BONUS * min(4, len(terms[i])) - (0.02 if i == 0 else 0),
            -i,
        ),
    )
    whole = terms[best] or _terms(f"{capability.title}\n{capability.body}", need_words, problem)
    return Reason(quotes[best].strip(), whole[:_MOST_TERMS])


def _terms(quote: str, need_words: str, problem: Mapping[str, str]) -> tuple[str, ...]:
    """Terms of the understood problems that stand in the quote, then what need and quote share literally."""
    folded = quote.lower()
    found = dict.fromkeys(term for term, small in problem.items() if small in folded)
    for term in shared_terms(need_words, quote):
        if not any(term in known for known in found):
            found[term] = None
    return tuple(found)
