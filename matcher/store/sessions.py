"""Where each conversation stands."""

from datetime import datetime

from sqlalchemy import Connection, select

from matcher.store.statements import insert_or
from matcher.store.tables import sessions


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
