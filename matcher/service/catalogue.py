"""Which capabilities may be shown, at a glance: kept in memory, refreshed when the database moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.domain.retrieval import EligibleIds
from matcher.domain.taxonomy import ProviderKind
from matcher.store import EligibilityRow, Store

_KINDS = tuple(ProviderKind)
_MOST_SETS = 64  # remembered at once: a filter for every city would keep every city's bitmap
_NEVER = date.max.toordinal()

Filter = tuple[date, ProviderKind, str]


@dataclass(frozen=True, slots=True)
class _Columns:
    """One revision of all capabilities, and the sets drawn from it; the index keeps a bitmap for each set."""

    revision: int
    ids: NDArray[np.int64]
    kinds: NDArray[np.int8]
    regions: NDArray[np.str_]
    expires: NDArray[np.int32]  # ordinal of the last day
    revoked: NDArray[np.bool_]
    sets: dict[Filter, EligibleIds] = field(default_factory=dict)

    @classmethod
    def of(cls, revision: int, eligibility_rows: Iterable[EligibilityRow]) -> "_Columns":
        rows = list(eligibility_rows)
        return cls(
            revision,
            np.array([row.id for row in rows], np.int64),
            np.array([_KINDS.index(row.provider_kind) for row in rows], np.int8),
            np.array([row.region_code for row in rows], "U6"),
            np.array([row.expires_at.toordinal() if row.expires_at else _NEVER for row in rows], np.int32),
            np.array([row.revoked for row in rows], np.bool_),
        )


class Catalogue:
    """Columns over all capabilities, replaced as a whole: who asks meanwhile sees the old or the new."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._columns = _Columns.of(-1, ())

    def __len__(self) -> int:
        return len(self._columns.ids)

    def refresh(self, revision: int) -> None:
        """Read the columns anew when the database has moved past what they were read at."""
        if revision == self._columns.revision:
            return
        with self._store.read() as unit:
            self._columns = _Columns.of(revision, unit.capabilities.eligibility_rows())

    def eligible(self, today: date, kind: ProviderKind, region_code: str) -> EligibleIds:
        """Ids neither expired nor revoked, of this kind, in the region (a province takes in its cities)."""
        columns = self._columns
        key = (today, kind, region_code)
        known = columns.sets.get(key)
        if known is None:
            allowed = ~columns.revoked & (columns.expires >= today.toordinal())
            allowed &= columns.kinds == _KINDS.index(kind)
            if region_code:
                allowed &= np.char.startswith(columns.regions, _significant(region_code))
            if len(columns.sets) >= _MOST_SETS:
                columns.sets.clear()
            known = columns.sets[key] = EligibleIds(columns.ids[allowed])
        return known

    def counts(self, today: date) -> Mapping[ProviderKind, int]:
        """How many may be shown today, by kind of provider."""
        return {kind: len(self.eligible(today, kind, "").ids) for kind in ProviderKind}


def _significant(code: str) -> str:
    """The leading digits that a division's members share: 330000 → 33, 330600 → 3306."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
