"""How sure a difference is: the paired bootstrap."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean difference and the bounds that hold 95 % of its resampled means."""

    mean: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def paired_interval(
    ours: Sequence[float], theirs: Sequence[float], seed: int = 1, resamples: int = RESAMPLES
) -> Interval:
    """Of ours − theirs, both in the same order of queries, by drawing queries with replacement."""
    differences = np.asarray(ours, np.float64) - np.asarray(theirs, np.float64)
    if not len(differences):
        raise ValueError("a difference needs at least one query")
    drawn = np.random.default_rng(seed).integers(len(differences), size=(resamples, len(differences)))
    low, high = np.percentile(differences[drawn].mean(axis=1), [2.5, 97.5])
    return Interval(float(differences.mean()), float(low), float(high))
