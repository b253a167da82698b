"""Opening the database that a URL names."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from matcher.errors import SettingError, StoreError
from matcher.store.failures import sentence_for
from matcher.store.store import READ, Store
from matcher.store.upgrade import upgrade_if_due

BUSY_TIMEOUT_MS = 10_000


def open_store(url: str) -> Store:
    """Opens the database, creating or upgrading it when that is due. Raises SettingError or StoreError."""
    parsed = _parse(url)
    engine = _sqlite_engine(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql_engine(parsed)
    try:
        upgrade_if_due(engine)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(sentence_for(error, parsed.render_as_string())) from error
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise SettingError(
            "QIANXIAN_DATABASE_URL 不是有效的数据库地址,应形如 sqlite:///目录/qianxian.db 或 "
            "postgresql://用户:口令@主机/库名"
        ) from error
    if backend not in ("sqlite", "postgresql"):
        raise SettingError(
            f"QIANXIAN_DATABASE_URL 用的是「{parsed.drivername}」,只支持 sqlite:///… 和 postgresql://…"
        )
    return parsed


def _sqlite_engine(url: URL) -> Engine:
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise SettingError("QIANXIAN_DATABASE_URL 要指向一个文件,例如 sqlite:///var/qianxian.db")
    folder = Path(url.database).resolve().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"无法创建数据库所在的文件夹 {folder}:{error.strerror}。请换一个可写的位置"
        ) from error
    engine = create_engine(url.set(drivername="sqlite+pysqlite"))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver opens transactions late and only before writes; `_begin_sqlite` says BEGIN itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    # WAL alone outlives a killed process; FULL makes a commit outlive a power cut too, for one flush each.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What a person has deleted is overwritten in the file.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that turns writer midway would fail without waiting its turn.
    reading = bool(connection.get_execution_options().get(READ))
    connection.exec_driver_sql(f"PRAGMA query_only={int(reading)}")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _postgresql_engine(url: URL) -> Engine:
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ImportError as error:
        raise StoreError(
            "使用 PostgreSQL 需要驱动 psycopg,请先安装:pip install 'qianxian[postgresql]'"
        ) from error
