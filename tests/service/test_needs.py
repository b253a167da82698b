"""An owner's needs: answered without being kept, kept once he agrees, and handed to staff."""

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.bootstrap import Application
from matcher.domain.decision import Pair, Verdict
from matcher.domain.match import Match
from matcher.domain.need import CardField, Confidentiality, NeedDraft, NeedStatus
from matcher.domain.question import About
from matcher.domain.task import TaskKind
from matcher.errors import InputError, NotFoundError
from matcher.service.need_records import shown_matches, working_days_after
from matcher.service.needs import Answer
from tests.helpers.application import CAST, ENTRIES, titles
from tests.helpers.capabilities import TODAY, row
from tests.helpers.clock import NOW

TOKEN = "telegram:1/need-1"
NOTHING_FITS = "想找会修古琴的师傅"
HARD = f"  {CAST}\r\n\t🧵\x00\u200b <b>'; DROP TABLE needs;--\ud83d \n"


@pytest.fixture
def member(opened: Application) -> int:
    return opened.members.agree("telegram:1", "zh", NOW).id


def keep(opened: Application, member: int, draft: NeedDraft, token: str = TOKEN) -> Answer:
    return opened.desk.keep(draft, token=token, member_id=member, top=3, now=NOW)


def id_of(answer: Answer) -> int:
    assert answer.need_id is not None
    return answer.need_id


def pair_of(match: Match) -> Pair:
    return Pair(match.capability.id, match.capability.version)


def open_tasks(opened: Application) -> list[tuple[TaskKind, date]]:
    with opened.store.read() as unit:
        return [(task.kind, task.due) for task in unit.tasks.list_open()]


# Reading


def test_a_message_with_one_need_stays_as_it_was_typed(opened: Application) -> None:
    assert opened.desk.read_message(HARD) == (NeedDraft(HARD),)


def test_each_need_of_several_knows_the_whole_message(opened: Application) -> None:
    message = "两个问题:1.压铸件气孔太多,打压就漏,怎么解决 2.布一洗就掉颜色,色牢度不够,怎么提高"
    first, second = opened.desk.read_message(message)
    assert first.raw == second.raw == message
    assert "气孔" in first.text
    assert "颜色" not in first.text
    assert "颜色" in second.text


def test_what_is_no_need_is_answered_with_a_sentence(opened: Application) -> None:
    for text in ("🧵", "", "1" * 30_000):
        with pytest.raises(InputError):
            opened.desk.read_message(text)


def test_a_filled_in_form_is_read_into_needs(opened: Application) -> None:
    form = "需求名称:压铸件气孔\n需求内容:压铸件气孔太多,打压就漏,气孔率要降到1%"
    (draft,) = opened.desk.read_file("需求.txt", form.encode())
    assert (draft.wording, draft.supplements, draft.edits) == ("", (), ())
    answer = opened.desk.answer(draft, top=3)
    assert "压铸件气孔控制" in titles(answer.outcome)
    assert [indicator.target for indicator in answer.outcome.card.indicators] == [1.0]


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", b"\x00\x01\x02"), ("a.txt", b""), ("a.png", b"\x89PNG")]
)
def test_a_file_that_is_no_form_is_answered_with_a_sentence(
    opened: Application, name: str, data: bytes
) -> None:
    with pytest.raises(InputError):
        opened.desk.read_file(name, data)


@given(text=st.text(st.characters(codec=None), max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_any_message_is_read_or_answered_with_a_sentence(opened: Application, text: str) -> None:
    with suppress(InputError):
        drafts = opened.desk.read_message(text)
        assert drafts
        assert {draft.raw for draft in drafts} == {text}


# Answering without keeping


def test_what_is_not_kept_is_only_answered(opened: Application) -> None:
    answer = opened.desk.answer(NeedDraft(CAST), top=3)
    assert len(shown_matches(answer.outcome)) == 3
    assert (answer.need_id, answer.task_due, answer.decisions) == (None, None, {})
    nothing = opened.desk.answer(NeedDraft(NOTHING_FITS), top=3)
    assert nothing.task_due == date(2026, 11, 27)
    assert open_tasks(opened) == []
    with opened.store.read() as unit:
        assert unit.needs.count() == 0


def test_questions_come_with_the_matches(opened: Application) -> None:
    def asked(draft: NeedDraft) -> list[About]:
        return [question.about for question in opened.desk.answer(draft, top=3).questions]

    assert asked(NeedDraft(CAST))[0] is About.QUANTITY
    measured = opened.desk.edit(NeedDraft(CAST), CardField.INDICATORS, "气孔率降到1%")
    assert About.QUANTITY not in asked(measured)


def test_an_answer_follows_what_the_owner_changed(opened: Application) -> None:
    draft = replace(NeedDraft("质量不好"), supplements=("压铸件气孔太多",))
    answer = opened.desk.answer(draft, top=3)
    assert "压铸件气孔控制" in titles(answer.outcome)
    shaoxing = opened.desk.answer(opened.desk.edit(draft, CardField.REGION, "绍兴"), top=3)
    assert shaoxing.outcome.card.region_code == "330600"
    before, after = (
        next(one for one in shown_matches(found.outcome) if one.capability.title == "压铸件气孔控制")
        for found in (answer, shaoxing)
    )
    assert after.probability > before.probability, "it is in the same city"


def test_rejected_problems_and_excluded_firms_are_honoured(opened: Application) -> None:
    draft = NeedDraft("布一洗就掉颜色,染手")
    assert [one.entry_id for one in opened.desk.answer(draft, top=3).outcome.understood] == [ENTRIES[0].id]
    rejected = replace(draft, rejected=(ENTRIES[0].id,))
    assert opened.desk.answer(rejected, top=3).outcome.understood == ()
    excluded = opened.desk.edit(NeedDraft(CAST), CardField.EXCLUDED, "供给方cast-test")
    assert "压铸件气孔检测" not in titles(opened.desk.answer(excluded, top=3).outcome)


def test_hidden_pairs_are_not_shown(opened: Application) -> None:
    match = shown_matches(opened.desk.answer(NeedDraft(CAST), top=3).outcome)[0]
    answer = opened.desk.answer(NeedDraft(CAST), top=3, hidden=frozenset({pair_of(match)}))
    assert match.capability.title not in titles(answer.outcome)


# Keeping


@pytest.mark.parametrize("text", [CAST, HARD])
def test_a_need_is_kept_byte_for_byte_with_what_was_shown(
    opened: Application, member: int, text: str
) -> None:
    draft = NeedDraft(text, supplements=("绍兴\ud83d",))
    answer = keep(opened, member, draft)
    assert answer.task_due is None
    shown = shown_matches(answer.outcome)
    need = opened.desk.get(id_of(answer), member)
    with opened.store.read() as unit:
        recorded = unit.matches.of_need(need.id)
    assert (need.draft, need.status) == (draft, NeedStatus.OPEN)
    assert need.card == answer.outcome.card
    assert need.card.region_code == "330600"
    assert [(one.rank, one.capability_id, one.probability) for one in recorded] == [
        (rank, match.capability.id, match.probability) for rank, match in enumerate(shown, 1)
    ]


def test_a_need_that_finds_nothing_becomes_one_task_with_a_due_date(opened: Application, member: int) -> None:
    answer = keep(opened, member, NeedDraft(NOTHING_FITS))
    assert answer.outcome.abstained
    assert answer.task_due == date(2026, 12, 1)
    later = NOW + timedelta(days=1)
    again = opened.desk.answer_kept(id_of(answer), member_id=member, top=3, now=later)
    assert again.task_due == date(2026, 12, 1), "the day that was promised stays"
    assert open_tasks(opened) == [(TaskKind.UNMATCHED_NEED, date(2026, 12, 1))]


def test_the_task_is_done_when_something_is_found_and_opened_anew_when_it_is_gone(
    opened: Application, member: int
) -> None:
    need_id = id_of(keep(opened, member, NeedDraft(NOTHING_FITS)))
    with opened.store.begin() as unit:
        found = unit.capabilities.upsert(row("qin", "会修古琴的师傅", "修古琴。"), TODAY)
    assert opened.desk.answer_kept(need_id, member_id=member, top=3, now=NOW).task_due is None
    assert open_tasks(opened) == []
    with opened.store.begin() as unit:
        unit.capabilities.delete([found.id])
    later = NOW + timedelta(days=4)  # a Monday
    assert opened.desk.answer_kept(need_id, member_id=member, top=3, now=later).task_due == date(2026, 12, 3)
    assert open_tasks(opened) == [(TaskKind.UNMATCHED_NEED, date(2026, 12, 3))]


def test_the_same_token_changes_the_same_need(opened: Application, member: int) -> None:
    first = keep(opened, member, NeedDraft(NOTHING_FITS))
    second = keep(opened, member, NeedDraft(CAST))
    assert second.need_id == first.need_id
    assert opened.desk.get(id_of(first), member).raw == CAST
    assert open_tasks(opened) == []


def test_a_double_tap_makes_one_need(opened: Application, member: int) -> None:
    ids: list[int | None] = []
    ready = threading.Barrier(3)

    def tap() -> None:
        ready.wait(10)
        ids.append(keep(opened, member, NeedDraft(CAST)).need_id)

    taps = [threading.Thread(target=tap) for _ in range(3)]
    for one in taps:
        one.start()
    for one in taps:
        one.join(30)
    assert len(ids) == 3
    assert len(set(ids)) == 1
    assert len(opened.desk.of_member(member)) == 1


def test_what_was_turned_down_before_keeping_stays_turned_down(opened: Application, member: int) -> None:
    match = shown_matches(opened.desk.answer(NeedDraft(CAST), top=3).outcome)[0]
    answer = opened.desk.keep(
        NeedDraft(CAST), token=TOKEN, member_id=member, top=3, hidden=frozenset({pair_of(match)}), now=NOW
    )
    again = opened.desk.answer_kept(id_of(answer), member_id=member, top=3, now=NOW)
    kept_again = keep(opened, member, NeedDraft(CAST))
    for one in (answer, again, kept_again):
        assert match.capability.title not in titles(one.outcome)


def test_the_token_of_somebody_else_is_no_way_to_his_need(opened: Application, member: int) -> None:
    other = opened.members.agree("web:2", "zh", NOW).id
    need_id = id_of(keep(opened, member, NeedDraft(CAST)))
    with pytest.raises(NotFoundError):
        keep(opened, other, NeedDraft(NOTHING_FITS))
    assert opened.desk.get(need_id, member).raw == CAST


def test_a_member_who_was_forgotten_keeps_nothing(opened: Application, member: int) -> None:
    opened.privacy.forget("telegram:1")
    with pytest.raises(NotFoundError, match="先同意"):
        keep(opened, member, NeedDraft(CAST))


# Changing


def test_a_changed_draft_changes_the_need_and_its_matches(opened: Application, member: int) -> None:
    need_id = id_of(keep(opened, member, NeedDraft(CAST)))
    draft = opened.desk.edit(NeedDraft(CAST), CardField.CONFIDENTIALITY, "保密")
    draft = opened.desk.edit(draft, CardField.PROBLEM, "布的色牢度不够")
    answer = opened.desk.answer_kept(need_id, member_id=member, draft=draft, top=3, now=NOW)
    assert titles(answer.outcome) == ["纺织品色牢度提升", "色牢度检测"]
    need = opened.desk.get(need_id, member)
    assert (need.draft, need.raw) == (draft, CAST)
    assert need.card == answer.outcome.card
    assert need.card.confidentiality is Confidentiality.CONFIDENTIAL
    assert opened.desk.of_member(member)[0].matches == 2


def test_a_deadline_counts_from_the_day_on_which_it_was_said(opened: Application, member: int) -> None:
    draft = NeedDraft(f"{CAST},三个月内解决")
    need_id = id_of(keep(opened, member, draft))
    with opened.store.begin() as unit:  # as if it had been said a month ago
        card = replace(unit.needs.get(need_id).card, deadline=date(2027, 1, 20))
        unit.needs.change(need_id, draft, card, NOW)
    longer = replace(draft, supplements=("绍兴",))
    opened.desk.answer_kept(need_id, member_id=member, draft=longer, top=3, now=NOW)
    assert opened.desk.get(need_id, member).card.deadline == date(2027, 1, 20)
    other = opened.desk.edit(longer, CardField.DEADLINE, "2027-06-30")
    opened.desk.answer_kept(need_id, member_id=member, draft=other, top=3, now=NOW)
    assert opened.desk.get(need_id, member).card.deadline == date(2027, 6, 30)


def test_a_paused_need_is_answered_without_a_task(opened: Application, member: int) -> None:
    need_id = id_of(keep(opened, member, NeedDraft(CAST)))
    opened.desk.set_status(need_id, member, NeedStatus.PAUSED, None, NOW)
    nothing = NeedDraft(NOTHING_FITS)
    answer = opened.desk.answer_kept(need_id, member_id=member, draft=nothing, top=3, now=NOW)
    assert answer.outcome.abstained
    assert answer.task_due is None
    assert open_tasks(opened) == []


def test_a_draft_without_private_details_keeps_the_words_that_were_typed(opened: Application) -> None:
    draft = NeedDraft(f"{CAST},联系张经理13812345678", supplements=("微信 zhangsan88",))
    masked = opened.desk.mask(opened.desk.edit(draft, CardField.TRIED, "请过李教授13912345678"))
    assert masked.raw == draft.raw
    everything = "\n".join((masked.text, *(edit.value for edit in masked.edits)))
    assert not any(secret in everything for secret in ("138", "139", "zhangsan88", "张经理"))
    assert "气孔" in masked.text
    assert opened.cards.card(masked).contacts == ()


def test_a_draft_with_nothing_private_stays_as_it_is(opened: Application) -> None:
    draft = NeedDraft(CAST, supplements=("绍兴",))
    assert opened.desk.mask(draft) == draft


def test_verdicts_come_with_the_answer(opened: Application, member: int) -> None:
    answer = keep(opened, member, NeedDraft(CAST))
    match = shown_matches(answer.outcome)[0]
    opened.desk.decide(id_of(answer), member, pair_of(match), Verdict.INTERESTED, None, NOW)
    again = opened.desk.answer_kept(id_of(answer), member_id=member, top=3, now=NOW)
    assert again.decisions == {match.capability.id: Verdict.INTERESTED}


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
