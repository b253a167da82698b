"""Codes that link a second conversation to a member, and the wrong ones that were tried."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from matcher.store.statements import insert_or
from matcher.store.tables import link_attempts, link_codes


class LinkCodes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def issue(self, code: str, member_id: int, expires_at: datetime) -> bool:
        """False when somebody holds this code."""
        new = insert_or(self._connection, link_codes).values(
            code=code, member_id=member_id, expires_at=expires_at
        )
        issued = new.on_conflict_do_nothing(index_elements=["code"]).returning(link_codes.c.code)
        return self._connection.execute(issued).first() is not None

    def owner(self, code: str, now: datetime) -> int | None:
        """The member who got it, while it holds."""
        mine = select(link_codes.c.member_id).where(link_codes.c.code == code, link_codes.c.expires_at > now)
        return self._connection.execute(mine).scalar()

    def void(self, member_id: int) -> None:
        """All of this member."""
        self._connection.execute(delete(link_codes).where(link_codes.c.member_id == member_id))

    def note_wrong_try(self, key: str, now: datetime) -> None:
        self._connection.execute(insert(link_attempts).values(key=key, tried_at=now))

    def wrong_tries(self, since: datetime, key: str | None = None) -> list[datetime]:
        """Oldest first; of all conversations when no key is given."""
        wrong = select(link_attempts.c.tried_at).where(link_attempts.c.tried_at > since)
        if key is not None:
            wrong = wrong.where(link_attempts.c.key == key)
        return list(self._connection.execute(wrong.order_by(link_attempts.c.tried_at)).scalars())

    def forget(self, keys: Collection[str]) -> None:
        """What these conversations tried."""
        self._connection.execute(delete(link_attempts).where(link_attempts.c.key.in_(keys)))

    def prune(self, expired: datetime, tried: datetime) -> int:
        """Drop codes that ran out and tries that were made by then; gives their number."""
        gone = self._connection.execute(delete(link_codes).where(link_codes.c.expires_at <= expired)).rowcount
        old = delete(link_attempts).where(link_attempts.c.tried_at <= tried)
        return gone + self._connection.execute(old).rowcount
