"""Our own scores on a collection, by parts and whole."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InputError
from matcher.ranking.features import SEARCHED, FeatureTable
from tests.bench.hosted import Hosted
from tests.bench.runs import Scores

WHOLE = "ours"
WITHOUT_THESAURUS = "ours without the thesaurus"
_THESAURUS = "problem_"  # begins the columns that ask in the thesaurus's terms


@dataclass(frozen=True, slots=True)
class Ours:
    """Scores by name of the part, and which queries got no answer at the threshold."""

    scores: Mapping[str, Scores]
    turned_away: Mapping[str, bool]

    def probabilities(self) -> NDArray[np.float64]:
        """(queries, documents) by the search alone: what both sides state besides is not in a collection."""
        return probabilities(self.scores[WHOLE])


def our_scores(platform: Hosted) -> Ours:
    """Rank all documents for every query; a document that no leg can reach stands below all others."""
    collection, opened, fusion = platform.collection, platform.opened, platform.fusion
    shape = len(collection.queries), len(collection.documents)
    names = (*(f"ours: {leg}" for leg in SEARCHED), WITHOUT_THESAURUS, WHOLE)
    scores = {name: np.full(shape, -np.inf, np.float32) for name in names}
    place = {id: number for number, id in enumerate(platform.ids.tolist())}
    turned_away: dict[str, bool] = {}
    for number, query in enumerate(collection.queries):
        try:
            ranked = opened.matcher.rank(query.text, len(collection.documents))
            turned_away[query.id] = opened.matcher.find_matches(query.text).abstained
        except InputError:  # what nobody could read finds nothing
            turned_away[query.id] = True
            continue
        found = [place[id] for id in ranked.ids.tolist()]
        for leg in SEARCHED:
            scores[f"ours: {leg}"][number, found] = ranked.table.columns[leg]
        own = {leg: one for leg, one in ranked.table.columns.items() if not leg.startswith(_THESAURUS)}
        scores[WITHOUT_THESAURUS][number, found] = fusion.scores(FeatureTable(ranked.ids, own))
        scores[WHOLE][number, found] = ranked.scores
    ranking = {name: values for name, values in scores.items() if _ranks(values)}
    return Ours(ranking, turned_away)


def probabilities(scores: Scores) -> NDArray[np.float64]:
    """The logistic of scores; 0 for what was not found (-inf)."""
    return np.asarray(1 / (1 + np.exp(-scores.astype(np.float64))))


def _ranks(scores: Scores) -> bool:
    """Whether it tells documents apart: a column on how well a need is covered at all does not."""
    return any(len(np.unique(row[np.isfinite(row)])) > 1 for row in scores)
