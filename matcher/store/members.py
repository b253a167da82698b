"""Members and the conversations that are theirs."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from matcher.domain.member import Member, QuietHours
from matcher.errors import NotFoundError
from matcher.store.statements import insert_or, plain_ids
from matcher.store.tables import identities, members


class Members:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, language: str, consent_version: int, agreed_at: datetime) -> int:
        """The new member's id; no conversation is his yet."""
        new = insert(members).values(
            language=language, consent_version=consent_version, agreed_at=agreed_at, digest=True
        )
        id: int = self._connection.execute(new.returning(members.c.id)).scalar_one()
        return id

    def id_of(self, key: str) -> int | None:
        """Whose conversation it is."""
        mine = select(identities.c.member_id).where(identities.c.key == key)
        return self._connection.execute(mine).scalar()

    def find(self, key: str) -> Member | None:
        """The member whose conversation it is."""
        id = self.id_of(key)
        return None if id is None else self.get(id)

    def get(self, id: int) -> Member:
        """Raises NotFoundError."""
        found = self._connection.execute(select(members).where(members.c.id.in_(plain_ids([id])))).first()
        if found is None:
            raise NotFoundError("没有编号为 {id} 的成员,他的资料可能已被删除", id=id)
        return _member(found, self._channels(id))

    def consent_of(self, id: int) -> int:
        """The version of the terms that he agreed to."""
        agreed = select(members.c.consent_version).where(members.c.id == id)
        version: int = self._connection.execute(agreed).scalar_one()
        return version

    def agree(self, id: int, consent_version: int, agreed_at: datetime) -> None:
        """To other terms than before."""
        self._change(id, consent_version=consent_version, agreed_at=agreed_at)

    def set_language(self, id: int, language: str) -> None:
        self._change(id, language=language)

    def set_digest(self, id: int, on: bool) -> None:
        self._change(id, digest=on)

    def set_quiet(self, id: int, quiet: QuietHours | None) -> None:
        start, end = (quiet.start, quiet.end) if quiet else (None, None)
        self._change(id, quiet_start=start, quiet_end=end)

    def link(self, key: str, member_id: int, now: datetime) -> bool:
        """False when the conversation belongs to somebody already."""
        new = insert_or(self._connection, identities).values(key=key, member_id=member_id, linked_at=now)
        linked = new.on_conflict_do_nothing(index_elements=["key"]).returning(identities.c.key)
        return self._connection.execute(linked).first() is not None

    def unlink(self, key: str) -> None:
        self._connection.execute(delete(identities).where(identities.c.key == key))

    def move(self, member_id: int, to: int) -> None:
        """His conversations are another member's from now on."""
        his = update(identities).where(identities.c.member_id == member_id)
        self._connection.execute(his.values(member_id=to))

    def delete(self, id: int) -> None:
        """His conversations are nobody's then; needs and codes must be gone already."""
        self._connection.execute(delete(identities).where(identities.c.member_id == id))
        self._connection.execute(delete(members).where(members.c.id == id))

    def keys(self) -> frozenset[str]:
        """Every conversation that is a member's."""
        return frozenset(self._connection.execute(select(identities.c.key)).scalars())

    def hold(self, id: int) -> bool:
        """Whether there is such a member; he stays, and keeps nothing else, until the unit ends."""
        mine = select(members.c.id).where(members.c.id.in_(plain_ids([id]))).with_for_update()
        return self._connection.execute(mine).first() is not None

    def lock(self) -> None:
        """Waits until nobody else links conversations, so that what is read now holds when it is written."""
        if self._connection.dialect.name == "postgresql":
            self._connection.exec_driver_sql("LOCK TABLE identities IN SHARE ROW EXCLUSIVE MODE")

    def _channels(self, id: int) -> tuple[str, ...]:
        his = select(identities.c.key).where(identities.c.member_id == id)
        oldest_first = his.order_by(identities.c.linked_at, identities.c.key)
        return tuple(self._connection.execute(oldest_first).scalars())

    def _change(self, id: int, **values: object) -> None:
        self._connection.execute(update(members).where(members.c.id == id).values(**values))


def _member(row: Row[Any], channels: tuple[str, ...]) -> Member:
    quiet = None if row.quiet_start is None else QuietHours(row.quiet_start, row.quiet_end)
    return Member(row.id, row.language, row.agreed_at, row.digest, quiet, channels)
