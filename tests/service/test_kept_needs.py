"""What an owner does with a kept need, and that nobody else can."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from matcher.bootstrap import Application
from matcher.domain.decision import DeclineReason, Pair, Verdict
from matcher.domain.match import Match
from matcher.domain.need import NEXT_STATUS, NeedDraft, NeedOutcome, NeedStatus
from matcher.domain.profile_row import row_of
from matcher.domain.task import TaskKind
from matcher.errors import InputError, NotFoundError
from matcher.service.kept_needs import NO_SUCH_NEED
from matcher.service.need_records import shown_matches
from tests.helpers.application import CAST, titles
from tests.helpers.capabilities import TODAY
from tests.helpers.clock import NOW

NOTHING_FITS = "想找会修古琴的师傅"
DUE = date(2026, 12, 1)


@pytest.fixture
def member(opened: Application) -> int:
    return opened.members.agree("telegram:1", "zh", NOW).id


@pytest.fixture
def keep(opened: Application, member: int) -> Callable[[str], int]:
    def keep_text(text: str) -> int:
        answer = opened.desk.keep(NeedDraft(text), token=text, member_id=member, top=3, now=NOW)
        assert answer.need_id is not None
        return answer.need_id

    return keep_text


def best(opened: Application) -> Match:
    return shown_matches(opened.desk.answer(NeedDraft(CAST), top=3).outcome)[0]


def pair_of(match: Match) -> Pair:
    return Pair(match.capability.id, match.capability.version)


def open_tasks(opened: Application) -> list[tuple[TaskKind, date]]:
    with opened.store.read() as unit:
        return [(task.kind, task.due) for task in unit.tasks.list_open()]


def test_the_list_tells_of_each_need_what_became_of_it(
    opened: Application, member: int, keep: Callable[[str], int]
) -> None:
    assert opened.desk.of_member(member) == ()
    cast, nothing = keep(CAST), keep(NOTHING_FITS)
    opened.desk.decide(cast, member, pair_of(best(opened)), Verdict.INTERESTED, None, NOW)
    newer, older = opened.desk.of_member(member)
    assert (newer.need.id, newer.matches, newer.task_due, newer.interested) == (nothing, 0, DUE, 0)
    assert (older.need.id, older.matches, older.task_due, older.interested) == (cast, 3, DUE, 1)
    assert older.need == opened.desk.get(cast, member)


@pytest.mark.parametrize("before", NeedStatus)
@pytest.mark.parametrize("after", NeedStatus)
def test_a_status_follows_another_or_a_sentence_says_why_not(
    opened: Application, member: int, keep: Callable[[str], int], before: NeedStatus, after: NeedStatus
) -> None:
    need_id = keep(CAST)
    with opened.store.begin() as unit:
        unit.needs.set_status(need_id, before, NOW)
    if after in NEXT_STATUS[before]:
        opened.desk.set_status(need_id, member, after, None, NOW)
        assert opened.desk.get(need_id, member).status is after
    else:
        with pytest.raises(InputError, match="重新打开"):
            opened.desk.set_status(need_id, member, after, None, NOW)
        assert opened.desk.get(need_id, member).status is before


def test_closing_keeps_how_it_ended_until_it_is_taken_up_again(
    opened: Application, member: int, keep: Callable[[str], int]
) -> None:
    need_id = keep(NOTHING_FITS)
    assert open_tasks(opened) == [(TaskKind.UNMATCHED_NEED, DUE)]
    opened.desk.set_status(need_id, member, NeedStatus.CLOSED, NeedOutcome.SOLVED_ELSEWHERE, NOW)
    assert opened.desk.get(need_id, member).outcome is NeedOutcome.SOLVED_ELSEWHERE
    assert open_tasks(opened) == []
    assert opened.open_needs.all() == {}
    opened.desk.set_status(need_id, member, NeedStatus.OPEN, NeedOutcome.GIVEN_UP, NOW)
    assert opened.desk.get(need_id, member).outcome is None


def test_pausing_takes_a_need_out_of_the_search_from_the_other_side(
    opened: Application, member: int, keep: Callable[[str], int]
) -> None:
    need_id = keep(CAST)
    assert list(opened.open_needs.all()) == [need_id]
    opened.desk.set_status(need_id, member, NeedStatus.PAUSED, None, NOW)
    assert list(opened.open_needs.all()) == []


def test_interest_becomes_a_task_to_introduce_both(
    opened: Application, member: int, keep: Callable[[str], int]
) -> None:
    need_id = keep(CAST)
    shown = shown_matches(opened.desk.answer(NeedDraft(CAST), top=3).outcome)
    first, second = map(pair_of, shown[:2])
    assert opened.desk.decide(need_id, member, first, Verdict.INTERESTED, None, NOW) == DUE
    later = NOW + timedelta(days=5)
    assert opened.desk.decide(need_id, member, second, Verdict.INTERESTED, None, later) == DUE
    assert open_tasks(opened) == [(TaskKind.INTEREST, DUE)]
    reason = DeclineReason.TOO_FAR
    assert opened.desk.decide(need_id, member, first, Verdict.DECLINED, reason, later) is None
    assert open_tasks(opened) == [(TaskKind.INTEREST, DUE)]
    opened.desk.undecide(need_id, member, second.capability_id)
    assert open_tasks(opened) == []
    with opened.store.read() as unit:
        (decision,) = unit.decisions.of_needs([need_id])
    assert (decision.verdict, decision.reason) == (Verdict.DECLINED, DeclineReason.TOO_FAR)


def test_a_declined_pair_comes_back_only_in_another_version(
    opened: Application, member: int, keep: Callable[[str], int]
) -> None:
    need_id, match = keep(CAST), best(opened)
    title, id = match.capability.title, match.capability.id

    def found_again() -> tuple[bool, bool]:
        answer = opened.desk.answer_kept(need_id, member_id=member, top=3, now=NOW)
        back = opened.reverse.needs_for([id], opened.open_needs.all(), 3)[id]
        return title in titles(answer.outcome), bool(back)

    assert found_again() == (True, True)
    opened.desk.decide(need_id, member, pair_of(match), Verdict.DECLINED, DeclineReason.OTHER, NOW)
    assert found_again() == (False, False)
    with opened.store.begin() as unit:
        changed = row_of(unit.capabilities.get(id))
        unit.capabilities.upsert(replace(changed, summary="压铸件气孔控制,新的办法。"), TODAY)
    assert found_again() == (True, True)


def test_a_decision_that_is_taken_back_shows_the_match_again(
    opened: Application, member: int, keep: Callable[[str], int]
) -> None:
    need_id, match = keep(CAST), best(opened)
    opened.desk.decide(need_id, member, pair_of(match), Verdict.DECLINED, None, NOW)
    opened.desk.undecide(need_id, member, match.capability.id)
    answer = opened.desk.answer_kept(need_id, member_id=member, top=3, now=NOW)
    assert match.capability.title in titles(answer.outcome)
    asked = match.capability.id
    assert opened.reverse.needs_for([asked], opened.open_needs.all(), 3)[asked]


def test_whoever_asks_for_a_person_gets_a_day(
    opened: Application, member: int, keep: Callable[[str], int]
) -> None:
    need_id = keep(CAST)
    assert opened.desk.ask_for_person(need_id, member, NOW) == DUE
    assert opened.desk.ask_for_person(need_id, member, NOW + timedelta(days=5)) == DUE
    opened.desk.answer_kept(need_id, member_id=member, top=3, now=NOW)
    assert open_tasks(opened) == [(TaskKind.REQUEST, DUE)], "matches do not replace the person"


def test_a_deleted_need_is_gone_with_all_that_speaks_of_it(
    opened: Application, member: int, keep: Callable[[str], int], tmp_path: Path
) -> None:
    need_id, other = keep(NOTHING_FITS), keep(CAST)
    opened.desk.decide(need_id, member, Pair(1, 1), Verdict.INTERESTED, None, NOW)
    opened.desk.delete(need_id, member)
    assert [line.need.id for line in opened.desk.of_member(member)] == [other]
    with opened.store.read() as unit:
        assert unit.matches.of_need(need_id) == []
        assert unit.tasks.of_needs([need_id]) == []
        assert unit.decisions.of_needs([need_id]) == []
    files = b"".join(file.read_bytes() for file in tmp_path.glob("qianxian.db*"))
    assert NOTHING_FITS.encode() not in files
    assert CAST.encode() in files


def test_what_is_somebody_elses_does_not_exist(
    opened: Application, member: int, keep: Callable[[str], int]
) -> None:
    theirs = keep(CAST)
    me = opened.members.agree("web:2", "zh", NOW).id
    desk, pair = opened.desk, Pair(1, 1)
    for need_id in (theirs, 4711, -1, 2**70):
        for attempt in (
            lambda id: desk.get(id, me),
            lambda id: desk.set_status(id, me, NeedStatus.PAUSED, None, NOW),
            lambda id: desk.delete(id, me),
            lambda id: desk.decide(id, me, pair, Verdict.INTERESTED, None, NOW),
            lambda id: desk.undecide(id, me, 1),
            lambda id: desk.ask_for_person(id, me, NOW),
            lambda id: desk.answer_kept(id, member_id=me, top=3, now=NOW),
            lambda id: desk.answer_kept(id, member_id=me, draft=NeedDraft(NOTHING_FITS), top=3, now=NOW),
        ):
            with pytest.raises(NotFoundError) as caught:
                attempt(need_id)
            assert str(caught.value) == NO_SUCH_NEED
    assert desk.get(theirs, member).draft == NeedDraft(CAST)
    assert desk.of_member(me) == ()
