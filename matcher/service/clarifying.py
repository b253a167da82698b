"""Which questions are worth asking once the first matches are shown."""

from collections.abc import Mapping, Sequence

from matcher.domain.match import Match, MatchOutcome
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability
from matcher.domain.question import About, Question
from matcher.domain.taxonomy import CapabilityKind, ProviderKind, Route, Taxonomy, small_latin
from matcher.ranking.separation import separate, shares

LEAST_GAIN = 0.05  # bits; an answer that tells less changes hardly any order
_WITHOUT_QUANTITY = frozenset({Route.PEOPLE, Route.FUNDING})
# By how much, in log-odds, a tap on an option speaks for the candidates that fit it.
_STRENGTH: Mapping[About, float] = {
    About.MEANING: 1.5,
    About.ROUTE: 1.0,
    About.INDUSTRY: 1.0,
    About.REGION: 0.7,
    About.MODE: 0.5,
}
_ROUTE_OF_KIND: Mapping[CapabilityKind, Route] = {
    CapabilityKind.TEST_SERVICE: Route.PLATFORM,
    CapabilityKind.TRAINING: Route.PEOPLE,
    CapabilityKind.TECHNOLOGY_TRANSFER: Route.ENTERPRISE,
}
_ROUTE_OF_PROVIDER: Mapping[ProviderKind, Route] = {
    ProviderKind.RESEARCH: Route.RESEARCH,
    ProviderKind.PLATFORM: Route.PLATFORM,
    ProviderKind.ENTERPRISE: Route.ENTERPRISE,
}


class Clarifying:
    """Looks at an outcome only; holds nothing of it."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy

    def questions(
        self, card: NeedCard, outcome: MatchOutcome, confirmed: frozenset[int], rejected: frozenset[int]
    ) -> tuple[Question, ...]:
        """What is worth asking about this need, the most worth first; never what the card says already."""
        matches = sorted(
            (match for group in outcome.groups.values() for match in group),
            key=lambda match: match.capability.id,
        )
        share = shares([match.probability for match in matches])
        asked = []
        for about, fits in self._open(card, outcome, matches, confirmed, rejected).items():
            found = separate(share, fits, _STRENGTH[about])
            if found.gain >= LEAST_GAIN:
                asked.append(Question(about, found.options, found.gain))
        asked.sort(key=lambda question: (-question.gain, question.about))
        return (*_quantity(card), *asked)

    def _open(
        self,
        card: NeedCard,
        outcome: MatchOutcome,
        matches: Sequence[Match],
        confirmed: frozenset[int],
        rejected: frozenset[int],
    ) -> dict[About, list[frozenset[str]]]:
        """What the card leaves open, with the options that each match fits."""
        offered = [match.capability for match in matches]
        fits: dict[About, list[frozenset[str]]] = {}
        if not confirmed:
            fits[About.MEANING] = [_meanings(one, outcome, rejected) for one in offered]
        if len(card.industries) != 1:
            fits[About.INDUSTRY] = [self._industries(one, card) for one in offered]
        if not card.region_code:
            fits[About.REGION] = [_provinces(one) for one in offered]
        if not card.modes:
            fits[About.MODE] = [frozenset(one.modes) for one in offered]
        if _disagrees(card, matches):
            fits[About.ROUTE] = [frozenset({_route(one)}) for one in offered]
        return fits

    def _industries(self, capability: Capability, card: NeedCard) -> frozenset[str]:
        """Those of the card that it serves; its pillars where the card has none."""
        codes = {
            code
            for name in capability.industries
            for code in self._taxonomy.industry_words.get(small_latin(name), ())
        }
        pillars = {self._taxonomy.pillar_of(code) for code in codes}
        return frozenset((codes | pillars) & set(card.industries) if card.industries else pillars)


def _quantity(card: NeedCard) -> tuple[Question, ...]:
    if card.indicators or card.route in _WITHOUT_QUANTITY:
        return ()
    return (Question(About.QUANTITY),)


def _meanings(capability: Capability, outcome: MatchOutcome, rejected: frozenset[int]) -> frozenset[str]:
    """The understood problems whose terms the capability speaks of."""
    text = f"{capability.title}\n{capability.body}".lower()
    return frozenset(
        str(problem.entry_id)
        for problem in outcome.understood
        if problem.entry_id not in rejected and any(term.lower() in text for term in problem.terms)
    )


def _provinces(capability: Capability) -> frozenset[str]:
    code = capability.provider.region_code
    return frozenset({f"{code[:2]}0000"} if code else ())


def _route(capability: Capability) -> str:
    return _ROUTE_OF_KIND.get(capability.kind, _ROUTE_OF_PROVIDER[capability.provider.kind])


def _disagrees(card: NeedCard, matches: Sequence[Match]) -> bool:
    """Whether what is found is mostly of another kind than the card's route."""
    likely = [(_route(match.capability) == card.route, match.probability) for match in matches]
    return sum(one for fits, one in likely if fits) < sum(one for fits, one in likely if not fits)
