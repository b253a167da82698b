"""One provider must not fill the screen."""

from collections import Counter
from collections.abc import Sequence

from matcher.domain.match import Match

MOST_PER_PROVIDER = 2


def diversify(matches: Sequence[Match], top: int) -> tuple[Match, ...]:
    """The best `top` with at most two of one provider; the rest of a provider follows only if room is left.

    `matches` come best first; the order by probability is kept within the chosen ones.
    """
    shown: Counter[int] = Counter()
    chosen: list[Match] = []
    spare: list[Match] = []
    for match in matches:
        provider = match.capability.provider.id
        (chosen if shown[provider] < MOST_PER_PROVIDER else spare).append(match)
        shown[provider] += 1
    picked = chosen[:top] + spare[: max(0, top - len(chosen))]
    return tuple(sorted(picked, key=lambda match: (-match.probability, match.capability.id)))
