"""A candidate beside a need: what the search says and what both sides state, in one probability."""

from collections.abc import Mapping

from matcher.domain.match import Match, Reason
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
        industries = [
            code for name in capability.industries for code in self._industry_codes.get(name.lower(), ())
        ]
        stated = stated_features(card, capability, industries, limits)
        parts = self.fusion.parts(dict(searched) | stated)
        return Match(capability, probability(sum(parts.values())), parts, Reason("", ()), limits)

    def is_enough(self, match: Match) -> bool:
        """Whether a person should see it."""
        return match.probability >= self.fusion.threshold


def _industry_codes(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """What an industry may be called → its code and its pillar's."""
    return {
        name.lower(): (code, taxonomy.pillar_of(code))
        for code, industry in taxonomy.industries.items()
        for name in (industry.zh, industry.en, code, *industry.aliases)
    }
