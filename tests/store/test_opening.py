"""Opening a database: a new one, an old one, and what is none of ours."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import matcher.store.migrations as migrations
from matcher.errors import QianxianError, SettingError, StoreError
from matcher.store import open_store
from matcher.store.tables import metadata


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_new_database_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "qianxian.db"
    with open_store(url_of(path)) as store, store.read() as unit:
        assert unit.capabilities.count() == 0
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_connections_are_set_up_to_keep_what_was_committed(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path / "a.db")) as store, store._writing.connect() as connection:
        asked = ("foreign_keys", "synchronous", "busy_timeout", "secure_delete")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked]
    assert found == [1, 2, 10_000, 1]


def test_the_migrations_make_the_tables_that_the_code_expects(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(url_of(path)).close()
    engine = create_engine(url_of(path))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


def test_the_known_head_is_the_newest_migration() -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_current_head() == migrations.HEAD


def test_an_up_to_date_database_is_opened_without_the_migration_library(tmp_path: Path) -> None:
    open_store(url_of(tmp_path / "a.db")).close()
    script = (
        "import sys; from matcher.store import open_store; "
        f"open_store({url_of(tmp_path / 'a.db')!r}).close(); print('alembic' in sys.modules)"
    )
    assert run(script) == "False"


def test_two_processes_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    script = f"from matcher.store import open_store; open_store({url_of(tmp_path / 'a.db')!r}).close()"
    processes = [
        subprocess.Popen([sys.executable, "-c", script], cwd=root(), stderr=subprocess.PIPE) for _ in range(4)
    ]
    complaints = [process.communicate(timeout=60)[1].decode() for process in processes]
    assert complaints == [""] * 4


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(url_of(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"9999.*升级 qianxian"):
        open_store(url_of(path))


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE invoices (id INTEGER)")
    with pytest.raises(StoreError, match="invoices"):
        open_store(url_of(path))
    with sqlite3.connect(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("invoices",)]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("供给方,类型\n" * 1000, encoding="utf-8")
    with pytest.raises(StoreError, match="不是 SQLite 数据库"):
        open_store(url_of(path))


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="换一个可写的位置"):
        open_store(url_of(tmp_path / "file" / "a.db"))


@pytest.mark.parametrize(
    "url", ["", "qianxian.db", "mysql://localhost/x", "sqlite://", "sqlite:///:memory:", "postgresql://h:x/y"]
)
def test_a_wrong_address_names_the_setting(url: str) -> None:
    with pytest.raises(SettingError, match="QIANXIAN_DATABASE_URL"):
        open_store(url)


def test_an_unreachable_server_is_one_sentence_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(QianxianError, match="连不上数据库") as caught:
        open_store("postgresql://someone:geheim@127.0.0.1:1/qianxian")
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match="pip install"):
        open_store("postgresql://localhost/qianxian")


def test_a_locked_database_is_said_to_be_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.store.opening.BUSY_TIMEOUT_MS", 10)
    store = open_store(url_of(tmp_path / "a.db"))
    with store, store.begin(), pytest.raises(StoreError, match="稍后再试"), store.begin():
        pass


def root() -> Path:
    return Path(__file__).parents[2]


def run(script: str) -> str:
    done = subprocess.run([sys.executable, "-c", script], cwd=root(), capture_output=True, check=True)
    return done.stdout.decode().strip()
