"""Owners' verdicts on matches: the latest of each pair."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from matcher.domain.decision import Decision, DeclineReason, Pair, Verdict
from matcher.store.statements import insert_or, plain_ids, slices
from matcher.store.tables import decisions


class Decisions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, decision: Decision) -> None:
        """Replaces the verdict before."""
        values = {
            "capability_version": decision.capability_version,
            "verdict": decision.verdict.value,
            "reason": decision.reason.value if decision.reason else None,
            "decided_at": decision.decided_at,
        }
        new = insert_or(self._connection, decisions).values(
            need_id=decision.need_id, capability_id=decision.capability_id, **values
        )
        pair = ["need_id", "capability_id"]
        self._connection.execute(new.on_conflict_do_update(index_elements=pair, set_=values))

    def decline(self, need_id: int, pairs: Collection[Pair], now: datetime) -> None:
        """Pairs that were turned down before the need was kept; a verdict that is there already stays."""
        rows = [
            {
                "need_id": need_id,
                "capability_id": pair.capability_id,
                "capability_version": pair.version,
                "verdict": Verdict.DECLINED.value,
                "decided_at": now,
            }
            for pair in pairs
        ]
        if rows:
            self._connection.execute(insert_or(self._connection, decisions).on_conflict_do_nothing(), rows)

    def take_back(self, need_id: int, capability_id: int) -> None:
        """No verdict any more."""
        self._connection.execute(
            delete(decisions).where(
                decisions.c.need_id == need_id, decisions.c.capability_id.in_(plain_ids([capability_id]))
            )
        )

    def of_needs(self, need_ids: Sequence[int]) -> list[Decision]:
        """By need, then capability."""
        found: list[Decision] = []
        for some in slices(plain_ids(need_ids)):
            mine = select(decisions).where(decisions.c.need_id.in_(some))
            ordered = mine.order_by(decisions.c.need_id, decisions.c.capability_id)
            found.extend(_decision(row) for row in self._connection.execute(ordered))
        return found

    def declined(self) -> Mapping[int, frozenset[Pair]]:
        """What must not be shown again, by need."""
        no = select(decisions).where(decisions.c.verdict == Verdict.DECLINED.value)
        found: dict[int, set[Pair]] = {}
        for row in self._connection.execute(no):
            found.setdefault(row.need_id, set()).add(Pair(row.capability_id, row.capability_version))
        return {need_id: frozenset(pairs) for need_id, pairs in found.items()}

    def delete_of(self, need_ids: Sequence[int]) -> None:
        for some in slices(plain_ids(need_ids)):
            self._connection.execute(delete(decisions).where(decisions.c.need_id.in_(some)))


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        need_id=row.need_id,
        capability_id=row.capability_id,
        capability_version=row.capability_version,
        verdict=Verdict(row.verdict),
        reason=DeclineReason(row.reason) if row.reason else None,
        decided_at=row.decided_at,
    )
