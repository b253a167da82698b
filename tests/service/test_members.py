"""One person on several channels: agreeing, settings, and codes that link a second conversation."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bootstrap import six_digits
from matcher.domain.decision import Decision, Verdict
from matcher.domain.member import CONSENT_VERSION, Member, QuietHours
from matcher.domain.need import NeedCard, NeedDraft
from matcher.errors import InputError
from matcher.service.code_tries import typed_code
from matcher.service.members import Members
from matcher.store import Store, open_store
from tests.helpers.clock import NOW

PHONE, WEB = "telegram:1", "web:a"
WRONG = "连接码不对,或者已经过期。请在另一个渠道重新要一个连接码,十分钟内输入。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'a.db'}") as store:
        yield store


@pytest.fixture
def members(store: Store) -> Members:
    numbers = count(100_000)
    return Members(store, lambda: str(next(numbers)))


def keep_need(store: Store, member: Member, token: str) -> int:
    with store.begin() as unit:
        id = unit.needs.keep(token, member.id, NeedDraft("布老断"), NeedCard(), NOW)
        assert id is not None
        unit.decisions.record(Decision(id, 7, 1, Verdict.DECLINED, None, NOW))
    return id


def needs_of(store: Store, member: Member) -> set[int]:
    with store.read() as unit:
        return {need.id for need in unit.needs.of_member(member.id)}


# Agreeing and settings


def test_nobody_is_a_member_before_he_agrees(members: Members) -> None:
    assert members.find(PHONE) is None
    agreed = members.agree(PHONE, "en", NOW)
    assert agreed == Member(agreed.id, "en", NOW, channels=(PHONE,))
    assert members.find(PHONE) == agreed
    assert members.find(WEB) is None


def test_agreeing_again_keeps_everything(members: Members) -> None:
    first = members.agree(PHONE, "en", NOW)
    members.set_digest(first.id, False)
    again = members.agree(PHONE, "zh", NOW + timedelta(days=1))
    assert again == replace(first, digest=False)


def test_agreeing_to_newer_terms_is_noted(members: Members, store: Store) -> None:
    first = members.agree(PHONE, "zh", NOW)
    with store.begin() as unit:
        unit.members.agree(first.id, CONSENT_VERSION - 1, NOW)
    later = NOW + timedelta(days=1)
    assert members.agree(PHONE, "zh", later) == replace(first, agreed_at=later)
    with store.read() as unit:
        assert unit.members.consent_of(first.id) == CONSENT_VERSION


def test_agreeing_twice_at_once_makes_one_member(members: Members) -> None:
    agreed: list[Member] = []
    ready = threading.Barrier(4)

    def agree() -> None:
        ready.wait(10)
        agreed.append(members.agree(PHONE, "zh", NOW))

    taps = [threading.Thread(target=agree) for _ in range(4)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join(30)
    assert agreed == [agreed[0]] * 4


def test_settings_are_the_members_on_every_channel(members: Members) -> None:
    id = members.agree(PHONE, "zh", NOW).id
    members.redeem(WEB, members.issue_code(PHONE, NOW).code, NOW)
    members.set_language(id, "en")
    members.set_quiet(id, QuietHours(22, 7))
    changed = members.set_digest(id, False)
    assert (changed.language, changed.digest, changed.quiet) == ("en", False, QuietHours(22, 7))
    assert members.find(WEB) == members.find(PHONE) == changed
    assert members.set_quiet(id, None).quiet is None


# Codes


def test_a_code_links_another_conversation(members: Members) -> None:
    member = members.agree(PHONE, "zh", NOW)
    code = members.issue_code(PHONE, NOW)
    assert code.expires_at == NOW + timedelta(minutes=10)
    linked = members.redeem(WEB, code.code, NOW + timedelta(minutes=9))
    assert linked == replace(member, channels=(PHONE, WEB))
    assert members.find(WEB) == linked


def test_only_a_member_gets_a_code(members: Members) -> None:
    with pytest.raises(InputError, match="先同意"):
        members.issue_code(PHONE, NOW)


@pytest.mark.parametrize("typed", [" 100 000\n", "１０００００", "100-000", "100000。"])
def test_a_code_may_be_typed_in_any_way(members: Members, typed: str) -> None:
    members.agree(PHONE, "zh", NOW)
    assert members.issue_code(PHONE, NOW).code == "100000"
    assert members.redeem(WEB, typed, NOW).channels == (PHONE, WEB)


def test_a_code_holds_once_and_ten_minutes_and_until_the_next(members: Members) -> None:
    members.agree(PHONE, "zh", NOW)
    used = members.issue_code(PHONE, NOW).code
    members.redeem(WEB, used, NOW)
    voided = members.issue_code(PHONE, NOW).code
    expired = members.issue_code(PHONE, NOW).code
    for code, moment in ((used, NOW), (voided, NOW), (expired, NOW + timedelta(minutes=10))):
        with pytest.raises(InputError) as caught:
            members.redeem("web:b", code, moment)
        assert str(caught.value) == WRONG
    assert members.find("web:b") is None


def test_a_code_that_somebody_holds_is_not_given_out_again(store: Store) -> None:
    drawn = iter(["111111", "111111", "222222"])
    members = Members(store, lambda: next(drawn))
    for key in (PHONE, WEB):
        members.agree(key, "zh", NOW)
    assert members.issue_code(PHONE, NOW).code == "111111"
    assert members.issue_code(WEB, NOW).code == "222222"
    assert members.redeem("web:b", "111111", NOW) == members.find(PHONE)


def test_an_expired_code_may_be_given_out_again(store: Store) -> None:
    members = Members(store, lambda: "111111")
    for key in (PHONE, WEB):
        members.agree(key, "zh", NOW)
    members.issue_code(PHONE, NOW)
    with pytest.raises(InputError, match="再试"):
        members.issue_code(WEB, NOW)
    assert members.issue_code(WEB, NOW + timedelta(minutes=10)).code == "111111"


def test_ones_own_code_is_explained_and_stays(members: Members) -> None:
    members.agree(PHONE, "zh", NOW)
    code = members.issue_code(PHONE, NOW).code
    for _ in range(6):
        with pytest.raises(InputError, match="另一个渠道"):
            members.redeem(PHONE, code, NOW)
    assert members.redeem(WEB, code, NOW).channels == (PHONE, WEB)


def test_what_the_other_conversation_kept_moves_over(members: Members, store: Store) -> None:
    one, other = members.agree(PHONE, "zh", NOW), members.agree(WEB, "en", NOW)
    members.redeem("web:b", members.issue_code(WEB, NOW).code, NOW)
    first, second = keep_need(store, one, "a"), keep_need(store, other, "b")
    members.issue_code(WEB, NOW)
    merged = members.redeem(WEB, members.issue_code(PHONE, NOW).code, NOW)
    assert merged == replace(one, channels=(PHONE, WEB, "web:b"))
    assert needs_of(store, one) == {first, second}
    assert needs_of(store, other) == set()
    with store.read() as unit:
        assert len(unit.decisions.of_needs([first, second])) == 2
        assert unit.members.keys() == {PHONE, WEB, "web:b"}


def test_of_two_who_redeem_one_code_one_is_linked(members: Members) -> None:
    members.agree(PHONE, "zh", NOW)
    code = members.issue_code(PHONE, NOW).code
    answers: list[str] = []
    ready = threading.Barrier(4)

    def redeem(key: str) -> None:
        ready.wait(10)
        try:
            members.redeem(key, code, NOW)
            answers.append("linked")
        except InputError as error:
            answers.append(error.sentence)

    tries = [threading.Thread(target=redeem, args=(f"web:{n}",)) for n in range(4)]
    for one in tries:
        one.start()
    for one in tries:
        one.join(30)
    assert sorted(answers) == sorted(["linked", WRONG, WRONG, WRONG])


def test_five_wrong_codes_an_hour_are_enough(members: Members) -> None:
    members.agree(PHONE, "zh", NOW)
    for minute in range(5):
        with pytest.raises(InputError, match="连接码不对"):
            members.redeem(WEB, "999999", NOW + timedelta(minutes=minute))
    right = members.issue_code(PHONE, NOW + timedelta(minutes=55)).code
    with pytest.raises(InputError) as caught:
        members.redeem(WEB, right, NOW + timedelta(minutes=55, seconds=1))
    assert caught.value.values_in_it == {"minutes": 5}
    assert members.redeem("web:b", right, NOW + timedelta(minutes=56)).channels == (PHONE, "web:b")
    right = members.issue_code(PHONE, NOW + timedelta(minutes=59)).code
    assert WEB in members.redeem(WEB, right, NOW + timedelta(minutes=60)).channels


def test_a_hundred_wrong_codes_an_hour_over_all_are_enough(members: Members) -> None:
    for number in range(100):
        with pytest.raises(InputError, match="连接码不对"):
            members.redeem(f"web:{number}", "999999", NOW)
    with pytest.raises(InputError) as caught:
        members.redeem("web:new", "999999", NOW + timedelta(minutes=1))
    assert caught.value.values_in_it == {"minutes": 59}


def test_a_conversation_is_unlinked_but_not_the_last(members: Members) -> None:
    members.agree(PHONE, "zh", NOW)
    members.redeem(WEB, members.issue_code(PHONE, NOW).code, NOW)
    members.unlink(WEB)
    members.unlink(WEB)
    assert members.find(WEB) is None
    with pytest.raises(InputError, match="唯一的渠道"):
        members.unlink(PHONE)
    found = members.find(PHONE)
    assert found is not None
    assert found.channels == (PHONE,)


def test_codes_that_are_given_out_have_six_digits() -> None:
    drawn = {six_digits() for _ in range(200)}
    assert len(drawn) > 190
    assert all(len(code) == 6 and code.isdigit() for code in drawn)


@given(signs=st.lists(st.sampled_from("0123456789 　-—.。,\u200b"), max_size=40))
def test_only_the_digits_of_what_was_typed_count(signs: list[str]) -> None:
    text = "".join(signs)
    assert typed_code(text) == "".join(sign for sign in text if sign.isdigit())


@given(text=st.text(st.characters(codec=None)))
def test_any_text_may_be_typed(text: str) -> None:
    assert typed_code(text).isalnum() or not typed_code(text)
