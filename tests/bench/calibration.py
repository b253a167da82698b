"""Whether a stated probability comes true: calibration error by bins, and who was turned away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs whose probability lies in one tenth of the scale: how many, what was said, what came true."""

    size: int
    stated: float
    relevant: float


def reliability(
    probabilities: NDArray[np.float64], relevant: NDArray[np.bool_], bins: int = BINS
) -> list[Bin]:
    """Bins of equal width that hold anything, from the lowest up."""
    place = np.minimum((probabilities * bins).astype(np.int64), bins - 1)
    return [
        Bin(int(inside.sum()), float(probabilities[inside].mean()), float(relevant[inside].mean()))
        for number in range(bins)
        if (inside := place == number).any()
    ]


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """The gap between stated and true, weighted by the number of pairs; 0 when there are none."""
    total = sum(one.size for one in bins)
    return sum(one.size * abs(one.stated - one.relevant) for one in bins) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Abstention:
    """Needs with and without any relevant document, and how many of each got no answer."""

    unanswerable: int
    turned_away: int
    answerable: int
    lost: int


def abstention(turned_away: Mapping[str, bool], answerable: Mapping[str, bool]) -> Abstention:
    """Both by query; `answerable` says whether any document is relevant to it."""
    able = [query for query, one in answerable.items() if one]
    unable = [query for query, one in answerable.items() if not one]
    return Abstention(
        len(unable), sum(turned_away[one] for one in unable), len(able), sum(turned_away[one] for one in able)
    )
