"""A match and the reasons for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability
from matcher.domain.taxonomy import ProviderKind


class LimitState(StrEnum):
    MET = "met"
    NOT_STATED = "not_stated"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit that the need states, and what the capability says of it."""

    text: str
    state: LimitState


@dataclass(frozen=True, slots=True)
class Reason:
    """The sentence of the profile that matched, word for word, and the terms that both sides share."""

    quote: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A need × a capability. `parts` sum to the score whose logistic is `probability`."""

    capability: Capability
    probability: float
    parts: Mapping[str, float]
    reason: Reason
    limits: tuple[Limit, ...] = ()

    @property
    def score(self) -> float:
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class UnderstoodProblem:
    """A thesaurus entry that the need seems to mean: what the owner says, what the field calls it."""

    entry_id: int
    industry: str
    lay: str
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class MatchOutcome:
    """The answer to one need; groups hold only matches at or above the threshold, best first."""

    card: NeedCard
    groups: Mapping[ProviderKind, tuple[Match, ...]]
    understood: tuple[UnderstoodProblem, ...] = ()

    @property
    def abstained(self) -> bool:
        return not any(self.groups.values())
