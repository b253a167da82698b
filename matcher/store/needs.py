"""Needs: the owner's words and the card."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Update, func, insert, select, update

from matcher.domain.card_json import card_from_json, card_to_json
from matcher.domain.need import Need, NeedCard, NeedStatus
from matcher.errors import NotFoundError
from matcher.store.statements import plain_ids, slices
from matcher.store.tables import needs


class Needs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, raw: str, card: NeedCard, status: NeedStatus, created_at: datetime) -> int:
        """The new need's id; `raw` is kept byte for byte."""
        new = insert(needs).values(
            raw=raw,
            card=card_to_json(card),
            status=status.value,
            created_at=created_at,
            updated_at=created_at,
        )
        id: int = self._connection.execute(new.returning(needs.c.id)).scalar_one()
        return id

    def get(self, id: int) -> Need:
        """Raises NotFoundError."""
        found = self._connection.execute(select(needs).where(needs.c.id.in_(plain_ids([id])))).first()
        if found is None:
            raise _missing(id)
        return _need(found)

    def open_with_last_change(self) -> dict[int, datetime]:
        """Open needs by id, and when each was last changed."""
        wanted = select(needs.c.id, needs.c.updated_at).where(needs.c.status == NeedStatus.OPEN.value)
        return {row.id: row.updated_at for row in self._connection.execute(wanted)}

    def get_many(self, ids: Sequence[int]) -> dict[int, Need]:
        """Those that exist, by id."""
        found: dict[int, Need] = {}
        for some in slices(plain_ids(ids)):
            for row in self._connection.execute(select(needs).where(needs.c.id.in_(some))):
                found[row.id] = _need(row)
        return found

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(needs)).scalar_one()

    def update_card(self, id: int, card: NeedCard, updated_at: datetime) -> None:
        """Raises NotFoundError; the raw text stays."""
        self._change(id, update(needs).values(card=card_to_json(card), updated_at=updated_at))

    def set_status(self, id: int, status: NeedStatus, updated_at: datetime) -> None:
        """Raises NotFoundError."""
        self._change(id, update(needs).values(status=status.value, updated_at=updated_at))

    def _change(self, id: int, statement: Update) -> None:
        if self._connection.execute(statement.where(needs.c.id.in_(plain_ids([id])))).rowcount == 0:
            raise _missing(id)


def _need(row: Row[Any]) -> Need:
    return Need(row.id, row.raw, card_from_json(row.card), NeedStatus(row.status))


def _missing(id: int) -> NotFoundError:
    return NotFoundError(f"没有编号为 {id} 的需求,它可能已被删除")
