"""Work for the staff."""

from datetime import date

from sqlalchemy import Connection, select

from matcher.domain.task import StaffTask, TaskKind
from matcher.store.statements import insert_or
from matcher.store.tables import staff_tasks


class Tasks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open_unmatched(self, need_id: int, due: date) -> int:
        """The id of this need's task, opened unless there is one; an existing task keeps its due date."""
        kind = TaskKind.UNMATCHED_NEED.value
        new = insert_or(self._connection, staff_tasks).values(kind=kind, need_id=need_id, due=due, done=False)
        self._connection.execute(new.on_conflict_do_nothing(index_elements=["kind", "need_id"]))
        mine = select(staff_tasks.c.id).where(staff_tasks.c.kind == kind, staff_tasks.c.need_id == need_id)
        found: int = self._connection.execute(mine).scalar_one()
        return found

    def list_open(self) -> list[StaffTask]:
        """The most urgent first."""
        waiting = select(staff_tasks).where(staff_tasks.c.done.is_(False))
        urgent_first = waiting.order_by(staff_tasks.c.due, staff_tasks.c.id)
        return [
            StaffTask(row.id, TaskKind(row.kind), row.need_id, row.due, row.done)
            for row in self._connection.execute(urgent_first)
        ]
