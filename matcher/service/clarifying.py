"""Which questions are worth asking once the first matches are shown."""

from collections.abc import Mapping, Sequence
from operator import add

from matcher.domain.match import Match, MatchOutcome, UnderstoodProblem
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability
from matcher.domain.question import About, Question
from matcher.domain.taxonomy import CapabilityKind, ProviderKind, Route, Taxonomy, small_latin
from matcher.ranking.separation import separate, shares

# Bits. The most that an answer told on the shipped samples is 0.1; from here on a need is asked one or two.
LEAST_GAIN = 0.035
_CLEARLY = 1.5  # times as likely
_READ = 1000  # characters of a capability; the first say what it is
_WITHOUT_QUANTITY = frozenset({Route.PEOPLE, Route.FUNDING})
# By how much, in log-odds, a tap on an option speaks for the matches that fit it. Route: as the ranking
# weighs it. Meaning: on judged pairs, useful ones speak in an understood problem's terms 1.7 to 6 times as
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
_Term = tuple[str, frozenset[str]]  # as it stands and its pairs of neighbouring characters


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
            wanted = {str(problem.entry_id): _terms(problem) for problem in problems}
            fits[About.MEANING] = [_meanings(one, wanted) for one in offered]
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


def _terms(problem: UnderstoodProblem) -> list[_Term]:
    """Its terms in small letters; Latin ones have no pairs, they must stand in a text whole."""
    small = [term.lower() for term in problem.terms]
    return [(term, frozenset() if term.isascii() else _pairs(term)) for term in small]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map(add, text, text[1:]))


def _meanings(capability: Capability, wanted: Mapping[str, Sequence[_Term]]) -> frozenset[str]:
    """Those in whose terms it speaks: most pairs of one occur, as 缩孔与缩松 speaks of 缩孔缩松."""
    text = f"{capability.title}\n{capability.body[:_READ]}".lower()
    known = _pairs(text)
    return frozenset(
        entry
        for entry, terms in wanted.items()
        if any(2 * len(pairs & known) > len(pairs) if pairs else term in text for term, pairs in terms)
    )


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
