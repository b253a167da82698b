"""What several people, or one who taps twice, do at the same moment, on every database."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

from matcher.domain.decision import DeclineReason, Pair, Verdict
from matcher.domain.need import NeedCard, NeedDraft, NeedStatus
from matcher.errors import InputError, NotFoundError
from matcher.service.kept_needs import KeptNeeds
from matcher.service.members import Members
from matcher.service.privacy import Privacy
from matcher.store import MatchRow, Store

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CODE = "123456"


def members_of(store: Store) -> Members:
    return Members(store, lambda: CODE)


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """What each gave, or the error that it ended with."""
    ready = threading.Barrier(len(tasks))
    results: list[object] = [None] * len(tasks)

    def run(place: int, task: Callable[[], object]) -> None:
        ready.wait(10)
        try:
            results[place] = task()
        except Exception as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def kept_need(store: Store, member_id: int) -> int:
    with store.begin() as unit:
        id = unit.needs.keep("token", member_id, NeedDraft("布老断"), NeedCard(), NOW)
    assert id is not None
    return id


def test_who_agrees_twice_at_once_is_one_member(open_database: Callable[[], Store]) -> None:
    stores = [open_database() for _ in range(4)]
    first, *others = at_once(*(partial(members_of(one).agree, "web:a", "zh", NOW) for one in stores))
    assert others == [first] * 3


def test_of_those_who_redeem_one_code_at_once_one_is_linked(open_database: Callable[[], Store]) -> None:
    stores = [open_database() for _ in range(4)]
    member = members_of(stores[0]).agree("telegram:1", "zh", NOW)
    members_of(stores[0]).issue_code("telegram:1", NOW)
    redeeming = (
        partial(members_of(one).redeem, f"web:{place}", CODE, NOW) for place, one in enumerate(stores)
    )
    results = at_once(*redeeming)
    assert sum(isinstance(result, InputError) for result in results) == 3
    (linked,) = (result for result in results if not isinstance(result, Exception))
    assert linked == members_of(stores[0]).find("telegram:1")
    assert linked != member


def test_wrong_codes_at_once_are_all_counted(open_database: Callable[[], Store]) -> None:
    stores = [open_database() for _ in range(8)]
    results = at_once(*(partial(members_of(one).redeem, "web:a", "999999", NOW) for one in stores))
    refused = [result.values_in_it for result in results if isinstance(result, InputError)]
    assert sorted(refused, key=len) == [{}] * 5 + [{"minutes": 60}] * 3


def test_of_two_changes_of_status_one_follows_the_other(open_database: Callable[[], Store]) -> None:
    store = open_database()
    one, other = KeptNeeds(store), KeptNeeds(open_database())
    member = members_of(store).agree("web:a", "zh", NOW).id
    id = kept_need(store, member)
    results = at_once(
        lambda: one.set_status(id, member, NeedStatus.PAUSED, None, NOW),
        lambda: other.set_status(id, member, NeedStatus.PAUSED, None, NOW),
    )
    assert sorted(isinstance(result, InputError) for result in results) == [False, True]
    assert None in results


def test_a_verdict_on_a_need_that_is_being_deleted_is_told_so(open_database: Callable[[], Store]) -> None:
    store = open_database()
    one, other = KeptNeeds(store), KeptNeeds(open_database())
    member = members_of(store).agree("web:a", "zh", NOW).id
    id = kept_need(store, member)
    deleted, decided = at_once(
        lambda: one.delete(id, member),
        lambda: other.decide(id, member, Pair(7, 1), Verdict.DECLINED, DeclineReason.OTHER, NOW),
    )
    assert deleted is None
    assert decided is None or isinstance(decided, NotFoundError)
    with store.read() as unit:
        assert unit.needs.count() == 0
        assert unit.decisions.of_needs([id]) == []


def test_who_is_forgotten_goes_whatever_he_does_meanwhile(open_database: Callable[[], Store]) -> None:
    store, other = open_database(), open_database()
    for _ in range(5):
        member = members_of(store).agree("web:a", "zh", NOW).id
        id = kept_need(store, member)

        def keep(member: int = member) -> None:
            with other.begin() as unit:
                if unit.members.hold(member):
                    unit.needs.keep("second", member, NeedDraft("布老断"), NeedCard(), NOW)

        forgotten, kept, decided = at_once(
            partial(Privacy(store).forget, "web:a"),
            keep,
            partial(KeptNeeds(other).ask_for_person, id, member, NOW),
        )
        assert (forgotten, kept) == (None, None)
        assert isinstance(decided, (date, NotFoundError))
        with store.read() as unit:
            assert unit.needs.count() == 0
            assert unit.members.keys() == frozenset()


def test_two_outcomes_of_a_need_at_once_are_kept_one_after_the_other(
    open_database: Callable[[], Store],
) -> None:
    stores = [open_database() for _ in range(2)]
    member = members_of(stores[0]).agree("web:a", "zh", NOW).id
    id = kept_need(stores[0], member)

    def record(store: Store, capabilities: range) -> None:
        rows = [MatchRow(one, 1, 0.5, {}, rank) for rank, one in enumerate(capabilities, 1)]
        with store.begin() as unit:
            unit.needs.lock([id])
            unit.matches.record(id, rows, NOW)

    results = at_once(lambda: record(stores[0], range(1, 40)), lambda: record(stores[1], range(60, 20, -1)))
    assert results == [None, None]
    with stores[0].read() as unit:
        assert unit.matches.shown_now([id])[id] in (39, 40)


def test_who_is_forgotten_while_he_agrees_is_either(open_database: Callable[[], Store]) -> None:
    one, other = open_database(), open_database()
    members_of(one).agree("web:a", "zh", NOW)
    results = at_once(
        lambda: Privacy(one).forget("web:a"), lambda: members_of(other).agree("web:a", "zh", NOW)
    )
    assert not any(isinstance(result, Exception) for result in results)
