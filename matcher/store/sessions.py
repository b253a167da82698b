"""Where each conversation stands."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, or_, select

from matcher.store.statements import insert_or, slices
from matcher.store.tables import sessions

PART = "#"  # key#part: something else that is kept for the conversation

_AT_ONCE = 200  # conversations to a statement: SQLite takes expressions of 1,000 terms


class Sessions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, key: str) -> str | None:
        """The state last saved under this key."""
        return self._connection.execute(select(sessions.c.state).where(sessions.c.key == key)).scalar()

    def save(self, key: str, state: str, now: datetime) -> None:
        """Replaces what was saved under this key."""
        values = {"state": state, "updated_at": now}
        new = insert_or(self._connection, sessions).values(key=key, **values)
        self._connection.execute(new.on_conflict_do_update(index_elements=["key"], set_=values))

    def save_many(self, states: Mapping[str, str | None], now: datetime) -> None:
        """Each under its key; None drops what was saved."""
        for key, state in states.items():
            if state is None:
                self._connection.execute(delete(sessions).where(sessions.c.key == key))
            else:
                self.save(key, state, now)

    def of(self, keys: Collection[str]) -> dict[str, str]:
        """What is saved of these conversations with all their parts, by key."""
        found: dict[str, str] = {}
        for some in slices(sorted(keys), _AT_ONCE):
            rows = self._connection.execute(select(sessions).where(_belongs_to(some)))
            found.update((row.key, row.state) for row in rows)
        return dict(sorted(found.items()))

    def delete_of(self, keys: Collection[str]) -> int:
        """Drops these conversations with all their parts; gives the number of rows."""
        return sum(
            self._connection.execute(delete(sessions).where(_belongs_to(some))).rowcount
            for some in slices(sorted(keys), _AT_ONCE)
        )

    def idle_since(self, before: datetime) -> list[str]:
        """Conversations of which no part was saved since, by key."""
        rows = self._connection.execute(select(sessions.c.key, sessions.c.updated_at)).all()
        moving = {_conversation(row.key) for row in rows if row.updated_at >= before}
        return sorted({_conversation(row.key) for row in rows} - moving)


def _belongs_to(keys: Sequence[str]) -> ColumnElement[bool]:
    # Compared character by character: LIKE takes A for a.
    return or_(
        sessions.c.key.in_(keys),
        *(func.substr(sessions.c.key, 1, len(key) + 1) == key + PART for key in keys),
    )


def _conversation(key: str) -> str:
    return key.split(PART, 1)[0]
