"""What is deleted is gone from SQLite's files, not only from its tables."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from matcher.store import open_store

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SECRET = "染缸漏水的秘密"


def held(folder: Path, words: str) -> set[str]:
    """Names of the files that hold the words."""
    return {file.name for file in folder.iterdir() if words.encode() in file.read_bytes()}


def test_a_deleted_text_is_in_no_file_after_a_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_store(f"sqlite:///{path}") as store:
        with store.begin() as unit:
            unit.sessions.save("web:1", SECRET * 1000, NOW)
        assert held(tmp_path, SECRET) == {"a.db-wal"}
        assert store.checkpoint()
        assert held(tmp_path, SECRET) == {"a.db"}
        with store.begin() as unit:
            unit.sessions.save("web:1", "{}", NOW)
        assert store.checkpoint()
        assert held(tmp_path, SECRET) == set()


def test_a_checkpoint_that_somebody_is_reading_past_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_store(f"sqlite:///{path}") as store, sqlite3.connect(path) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM sessions").fetchone()
        with store.begin() as unit:
            unit.sessions.save("web:1", SECRET, NOW)
        with store._writing.connect() as connection:  # else it would wait for ten seconds
            connection.exec_driver_sql("PRAGMA busy_timeout=1")
        assert not store.checkpoint()
        other.rollback()
        assert store.checkpoint()
    other.close()
