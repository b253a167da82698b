"""An import that is killed leaves whole batches, and running it again completes it."""

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from matcher.service.imports import BATCH, import_profiles
from matcher.service.taxonomy import load_taxonomy
from matcher.store import open_store

ROWS = 5000
TODAY = date(2026, 11, 24)
SCRIPT = """
import os
import signal
import sys
from datetime import date
from importlib.resources import files

from sqlalchemy import event

from matcher.service.imports import import_profiles
from matcher.service.taxonomy import load_taxonomy
from matcher.store import open_store

url, path, last_statement = sys.argv[1:]
left = int(last_statement)

def count_down(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

with open_store(url) as store:
    event.listen(store._writing, "before_cursor_execute", count_down)
    import_profiles(store, path, load_taxonomy(files("corpora") / "taxonomy"), date(2026, 11, 24))
"""


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    lines = [f"某大学{n % 700},research,能力{n},{'解决的问题。' * 20},x-{n}\n" for n in range(ROWS)]
    path = tmp_path / "rows.csv"
    path.write_text(
        "provider,provider_kind,capability,summary,external_id\n" + "".join(lines), encoding="utf-8"
    )
    return path


def start(database: Path, rows: Path, last_statement: int = 0) -> "subprocess.Popen[bytes]":
    """An import in a process of its own, which kills itself before that statement."""
    url = f"sqlite:///{database}"
    open_store(url).close()
    command = [sys.executable, "-c", SCRIPT, url, str(rows), str(last_statement)]
    return subprocess.Popen(command, cwd=Path(__file__).parents[2])


def rows_in(database: Path, table: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def check_and_complete(database: Path, rows: Path) -> int:
    """How many rows the killed import left."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    count = rows_in(database, "capabilities")
    assert count % BATCH == 0
    assert rows_in(database, "capability_versions") == rows_in(database, "changes") == count
    with open_store(f"sqlite:///{database}") as store:
        report = import_profiles(store, rows, load_taxonomy(files("corpora") / "taxonomy"), TODAY)
    assert (report.unchanged, report.created) == (count, ROWS - count)
    return count


@pytest.mark.parametrize(("last_statement", "left"), [(3, 0), (9, 0), (28, 1000), (60, 2500)])
def test_killed_amid_a_batch_it_leaves_the_batches_before(
    tmp_path: Path, rows: Path, last_statement: int, left: int
) -> None:
    importing = start(tmp_path / "a.db", rows, last_statement)
    assert importing.wait(60) == -signal.SIGKILL
    assert check_and_complete(tmp_path / "a.db", rows) == left


def test_killed_at_any_moment_it_leaves_whole_batches(tmp_path: Path, rows: Path) -> None:
    importing = start(tmp_path / "a.db", rows)
    while importing.poll() is None and rows_in(tmp_path / "a.db", "capabilities") < 1500:
        time.sleep(0.002)
    importing.send_signal(signal.SIGKILL)
    importing.wait(30)
    assert check_and_complete(tmp_path / "a.db", rows) >= 1500
