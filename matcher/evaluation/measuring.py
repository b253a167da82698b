"""Figures of a run, by ir-measures' names."""

from collections.abc import Mapping
from dataclasses import dataclass

MEASURES = (
    "nDCG@10",
    "nDCG(judged_only=True)@10",
    "P(rel=2,judged_only=True)@1",
    "Success(rel=2,judged_only=True)@5",
    "RR(rel=2,judged_only=True)",
    "R@10",
)

Judgements = Mapping[str, Mapping[str, int]]
Run = Mapping[str, Mapping[str, float]]  # query id -> document id -> score


@dataclass(frozen=True, slots=True)
class Figures:
    """`overall` by measure; `by_query`: measure -> query id -> value."""

    overall: Mapping[str, float]
    by_query: Mapping[str, Mapping[str, float]]


def measure(judgements: Judgements, run: Run) -> Figures:
    """Every judged query counts; one that the run does not answer counts 0."""
    import ir_measures  # brings SciPy: only when measuring

    parsed = {name: ir_measures.parse_measure(name) for name in MEASURES}
    qrels = {query: dict(grades) for query, grades in judgements.items()}
    answered = {query: dict(scores) for query, scores in run.items()}
    names = {str(one): name for name, one in parsed.items()}
    by_query: dict[str, dict[str, float]] = {name: dict.fromkeys(qrels, 0.0) for name in MEASURES}
    for value in ir_measures.iter_calc(list(parsed.values()), qrels, answered):
        by_query[names[str(value.measure)]][value.query_id] = float(value.value)
    overall = {name: sum(values.values()) / max(1, len(values)) for name, values in by_query.items()}
    return Figures(overall, by_query)
