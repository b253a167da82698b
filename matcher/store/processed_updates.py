"""Which messages of a channel were dealt with already."""

from sqlalchemy import Connection

from matcher.store.statements import insert_or
from matcher.store.tables import processed_updates


class ProcessedUpdates:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seen(self, channel: str, update_id: int | str) -> bool:
        """Whether this update came before; from now on it has."""
        new = insert_or(self._connection, processed_updates).values(channel=channel, update_id=str(update_id))
        inserted = new.on_conflict_do_nothing().returning(processed_updates.c.update_id)
        return self._connection.execute(inserted).first() is None
