"""The open database."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from matcher.errors import StoreError
from matcher.store.failures import sentence_for
from matcher.store.unit import Unit

READ = "qianxian_read"  # execution option: this transaction only reads


class Store:
    """Hands out units of work; may be shared by threads, a unit may not."""

    def __init__(self, engine: Engine) -> None:
        self._writing = engine
        options: dict[str, object] = {READ: True}
        if engine.dialect.name == "postgresql":
            # One picture of the data throughout, as SQLite's WAL gives it.
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._reading = engine.execution_options(**options)

    @contextmanager
    def begin(self) -> Iterator[Unit]:
        """A unit of work: committed on leaving, rolled back when an exception leaves it."""
        with self._transaction(self._writing) as unit:
            yield unit

    @contextmanager
    def read(self) -> Iterator[Unit]:
        """One unchanging picture of the data; a write raises StoreError."""
        with self._transaction(self._reading) as unit:
            yield unit

    def checkpoint(self) -> bool:
        """Empty SQLite's write-ahead log, which holds what was deleted until then; False while it is read."""
        if self._writing.dialect.name != "sqlite":
            return True
        connection = self._writing.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy: int = cursor.fetchall()[0][0]
            return busy == 0
        except self._writing.dialect.loaded_dbapi.Error:  # what was deleted is deleted; the log stays for now
            return False
        finally:
            connection.close()

    def close(self) -> None:
        """Gives the connections back."""
        self._writing.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self, engine: Engine) -> Iterator[Unit]:
        try:
            with engine.begin() as connection:
                yield Unit(connection)
        except DBAPIError as error:
            raise StoreError(sentence_for(error)) from error
