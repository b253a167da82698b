"""Many wordings against a lexical field at once, as one sparse matrix product.

Made for matching in reverse: some new capabilities beside every open need. Each score is the one that a
search would give, for a fraction of its time.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.domain.retrieval import Leg
from matcher.index.lexical import Asked, LexicalField
from matcher.index.slots import Slots

_AT_ONCE = 64  # a long wording meets most of a large corpus: the product of so many fits in memory


def compare_wordings(
    field: LexicalField, asked: Sequence[Asked | None], slots: Slots, rows: NDArray[np.int64]
) -> Leg:
    """Scores (q, m) of every wording with these rows; mean and deviation (q,) over all living rows."""
    parts = [
        _compare(field, asked[start : start + _AT_ONCE], slots, rows)
        for start in range(0, len(asked), _AT_ONCE)
    ]
    scores, mean, deviation = (
        [getattr(part, name) for part in parts] for name in ("scores", "mean", "deviation")
    )
    return Leg(np.concatenate(scores), np.concatenate(mean), np.concatenate(deviation))


def _compare(
    field: LexicalField, asked: Sequence[Asked | None], slots: Slots, rows: NDArray[np.int64]
) -> Leg:
    from scipy import sparse  # a fifth of a second to import, and a search does not need it

    live, alive = len(slots), slots.alive
    weighed = [field.weigh(one, alive, live, slots.changes) for one in asked]
    keys = np.unique(np.concatenate([np.empty(0, np.int64), *(some for some, _ in weighed)]))
    ends = np.cumsum([0] + [len(some) for some, _ in weighed])
    at = np.searchsorted(keys, np.concatenate([np.empty(0, np.int64), *(some for some, _ in weighed)]))
    weights = np.concatenate([np.empty(0), *(some for _, some in weighed)])
    wanted = sparse.csr_matrix((weights, at, ends), shape=(len(asked), len(keys)))
    places, known, values = field.postings(keys)
    living = alive[known]
    offered = sparse.csr_matrix(
        (values[living], (places[living], known[living])), shape=(len(keys), len(alive))
    )
    scores = wanted @ offered
    mean = np.asarray(scores.sum(axis=1)).ravel() / max(1, live)
    square = np.asarray(scores.power(2).sum(axis=1)).ravel() / max(1, live)
    deviation = np.sqrt(np.maximum(square - mean**2, 0))
    chosen = scores[:, rows].toarray()
    return Leg(chosen.astype(np.float32), mean.astype(np.float32), deviation.astype(np.float32))
