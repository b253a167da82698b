"""Which capabilities may be shown, at a glance: kept in memory, refreshed when the database moves."""

from collections.abc import Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.domain.taxonomy import ProviderKind
from matcher.index.protocol import EligibleIds
from matcher.store import Store

_KINDS = tuple(ProviderKind)


class Catalogue:
    """Columns over all capabilities, by id; sets are remembered per filter so that the index can keep its bitmap."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._revision = -1
        self._sets: dict[tuple[date, ProviderKind, str], EligibleIds] = {}
        self._ids: NDArray[np.int64] = np.empty(0, np.int64)
        self._kinds: NDArray[np.int8] = np.empty(0, np.int8)
        self._regions: NDArray[np.str_] = np.empty(0, "U6")
        self._expires: NDArray[np.int32] = np.empty(0, np.int32)
        self._revoked: NDArray[np.bool_] = np.empty(0, np.bool_)

    def __len__(self) -> int:
        return len(self._ids)

    def refresh(self, revision: int) -> None:
        """Read the columns anew when the database has moved past what they were read at."""
        if revision == self._revision:
            return
        with self._store.read() as unit:
            rows = list(unit.capabilities.eligibility_rows())
        self._ids = np.array([row.id for row in rows], np.int64)
        self._kinds = np.array([_KINDS.index(row.provider_kind) for row in rows], np.int8)
        self._regions = np.array([row.region_code for row in rows], "U6")
        never = date.max.toordinal()
        self._expires = np.array(
            [row.expires_at.toordinal() if row.expires_at else never for row in rows], np.int32
        )
        self._revoked = np.array([row.revoked for row in rows], np.bool_)
        self._revision = revision
        self._sets.clear()

    def eligible(self, today: date, kind: ProviderKind, region_code: str) -> EligibleIds:
        """Ids neither expired nor revoked, of this kind, within the region (a province takes in its cities)."""
        key = (today, kind, region_code)
        if key not in self._sets:
            allowed = ~self._revoked & (self._expires >= today.toordinal())
            allowed &= self._kinds == _KINDS.index(kind)
            if region_code:
                allowed &= np.char.startswith(self._regions, _significant(region_code))
            if len(self._sets) > 64:  # a filter for every city would keep every city's bitmap
                self._sets.clear()
            self._sets[key] = EligibleIds(self._ids[allowed])
        return self._sets[key]

    def counts(self, today: date) -> Mapping[ProviderKind, int]:
        """How many may be shown today, by kind of provider."""
        return {kind: len(self.eligible(today, kind, "").ids) for kind in ProviderKind}


def _significant(code: str) -> str:
    """The leading digits that a division's members share: 330000 → 33, 330600 → 3306."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
