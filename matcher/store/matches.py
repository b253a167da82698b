"""Matches that were shown, kept so that decisions can refer to them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select, update

from matcher.domain.match import Match
from matcher.store.statements import insert_or, plain_ids, slices
from matcher.store.tables import matches


class MatchRow(NamedTuple):
    """One line of an outcome; `rank` counts from 1."""

    capability_id: int
    capability_version: int
    probability: float
    parts: Mapping[str, float]
    rank: int

    @staticmethod
    def of(match: Match, rank: int) -> "MatchRow":
        """The line for a match in an outcome."""
        capability = match.capability
        return MatchRow(capability.id, capability.version, match.probability, match.parts, rank)


@dataclass(frozen=True, slots=True)
class RecordedMatch:
    """A match as it was last shown; rank 0 when it is not among the latest."""

    id: int
    need_id: int
    capability_id: int
    capability_version: int
    probability: float
    parts: Mapping[str, float]
    rank: int
    created_at: datetime


class Matches:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, need_id: int, outcome_rows: Sequence[MatchRow], created_at: datetime) -> list[int]:
        """The matches' ids in the order given; the same pair in the same version keeps its id.

        What was shown for the need before and is not among them gets rank 0.
        """
        before = update(matches).where(matches.c.need_id == need_id, matches.c.rank > 0)
        self._connection.execute(before.values(rank=0))
        ids = []
        for row in outcome_rows:
            values = {
                "probability": float(row.probability),
                "parts": json.dumps({name: float(part) for name, part in row.parts.items()}),
                "rank": int(row.rank),
                "created_at": created_at,
            }
            written = (
                insert_or(self._connection, matches)
                .values(
                    need_id=need_id,
                    capability_id=int(row.capability_id),
                    capability_version=int(row.capability_version),
                    **values,
                )
                .on_conflict_do_update(
                    index_elements=["need_id", "capability_id", "capability_version"], set_=values
                )
                .returning(matches.c.id)
            )
            ids.append(self._connection.execute(written).scalar_one())
        return ids

    def of_need(self, need_id: int) -> list[RecordedMatch]:
        """The latest outcome first, each outcome best first."""
        found = select(matches).where(matches.c.need_id.in_(plain_ids([need_id])))
        latest_first = found.order_by(matches.c.created_at.desc(), matches.c.rank, matches.c.id)
        return [
            RecordedMatch(
                id=row.id,
                need_id=row.need_id,
                capability_id=row.capability_id,
                capability_version=row.capability_version,
                probability=row.probability,
                parts=json.loads(row.parts),
                rank=row.rank,
                created_at=row.created_at,
            )
            for row in self._connection.execute(latest_first)
        ]

    def shown_now(self, need_ids: Sequence[int]) -> dict[int, int]:
        """How many matches the latest outcome of each need has; needs without any are left out."""
        found: dict[int, int] = {}
        for some in slices(plain_ids(need_ids)):
            shown = select(matches.c.need_id, func.count()).where(
                matches.c.need_id.in_(some), matches.c.rank > 0
            )
            rows = self._connection.execute(shown.group_by(matches.c.need_id))
            found.update((need_id, count) for need_id, count in rows)
        return found

    def delete_of(self, need_ids: Sequence[int]) -> None:
        for some in slices(plain_ids(need_ids)):
            self._connection.execute(delete(matches).where(matches.c.need_id.in_(some)))
