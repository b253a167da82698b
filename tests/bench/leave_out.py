"""Would a need be turned away if its answers were not there? Asked again without them, it should be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.domain.retrieval import EligibleIds
from tests.bench.hosted import Hosted
from tests.bench.ours import Ours, probabilities
from tests.bench.runs import relevant_to

THRESHOLDS = (0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.7)


@dataclass(frozen=True, slots=True)
class Bests:
    """By query, the highest probability of anything: with all documents, and without the judged ones."""

    complete: dict[str, float]
    left_out: dict[str, float]


@dataclass(frozen=True, slots=True)
class Trade:
    """At a threshold: shares of the needs without an answer turned away, and of those with one lost."""

    threshold: float
    turned_away: float
    lost: float


def ask_without_answers(platform: Hosted, ours: Ours) -> Bests:
    """Every need that has a relevant document, with it and without; one that nobody could read has 0."""
    collection = platform.collection
    documents = [document.id for document in collection.documents]
    best = ours.probabilities().max(axis=1)
    complete: dict[str, float] = {}
    left_out: dict[str, float] = {}
    relevant = relevant_to(collection)
    for place, query in enumerate(collection.queries):
        if not relevant[query.id]:
            continue
        complete[query.id] = float(best[place])
        left_out[query.id] = 0.0
        judged = collection.judgements[query.id]
        others = np.sort(platform.ids[[document not in judged for document in documents]])
        if query.id in platform.asked and len(others):
            # Really a search of its own: how near the nearest capability is counts in every probability.
            _, scores = platform.search(platform.asked[query.id], EligibleIds(others), len(others))
            left_out[query.id] = float(probabilities(scores).max(initial=0.0))
    return Bests(complete, left_out)


def sweep(with_answer: Sequence[float], without: Sequence[float], thresholds: Sequence[float]) -> list[Trade]:
    """Best probabilities of needs with and without an answer, at each threshold from the lowest up."""
    able, unable = np.asarray(with_answer, np.float64), np.asarray(without, np.float64)
    return [
        Trade(threshold, _share(unable < threshold), _share(able < threshold))
        for threshold in sorted(set(thresholds))
    ]


def area_under_curve(with_answer: Sequence[float], without: Sequence[float]) -> float:
    """How often a need with an answer has the higher probability; equal ones count half, none at all 0.5."""
    able, unable = np.asarray(with_answer, np.float64), np.asarray(without, np.float64)
    if not len(able) or not len(unable):
        return 0.5
    above = able[:, None] > unable[None, :]
    level = able[:, None] == unable[None, :]
    return float(above.mean() + level.mean() / 2)


def _share(inside: np.typing.NDArray[np.bool_]) -> float:
    return float(inside.mean()) if len(inside) else 0.0
