"""What changed since when: the index catches up by it."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection, select, update

from matcher.store.statements import insert_or
from matcher.store.tables import changes, revision_counter


class ChangeKind(StrEnum):
    CAPABILITY = "capability"
    THESAURUS = "thesaurus"


class Changes:
    """Every transaction that writes something searchable takes one revision, and they commit in order.

    The revision comes from a single row that the transaction keeps locked until it ends. A sequence would be
    faster, but its numbers may commit out of order: a reader that has seen 8 would never learn of a 7 that
    committed later. Writers therefore wait for one another; there are few of them.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._own: int | None = None

    def revision(self) -> int:
        """The latest revision; 0 when nothing searchable was ever written."""
        latest: int = self._connection.execute(select(revision_counter.c.value)).scalar_one()
        return latest

    def since(self, revision: int, kind: str) -> set[int]:
        """The ids of this kind that were created, changed or deleted after the revision."""
        wanted = select(changes.c.entity_id).where(changes.c.kind == str(kind), changes.c.revision > revision)
        return set(self._connection.execute(wanted).scalars())

    def ever(self, kind: str) -> bool:
        """Whether anything of this kind was ever written, even if it is deleted by now."""
        found = select(changes.c.entity_id).where(changes.c.kind == str(kind)).limit(1)
        return self._connection.execute(found).first() is not None

    def lock(self) -> None:
        """Waits until no other writer is at work, so that what is read now still holds when it is written."""
        self._connection.execute(select(revision_counter.c.value).with_for_update()).scalar_one()

    def record(self, kind: ChangeKind, ids: Iterable[int]) -> None:
        """Notes that these were created, changed or deleted by this transaction."""
        rows = [{"kind": kind.value, "entity_id": id} for id in ids]
        if not rows:
            return
        revision = self._take()
        statement = insert_or(self._connection, changes)
        statement = statement.on_conflict_do_update(
            index_elements=["kind", "entity_id"], set_={"revision": statement.excluded.revision}
        )
        self._connection.execute(statement, [{**row, "revision": revision} for row in rows])

    def _take(self) -> int:
        if self._own is None:
            counted = update(revision_counter).values(value=revision_counter.c.value + 1)
            self._own = self._connection.execute(counted.returning(revision_counter.c.value)).scalar_one()
        return self._own
