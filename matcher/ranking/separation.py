"""How much the answer to a question would tell about which candidate is the right one.

One of the candidates is right, or none. The owner taps one of the options, or says that it is none of them.
A tap on an option makes the candidates that fit it likelier by the factor e^strength than those that do not.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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


def separate(
    share: Sequence[float], fits: Sequence[frozenset[str]], strength: float, most: int = MOST_OPTIONS
) -> Separation:
    """The options that part the candidates, and what the answer tells; `fits` (m,) are options of each.

    `share` (m + 1,) ends with that of none. Fewer than two options ask nothing: ((), 0).
    """
    options = _parting(share, fits)[:most]
    if len(options) < 2:
        return Separation()
    return Separation(options, _information(_profiles(share, fits, options), len(options), strength))


def _parting(share: Sequence[float], fits: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """Options that some candidates fit and others do not, those of the likeliest candidates first."""
    weight = {
        option: math.fsum(one for one, fit in zip(share, fits, strict=False) if option in fit)
        for option in frozenset().union(*fits)
        if not all(option in fit for fit in fits)
    }
    return tuple(sorted(weight, key=lambda option: (-weight[option], option)))


def _profiles(
    share: Sequence[float], fits: Sequence[frozenset[str]], options: Iterable[str]
) -> Mapping[frozenset[str], float]:
    """What is likely to be right, by the options that it fits; none of the candidates fits no option."""
    offered = frozenset(options)
    gathered: dict[frozenset[str], list[float]] = {frozenset(): [share[-1]]}
    for one, fit in zip(share, fits, strict=False):
        gathered.setdefault(fit & offered, []).append(one)
    return {fit: math.fsum(some) for fit, some in gathered.items()}


def _information(profiles: Mapping[frozenset[str], float], options: int, strength: float) -> float:
    """Mutual information in bits between the answer, one of the options or none, and what is right."""
    factor = math.exp(strength)
    answers: dict[str, list[float]] = {}
    known: list[float] = []  # entropy of the answer once it is known what is right, weighted
    rest: list[float] = []  # chance of an answer that speaks for nothing
    for fit, share in profiles.items():
        whole = len(fit) * factor + options - len(fit) + 1
        chances = [factor / whole] * len(fit) + [1 / whole] * (options - len(fit) + 1)
        known.append(share * _entropy(chances))
        rest.append(share / whole)
        for option in fit:
            answers.setdefault(option, []).append(share * (factor - 1) / whole)
    unspecific = math.fsum(rest)
    likely = [unspecific + math.fsum(some) for some in answers.values()]
    likely += [unspecific] * (options + 1 - len(likely))
    return max(0.0, _entropy(likely) - math.fsum(known))


def _entropy(chances: Iterable[float]) -> float:
    return math.fsum(-one * math.log2(one) for one in chances if one > 0)
