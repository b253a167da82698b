"""A candidate beside a need: what the search says and what both sides state, in one probability."""

from collections.abc import Mapping, Sequence

from matcher.domain.match import Limit, Match, Reason
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability
from matcher.domain.taxonomy import Taxonomy
from matcher.ranking.features import stated_features
from matcher.ranking.fusion import Fusion, probability
from matcher.ranking.limits import judge_limits


class Judging:
    """Knows the weights, and what industries may be called."""

    def __init__(self, fusion: Fusion, taxonomy: Taxonomy) -> None:
        self.fusion = fusion
        self._industry_codes = _industry_codes(taxonomy)

    def match(self, card: NeedCard, capability: Capability, searched: Mapping[str, float]) -> Match:
        """The match, its reason still to be found."""
        limits = judge_limits(card, capability)
        parts = self.fusion.parts(dict(searched) | self._stated(card, capability, limits))
        return Match(capability, probability(sum(parts.values())), parts, Reason("", ()), limits)

    def stated_worth(self, card: NeedCard, capability: Capability) -> float:
        """What both sides state adds to the score of a search."""
        return self.fusion.worth(self._stated(card, capability, judge_limits(card, capability)))

    def _stated(self, card: NeedCard, capability: Capability, limits: Sequence[Limit]) -> dict[str, float]:
        industries = [
            code for name in capability.industries for code in self._industry_codes.get(name.lower(), ())
        ]
        return stated_features(card, capability, industries, limits)

    def is_enough(self, probable: float) -> bool:
        """Whether a person should see what is so probable."""
        return probable >= self.fusion.threshold


def _industry_codes(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """What an industry may be called → its code and its pillar's."""
    return {
        name.lower(): (code, taxonomy.pillar_of(code))
        for code, industry in taxonomy.industries.items()
        for name in (industry.zh, industry.en, code, *industry.aliases)
    }
