"""From scores of every document to the run that is measured."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.evaluation.collection import RELEVANT, Collection

Scores = NDArray[np.float32]  # (queries, documents)

_KEPT = 100


def ranked_run(
    scores: Scores, queries: Sequence[str], documents: Sequence[str], collection: Collection, seed: int = 0
) -> dict[str, dict[str, float]]:
    """Every query's best and, however far down, its judged documents; equal scores in a seeded random order.

    No measure at 10 can tell this from the whole ranking: an unjudged document below the first hundred moves
    none of them. Random order, because a peer that gives most documents 0 must not gain or lose by their ids.
    """
    shuffle = np.random.default_rng(seed)
    place = {document: number for number, document in enumerate(documents)}
    run: dict[str, dict[str, float]] = {}
    for row, query in zip(scores, queries, strict=True):
        order = np.lexsort((shuffle.permutation(len(documents)), -row))
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        judged = [place[one] for one in collection.judgements.get(query, {}) if one in place]
        kept = {*order[:_KEPT].tolist(), *judged}
        run[query] = {documents[one]: float(-rank[one]) for one in kept}
    return run


def relevant_to(collection: Collection, least: int = RELEVANT) -> Mapping[str, frozenset[str]]:
    """Documents of at least this grade, for every query, judged or not."""
    return {
        query.id: frozenset(
            document for document, grade in collection.judgements.get(query.id, {}).items() if grade >= least
        )
        for query in collection.queries
    }
