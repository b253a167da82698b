"""All that is kept about a person can be read by him, and deleted for good."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from matcher.bootstrap import Application
from matcher.domain.decision import DeclineReason, Pair, Verdict
from matcher.domain.member import CONSENT_VERSION
from matcher.domain.need import CardField, NeedDraft
from matcher.service.need_records import shown_matches
from tests.helpers.application import CAST
from tests.helpers.clock import NOW

PHONE, WEB, OTHER = "telegram:1", "web:a", "web:other"
# Each stands in one place only, so that none is found by way of another.
RAW, ANSWER, TRIED, FIRM, SESSION, THREAD, PAYLOAD, REPLY = (
    f"秘密{number}号" for number in "甲乙丙丁戊己庚辛"
)
PERSONAL = (
    "members",
    "identities",
    "link_codes",
    "link_attempts",
    "needs",
    "matches",
    "decisions",
    "staff_tasks",
    "sessions",
)
SECRETS = (RAW, ANSWER, TRIED, FIRM, SESSION, THREAD, PAYLOAD, REPLY)


def fill(opened: Application) -> int:
    """A member with two channels, a need with everything, and what conversations leave."""
    member = opened.members.agree(PHONE, "zh", NOW)
    opened.members.redeem(WEB, opened.members.issue_code(PHONE, NOW).code, NOW)
    draft = NeedDraft(f"{CAST} {RAW}\ud83d", supplements=(ANSWER,))
    draft = opened.desk.edit(draft, CardField.TRIED, TRIED)
    draft = opened.desk.edit(draft, CardField.EXCLUDED, FIRM)
    answer = opened.desk.keep(draft, token=f"{WEB}/1", member_id=member.id, top=3, now=NOW)
    assert answer.need_id is not None
    first, second, *_ = shown_matches(answer.outcome)
    for match, verdict in ((first, Verdict.DECLINED), (second, Verdict.INTERESTED)):
        pair = Pair(match.capability.id, match.capability.version)
        opened.desk.decide(answer.need_id, member.id, pair, verdict, DeclineReason.TOO_FAR, NOW)
    converse(opened, WEB)
    opened.members.issue_code(PHONE, NOW)
    return answer.need_id


def converse(opened: Application, key: str) -> None:
    with opened.store.begin() as unit:
        unit.sessions.save_many({key: json.dumps({"step": SESSION}), f"{key}#thread": THREAD}, NOW)
        unit.turns.receive("web", 1, PAYLOAD, NOW, key=key)
        unit.turns.answer("web", 1, REPLY, NOW, key=key)
        unit.link_codes.note_wrong_try(key, NOW)


def held(folder: Path) -> set[str]:
    """Which secrets stand in the database's files, as they are or escaped as JSON does it."""
    files = b"".join(file.read_bytes() for file in folder.glob("qianxian.db*"))
    return {
        secret
        for secret in SECRETS
        if secret.encode() in files or json.dumps(secret).strip('"').encode() in files
    }


def rows(folder: Path) -> dict[str, int]:
    """Tables that hold anything of a person, with the number of rows."""
    counts = (f"SELECT '{table}', count(*) FROM {table}" for table in PERSONAL)  # noqa: S608
    with closing(sqlite3.connect(folder / "qianxian.db")) as connection:
        return {table: count for table, count in connection.execute(" UNION ALL ".join(counts)) if count}


def test_the_export_holds_everything_and_can_be_read(opened: Application) -> None:
    need_id = fill(opened)
    text = opened.privacy.export(PHONE)
    assert all(secret in text for secret in SECRETS[:6])
    data = json.loads(text)
    text.encode()
    assert (data["member"]["digest"], data["member"]["consent"]) == (True, CONSENT_VERSION)
    assert data["channels"] == [PHONE, WEB]
    (need,) = data["needs"]
    assert (need["id"], need["status"], need["raw"]) == (need_id, "open", f"{CAST} {RAW}\ud83d")
    assert need["card"]["tried"] == [TRIED]
    assert {match["title"] for match in need["matches"]} >= {"压铸件气孔控制"}
    assert {one["verdict"] for one in need["decisions"]} == {"declined", "interested"}
    assert [task["kind"] for task in need["tasks"]] == ["interest"]
    assert data["conversations"] == {WEB: {"step": SESSION}, f"{WEB}#thread": THREAD}


def test_who_is_no_member_can_read_what_his_conversation_keeps(opened: Application) -> None:
    fill(opened)
    with opened.store.begin() as unit:
        unit.sessions.save(OTHER, "[1]", NOW)
    assert json.loads(opened.privacy.export(OTHER)) == {
        "member": None,
        "channels": [OTHER],
        "needs": [],
        "conversations": {OTHER: [1]},
    }


@pytest.mark.parametrize("key", [PHONE, WEB])
def test_nothing_of_a_forgotten_member_is_left_in_the_files(
    opened: Application, tmp_path: Path, key: str
) -> None:
    fill(opened)
    assert held(tmp_path) == set(SECRETS), "the test looks in the right place"
    opened.privacy.forget(key)
    assert held(tmp_path) == set()
    assert rows(tmp_path) == {}
    with opened.store.read() as unit:
        assert unit.turns.find("web", 1) is not None, "its number stays: it must not be taken anew"
        assert unit.turns.undelivered("web") == []
    assert opened.open_needs.all() == {}
    assert opened.members.find(PHONE) is None


def test_others_stay_as_they_are(opened: Application, tmp_path: Path) -> None:
    fill(opened)
    opened.members.agree(OTHER, "zh", NOW)
    opened.privacy.forget(OTHER)
    assert held(tmp_path) == set(SECRETS)
    assert rows(tmp_path)["members"] == 1
    opened.privacy.forget("web:nobody")
    assert held(tmp_path) == set(SECRETS)


def test_a_conversation_without_a_member_is_forgotten_too(opened: Application, tmp_path: Path) -> None:
    converse(opened, OTHER)
    assert held(tmp_path) == {SESSION, THREAD, PAYLOAD, REPLY}
    opened.privacy.forget(OTHER)
    assert held(tmp_path) == set()
    assert rows(tmp_path) == {}


def test_who_was_forgotten_may_begin_anew(opened: Application) -> None:
    fill(opened)
    before = opened.members.find(PHONE)
    opened.privacy.forget(PHONE)
    again = opened.members.agree(PHONE, "zh", NOW)
    assert before is not None
    assert again.id != before.id
    assert opened.desk.of_member(again.id) == ()


def test_idle_conversations_of_people_who_are_no_members_are_dropped(
    opened: Application, tmp_path: Path
) -> None:
    fill(opened)
    with opened.store.begin() as unit:
        unit.turns.deliver("web", 1)
        unit.sessions.save_many({OTHER: THREAD, f"{OTHER}#thread": "{}"}, NOW)
        unit.sessions.save_many({"web:late": "{}"}, NOW + timedelta(days=1))
    assert opened.privacy.forget_idle(NOW + timedelta(minutes=5)) == 0
    # OTHER with its thread, one turn, the code that was not used, the try that counts no more.
    assert opened.privacy.forget_idle(NOW + timedelta(days=30, hours=1)) == 5
    with opened.store.read() as unit:
        assert unit.sessions.of([OTHER]) == {}
        assert unit.sessions.of(["web:late", WEB]).keys() == {"web:late", WEB, f"{WEB}#thread"}
        assert unit.turns.find("web", 1) is None
    assert opened.privacy.forget_idle(NOW + timedelta(days=30, hours=1)) == 0
