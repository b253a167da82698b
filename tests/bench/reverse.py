"""Matching in reverse, measured: the same scores as forwards, the right needs first, and in what time."""

import time
from collections.abc import Callable, Mapping
from statistics import median

import numpy as np

from matcher.evaluation.collection import RELEVANT, Collection
from matcher.service.reverse import Compared
from tests.bench.hosted import Hosted
from tests.bench.methods import RANDOM_RUNS, counts_unjudged
from tests.bench.ours import WHOLE, Ours
from tests.bench.reporting import table
from tests.bench.runs import Scores

_MEASURES = ("nDCG@10", f"RR(rel={RELEVANT})")
_PASSES = 3
_CANDIDATES = 150  # best of each leg, as a match takes them

Grades = Mapping[str, Mapping[str, int]]  # document -> need -> grade


def reverse(platform: Hosted, ours: Ours) -> str:
    """Difference to the forward scores, figures over documents, and the time of one batch."""
    order = [query.id for query in platform.collection.queries if query.id in platform.asked]
    needs = [platform.asked[query] for query in order]
    compared = platform.opened.reverse.score(needs, platform.ids)
    scores = in_order_of_documents(platform, compared)
    graded = needs_by_document(platform.collection)
    figures = _figures(platform.collection, graded, order, scores)
    ranked = (
        "all needs" if counts_unjudged(platform.collection) else "needs judged for it, which differ in grade"
    )
    batch = _seconds(lambda: platform.opened.reverse.score(needs, platform.ids))
    single = _seconds(lambda: [platform.search(need, None, _CANDIDATES) for need in needs])
    return "\n\n".join(
        [
            f"{len(needs)} needs and {len(compared.ids):,} capabilities in one batch. Largest difference to "
            f"the forward scores (log-odds): {_difference(platform, ours, compared, order):.1e}.",
            f"Needs for each document that has a relevant one ({len(graded)} documents, {ranked}):",
            table(["order", "nDCG@10", "MRR"], figures),
            f"One batch {batch:.2f} s, one search for each need (best {_CANDIDATES} of each leg) "
            f"{single:.2f} s: {batch / single:.2f} of the time (medians of {_PASSES}; read before both).",
        ]
    )


def needs_by_document(collection: Collection) -> Grades:
    """Judgements from the document's side, of those with a relevant need and something to tell apart."""
    turned: dict[str, dict[str, int]] = {}
    for query, judged in collection.judgements.items():
        for document, grade in judged.items():
            turned.setdefault(document, {})[query] = grade
    every = counts_unjudged(collection)
    return {
        document: grades
        for document, grades in turned.items()
        if max(grades.values()) >= RELEVANT and (every or len(set(grades.values())) > 1)
    }


def in_order_of_documents(platform: Hosted, compared: Compared) -> Scores:
    """(needs, documents); what cannot be found stands below all others."""
    scores = np.full((len(compared.scores), len(platform.ids)), -np.inf, np.float32)
    place = {id: number for number, id in enumerate(platform.ids.tolist())}
    scores[:, [place[id] for id in compared.ids.tolist()]] = compared.scores
    return scores


def measured(
    graded: Grades, order: list[str], scores: Mapping[str, Scores], every: bool
) -> tuple[float, ...]:
    """Means over documents; `scores` (needs,) by document. Without `every` only judged needs are ranked."""
    import ir_measures  # brings SciPy: only when measuring

    wanted = [ir_measures.parse_measure(name) for name in _MEASURES]
    run = {
        document: {
            need: float(score)
            for need, score in zip(order, scores[document], strict=True)
            if every or need in grades
        }
        for document, grades in graded.items()
    }
    found = ir_measures.calc_aggregate(wanted, {one: dict(grades) for one, grades in graded.items()}, run)
    return tuple(float(found[one]) for one in wanted)


def _figures(collection: Collection, graded: Grades, order: list[str], scores: Scores) -> list[list[str]]:
    every = counts_unjudged(collection)
    place = {document.id: number for number, document in enumerate(collection.documents)}
    by_document = {document: scores[:, place[document]] for document in graded}
    runs = []
    for seed in range(RANDOM_RUNS):
        shuffle = np.random.default_rng(seed)
        chance = {one: shuffle.random(len(order), np.float32) for one in graded}
        runs.append(measured(graded, order, chance, every))
    rows = {"random": np.mean(runs, axis=0), WHOLE: measured(graded, order, by_document, every)}
    return [[name, *(f"{value:.3f}" for value in values)] for name, values in rows.items()]


def _difference(platform: Hosted, ours: Ours, compared: Compared, order: list[str]) -> float:
    rows = [place for place, query in enumerate(platform.collection.queries) if query.id in set(order)]
    forward = ours.scores[WHOLE][rows]
    backward = in_order_of_documents(platform, compared) + compared.coverage[:, None]
    both = np.isfinite(forward) & np.isfinite(backward)
    return float(np.abs(forward - backward)[both].max(initial=0.0))


def _seconds(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(_PASSES):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return median(spent)
