"""An answered need is kept byte for byte; one that finds nothing becomes a task with a due date, once."""

from datetime import UTC, date, datetime

import pytest

from matcher.bootstrap import Application
from matcher.domain.need import NeedStatus
from matcher.errors import InputError
from matcher.service.need_records import working_days_after
from matcher.service.needs import Answer
from tests.helpers.application import CAST

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)  # a Thursday
TOKEN = "telegram:1/need-1"
NOTHING_FITS = "想找会修古琴的师傅"


def ask(opened: Application, text: str, token: str = TOKEN) -> Answer:
    (draft,) = opened.desk.read_message(text)
    member = opened.members.agree("telegram:1", "zh", NOW)
    return opened.desk.keep(draft, token=token, member_id=member.id, top=3, now=NOW)


def counts(opened: Application) -> tuple[int, int]:
    with opened.store.read() as unit:
        return unit.needs.count(), len(unit.tasks.list_open())


@pytest.mark.parametrize("text", [CAST, f"  {CAST}\r\n\t🧵\x00\u200b <b>'; DROP TABLE needs;--\ud83d \n"])
def test_a_need_is_kept_byte_for_byte_with_what_was_shown(opened: Application, text: str) -> None:
    answer = ask(opened, text)
    assert answer.need_id is not None
    assert answer.task_due is None
    shown = [match for group in answer.outcome.groups.values() for match in group]
    with opened.store.read() as unit:
        need = unit.needs.get(answer.need_id)
        recorded = unit.matches.of_need(answer.need_id)
    assert need.raw == text
    assert need.status is NeedStatus.OPEN
    assert need.card == answer.outcome.card
    assert [one.rank for one in recorded] == list(range(1, len(shown) + 1))
    assert {(one.capability_id, one.probability) for one in recorded} == {
        (match.capability.id, match.probability) for match in shown
    }
    assert [one.probability for one in recorded] == sorted(
        (one.probability for one in recorded), reverse=True
    )


def test_a_need_that_finds_nothing_becomes_one_task_with_a_due_date(opened: Application) -> None:
    answer = ask(opened, NOTHING_FITS)
    assert answer.outcome.abstained
    assert answer.task_due == date(2026, 12, 1)
    again = ask(opened, NOTHING_FITS)
    assert again.need_id == answer.need_id
    with opened.store.read() as unit:
        (task,) = unit.tasks.list_open()
    assert (task.need_id, task.due) == (answer.need_id, date(2026, 12, 1))
    assert counts(opened) == (1, 1)


def test_a_need_asked_again_is_kept_once(opened: Application) -> None:
    answer = ask(opened, CAST)
    assert ask(opened, CAST).need_id == answer.need_id
    assert counts(opened) == (1, 0)


def test_what_is_not_kept_is_only_answered(opened: Application) -> None:
    (draft,) = opened.desk.read_message(NOTHING_FITS)
    answer = opened.desk.answer(draft, top=3)
    assert answer.need_id is None
    assert answer.task_due == date(2026, 11, 27)
    assert counts(opened) == (0, 0)


def test_a_text_that_is_no_need_leaves_nothing(opened: Application) -> None:
    with pytest.raises(InputError):
        ask(opened, "🧵")
    assert counts(opened) == (0, 0)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 11, 24), 3, date(2026, 11, 27)),
        (date(2026, 11, 26), 3, date(2026, 12, 1)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
    ],
)
def test_saturdays_and_sundays_are_no_working_days(day: date, count: int, due: date) -> None:
    assert working_days_after(day, count) == due
