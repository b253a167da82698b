"""How much the answer to a question would tell about which candidate is the right one.

One of the candidates is right, or none. The owner taps one of the options, or says that it is none of them.
A tap on an option makes the candidates that fit it likelier by the factor e^strength than those that do not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

MOST_OPTIONS = 4


@dataclass(frozen=True, slots=True)
class Separation:
    """`options` by how likely their candidates are, `gain` in bits."""

    options: tuple[str, ...] = ()
    gain: float = 0.0


def shares(probabilities: Sequence[float]) -> tuple[float, ...]:
    """(m + 1,) how likely each candidate alone is the right one and, last, that none is; they sum to 1.

    Of independent candidates with these probabilities, given that not more than one of them is right.
    """
    odds = [min(max(one, 0.0), 0.999) / (1 - min(max(one, 0.0), 0.999)) for one in probabilities]
    whole = math.fsum((*odds, 1.0))
    return (*(one / whole for one in odds), 1 / whole)


def separate(share: Sequence[float], fits: Sequence[frozenset[str]], strength: float) -> Separation:
    """The options that part the candidates, and what the answer tells; `fits` (m,) are options of each.

    `share` (m + 1,) ends with that of none. Fewer than two options ask nothing: ((), 0).
    """
    options = _parting(share, fits)[:MOST_OPTIONS]
    if len(options) < 2:
        return Separation()
    # None of the candidates fits no option.
    fitted = [[option in fit for option in options] for fit in (*fits, frozenset())]
    return Separation(options, _information(share, [_answers(one, strength) for one in fitted]))


def _parting(share: Sequence[float], fits: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """Options that some candidates fit and others do not, those of the likeliest candidates first."""
    weight = {
        option: math.fsum(one for one, fit in zip(share, fits, strict=False) if option in fit)
        for option in frozenset().union(*fits)
        if not all(option in fit for fit in fits)
    }
    return tuple(sorted(weight, key=lambda option: (-weight[option], option)))


def _answers(fitted: Sequence[bool], strength: float) -> tuple[float, ...]:
    """(k + 1,) chances of a tap on each option and, last, on none of them, once it is known what is right."""
    weights = [*(math.exp(strength * fits) for fits in fitted), 1.0]
    whole = math.fsum(weights)
    return tuple(weight / whole for weight in weights)


def _information(share: Sequence[float], answers: Sequence[Sequence[float]]) -> float:
    """Mutual information in bits of what is right, `share` (m + 1,), and the answer, (m + 1, k + 1)."""
    likely = [math.fsum(map(mul, share, column)) for column in zip(*answers, strict=True)]
    known = math.fsum(one * _entropy(chances) for one, chances in zip(share, answers, strict=True))
    return max(0.0, _entropy(likely) - known)


def _entropy(chances: Sequence[float]) -> float:
    return math.fsum(-one * math.log2(one) for one in chances if one > 0)
