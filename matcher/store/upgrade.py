"""Bringing a database to the tables that this version of the program expects."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from matcher.errors import StoreError
from matcher.store.migrations import HEAD
from matcher.store.store import READ
from matcher.store.tables import metadata

_VERSION_TABLE = "alembic_version"
# Any number will do as long as nobody else uses it.
_POSTGRESQL_LOCK = 7_214_905_331


def upgrade_if_due(engine: Engine) -> None:
    """Does nothing, and imports no Alembic, when the database is up to date. Raises StoreError."""
    with engine.connect().execution_options(**{READ: True}) as connection:
        if _version(connection) == HEAD:
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRESQL_LOCK})
        # Another process may have done the work while this one waited for the lock.
        version = _version(connection)
        if version != HEAD:
            _upgrade(connection, version)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION_TABLE):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection, version: str | None) -> None:
    if version is None:
        _refuse_foreign(connection)
    # Alembic takes about as long to import as the rest of the program: only when there is something to do.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(
            f"数据库的版本是 {version},比这个程序认识的 {HEAD} 更新或不属于本程序;请升级 qianxian,"
            "或把 QIANXIAN_DATABASE_URL 指向另一个数据库"
        )
    command.upgrade(config, "head")


def _refuse_foreign(connection: Connection) -> None:
    """Tables that are not ours: another program's database was named by mistake."""
    present = set(inspect(connection).get_table_names())
    strange = present if connection.dialect.name == "sqlite" else present & set(metadata.tables)
    if strange:
        raise StoreError(
            f"这个数据库里已有别的程序的表({min(strange)}),请把 QIANXIAN_DATABASE_URL 指向一个空的数据库"
        )
