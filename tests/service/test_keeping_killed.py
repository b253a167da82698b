"""Keeping a need and merging two members, killed before any statement: all of it is there, or nothing."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from matcher.domain.need import NeedCard, NeedDraft
from matcher.service.members import Members
from matcher.store import open_store
from tests.helpers.clock import NOW

SCRIPT = """
import os
import signal
import sys

from sqlalchemy import event

from matcher.domain.match import MatchOutcome
from matcher.domain.need import NeedCard, NeedDraft
from matcher.service.members import Members
from matcher.service.need_records import record_outcome
from matcher.service.privacy import Privacy
from matcher.store import open_store
from tests.helpers.clock import NOW

url, work, last_statement = sys.argv[1:]
left = int(last_statement)

def count_down(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def keep(store):
    with store.begin() as unit:
        member = unit.members.id_of("web:a")
        need = unit.needs.keep("token", member, NeedDraft("布老断"), NeedCard(), NOW)
        record_outcome(unit, need, MatchOutcome(NeedCard(), {}), NOW, is_open=True)

def merge(store):
    Members(store, str).redeem("web:a", "123456", NOW)

def forget(store):
    Privacy(store).forget("web:a")

with open_store(url) as store:
    event.listen(store._writing, "before_cursor_execute", count_down)
    {"keep": keep, "merge": merge, "forget": forget}[work](store)
"""
TABLES = ("members", "identities", "needs", "staff_tasks", "link_codes")


def prepare(database: Path) -> None:
    """Two members; one has a need, the other asked for a code."""
    with open_store(f"sqlite:///{database}") as store:
        members = Members(store, lambda: "123456")
        owner = members.agree("web:a", "zh", NOW)
        members.agree("telegram:1", "zh", NOW)
        members.issue_code("telegram:1", NOW)
        with store.begin() as unit:
            unit.needs.keep("first", owner.id, NeedDraft("布老断"), NeedCard(), NOW - timedelta(days=1))


def state(database: Path) -> tuple[object, ...]:
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES]  # noqa: S608
        owners = connection.execute("SELECT member_id FROM needs ORDER BY id").fetchall()
    return (*counts, *owners)


@pytest.mark.slow
@pytest.mark.parametrize("work", ["keep", "merge", "forget"])
def test_killed_before_any_statement_it_leaves_all_or_nothing(tmp_path: Path, work: str) -> None:
    states = []
    for statement in count(1):
        database = tmp_path / f"{statement}.db"
        prepare(database)
        before = state(database)
        command = [sys.executable, "-c", SCRIPT, f"sqlite:///{database}", work, str(statement)]
        ended = subprocess.run(command, cwd=Path(__file__).parents[2], check=False, timeout=60).returncode
        states.append(state(database))
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        assert states[-1] == before
    assert len(states) > 3, "it was killed at several places"
    assert states[-1] != before
