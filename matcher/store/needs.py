"""Needs: the owner's words and the card."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Update, delete, func, insert, select, update

from matcher.domain.need import Need, NeedCard, NeedDraft, NeedOutcome, NeedStatus
from matcher.errors import NotFoundError
from matcher.store.need_rows import draft_values, to_need
from matcher.store.statements import insert_or, plain_ids, slices
from matcher.store.tables import needs


class Needs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        draft: NeedDraft,
        card: NeedCard,
        status: NeedStatus,
        created_at: datetime,
        member_id: int | None = None,
    ) -> int:
        """The new need's id; its words are kept byte for byte."""
        new = insert(needs).values(
            **draft_values(draft, card),
            member_id=member_id,
            status=status.value,
            created_at=created_at,
            updated_at=created_at,
        )
        id: int = self._connection.execute(new.returning(needs.c.id)).scalar_one()
        return id

    def keep(self, token: str, member_id: int, draft: NeedDraft, card: NeedCard, now: datetime) -> int | None:
        """The id of this token's need, open, made or changed; None when the token is another member's."""
        values = {**draft_values(draft, card), "status": NeedStatus.OPEN.value, "outcome": None}
        new = insert_or(self._connection, needs).values(
            **values, token=token, member_id=member_id, created_at=now, updated_at=now
        )
        kept = new.on_conflict_do_update(
            index_elements=["token"],
            set_={**values, "updated_at": now},
            where=needs.c.member_id == member_id,
        )
        return self._connection.execute(kept.returning(needs.c.id)).scalar()

    def id_of(self, token: str) -> int | None:
        """The need that is kept under this token."""
        return self._connection.execute(select(needs.c.id).where(needs.c.token == token)).scalar()

    def lock(self, ids: Sequence[int]) -> None:
        """Waits until nobody else changes these needs, so that what is read now holds when it is written."""
        for some in slices(plain_ids(ids)):
            mine = select(needs.c.id).where(needs.c.id.in_(some)).order_by(needs.c.id)
            self._connection.execute(mine.with_for_update())

    def get(self, id: int) -> Need:
        """Raises NotFoundError."""
        found = self.get_many([id]).get(id)
        if found is None:
            raise _missing(id)
        return found

    def open_with_last_change(self) -> dict[int, datetime]:
        """Open needs by id, and when each was last changed."""
        wanted = select(needs.c.id, needs.c.updated_at).where(needs.c.status == NeedStatus.OPEN.value)
        return {row.id: row.updated_at for row in self._connection.execute(wanted)}

    def get_many(self, ids: Sequence[int]) -> dict[int, Need]:
        """Those that exist, by id."""
        found: dict[int, Need] = {}
        for some in slices(plain_ids(ids)):
            for row in self._connection.execute(select(needs).where(needs.c.id.in_(some))):
                found[row.id] = to_need(row)
        return found

    def of_member(self, member_id: int) -> list[Need]:
        """The newest first."""
        mine = select(needs).where(needs.c.member_id == member_id)
        newest_first = mine.order_by(needs.c.created_at.desc(), needs.c.id.desc())
        return [to_need(row) for row in self._connection.execute(newest_first)]

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(needs)).scalar_one()

    def change(self, id: int, draft: NeedDraft, card: NeedCard, updated_at: datetime) -> None:
        """Raises NotFoundError."""
        self._change(id, update(needs).values(**draft_values(draft, card), updated_at=updated_at))

    def set_status(
        self, id: int, status: NeedStatus, updated_at: datetime, outcome: NeedOutcome | None = None
    ) -> None:
        """Raises NotFoundError. The outcome is that of the last closing: any other status has none."""
        ended = outcome.value if outcome else None
        self._change(id, update(needs).values(status=status.value, outcome=ended, updated_at=updated_at))

    def move(self, member_id: int, to: int) -> None:
        """Another member owns this one's needs from now on."""
        mine = update(needs).where(needs.c.member_id == member_id)
        self._connection.execute(mine.values(member_id=to))

    def delete(self, ids: Sequence[int]) -> None:
        """What refers to them must be gone already."""
        for some in slices(plain_ids(ids)):
            self._connection.execute(delete(needs).where(needs.c.id.in_(some)))

    def _change(self, id: int, statement: Update) -> None:
        if self._connection.execute(statement.where(needs.c.id.in_(plain_ids([id])))).rowcount == 0:
            raise _missing(id)


def _missing(id: int) -> NotFoundError:
    return NotFoundError("没有编号为 {id} 的需求,它可能已被删除", id=id)
