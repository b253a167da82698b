"""What is known of each candidate, as named columns of numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.domain.match import Limit, LimitState
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability
from matcher.domain.retrieval import Candidates, Leg
from matcher.domain.taxonomy import CapabilityKind, ProviderKind, Route

# Below these deviations a leg has nothing to say (an English need against Chinese wording): a floor keeps its
# noise from being blown up to the size of a real signal.
_LEAST_DEVIATION = {"dense": 0.06, "body": 0.012, "title": 0.02}
_HIGHEST = 12.0  # deviations above the mean; beyond it more says no more

# What answers a need of this route; a technology need is answered by any kind of thing.
_SERVED_BY: Mapping[Route, frozenset[CapabilityKind | ProviderKind]] = {
    Route.RESEARCH: frozenset(),
    Route.PLATFORM: frozenset(
        {CapabilityKind.TEST_SERVICE, CapabilityKind.PUBLIC_SERVICE, ProviderKind.PLATFORM}
    ),
    Route.ENTERPRISE: frozenset({CapabilityKind.TECHNOLOGY_TRANSFER, ProviderKind.ENTERPRISE}),
    Route.PEOPLE: frozenset({CapabilityKind.TRAINING, CapabilityKind.TEAM}),
    Route.FUNDING: frozenset({CapabilityKind.PUBLIC_SERVICE}),
}
# Who looks for a product may be served by the technology behind it; who wants to hire, by nobody else.
_SERVED_BY_NOTHING_ELSE = frozenset({Route.PEOPLE, Route.FUNDING, Route.PLATFORM})
COVERAGE = "coverage"  # the same for all candidates of a need: it moves no rank, only how likely they all are
SEARCHED = (
    "wording",
    "title_wording",
    "meaning",
    "best_sentence",
    "problem_wording",
    "problem_title",
    "problem_meaning",
    COVERAGE,
)


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """ids (m,) and, by name, a column (m,) each."""

    ids: NDArray[np.int64]
    columns: Mapping[str, NDArray[np.float32]]

    def ordered(self, order: NDArray[np.int64]) -> "FeatureTable":
        """The same rows in another order."""
        return FeatureTable(self.ids[order], {name: column[order] for name, column in self.columns.items()})

    def row(self, place: int) -> dict[str, float]:
        """One candidate's features by name."""
        return {name: float(column[place]) for name, column in self.columns.items()}


def searched_features(found: Candidates, start: int = 0, end: int | None = None) -> FeatureTable:
    """Features from a search: query 0 the need, 1 the understood problems' terms, the rest its sentences.

    Where several needs were asked at once, theirs are the queries from `start` to `end`.
    """
    found = _only(found, slice(start, end))
    own, problem, sentences = 0, 1, slice(2, None)
    dense, body, title = (
        standardised(leg, name)
        for name, leg in (
            ("dense", found.dense),
            ("body", found.body_lexical),
            ("title", found.title_lexical),
        )
    )
    best_sentence = dense[sentences].max(axis=0) if len(dense) > 2 else dense[own]
    columns = (
        body[own],
        title[own],
        dense[own],
        best_sentence,
        body[problem],
        title[problem],
        dense[problem],
        # How near the nearest capability is at all: the same for all candidates of a need; it moves no rank.
        np.full(len(found), found.nearest[own], np.float32),
    )
    return FeatureTable(found.ids, dict(zip(SEARCHED, columns, strict=True)))


def _only(found: Candidates, queries: slice) -> Candidates:
    if queries == slice(0, None):
        return found
    dense, body, title = (
        Leg(leg.scores[queries], leg.mean[queries], leg.deviation[queries])
        for leg in (found.dense, found.body_lexical, found.title_lexical)
    )
    return Candidates(found.ids, dense, body, title, found.nearest[queries])


def standardised(leg: Leg, name: str) -> NDArray[np.float32]:
    """Scores (q, m) in deviations above the mean; `name` is the leg's: dense, body or title."""
    deviation = np.maximum(leg.deviation, _LEAST_DEVIATION[name])
    return np.clip((leg.scores - leg.mean[:, None]) / deviation[:, None], -_HIGHEST, _HIGHEST).astype(
        np.float32
    )


def stated_features(
    card: NeedCard, capability: Capability, industries: Sequence[str], limits: Sequence[Limit]
) -> dict[str, float]:
    """What both sides state outright, each between -1 and 1; `industries` are the capability's as codes."""
    return {
        "industry": _industry(card, industries),
        "route": _route(card, capability),
        "region": _region(card, capability),
        "mode": 1.0 if set(card.modes) & set(capability.modes) else 0.0,
        "maturity": (capability.trl - 5) / 4 if capability.trl else 0.0,
        "limits": _limits(limits),
    }


def _industry(card: NeedCard, industries: Sequence[str]) -> float:
    if not card.industries or not industries:
        return 0.0
    return 1.0 if set(card.industries) & set(industries) else -1.0


def _route(card: NeedCard, capability: Capability) -> float:
    """Whether it is the kind of thing that is asked for: who wants to hire is not helped by a patent."""
    if _SERVED_BY[card.route] & {capability.kind, capability.provider.kind}:
        return 1.0
    return -1.0 if card.route in _SERVED_BY_NOTHING_ELSE else 0.0


def _region(card: NeedCard, capability: Capability) -> float:
    asked, offered = card.region_code, capability.provider.region_code
    if not asked or not offered:
        return 0.0
    return 1.0 if asked[:4] == offered[:4] else 0.6 if asked[:2] == offered[:2] else 0.0


def _limits(limits: Sequence[Limit]) -> float:
    if not limits:
        return 0.0
    states = [limit.state for limit in limits]
    return (states.count(LimitState.MET) - states.count(LimitState.NOT_MET)) / len(states)
