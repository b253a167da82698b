"""Sessions and turns: what a conversation leaves in any database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from matcher.store import Store, Turn, TurnState

NOW = datetime(2026, 11, 24, 9, 30, 0, 123456, tzinfo=UTC)
HARD_TEXT = "布料 300 N 🧵\u0000\u200b\r\n\t 「引号」'; DROP TABLE turns;-- \ud83d é"


class InterruptedWorkError(Exception):
    """Something went wrong in the middle of a unit."""


def test_many_sessions_are_saved_and_dropped_at_once(store: Store) -> None:
    with store.begin() as unit:
        unit.sessions.save_many({"web:1": "{}", "web:1#thread": HARD_TEXT, "web:2": "{}"}, NOW)
        unit.sessions.save_many({"web:1": "[]", "web:2": None, "web:3": None}, NOW)
    with store.read() as unit:
        assert unit.sessions.of(["web:1", "web:2"]) == {"web:1": "[]", "web:1#thread": HARD_TEXT}


def test_a_conversation_goes_with_its_parts_and_no_other(store: Store) -> None:
    others = {"web:AB": "{}", "web:AB#thread": "{}", "web:a": "{}", "web:abc#thread": "{}", "web:a_": "{}"}
    with store.begin() as unit:
        unit.sessions.save_many({"web:ab": "{}", "web:ab#thread": "{}", "web:ab#": "{}", **others}, NOW)
        assert unit.sessions.delete_of(["web:ab", "web:%", "web:__"]) == 3
        assert unit.sessions.delete_of([]) == 0
        assert unit.sessions.of(["web:AB", "web:a", "web:abc", "web:a_"]) == dict(sorted(others.items()))


def test_thousands_of_conversations_go_at_once(store: Store) -> None:
    keys = [f"web:{n}" for n in range(1500)]
    with store.begin() as unit:
        unit.sessions.save_many(dict.fromkeys(keys[:450], "{}"), NOW)
        assert unit.sessions.delete_of(keys) == 450


def test_a_conversation_is_idle_when_all_of_it_is(store: Store) -> None:
    with store.begin() as unit:
        unit.sessions.save_many({"web:1": "{}", "web:1#thread": "{}", "web:2": "{}", "web:3#x": "{}"}, NOW)
        unit.sessions.save("web:1#thread", "{}", NOW + timedelta(days=1))
        assert unit.sessions.idle_since(NOW) == []
        assert unit.sessions.idle_since(NOW + timedelta(hours=1)) == ["web:2", "web:3"]


def test_any_database_can_be_asked_for_a_checkpoint(store: Store) -> None:
    with store.begin() as unit:
        unit.sessions.save("web:1", "{}", NOW)
    assert store.checkpoint()
    with store.begin() as unit:
        assert unit.sessions.load("web:1") == "{}"


def test_a_turn_is_received_once(store: Store) -> None:
    with store.begin() as unit:
        assert unit.turns.receive("telegram", 5, HARD_TEXT, NOW)
    with store.begin() as unit:
        assert not unit.turns.receive("telegram", "5", "{}", NOW)
        assert unit.turns.receive("web", 5, None, NOW)
        found = unit.turns.find("telegram", 5)
        assert found == Turn("telegram", "5", HARD_TEXT, None, TurnState.RECEIVED, NOW)
        assert unit.turns.find("telegram", 6) is None


def test_a_turn_counts_as_unknown_when_receiving_it_failed(store: Store) -> None:
    def fail_midway() -> None:
        with store.begin() as unit:
            unit.turns.receive("telegram", 5, "{}", NOW)
            raise InterruptedWorkError

    with pytest.raises(InterruptedWorkError):
        fail_midway()
    with store.begin() as unit:
        assert unit.turns.receive("telegram", 5, "{}", NOW)


def test_replies_rest_with_the_turn_until_they_are_delivered(store: Store) -> None:
    with store.begin() as unit:
        unit.turns.receive("telegram", 5, "{}", NOW)
        unit.turns.answer("telegram", 5, HARD_TEXT, NOW + timedelta(minutes=1))
        unit.turns.answer("telegram", 6, "[]", NOW + timedelta(minutes=2))
    with store.begin() as unit:
        answered = Turn("telegram", "5", "{}", HARD_TEXT, TurnState.ANSWERED, NOW)
        assert unit.turns.find("telegram", 5) == answered
        unplanned = unit.turns.find("telegram", 6)
        assert unplanned == Turn("telegram", "6", None, "[]", TurnState.ANSWERED, NOW + timedelta(minutes=2))
        unit.turns.deliver("telegram", 5)
        delivered = unit.turns.find("telegram", 5)
        assert delivered == Turn("telegram", "5", None, None, TurnState.DELIVERED, NOW)
        assert delivered.delivered
        assert not unit.turns.receive("telegram", 5, "{}", NOW)


def test_what_waits_comes_in_the_order_of_its_numbers(store: Store) -> None:
    huge = "9" * 5000
    with store.begin() as unit:
        for number in ("10", "9", "x", "100", "007", huge):
            unit.turns.receive("telegram", number, "{}", NOW)
        unit.turns.receive("web", 1, "{}", NOW)
        unit.turns.answer("telegram", 9, "[]", NOW)
        unit.turns.deliver("telegram", 10)
        waiting = [turn.turn_id for turn in unit.turns.undelivered("telegram")]
        assert waiting == ["007", "9", "100", huge, "x"]


def test_only_delivered_turns_are_pruned(store: Store) -> None:
    with store.begin() as unit:
        for number in (1, 2, 3):
            unit.turns.receive("telegram", number, "{}", NOW + timedelta(days=number))
        unit.turns.deliver("telegram", 1)
        unit.turns.deliver("telegram", 3)
        assert unit.turns.prune(NOW + timedelta(days=2, hours=1)) == 1
        assert unit.turns.find("telegram", 1) is None
        assert unit.turns.find("telegram", 2) is not None
        assert unit.turns.find("telegram", 3) is not None


def test_a_forgotten_conversation_leaves_only_the_numbers_of_its_turns(store: Store) -> None:
    with store.begin() as unit:
        unit.turns.receive("telegram", 1, HARD_TEXT, NOW, key="telegram:42")
        unit.turns.receive("telegram", 2, "{}", NOW)
        unit.turns.answer("telegram", 2, HARD_TEXT, NOW, key="telegram:42")
        unit.turns.receive("telegram", 3, "{}", NOW, key="telegram:43")
        unit.turns.receive("web:a", 1, "{}", NOW)
        unit.turns.forget({"telegram:42", "web:a"})
        for channel, number in (("telegram", 1), ("telegram", 2), ("web:a", 1)):
            found = unit.turns.find(channel, number)
            assert found == Turn(channel, str(number), None, None, TurnState.DELIVERED, NOW)
        assert [turn.turn_id for turn in unit.turns.undelivered("telegram")] == ["3"]


def test_the_turn_that_asks_to_forget_is_still_answered(store: Store) -> None:
    with store.begin() as unit:
        unit.turns.receive("telegram", 1, "/forget", NOW, key="telegram:42")
        unit.turns.forget({"telegram:42"})
        unit.turns.answer("telegram", 1, "[]", NOW)
        found = unit.turns.find("telegram", 1)
        assert found == Turn("telegram", "1", None, "[]", TurnState.ANSWERED, NOW)


def test_of_two_processes_one_receives_a_turn(open_database: Callable[[], Store]) -> None:
    with open_database().begin() as unit:
        assert unit.turns.receive("telegram", 5, "{}", NOW)
    with open_database().begin() as unit:
        assert not unit.turns.receive("telegram", 5, "{}", NOW)
