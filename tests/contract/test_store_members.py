"""Members, their conversations and codes, on every database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from matcher.domain.member import Member, QuietHours
from matcher.errors import NotFoundError
from matcher.store import Store

NOW = datetime(2026, 11, 24, 9, 30, 0, 123456, tzinfo=UTC)


def add_member(store: Store, *keys: str) -> int:
    with store.begin() as unit:
        id = unit.members.add("zh", 1, NOW)
        for key in keys:
            assert unit.members.link(key, id, NOW)
    return id


def test_a_member_is_found_by_each_of_his_conversations(store: Store) -> None:
    id = add_member(store, "telegram:1", "web:a")
    with store.read() as unit:
        found = unit.members.find("web:a")
        assert found == Member(id, "zh", NOW, channels=("telegram:1", "web:a"))
        assert unit.members.find("telegram:1") == found
        assert unit.members.find("telegram:2") is None
        assert unit.members.keys() == {"telegram:1", "web:a"}


def test_a_conversation_is_one_members(store: Store) -> None:
    one, other = add_member(store, "telegram:1"), add_member(store, "web:a")
    with store.begin() as unit:
        assert not unit.members.link("telegram:1", other, NOW)
        assert unit.members.id_of("telegram:1") == one


def test_settings_stay_as_they_were_set(store: Store) -> None:
    id = add_member(store, "telegram:1")
    with store.begin() as unit:
        before = unit.members.get(id)
        unit.members.set_language(id, "en")
        unit.members.set_digest(id, False)
        unit.members.set_quiet(id, QuietHours(22, 7))
        unit.members.agree(id, 2, NOW + timedelta(days=1))
    with store.begin() as unit:
        changed = replace(before, language="en", digest=False, quiet=QuietHours(22, 7))
        assert unit.members.get(id) == replace(changed, agreed_at=NOW + timedelta(days=1))
        assert unit.members.consent_of(id) == 2
        unit.members.set_quiet(id, None)
        assert unit.members.get(id).quiet is None


def test_conversations_move_are_unlinked_and_go_with_their_member(store: Store) -> None:
    one, other = add_member(store, "telegram:1", "web:a"), add_member(store, "web:b")
    with store.begin() as unit:
        unit.members.unlink("web:a")
        unit.members.move(one, to=other)
        unit.members.delete(one)
        assert unit.members.get(other).channels == ("telegram:1", "web:b")
        unit.members.delete(other)
        assert unit.members.keys() == frozenset()
        with pytest.raises(NotFoundError):
            unit.members.get(other)


def test_a_code_holds_until_it_expires_or_is_voided(store: Store) -> None:
    id = add_member(store, "telegram:1")
    expires = NOW + timedelta(minutes=10)
    with store.begin() as unit:
        assert unit.link_codes.issue("123456", id, expires)
        assert not unit.link_codes.issue("123456", id, expires), "somebody holds it"
        assert unit.link_codes.owner("123456", NOW) == id
        assert unit.link_codes.owner("123456", expires) is None
        assert unit.link_codes.owner("123457", NOW) is None
        unit.link_codes.void(id)
        assert unit.link_codes.owner("123456", NOW) is None


def test_wrong_tries_are_counted_for_one_and_for_all(store: Store) -> None:
    with store.begin() as unit:
        for minute, key in enumerate(("web:a", "web:b", "web:a")):
            unit.link_codes.note_wrong_try(key, NOW + timedelta(minutes=minute))
        assert len(unit.link_codes.wrong_tries(NOW - timedelta(minutes=1))) == 3
        mine = [NOW, NOW + timedelta(minutes=2)]
        assert unit.link_codes.wrong_tries(NOW - timedelta(minutes=1), "web:a") == mine
        assert unit.link_codes.wrong_tries(NOW, "web:a") == mine[1:]
        unit.link_codes.forget({"web:a"})
        assert len(unit.link_codes.wrong_tries(NOW - timedelta(minutes=1))) == 1


def test_what_ran_out_is_pruned(store: Store) -> None:
    id = add_member(store, "telegram:1")
    with store.begin() as unit:
        unit.link_codes.issue("111111", id, NOW)
        unit.link_codes.issue("222222", id, NOW + timedelta(minutes=1))
        unit.link_codes.note_wrong_try("web:a", NOW)
        unit.link_codes.note_wrong_try("web:a", NOW + timedelta(minutes=1))
        assert unit.link_codes.prune(expired=NOW, tried=NOW) == 2
        assert unit.link_codes.owner("222222", NOW) == id
        assert len(unit.link_codes.wrong_tries(NOW - timedelta(days=1))) == 1
