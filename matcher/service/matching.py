"""From a need's text to explained matches: read, encode, search, rank, explain."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from matcher.domain.decision import Pair
from matcher.domain.match import Match, MatchOutcome
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability, is_eligible
from matcher.domain.retrieval import EligibleIds
from matcher.domain.taxonomy import ProviderKind, Taxonomy
from matcher.embedding.protocol import Encoder
from matcher.errors import UsageError
from matcher.ranking.diversity import diversify
from matcher.ranking.explanation import explain, quotable
from matcher.ranking.features import FeatureTable, searched_features
from matcher.service.asking import AskedNeed, Asking
from matcher.service.barring import Barred
from matcher.service.catalogue import Catalogue
from matcher.service.judging import Judging
from matcher.service.keeping import IndexKeeper
from matcher.service.knowledge import Knowledge
from matcher.store import Store
from matcher.text.boilerplate import content
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
        keeper: IndexKeeper[Capability],
        asking: Asking,
        knowledge: Knowledge,
        judging: Judging,
        taxonomy: Taxonomy,
        today: Callable[[], date],
    ) -> None:
        self._store, self._encoder, self._keeper, self._asking = store, encoder, keeper, asking
        self._knowledge, self._judging, self._taxonomy, self._today = knowledge, judging, taxonomy, today
        self._catalogue = Catalogue(store)

    def find_matches(
        self,
        text: str,
        *,
        top: int = 3,
        kinds: frozenset[ProviderKind] | None = None,
        region: str | None = None,
        rejected: frozenset[int] = frozenset(),
        confirmed: frozenset[int] = frozenset(),
        card: NeedCard | None = None,
        hidden: frozenset[Pair] = frozenset(),
        excluded: tuple[str, ...] = (),
    ) -> MatchOutcome:
        """The best `top` of each kind at or above the threshold; InputError for an unreadable text.

        `card` is used instead of what the text says. `hidden` capabilities in that version and firms whose
        names hold an `excluded` one never appear; others move up.
        """
        self._refresh()
        need = self._asking.ask(text, rejected, confirmed, card=card, barred=Barred.of(hidden, excluded))
        today, region_code = self._today(), self._region_code(region)
        eligible = {
            kind: self._catalogue.eligible(today, kind, region_code)
            for kind in ProviderKind
            if kind in (kinds or EVERY_KIND)
        }
        spare = need.barred.most(_CANDIDATES)
        found = self._search(need, list(eligible.values()), _CANDIDATES + spare)
        judged = self._judged(need, found, eligible, top, spare)
        shown = [match for matches in judged.values() for match in diversify(matches, top)]
        explained = self._explained(need, shown)
        groups = {
            kind: tuple(match for match in explained if match.capability.provider.kind is kind)
            for kind in eligible
        }
        return MatchOutcome(need.card, groups, need.understanding.problems)

    def rank(self, text: str, k: int) -> Ranked:
        """Every candidate of the best k of each leg, all kinds together, no threshold: for evaluation."""
        self._refresh()
        return self._search(self._asking.ask(text), [None], k)

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

    def _search(self, need: AskedNeed, eligible: Sequence[EligibleIds | None], k: int) -> Ranked:
        table = searched_features(self._keeper.search(need.queries, eligible, k))
        scores = self._judging.fusion.scores(table)
        order = np.lexsort((table.ids, -scores))
        return Ranked(table.ids[order], scores[order], table.ordered(order))

    def _judged(
        self,
        need: AskedNeed,
        ranked: Ranked,
        eligible: Mapping[ProviderKind, EligibleIds],
        top: int,
        spare: int,
    ) -> dict[ProviderKind, list[Match]]:
        """Per kind, best first, those that pass the threshold once what both sides state has been counted.

        `spare` candidates more are read, as some of them may be barred.
        """
        places: dict[ProviderKind, NDArray[np.int64]] = {
            kind: np.flatnonzero(allowed.holds(ranked.ids))[: top + _SPARE + spare]
            for kind, allowed in eligible.items()
        }
        today = self._today()
        with self._store.read() as unit:
            wanted = np.concatenate([ranked.ids[at] for at in places.values()])
            capabilities = unit.capabilities.get_many(wanted.tolist())
        judged: dict[ProviderKind, list[Match]] = {}
        for kind, at in places.items():
            shown = (
                (found, int(place))
                for place in at
                # What was deleted, expired or revoked since the search is not shown.
                if (found := capabilities.get(int(ranked.ids[place])))
                and is_eligible(found, today)
                and not need.barred.bars(found)
            )
            matches = [
                self._judging.match(need.card, found, ranked.table.row(place))
                for found, place in islice(shown, top + _SPARE)
            ]
            passed = (match for match in matches if self._judging.is_enough(match.probability))
            judged[kind] = sorted(passed, key=lambda match: (-match.probability, match.capability.id))
        return judged

    def _explained(self, need: AskedNeed, matches: Sequence[Match]) -> list[Match]:
        """With reasons; all quotes are encoded in one go."""
        quotes = [quotable(match.capability) for match in matches]
        vectors = self._encoder.encode([quote for some in quotes for quote in some])
        asked = need.own.vector
        if asked is None:
            asked = np.zeros(self._encoder.dimension, np.float32)
        closeness = iter((vectors @ asked).tolist())
        words, terms = content(need.text), need.understanding.terms
        return [
            replace(
                match,
                reason=explain(match.capability, some, list(islice(closeness, len(some))), words, terms),
            )
            for match, some in zip(matches, quotes, strict=True)
        ]
