"""What an owner does with needs that are kept: look at them, pause, close, delete, decide on matches."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from matcher.domain.decision import Decision, DeclineReason, Pair, Verdict
from matcher.domain.need import NEXT_STATUS, Need, NeedOutcome, NeedStatus
from matcher.domain.task import TaskKind
from matcher.errors import InputError, NotFoundError
from matcher.service.need_records import delete_needs, due_after
from matcher.store import Store, Unit

# The same whether it never was, is gone, or is somebody else's.
NO_SUCH_NEED = "没有这条需求,它可能已被删除。请到「我的需求」里看看还有哪些。"


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need in the list: how many matches it showed last, how many of them its owner is interested in."""

    need: Need
    matches: int = 0
    task_due: date | None = None  # of the most urgent open task
    interested: int = 0


class KeptNeeds:
    """Every call names the member; what is not his does not exist for him: NotFoundError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_member(self, member_id: int) -> tuple[NeedLine, ...]:
        """All of them, the newest first."""
        with self._store.read() as unit:
            needs = unit.needs.of_member(member_id)
            ids = [need.id for need in needs]
            matches = unit.matches.shown_now(ids)
            tasks = [task for task in unit.tasks.of_needs(ids) if not task.done]
            decisions = unit.decisions.of_needs(ids)
        due = {task.need_id: task.due for task in sorted(tasks, key=lambda task: task.due, reverse=True)}
        interested = Counter(one.need_id for one in decisions if one.verdict is Verdict.INTERESTED)
        return tuple(
            NeedLine(need, matches.get(need.id, 0), due.get(need.id), interested[need.id]) for need in needs
        )

    def get(self, need_id: int, member_id: int) -> Need:
        """One of his needs."""
        with self._store.read() as unit:
            return owned_need(unit, need_id, member_id)

    def set_status(
        self, need_id: int, member_id: int, status: NeedStatus, outcome: NeedOutcome | None, now: datetime
    ) -> None:
        """Pause, take up again or close; InputError when that does not follow. Closing closes its tasks."""
        with self._store.begin() as unit:
            need = locked_need(unit, need_id, member_id)
            if status not in NEXT_STATUS[need.status]:
                raise InputError("这条需求现在的状态不能这样改,可能刚刚已经改过。请重新打开它看一看。")
            closed = status is NeedStatus.CLOSED
            unit.needs.set_status(need_id, status, now, outcome if closed else None)
            if closed:
                unit.tasks.close(need_id)

    def delete(self, need_id: int, member_id: int) -> None:
        """The need with its matches, decisions and tasks, for good."""
        with self._store.begin() as unit:
            locked_need(unit, need_id, member_id)
            delete_needs(unit, [need_id])
        self._store.checkpoint()

    def decide(
        self,
        need_id: int,
        member_id: int,
        pair: Pair,
        verdict: Verdict,
        reason: DeclineReason | None,
        now: datetime,
    ) -> date | None:
        """The latest verdict counts. The day by which staff introduce both sides, when he is interested."""
        declined = verdict is Verdict.DECLINED
        with self._store.begin() as unit:
            _not_closed(locked_need(unit, need_id, member_id))
            found = unit.capabilities.get_many([pair.capability_id]).get(pair.capability_id)
            if found is None or found.version != pair.version:
                raise NotFoundError("这条资料刚刚更新或下架了。请回到结果里看现在的。")
            unit.decisions.record(
                Decision(
                    need_id, pair.capability_id, pair.version, verdict, reason if declined else None, now
                )
            )
            if declined:
                _close_interest(unit, need_id)
                return None
            return unit.tasks.open(TaskKind.INTEREST, need_id, due_after(now.date())).due

    def undecide(self, need_id: int, member_id: int, capability_id: int) -> None:
        """No verdict any more."""
        with self._store.begin() as unit:
            locked_need(unit, need_id, member_id)
            unit.decisions.take_back(need_id, capability_id)
            _close_interest(unit, need_id)

    def ask_for_person(self, need_id: int, member_id: int, now: datetime) -> date:
        """The day by which somebody of the staff looks at the need."""
        with self._store.begin() as unit:
            _not_closed(locked_need(unit, need_id, member_id))
            return unit.tasks.open(TaskKind.REQUEST, need_id, due_after(now.date())).due


def owned_need(unit: Unit, need_id: int, member_id: int) -> Need:
    """The member's need; NotFoundError when there is no such need of his."""
    need = unit.needs.get_many([need_id]).get(need_id)
    if need is None or need.member_id != member_id:
        raise NotFoundError(NO_SUCH_NEED)
    return need


def locked_need(unit: Unit, need_id: int, member_id: int) -> Need:
    """As `owned_need`; nobody else changes it until the unit ends."""
    unit.needs.lock([need_id])
    return owned_need(unit, need_id, member_id)


def _not_closed(need: Need) -> None:
    if need.status is NeedStatus.CLOSED:
        raise InputError("这条需求已经结束了。要接着找,请先点「继续找」。")


def _close_interest(unit: Unit, need_id: int) -> None:
    """Nobody is to be introduced when the owner is interested in nothing any more."""
    if not any(one.verdict is Verdict.INTERESTED for one in unit.decisions.of_needs([need_id])):
        unit.tasks.close(need_id, TaskKind.INTEREST)
