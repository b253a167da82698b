"""Where an id stands in the arrays of an index."""

from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from matcher.domain.retrieval import EligibleIds, Ids


class Slots:
    """Rows of an append-only table: an id has at most one live row; a replaced row is dead for good."""

    def __init__(self) -> None:
        self.ids: Ids = np.empty(0, np.int64)  # row -> id
        self.alive: NDArray[np.bool_] = np.empty(0, np.bool_)
        self._row_of: dict[int, int] = {}
        self._masks: WeakKeyDictionary[EligibleIds, tuple[int, NDArray[np.bool_]]] = WeakKeyDictionary()
        self.changes = 0  # how often the table has changed

    def __len__(self) -> int:
        return len(self._row_of)

    @property
    def rows(self) -> int:
        """All rows, dead ones included."""
        return len(self.ids)

    def append(self, ids: Sequence[int]) -> NDArray[np.int32]:
        """Give each id, none of which may be alive, a new row; returns the rows."""
        start = self.rows
        self.ids = np.concatenate([self.ids, np.asarray(ids, np.int64)])
        self.alive = np.concatenate([self.alive, np.ones(len(ids), np.bool_)])
        self.changes += 1
        self._row_of.update(zip(ids, range(start, start + len(ids)), strict=True))
        return np.arange(start, start + len(ids), dtype=np.int32)

    def rows_of(self, ids: Ids) -> NDArray[np.int64]:
        """The rows of those ids that are alive, ids ascending."""
        rows = [self._row_of[identity] for identity in np.unique(ids).tolist() if identity in self._row_of]
        return np.array(rows, np.int64)

    def end(self, ids: Iterable[int]) -> NDArray[np.int64]:
        """Make the rows of these ids dead; returns those that were alive."""
        gone = [self._row_of.pop(identity) for identity in ids if identity in self._row_of]
        self.alive[gone] = False
        self.changes += 1
        return np.array(gone, np.int64)

    def mask(self, eligible: EligibleIds | None) -> NDArray[np.bool_]:
        """Which rows may be returned; remembered while neither the table nor the caller's set changes."""
        if eligible is None:
            return self.alive
        known = self._masks.get(eligible)
        if known is not None and known[0] == self.changes:
            return known[1]
        mask = self.alive & eligible.holds(self.ids)
        self._masks[eligible] = (self.changes, mask)
        return mask
