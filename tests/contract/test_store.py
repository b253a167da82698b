"""What every database must do for the store."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.card_json import card_from_json, card_to_json
from matcher.domain.need import (
    Comparator,
    Confidentiality,
    ContactDetail,
    Indicator,
    Money,
    NeedCard,
    NeedDraft,
    NeedStatus,
)
from matcher.domain.profile_row import ProfileRow, row_of
from matcher.domain.task import TaskKind
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, PlatformKind, ProviderKind, Route
from matcher.domain.thesaurus import ThesaurusEntry
from matcher.errors import NotFoundError, StoreError
from matcher.store import MatchRow, Outcome, Store

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 30, 0, 123456, tzinfo=UTC)
HARD_TEXT = "布料断裂强力 300 N 🧵\u0000\u200b\r\n\t 「引号」'; DROP TABLE needs;-- \ud83d é"

ROW = ProfileRow(
    provider="东华大学",
    provider_kind=ProviderKind.RESEARCH,
    capability="涤纶原液着色",
    kind=CapabilityKind.RESULT,
    region="上海市",
    region_code="310000",
    summary="直接纺丝，省去染色。",
    keywords=("原液着色", "a;b", '"'),
    industries=("纺织服装",),
    modes=(CooperationMode.TESTING, CooperationMode.COMMISSIONED),
    trl=8,
    evidence="示例资料",
    source="https://www.dhu.edu.cn",
    verified_at=date(2026, 1, 2),
    expires_at=date(2027, 1, 2),
    contact_public="https://www.dhu.edu.cn",
    contact_confidential="内线",
    external_id="a-1",
)
CARD = NeedCard(
    problem="布老断",
    indicators=(Indicator("从300提高到500N", "断裂强力", "N", 500.0, 300.0, None, Comparator.AT_LEAST),),
    constraints=("不能换设备",),
    tried=("换过纱",),
    industries=("textiles",),
    region="浙江绍兴",
    region_code="330600",
    modes=(CooperationMode.JOINT_UNIT,),
    budget=Money("十五万以内", 0.0, 150000.0),
    deadline=date(2026, 12, 31),
    deadline_quote="年底前",
    route=Route.PLATFORM,
    confidentiality=Confidentiality.CONFIDENTIAL,
    contacts=(ContactDetail("phone", "138"),),
    language="en",
)


class InterruptedWorkError(Exception):
    """Something went wrong in the middle of a unit."""


def rows(count: int, start: int = 0) -> list[ProfileRow]:
    return [replace(ROW, capability=f"能力{n}", external_id=f"x-{n}") for n in range(start, start + count)]


def add_need(store: Store) -> int:
    with store.begin() as unit:
        return unit.needs.add(NeedDraft("布老断"), CARD, NeedStatus.OPEN, NOW)


# Units of work


def test_rolls_back_when_an_exception_leaves_the_unit(store: Store) -> None:
    def fail_midway() -> None:
        with store.begin() as unit:
            unit.capabilities.upsert(ROW, TODAY)
            unit.needs.add(NeedDraft("布老断"), CARD, NeedStatus.DRAFT, NOW)
            raise InterruptedWorkError

    with pytest.raises(InterruptedWorkError):
        fail_midway()
    with store.read() as unit:
        assert (unit.capabilities.count(), unit.providers.count(), unit.needs.count()) == (0, 0, 0)
        assert unit.changes.revision() == 0


def test_a_second_process_sees_what_was_committed(open_database: Callable[[], Store]) -> None:
    with open_database().begin() as unit:
        id = unit.capabilities.upsert(ROW, TODAY).id
    with open_database().read() as unit:
        assert unit.capabilities.get(id).title == ROW.capability


def test_reading_shows_one_picture_while_another_writes(open_database: Callable[[], Store]) -> None:
    with open_database().read() as reading:
        assert reading.capabilities.count() == 0
        with open_database().begin() as unit:
            unit.capabilities.upsert_many(rows(3), TODAY)
        assert reading.capabilities.count() == 0


def test_reading_refuses_to_write(store: Store) -> None:
    with pytest.raises(StoreError, match="只能读"), store.read() as unit:
        unit.sessions.save("k", "{}", NOW)
    with store.begin() as unit:
        unit.sessions.save("k", "{}", NOW)


def test_writers_at_the_same_time_wait_for_one_another(open_database: Callable[[], Store]) -> None:
    def write(store: Store, number: int) -> None:
        for turn in range(5):
            with store.begin() as unit:
                shared = replace(ROW, summary=f"{number} {turn}")
                unit.capabilities.upsert_many([shared, *rows(2, number * 100 + turn * 2)], TODAY)

    writers = [threading.Thread(target=write, args=(open_database(), number)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    with open_database().read() as unit:
        assert unit.capabilities.count() == 1 + 4 * 5 * 2
        assert unit.providers.count() == 1
        assert unit.changes.revision() == 20
        shared = next(c for batch in unit.capabilities.iter_all() for c in batch if c.external_id == "a-1")
        assert shared.version == 20
        assert [version.version for version in unit.capabilities.history(shared.id)] == list(range(1, 21))


# Changes


def test_revisions_commit_in_order(open_database: Callable[[], Store]) -> None:
    """A revision seen by a reader is never followed by a lower one that commits later."""
    seen: list[tuple[int, set[int]]] = []
    done = threading.Event()

    def watch(store: Store) -> None:
        last = 0
        while not done.is_set():
            with store.read() as unit:
                revision = unit.changes.revision()
                seen.append((revision, unit.changes.since(last, "capability")))
                last = revision

    def write(store: Store, number: int) -> None:
        for turn in range(6):
            with store.begin() as unit:
                unit.capabilities.upsert_many(rows(3, number * 1000 + turn * 3), TODAY)

    watcher = threading.Thread(target=watch, args=(open_database(),))
    writers = [threading.Thread(target=write, args=(open_database(), number)) for number in range(3)]
    watcher.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(30)
    done.set()
    watcher.join(30)
    with open_database().read() as unit:
        last = max((revision for revision, _ in seen), default=0)
        caught_up = set[int]().union(*(ids for _, ids in seen), unit.changes.since(last, "capability"))
        assert caught_up == {row.id for row in unit.capabilities.eligibility_rows()}
        assert unit.changes.revision() == 18
    assert [revision for revision, _ in seen] == sorted(revision for revision, _ in seen)


def test_changes_name_what_was_created_changed_and_deleted(store: Store) -> None:
    with store.begin() as unit:
        first, second = (result.id for result in unit.capabilities.upsert_many(rows(2), TODAY))
        (entry,) = unit.thesaurus.upsert_many([ThesaurusEntry(0, "印染", ("掉色",), ("色牢度",), (), ())])
        assert unit.changes.revision() == 1
    with store.begin() as unit:
        unit.capabilities.upsert(replace(rows(1)[0], summary="另一段"), TODAY)
    with store.begin() as unit:
        unit.capabilities.delete([second])
    with store.read() as unit:
        assert unit.changes.since(0, "capability") == {first, second}
        assert unit.changes.since(1, "capability") == {first, second}
        assert unit.changes.since(2, "capability") == {second}
        assert unit.changes.since(3, "capability") == set()
        assert unit.changes.since(0, "thesaurus") == {entry.id}
        assert unit.changes.ever("thesaurus")


def test_writing_the_same_again_takes_no_revision(store: Store) -> None:
    for _ in range(2):
        with store.begin() as unit:
            unit.capabilities.upsert_many(rows(2), TODAY)
    with store.read() as unit:
        assert unit.changes.revision() == 1


# Capabilities


def test_a_capability_comes_back_as_it_was_written(store: Store) -> None:
    with store.begin() as unit:
        result = unit.capabilities.upsert(ROW, TODAY)
    assert result.outcome is Outcome.CREATED
    with store.read() as unit:
        capability = unit.capabilities.get(result.id)
        assert row_of(capability) == ROW
        assert capability.version == 1
        assert unit.providers.get(capability.provider.id) == capability.provider


def test_the_same_row_changes_nothing_and_another_makes_a_version(store: Store) -> None:
    with store.begin() as unit:
        first = unit.capabilities.upsert(ROW, TODAY)
        again = unit.capabilities.upsert(ROW, TODAY)
        changed = unit.capabilities.upsert(replace(ROW, trl=9), TODAY + timedelta(days=1))
    assert again == (first.id, Outcome.UNCHANGED)
    assert changed == (first.id, Outcome.UPDATED)
    with store.read() as unit:
        assert unit.capabilities.get(first.id).version == 2
        old, new = unit.capabilities.history(first.id)
        assert (old.version, old.recorded_on, old.content["maturity"]) == (1, TODAY, "TRL8")
        assert (new.version, new.content["maturity"]) == (2, "TRL9")
        assert old.content["keywords"] == list(ROW.keywords)


def test_a_row_that_comes_twice_in_one_call_counts_as_it_came_last(store: Store) -> None:
    with store.begin() as unit:
        results = unit.capabilities.upsert_many([ROW, replace(ROW, trl=3), replace(ROW, trl=3)], TODAY)
        assert [result.outcome.value for result in results] == ["created", "updated", "unchanged"]
        assert unit.capabilities.get(results[0].id).trl == 3


def test_rows_without_an_external_id_are_always_new(store: Store) -> None:
    nameless = replace(ROW, external_id="")
    with store.begin() as unit:
        results = unit.capabilities.upsert_many([nameless, ROW, nameless], TODAY)
        assert len({result.id for result in results}) == 3
        assert unit.capabilities.get(results[1].id).external_id == ROW.external_id


def test_a_preview_writes_nothing(store: Store) -> None:
    with store.begin() as unit:
        unit.capabilities.upsert(ROW, TODAY)
    with store.read() as unit:
        results = unit.capabilities.preview_many([ROW, replace(ROW, trl=1), *rows(1)])
        assert [result.outcome.value for result in results] == ["unchanged", "updated", "created"]
        assert unit.capabilities.count() == 1


def test_get_many_leaves_out_what_does_not_exist(store: Store) -> None:
    with store.begin() as unit:
        ids = [result.id for result in unit.capabilities.upsert_many(rows(3), TODAY)]
        found = unit.capabilities.get_many([ids[2], 10**30, -1, ids[0], 999_999])
        assert list(found) == [ids[2], ids[0]]
        with pytest.raises(NotFoundError, match="999999"):
            unit.capabilities.get(999_999)


def test_iter_all_goes_through_everything_once(store: Store) -> None:
    with store.begin() as unit:
        ids = [result.id for result in unit.capabilities.upsert_many(rows(7), TODAY)]
        batches = list(unit.capabilities.iter_all(batch=3))
        assert [len(batch) for batch in batches] == [3, 3, 1]
        assert [capability.id for batch in batches for capability in batch] == ids
        assert [c.id for batch in unit.capabilities.iter_all(after_id=ids[4]) for c in batch] == ids[5:]


def test_a_deleted_id_is_never_given_out_again(store: Store) -> None:
    with store.begin() as unit:
        id = unit.capabilities.upsert(ROW, TODAY).id
        assert unit.capabilities.delete([id, 12345]) == 1
    with store.begin() as unit:
        assert unit.capabilities.upsert(ROW, TODAY).id > id
        assert [version.version for version in unit.capabilities.history(id)] == [1]


# Providers


def test_eligibility_rows_tell_kind_region_expiry_and_revocation(store: Store) -> None:
    platform = replace(
        ROW,
        provider="某检测中心",
        provider_kind=ProviderKind.PLATFORM,
        platform_kind=PlatformKind.QUALITY_TESTING,
        expires_at=None,
        external_id="p",
    )
    with store.begin() as unit:
        first, second = unit.capabilities.upsert_many([ROW, platform], TODAY)
        provider = unit.capabilities.get(second.id).provider
        unit.providers.revoke(provider.id, TODAY)
        one, two = unit.capabilities.eligibility_rows()
        assert (one.id, one.provider_kind, one.platform_kind) == (first.id, ProviderKind.RESEARCH, None)
        assert (one.region_code, one.expires_at, one.revoked) == ("310000", date(2027, 1, 2), False)
        assert (two.provider_id, two.platform_kind) == (provider.id, PlatformKind.QUALITY_TESTING)
        assert (two.expires_at, two.revoked) == (None, True)
        assert list(unit.capabilities.eligibility_rows([second.id, 77777])) == [two]
        assert list(unit.capabilities.eligibility_rows([])) == []


def test_revoking_hides_every_campus_and_every_later_row_of_that_name(store: Store) -> None:
    campus = replace(ROW, region="浙江省", external_id="campus")
    with store.begin() as unit:
        first, second = unit.capabilities.upsert_many([ROW, campus], TODAY)
        before = unit.changes.revision()
    with store.begin() as unit:
        hidden = unit.providers.revoke(unit.capabilities.get(first.id).provider.id, TODAY)
        assert hidden == [first.id, second.id]
        assert unit.changes.since(before, "capability") == {first.id, second.id}
        later = unit.capabilities.upsert(replace(ROW, provider="东华 大学", external_id="later"), TODAY)
        assert unit.capabilities.get(later.id).provider.revoked_at == TODAY
        assert unit.providers.revoke(unit.capabilities.get(later.id).provider.id, TODAY) == []
        with pytest.raises(NotFoundError):
            unit.providers.revoke(424242, TODAY)


def test_a_better_region_code_is_taken_over_without_a_new_version(store: Store) -> None:
    with store.begin() as unit:
        id = unit.capabilities.upsert(replace(ROW, region_code=""), TODAY).id
    with store.begin() as unit:
        assert unit.capabilities.upsert(ROW, TODAY).outcome is Outcome.UNCHANGED
        assert unit.capabilities.get(id).provider.region_code == "310000"
        assert unit.changes.since(1, "capability") == {id}


# Thesaurus


def test_thesaurus_entries_keep_their_ids_and_count_their_versions(store: Store) -> None:
    chosen = ThesaurusEntry(2**47 + 1, "印染", ("掉色", "a;b"), ("色牢度",), ("fades",), ("fastness",))
    with store.begin() as unit:
        first, free = unit.thesaurus.upsert_many([chosen, replace(chosen, id=0)])
        assert first == (chosen.id, Outcome.CREATED)
        assert free.id not in (0, chosen.id)
        assert unit.thesaurus.upsert_many([chosen])[0].outcome is Outcome.UNCHANGED
        assert unit.thesaurus.upsert_many([replace(chosen, lay_en=())])[0].outcome is Outcome.UPDATED
        assert unit.thesaurus.get_many([chosen.id, 5])[chosen.id] == replace(chosen, lay_en=(), version=2)
        assert unit.thesaurus.count() == len(list(unit.thesaurus.iter_all())) == 2


# Needs, matches, tasks


def test_a_need_keeps_its_words_and_its_card(store: Store) -> None:
    with store.begin() as unit:
        id = unit.needs.add(NeedDraft(HARD_TEXT), CARD, NeedStatus.DRAFT, NOW)
    with store.begin() as unit:
        need = unit.needs.get(id)
        assert (need.raw, need.card, need.status) == (HARD_TEXT, CARD, NeedStatus.DRAFT)
        unit.needs.change(id, need.draft, replace(CARD, problem=HARD_TEXT), NOW)
        unit.needs.set_status(id, NeedStatus.OPEN, NOW)
    with store.read() as unit:
        need = unit.needs.get(id)
        assert (need.raw, need.card.problem, need.status) == (HARD_TEXT, HARD_TEXT, NeedStatus.OPEN)


def test_an_unknown_need_is_said_to_be_unknown(store: Store) -> None:
    with store.begin() as unit:
        with pytest.raises(NotFoundError, match="99"):
            unit.needs.get(99)
        with pytest.raises(NotFoundError):
            unit.needs.change(99, NeedDraft("布老断"), CARD, NOW)
        with pytest.raises(NotFoundError):
            unit.needs.set_status(99, NeedStatus.CLOSED, NOW)


def test_a_match_shown_again_keeps_its_id(store: Store) -> None:
    need = add_need(store)
    first, second = MatchRow(7, 1, 0.9, {"dense": 1.5, "词": -0.2}, 1), MatchRow(8, 1, 0.4, {"dense": 0.1}, 2)
    with store.begin() as unit:
        ids = unit.matches.record(need, [first, second], NOW)
        newer = unit.matches.record(need, [second._replace(capability_version=2)], NOW)
        again = unit.matches.record(need, [first._replace(rank=2, probability=0.5)], NOW + timedelta(hours=1))
    assert again == ids[:1]
    assert newer[0] not in ids
    with store.read() as unit:
        latest = unit.matches.of_need(need)[0]
        assert (latest.id, latest.rank, latest.probability) == (ids[0], 2, 0.5)
        assert (latest.parts, latest.created_at) == ({"dense": 1.5, "词": -0.2}, NOW + timedelta(hours=1))
        assert [match.rank for match in unit.matches.of_need(need)[1:]] == [0, 0], "shown no longer"
        assert unit.matches.shown_now([need, 4711]) == {need: 1}


def test_a_need_gets_one_task_of_a_kind(store: Store) -> None:
    first, second = add_need(store), add_need(store)
    kind = TaskKind.UNMATCHED_NEED
    with store.begin() as unit:
        later = unit.tasks.open(kind, first, TODAY + timedelta(days=2))
        assert unit.tasks.open(kind, first, TODAY + timedelta(days=9)) == later
        sooner = unit.tasks.open(kind, second, TODAY)
        other = unit.tasks.open(TaskKind.INTEREST, second, TODAY + timedelta(days=1))
        assert unit.tasks.list_open() == [sooner, other, later]
        assert later.due == TODAY + timedelta(days=2)


def test_a_task_that_was_done_is_opened_again_with_the_new_day(store: Store) -> None:
    need = add_need(store)
    with store.begin() as unit:
        task = unit.tasks.open(TaskKind.UNMATCHED_NEED, need, TODAY)
        interest = unit.tasks.open(TaskKind.INTEREST, need, TODAY)
        unit.tasks.close(need, TaskKind.UNMATCHED_NEED)
        assert unit.tasks.list_open() == [interest]
        assert unit.tasks.of_needs([need]) == [replace(task, done=True), interest]
    with store.begin() as unit:
        again = unit.tasks.open(TaskKind.UNMATCHED_NEED, need, TODAY + timedelta(days=9))
        assert again == replace(task, due=TODAY + timedelta(days=9))
        unit.tasks.close(need)
        assert unit.tasks.list_open() == []
        unit.tasks.delete_of([need])
        assert unit.tasks.of_needs([need]) == []


def test_a_task_of_no_need_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="拒绝"), store.begin() as unit:
        unit.tasks.open(TaskKind.UNMATCHED_NEED, 4711, TODAY)


# Conversation


def test_a_session_is_what_was_saved_last(store: Store) -> None:
    with store.begin() as unit:
        assert unit.sessions.load("web:1") is None
        unit.sessions.save("web:1", "{}", NOW)
        unit.sessions.save("web:1", HARD_TEXT, NOW.astimezone(timezone(timedelta(hours=8))))
        unit.sessions.save("web:2", "{}", NOW)
    with store.read() as unit:
        assert unit.sessions.load("web:1") == HARD_TEXT


# Cards


def test_an_empty_card_comes_back_empty() -> None:
    assert card_from_json(card_to_json(NeedCard())) == NeedCard()
    assert card_from_json("{}") == NeedCard()


@given(problem=st.text(), words=st.lists(st.text()), target=st.floats(allow_nan=False))
def test_any_card_comes_back_from_json(problem: str, words: list[str], target: float) -> None:
    card = replace(
        CARD,
        problem=problem,
        constraints=tuple(words),
        indicators=(Indicator(problem, problem, problem, target),),
        budget=None,
        deadline=None,
    )
    assert card_from_json(card_to_json(card)) == card
