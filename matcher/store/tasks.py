"""Work for the staff."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, Row, case, delete, select, update

from matcher.domain.task import StaffTask, TaskKind
from matcher.store.statements import insert_or, plain_ids, slices
from matcher.store.tables import staff_tasks


class Tasks:
    """A need has one task of each kind at most."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, kind: TaskKind, need_id: int, due: date) -> StaffTask:
        """This need's task; one that is open keeps its due date, one that was done is opened again."""
        new = insert_or(self._connection, staff_tasks).values(
            kind=kind.value, need_id=need_id, due=due, done=False
        )
        opened = new.on_conflict_do_update(
            index_elements=["kind", "need_id"],
            set_={
                "due": case((staff_tasks.c.done.is_(True), new.excluded.due), else_=staff_tasks.c.due),
                "done": False,
            },
        )
        return _task(self._connection.execute(opened.returning(staff_tasks)).one())

    def close(self, need_id: int, *kinds: TaskKind) -> None:
        """Those of these kinds; of every kind when none is named."""
        mine = update(staff_tasks).where(staff_tasks.c.need_id == need_id)
        if kinds:
            mine = mine.where(staff_tasks.c.kind.in_([kind.value for kind in kinds]))
        self._connection.execute(mine.values(done=True))

    def list_open(self) -> list[StaffTask]:
        """The most urgent first."""
        waiting = select(staff_tasks).where(staff_tasks.c.done.is_(False))
        urgent_first = waiting.order_by(staff_tasks.c.due, staff_tasks.c.id)
        return [_task(row) for row in self._connection.execute(urgent_first)]

    def of_needs(self, need_ids: Sequence[int]) -> list[StaffTask]:
        """Open and done, by id."""
        found: list[StaffTask] = []
        for some in slices(plain_ids(need_ids)):
            mine = select(staff_tasks).where(staff_tasks.c.need_id.in_(some)).order_by(staff_tasks.c.id)
            found.extend(_task(row) for row in self._connection.execute(mine))
        return found

    def delete_of(self, need_ids: Sequence[int]) -> None:
        for some in slices(plain_ids(need_ids)):
            self._connection.execute(delete(staff_tasks).where(staff_tasks.c.need_id.in_(some)))


def _task(row: Row[tuple[object, ...]]) -> StaffTask:
    return StaffTask(row.id, TaskKind(row.kind), row.need_id, row.due, row.done)
