"""From thesaurus entries that resemble a need to weighted terms to search with."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.domain.match import UnderstoodProblem
from matcher.domain.retrieval import Candidates
from matcher.domain.thesaurus import ThesaurusEntry

MOST_ENTRIES = 16  # that join the search
_SHARPNESS = 4.0  # an entry nine tenths as close as the best counts two thirds
_WORDING_SHARE = 0.35
# A clause alone may hit an entry by chance: it must be clearly closer than the whole need is.
_CLAUSE_TRUST = 0.8
# Wording counts in proportion to the best entry's, unless even that shares little with the need.
_GOOD_WORDING = 0.12
_SHOWN = 3
# Evidence (closeness in meaning + shared wording) from which an entry is worth telling a person of.
_WORTH_SHOWING = 0.68
CONFIRMED = 2.0  # weight of an entry that the owner said he means


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close an entry is to a need: `value` (0..1) beside the best one, `evidence` in absolute terms."""

    entry_id: int
    value: float
    evidence: float


def language_field(language: str) -> str:
    """Which wording field of the thesaurus index holds this language."""
    return "body" if language == "en" else "title"


def closest_entries(
    found: Candidates, language: str, rejected: frozenset[int], confirmed: frozenset[int]
) -> list[Closeness]:
    """Entries by closeness, best first. The first query is the whole need, the others are its clauses.

    The candidates' two wording fields hold Chinese (title) and English (body).
    """
    if not len(found):
        return []
    leg = found.body_lexical if language_field(language) == "body" else found.title_lexical
    trust = np.full((len(leg.scores), 1), _CLAUSE_TRUST, np.float32)
    trust[0] = 1
    wording = (leg.scores * trust).max(axis=0)
    dense = (np.maximum(found.dense.scores, 0) * trust).max(axis=0)
    value = (1 - _WORDING_SHARE) * dense + _WORDING_SHARE * wording / max(_GOOD_WORDING, float(wording.max()))
    order = np.lexsort((found.ids, -value))[: MOST_ENTRIES + len(rejected) + len(confirmed)]
    ranked = [
        Closeness(identity, float(value[place]), float(dense[place] + wording[place]))
        for place, identity in zip(order, found.ids[order].tolist(), strict=True)
        if identity not in rejected
    ]
    meant = [Closeness(one, CONFIRMED, CONFIRMED) for one in sorted(confirmed - rejected)]
    return (meant + [one for one in ranked if one.entry_id not in confirmed])[:MOST_ENTRIES]


def weights(closest: Sequence[Closeness]) -> list[float]:
    """One weight per entry, the best 1 (a confirmed one 1 as well)."""
    top = max((min(1.0, one.value) for one in closest), default=0.0)
    return [(min(1.0, one.value) / top) ** _SHARPNESS if top else 0.0 for one in closest]


def weighted_terms(
    entries: Sequence[ThesaurusEntry], weight: Sequence[float]
) -> tuple[tuple[str, float], ...]:
    """Technical terms in Chinese and English with the weight of their entry."""
    return tuple(
        (term, share)
        for entry, share in zip(entries, weight, strict=True)
        for term in (*entry.technical_zh, *entry.technical_en)
    )


def understood(
    entries: Sequence[ThesaurusEntry], closest: Sequence[Closeness], language: str
) -> tuple[UnderstoodProblem, ...]:
    """The few entries that are worth showing to the owner."""
    shown: list[UnderstoodProblem] = []
    for entry, one in zip(entries, closest, strict=True):
        if one.evidence >= _WORTH_SHOWING and len(shown) < _SHOWN:
            english, chinese = (entry.lay_en, entry.technical_en), (entry.lay_zh, entry.technical_zh)
            first, second = (english, chinese) if language == "en" else (chinese, english)
            terms = first[1] or second[1]
            # An entry that staff have begun may lack a language, or the owner's phrases.
            lay = next(iter((*first[0], *second[0], *terms)), "")
            if terms:
                shown.append(UnderstoodProblem(entry.id, entry.industry, lay, terms, round(one.value, 3)))
    return tuple(shown)
