"""A judged collection on a throw-away platform: its documents are capabilities, its needs are open."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import numpy as np

from matcher.bootstrap import Application, corpora_folder, open_scratch
from matcher.config import Settings
from matcher.domain.need import NeedCard, NeedDraft, NeedStatus
from matcher.domain.retrieval import EligibleIds, Ids
from matcher.evaluation.collection import Collection
from matcher.evaluation.running import indexed
from matcher.ranking.features import searched_features
from matcher.ranking.fusion import Fusion, load_fusion
from matcher.service.asking import AskedNeed
from matcher.text.normalise import detect_language
from tests.bench.runs import Scores


@dataclass(frozen=True, slots=True)
class Hosted:
    """`ids` (documents,): the capability of each document; `asked`: by query, those that could be read."""

    collection: Collection
    opened: Application
    fusion: Fusion
    ids: Ids
    asked: Mapping[str, AskedNeed]

    def search(self, need: AskedNeed, among: EligibleIds | None, k: int) -> tuple[Ids, Scores]:
        """Ids and scores, in no order, of the best k of each leg: a search once the need has been read."""
        table = searched_features(self.opened.keeper.search(need.queries, [among], k))
        return table.ids, self.fusion.scores(table)


@contextmanager
def hosted(collection: Collection, settings: Settings, today: date) -> Iterator[Hosted]:
    """Everything is gone on leaving."""
    with (
        open_scratch(settings, today) as opened,
        indexed(collection, opened.store, opened.matcher, today) as name_of,
    ):
        known, _ = opened.keeper.index.vectors()
        id_of = {name_of(id): id for id in known.tolist()}
        ids = np.array([id_of[document.id] for document in collection.documents], np.int64)
        asked = post(opened, [query.text for query in collection.queries], today)
        by_query = {collection.queries[place].id: need for place, need in asked.items()}
        fusion = load_fusion(corpora_folder() / "ranking" / "fusion.json")
        yield Hosted(collection, opened, fusion, ids, by_query)


def post(opened: Application, texts: Sequence[str], today: date) -> dict[int, AskedNeed]:
    """Open needs as the platform reads them, by their place in the sequence; unreadable ones are missing."""
    moment = datetime.combine(today, time(), UTC)
    with opened.store.begin() as unit:
        ids = [
            unit.needs.add(NeedDraft(text), NeedCard(language=detect_language(text)), NeedStatus.OPEN, moment)
            for text in texts
        ]
    every = opened.open_needs.all()
    return {place: every[id] for place, id in enumerate(ids) if id in every}
