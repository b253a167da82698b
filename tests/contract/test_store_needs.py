"""Needs with what their owners changed, matches and decisions on them, on every database."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.domain.decision import Decision, DeclineReason, Pair, Verdict
from matcher.domain.need import CardEdit, CardField, NeedCard, NeedDraft, NeedOutcome, NeedStatus
from matcher.errors import StoreError
from matcher.store import MatchRow, Store

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CARD = NeedCard(problem="布老断")
HARD = "布🧵\x00\u200b\r\n '; DROP TABLE needs;-- \ud83d é"
DRAFT = NeedDraft(
    raw=HARD,
    wording=f"改写{HARD}",
    supplements=(HARD, ""),
    edits=(CardEdit(CardField.REGION, "330600"), CardEdit(CardField.TRIED, HARD)),
    confirmed=(2**47 + 1, 5),
    rejected=(7,),
    excluded=(HARD, "某公司"),
)
ANY_TEXT = st.text(st.characters(codec=None))  # halves of emojis as well


def add_member(store: Store, key: str = "telegram:1") -> int:
    with store.begin() as unit:
        id = unit.members.add("zh", 1, NOW)
        unit.members.link(key, id, NOW)
    return id


def add_need(store: Store, draft: NeedDraft = DRAFT) -> int:
    with store.begin() as unit:
        return unit.needs.add(draft, CARD, NeedStatus.OPEN, NOW)


def test_a_need_comes_back_with_everything_its_owner_said(store: Store) -> None:
    member = add_member(store)
    with store.begin() as unit:
        id = unit.needs.keep("t", member, DRAFT, CARD, NOW)
    assert id is not None
    with store.read() as unit:
        need = unit.needs.get(id)
    assert (need.draft, need.card, need.status) == (DRAFT, CARD, NeedStatus.OPEN)
    assert (need.member_id, need.outcome, need.created_at) == (member, None, NOW)


@given(
    raw=ANY_TEXT,
    texts=st.lists(ANY_TEXT, max_size=4),
    ids=st.lists(st.integers(1, 2**62), max_size=4),
    field=st.sampled_from(CardField),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_any_words_come_back(
    store: Store, raw: str, texts: list[str], ids: list[int], field: CardField
) -> None:
    edits = (CardEdit(field, raw),)
    draft = NeedDraft(raw, raw, tuple(texts), edits, tuple(ids), tuple(ids), tuple(texts))
    id = add_need(store, draft)
    with store.read() as unit:
        assert unit.needs.get(id).draft == draft


def test_the_same_token_is_the_same_need_and_opens_it_again(store: Store) -> None:
    member = add_member(store)
    with store.begin() as unit:
        first = unit.needs.keep("t", member, NeedDraft("布老断"), CARD, NOW)
        assert first is not None
        unit.needs.set_status(first, NeedStatus.CLOSED, NOW, NeedOutcome.SOLVED_ELSEWHERE)
        assert unit.needs.get(first).outcome is NeedOutcome.SOLVED_ELSEWHERE
    later = NOW + timedelta(hours=1)
    with store.begin() as unit:
        assert unit.needs.keep("t", member, DRAFT, CARD, later) == first
        other = unit.needs.keep("u", member, DRAFT, CARD, NOW)
        assert unit.needs.id_of("t") == first
        assert unit.needs.id_of("v") is None
    with store.read() as unit:
        need = unit.needs.get(first)
        assert (need.draft, need.status, need.outcome) == (DRAFT, NeedStatus.OPEN, None)
        assert need.created_at == NOW
        assert unit.needs.open_with_last_change() == {first: later, other: NOW}


def test_the_token_of_another_member_changes_nothing(store: Store) -> None:
    one, other = add_member(store), add_member(store, "web:2")
    with store.begin() as unit:
        mine = unit.needs.keep("t", one, NeedDraft("布老断"), CARD, NOW)
        assert mine is not None
        assert unit.needs.keep("t", other, DRAFT, CARD, NOW) is None
        assert unit.needs.get(mine).draft == NeedDraft("布老断")
        assert unit.needs.count() == 1


def test_two_keeps_with_one_token_at_once_make_one_need(open_database: Callable[[], Store]) -> None:
    stores = [open_database() for _ in range(4)]
    member = add_member(stores[0])
    ids: list[int | None] = []
    ready = threading.Barrier(4)

    def keep(store: Store) -> None:
        ready.wait(10)
        with store.begin() as unit:
            ids.append(unit.needs.keep("t", member, DRAFT, CARD, NOW))

    keepers = [threading.Thread(target=keep, args=(store,)) for store in stores]
    for keeper in keepers:
        keeper.start()
    for keeper in keepers:
        keeper.join(30)
    assert len(ids) == 4
    assert len(set(ids)) == 1
    with stores[0].read() as unit:
        assert unit.needs.count() == 1


def test_a_members_needs_come_newest_first_and_move_with_him(store: Store) -> None:
    one, other = add_member(store), add_member(store, "web:2")
    with store.begin() as unit:
        old = unit.needs.keep("a", one, DRAFT, CARD, NOW)
        new = unit.needs.keep("b", one, DRAFT, CARD, NOW + timedelta(days=1))
        unit.needs.keep("c", other, DRAFT, CARD, NOW)
        assert [need.id for need in unit.needs.of_member(one)] == [new, old]
        unit.needs.move(one, to=other)
        assert unit.needs.of_member(one) == []
        assert len(unit.needs.of_member(other)) == 3


def test_a_need_of_nobody_known_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="拒绝"), store.begin() as unit:
        unit.needs.keep("t", 4711, DRAFT, CARD, NOW)


def test_the_latest_verdict_on_a_pair_counts(store: Store) -> None:
    need = add_need(store)
    declined = Decision(need, 7, 1, Verdict.DECLINED, DeclineReason.TOO_FAR, NOW)
    interested = Decision(need, 7, 2, Verdict.INTERESTED, None, NOW + timedelta(hours=1))
    other = Decision(need, 8, 1, Verdict.DECLINED, None, NOW)
    with store.begin() as unit:
        unit.decisions.record(declined)
        unit.decisions.record(other)
        assert unit.decisions.declined() == {need: {Pair(7, 1), Pair(8, 1)}}
        unit.decisions.record(interested)
    with store.begin() as unit:
        assert unit.decisions.of_needs([need, 4711]) == [interested, other]
        assert unit.decisions.declined() == {need: {Pair(8, 1)}}
        unit.decisions.take_back(need, 8)
        unit.decisions.take_back(need, 4711)
        assert unit.decisions.of_needs([need]) == [interested]
        unit.decisions.delete_of([need])
        assert unit.decisions.of_needs([need]) == []


def test_pairs_turned_down_before_do_not_overrule_a_verdict(store: Store) -> None:
    need = add_need(store)
    interested = Decision(need, 7, 1, Verdict.INTERESTED, None, NOW)
    with store.begin() as unit:
        unit.decisions.record(interested)
        unit.decisions.decline(need, {Pair(7, 1), Pair(8, 3)}, NOW)
        unit.decisions.decline(need, (), NOW)
        assert unit.decisions.of_needs([need]) == [
            interested,
            Decision(need, 8, 3, Verdict.DECLINED, None, NOW),
        ]


def test_a_need_goes_with_what_speaks_of_it_and_not_before(store: Store) -> None:
    need, other = add_need(store), add_need(store)
    with store.begin() as unit:
        unit.matches.record(need, [MatchRow(7, 1, 0.9, {}, 1)], NOW)
        unit.matches.record(other, [MatchRow(7, 1, 0.9, {}, 1)], NOW)
    with pytest.raises(StoreError, match="拒绝"), store.begin() as unit:
        unit.needs.delete([need])
    with store.begin() as unit:
        unit.matches.delete_of([need])
        unit.needs.delete([need])
        assert unit.needs.get_many([need, other]).keys() == {other}
        assert unit.matches.shown_now([need, other]) == {other: 1}
