"""What is printed on finding the right documents: every method beside ours, each language apart."""

from collections.abc import Mapping

import numpy as np

from matcher.evaluation.collection import Collection
from matcher.evaluation.measuring import Figures, Judgements
from tests.bench.intervals import RESAMPLES, paired_interval
from tests.bench.methods import COLUMNS, MILVUS, RANDOM_RUNS, main_measure_of
from tests.bench.milvus_peer import LEG
from tests.bench.ours import WHOLE
from tests.bench.reporting import table


def finding(collection: Collection, figures: Mapping[str, Figures]) -> str:
    """`figures` by method; a method that answers only some languages stands in their tables alone."""
    wanted = main_measure_of(collection)
    parts = []
    for language, judged in by_language(collection).items():
        shown = {method: one for method, one in figures.items() if set(judged) <= set(one.by_query[wanted])}
        rows = [_row(method, shown, judged, wanted) for method in shown]
        parts += [
            f"### {len(judged)} needs in {language}",
            table(["method", *COLUMNS, f"ours − it, {wanted}"], rows),
        ]
    notes = [
        f"Brackets: 95 % of {RESAMPLES:,} resamples of the needs (paired bootstrap); * leaves out 0.",
        f"random: mean of {RANDOM_RUNS} orders.",
        "first line: asked so it did better than with the whole need.",
    ]
    if any(method.startswith(MILVUS) for method in figures):
        notes.append(f"{MILVUS}: the best {LEG} of each leg fused, beneath them the fusion of all the rest.")
    parts.append(" ".join(notes))
    return "\n\n".join(parts)


def by_language(collection: Collection) -> dict[str, Judgements]:
    """Judgements of the judged queries, apart by their language, Chinese first."""
    spoken: dict[str, dict[str, Mapping[str, int]]] = {}
    for query in collection.queries:
        if query.id in collection.judgements:
            spoken.setdefault(query.language, {})[query.id] = collection.judgements[query.id]
    return {language: spoken[language] for language in sorted(spoken, reverse=True)}


def _row(method: str, figures: Mapping[str, Figures], judged: Judgements, wanted: str) -> list[str]:
    by_query = figures[method].by_query
    means = [f"{np.mean([by_query[name][query] for query in judged]):.3f}" for name in COLUMNS]
    if method == WHOLE:
        return [method, *means, ""]
    ours = [figures[WHOLE].by_query[wanted][query] for query in judged]
    gap = paired_interval(ours, [by_query[wanted][query] for query in judged])
    mark = "*" if gap.clear else " "
    return [method, *means, f"{gap.mean:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]{mark}"]
