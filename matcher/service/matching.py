"""From a need's text to explained matches: read, encode, search, rank, explain."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from matcher.domain.match import Match, MatchOutcome, Reason
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability, is_eligible
from matcher.domain.retrieval import EligibleIds, Query
from matcher.domain.taxonomy import ProviderKind, Taxonomy
from matcher.embedding.bridge import WordBridge
from matcher.embedding.protocol import Encoder
from matcher.errors import UsageError
from matcher.ranking.diversity import diversify
from matcher.ranking.explanation import explain, quotable
from matcher.ranking.features import FeatureTable, searched_features, stated_features
from matcher.ranking.fusion import Fusion, probability
from matcher.ranking.limits import judge_limits
from matcher.service.asking import need_sentences, whole_need
from matcher.service.catalogue import Catalogue
from matcher.service.keeping import IndexKeeper
from matcher.service.knowledge import Knowledge, Understanding
from matcher.store import Store
from matcher.text.boilerplate import content
from matcher.text.normalise import check_need_text
from matcher.text.reading import read_need
from matcher.text.regions import find_region

EVERY_KIND = frozenset(ProviderKind)
_CANDIDATES = 150  # best of each leg that are ranked
_SPARE = 8  # read beyond what is shown: what both sides state may lift one of these


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates by search alone, best first: ids (m,), scores (m,) and their features in the same order."""

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    table: FeatureTable


class Matcher:
    """One per process; may be shared by threads that only search."""

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        bridge: WordBridge,
        keeper: IndexKeeper[Capability],
        knowledge: Knowledge,
        fusion: Fusion,
        taxonomy: Taxonomy,
        today: Callable[[], date],
    ) -> None:
        self._store, self._encoder, self._bridge, self._keeper = store, encoder, bridge, keeper
        self._knowledge, self._fusion, self._taxonomy, self._today = knowledge, fusion, taxonomy, today
        self._catalogue = Catalogue(store)
        self._industry_codes = _industry_codes(taxonomy)

    def find_matches(
        self,
        text: str,
        *,
        top: int = 3,
        kinds: frozenset[ProviderKind] | None = None,
        region: str | None = None,
        rejected: frozenset[int] = frozenset(),
        confirmed: frozenset[int] = frozenset(),
    ) -> MatchOutcome:
        """The best `top` of each kind at or above the threshold; InputError for an unreadable text."""
        check_need_text(text)
        card = read_need(text, self._taxonomy, self._today())
        self._refresh()
        own = whole_need(text, self._encoder, self._bridge, card.language)
        understanding = self._knowledge.understand(own, text, card.language, rejected, confirmed)
        today, region_code = self._today(), self._region_code(region)
        eligible = {
            kind: self._catalogue.eligible(today, kind, region_code)
            for kind in ProviderKind
            if kind in (kinds or EVERY_KIND)
        }
        found = self._search(own, text, understanding, list(eligible.values()), _CANDIDATES)
        judged = self._judged(card, found, eligible, top)
        shown = [match for matches in judged.values() for match in diversify(matches, top)]
        explained = self._explained(own, text, understanding, shown)
        groups = {
            kind: tuple(match for match in explained if match.capability.provider.kind is kind)
            for kind in eligible
        }
        return MatchOutcome(card, groups, understanding.problems)

    def rank(self, text: str, k: int) -> Ranked:
        """Every candidate of the best k of each leg, all kinds together, no threshold: for evaluation."""
        check_need_text(text)
        card = read_need(text, self._taxonomy, self._today())
        self._refresh()
        own = whole_need(text, self._encoder, self._bridge, card.language)
        understanding = self._knowledge.understand(own, text, card.language)
        return self._search(own, text, understanding, [None], k)

    def counts(self) -> Mapping[ProviderKind, int]:
        """How many capabilities can be found today."""
        self._refresh()
        return self._catalogue.counts(self._today())

    def _refresh(self) -> None:
        with self._store.read() as unit:
            revision = unit.changes.revision()
        if self._keeper.revision != revision:
            self._keeper.refresh()
        self._knowledge.refresh(revision)
        self._catalogue.refresh(self._keeper.revision)

    def _region_code(self, region: str | None) -> str:
        if not region:
            return ""
        found = find_region(region, self._taxonomy)
        if found is None:
            raise UsageError(f"不认识地区「{region}」,请写省或市的名称,例如 浙江 或 绍兴。")
        return found.code

    def _search(
        self,
        own: Query,
        text: str,
        understanding: Understanding,
        eligible: Sequence[EligibleIds | None],
        k: int,
    ) -> Ranked:
        queries = [own, understanding.query, *need_sentences(text, self._encoder)]
        table = searched_features(self._keeper.search(queries, eligible, k))
        scores = self._fusion.scores(table)
        order = np.lexsort((table.ids, -scores))
        return Ranked(table.ids[order], scores[order], table.ordered(order))

    def _judged(
        self, card: NeedCard, ranked: Ranked, eligible: Mapping[ProviderKind, EligibleIds], top: int
    ) -> dict[ProviderKind, list[Match]]:
        """Per kind, best first, those that pass the threshold once what both sides state has been counted."""
        places: dict[ProviderKind, NDArray[np.int64]] = {
            kind: np.flatnonzero(allowed.holds(ranked.ids))[: top + _SPARE]
            for kind, allowed in eligible.items()
        }
        today = self._today()
        with self._store.read() as unit:
            wanted = np.concatenate([ranked.ids[at] for at in places.values()])
            capabilities = unit.capabilities.get_many(wanted.tolist())
        judged: dict[ProviderKind, list[Match]] = {}
        for kind, at in places.items():
            matches = [
                self._match(card, found, ranked.table.row(int(place)))
                for place in at
                # What was deleted, expired or revoked since the search is not shown.
                if (found := capabilities.get(int(ranked.ids[place]))) and is_eligible(found, today)
            ]
            passed = [match for match in matches if match.probability >= self._fusion.threshold]
            judged[kind] = sorted(passed, key=lambda match: (-match.probability, match.capability.id))
        return judged

    def _match(self, card: NeedCard, capability: Capability, searched: Mapping[str, float]) -> Match:
        limits = judge_limits(card, capability)
        industries = [
            code for name in capability.industries for code in self._industry_codes.get(name.lower(), ())
        ]
        parts = self._fusion.parts(dict(searched) | stated_features(card, capability, industries, limits))
        return Match(capability, probability(sum(parts.values())), parts, Reason("", ()), limits)

    def _explained(
        self, own: Query, text: str, understanding: Understanding, matches: Sequence[Match]
    ) -> list[Match]:
        """With reasons; all quotes are encoded in one go."""
        quotes = [quotable(match.capability) for match in matches]
        vectors = self._encoder.encode([quote for some in quotes for quote in some])
        asked = own.vector if own.vector is not None else np.zeros(self._encoder.dimension, np.float32)
        closeness = iter((vectors @ asked).tolist())
        words = content(text)
        return [
            replace(
                match,
                reason=explain(
                    match.capability, some, list(islice(closeness, len(some))), words, understanding.terms
                ),
            )
            for match, some in zip(matches, quotes, strict=True)
        ]


def _industry_codes(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """What an industry may be called → its code and its pillar's."""
    return {
        name.lower(): (code, taxonomy.pillar_of(code))
        for code, industry in taxonomy.industries.items()
        for name in (industry.zh, industry.en, code, *industry.aliases)
    }
