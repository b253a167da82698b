"""Which questions are worth asking once the first matches are shown."""

from collections.abc import Mapping, Sequence
from operator import add

from matcher.domain.match import Match, MatchOutcome, UnderstoodProblem
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability
from matcher.domain.question import About, Question
from matcher.domain.taxonomy import CapabilityKind, ProviderKind, Route, Taxonomy, small_latin
from matcher.ranking.separation import separate, shares

# Bits; half of what an answer can tell where it parts the matches best, and one tap tells but a tenth or so.
LEAST_GAIN = 0.035
_CLEARLY = 1.5  # times as likely
_READ = 2000  # characters of a capability; the first say what it is
_WITHOUT_QUANTITY = frozenset({Route.PEOPLE, Route.FUNDING})
# By how much, in log-odds, a tap on an option speaks for the matches that fit it. Route: as the ranking
# weighs it. Meaning: on judged pairs, useful ones speak in an understood problem's terms about e times as
# often. Where and how to work together are wishes that give way to a better match.
_ESSENTIAL, _WISHED = 1.0, 0.7
_STRENGTH: Mapping[About, float] = {
    About.MEANING: _ESSENTIAL,
    About.ROUTE: _ESSENTIAL,
    About.INDUSTRY: _ESSENTIAL,
    About.REGION: _WISHED,
    About.MODE: _WISHED,
}
_ROUTE_OF_KIND: Mapping[CapabilityKind, Route] = {
    CapabilityKind.TEST_SERVICE: Route.PLATFORM,
    CapabilityKind.TRAINING: Route.PEOPLE,
    CapabilityKind.TECHNOLOGY_TRANSFER: Route.ENTERPRISE,
}
# What answers a route besides, though it is not what one would offer the route for.
_SERVES_TOO: Mapping[CapabilityKind, Route] = {
    CapabilityKind.TEAM: Route.PEOPLE,
    CapabilityKind.PUBLIC_SERVICE: Route.FUNDING,
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
            problems = [one for one in outcome.understood if one.entry_id not in rejected]
            fits[About.MEANING] = [_meanings(one, problems) for one in offered]
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


def _meanings(capability: Capability, problems: Sequence[UnderstoodProblem]) -> frozenset[str]:
    """The problems in whose terms the capability speaks."""
    text = f"{capability.title}\n{capability.body}"[:_READ].lower()
    pairs = frozenset(map(add, text, text[1:]))
    return frozenset(
        str(problem.entry_id)
        for problem in problems
        if any(_speaks_of(text, pairs, term.lower()) for term in problem.terms)
    )


def _speaks_of(text: str, pairs: frozenset[str], term: str) -> bool:
    """Whether half of a Chinese term's pairs of characters occur: 缩孔与缩松 speaks of 缩孔缩松."""
    if term.isascii():
        return term in text
    wanted = list(map(add, term, term[1:]))
    return bool(wanted) and 2 * sum(pair in pairs for pair in wanted) >= len(wanted)


def _provinces(capability: Capability) -> frozenset[str]:
    code = capability.provider.region_code
    return frozenset({f"{code[:2]}0000"} if code else ())


def _route(capability: Capability) -> Route:
    return _ROUTE_OF_KIND.get(capability.kind, _ROUTE_OF_PROVIDER[capability.provider.kind])


def _serves(capability: Capability, route: Route) -> bool:
    """Whether the route may lead to it."""
    served = (_route(capability), _ROUTE_OF_PROVIDER[capability.provider.kind])
    return route in (*served, _SERVES_TOO.get(capability.kind))


def _disagrees(card: NeedCard, matches: Sequence[Match]) -> bool:
    """Whether the likeliest match is clearly likelier than any to which the card's route may lead."""
    asked = max((one.probability for one in matches if _serves(one.capability, card.route)), default=0.0)
    best = max((one.probability for one in matches), default=0.0)
    return best > _CLEARLY * asked
