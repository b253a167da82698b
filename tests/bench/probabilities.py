"""What is printed, and drawn, on whether probabilities come true: by collection, by language, together."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.evaluation.collection import Collection
from tests.bench.calibration import Bin, expected_calibration_error, reliability
from tests.bench.diagram import Panel
from tests.bench.methods import counts_unjudged
from tests.bench.pairs import BEST, Pairs, best_pairs, joined, judged_pairs
from tests.bench.reporting import table

_JUDGED = "judged pairs"
_LITTLE = "judged pairs (no irrelevant one was judged: says little)"
_BEST = f"{BEST} best of each need, unjudged = irrelevant"


def main_pairs(collection: Collection, stated: NDArray[np.float64]) -> Pairs:
    """Those that say most: where irrelevant documents were judged the judged ones, else each need's best."""
    return (best_pairs if counts_unjudged(collection) else judged_pairs)(collection, stated)


def of_collection(collection: Collection, stated: NDArray[np.float64]) -> str:
    """The groups of one collection; `stated` is (queries, documents)."""
    pairs, name = main_pairs(collection, stated), _BEST if counts_unjudged(collection) else _JUDGED
    groups = {name: pairs}
    if len(languages := pairs.languages()) > 1:
        groups |= {f"{name}: {language}": pairs.spoken(language) for language in languages}
    if counts_unjudged(collection):
        groups[_LITTLE] = judged_pairs(collection, stated)
    return _shown(groups)


def of_all(pairs: Mapping[str, Pairs]) -> str:
    """The groups of all collections (by name) together, where that says more than each alone."""
    return _shown(_together(pairs))


def panels(pairs: Mapping[str, Pairs]) -> list[Panel]:
    """Of a reliability diagram: each collection, then the groups of all together."""
    groups = {**pairs, **_together(pairs)}
    return [Panel(name, tuple(_bins(one))) for name, one in groups.items()]


def _together(pairs: Mapping[str, Pairs]) -> dict[str, Pairs]:
    every = joined(list(pairs.values()))
    spoken = {f"needs in {language}": every.spoken(language) for language in every.languages()}
    return {**spoken, "all pairs, whoever provides": every}


def _shown(groups: Mapping[str, Pairs]) -> str:
    rows = [
        [name, f"{len(one):,}", f"{_mean(one.relevant):.3f}", f"{expected_calibration_error(_bins(one)):.3f}"]
        for name, one in groups.items()
    ]
    tenths = [f"{name}, stated→true (pairs) by tenth: {_tenths(_bins(one))}" for name, one in groups.items()]
    return "\n\n".join([table(["relevant = grade ≥ 2", "pairs", "relevant", "ECE"], rows), *tenths])


def _tenths(bins: Sequence[Bin]) -> str:
    return " ".join(f"{one.stated:.2f}→{one.relevant:.2f} ({one.size})" for one in bins)


def _bins(pairs: Pairs) -> list[Bin]:
    return reliability(pairs.stated, pairs.relevant)


def _mean(values: NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else 0.0
