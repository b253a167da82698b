"""A database of the first version is brought up to date with everything in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, text

import matcher.store.migrations as migrations
from matcher.domain.card_json import card_to_json
from matcher.domain.need import NeedCard, NeedDraft, NeedStatus
from matcher.domain.task import TaskKind
from matcher.store import open_store

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORDS = "布老断🧵\x00\ud83d"
CARD = NeedCard(problem="布老断")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The database with the tables of version 0001, nothing in them."""
    if database_url.startswith("sqlite"):
        Path(database_url.removeprefix("sqlite:///")).parent.mkdir()
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    if database_url.startswith("sqlite"):
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON"))
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    yield engine
    engine.dispose()


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """With a need, its match and its task, a conversation, and an update that was processed."""
    time = NOW.strftime("%Y-%m-%d %H:%M:%S.%f") if engine.dialect.name == "sqlite" else NOW
    rows = (
        "INSERT INTO needs (id, raw, card, status, created_at, updated_at)"
        " VALUES (7, :words, :card, 'open', :time, :time)",
        "INSERT INTO matches (id, need_id, capability_id, capability_version, probability, parts, rank,"
        " created_at) VALUES (3, 7, 5, 2, 0.5, '{}', 1, :time)",
        "INSERT INTO staff_tasks (id, kind, need_id, due, done)"
        " VALUES (4, 'unmatched_need', 7, '2026-03-05', false)",
        "INSERT INTO sessions (key, state, updated_at) VALUES ('web:1', :words, :time)",
        "INSERT INTO processed_updates (channel, update_id) VALUES ('telegram', '12')",
    )
    words = WORDS.encode("utf-8", "surrogatepass")
    with engine.begin() as connection:
        for row in rows:
            values = {"words": words, "card": card_to_json(CARD), "time": time}
            said = {name: value for name, value in values.items() if f":{name}" in row}
            connection.execute(text(row), said)
    return engine


def test_nothing_is_lost(filled: Engine, database_url: str) -> None:
    with open_store(database_url) as store, store.read() as unit:
        need = unit.needs.get(7)
        assert (need.draft, need.card, need.status) == (NeedDraft(WORDS), CARD, NeedStatus.OPEN)
        assert (need.member_id, need.outcome, need.created_at) == (None, None, NOW)
        assert [(one.id, one.capability_id, one.rank) for one in unit.matches.of_need(7)] == [(3, 5, 1)]
        (task,) = unit.tasks.list_open()
        assert (task.id, task.kind, task.due) == (4, TaskKind.UNMATCHED_NEED, date(2026, 3, 5))
        assert unit.sessions.load("web:1") == WORDS
        turn = unit.turns.find("telegram", 12)
        assert turn is not None
        assert turn.delivered
        assert (turn.payload, turn.replies) == (None, None)
        assert unit.turns.undelivered("telegram") == []


def test_what_was_there_can_be_changed_and_new_rows_get_new_ids(filled: Engine, database_url: str) -> None:
    with open_store(database_url) as store, store.begin() as unit:
        member = unit.members.add("zh", 1, NOW)
        unit.needs.change(7, NeedDraft(WORDS, supplements=("不能停产",)), CARD, NOW)
        assert unit.needs.get(7).draft.supplements == ("不能停产",)
        new = unit.needs.keep("t", member, NeedDraft("新的"), CARD, NOW)
        assert new is not None
        assert new != 7
        assert unit.needs.of_member(member) == [unit.needs.get(new)]


def test_an_empty_database_of_the_first_version_is_upgraded(engine: Engine, database_url: str) -> None:
    with open_store(database_url) as store, store.read() as unit:
        assert unit.needs.count() == 0
    open_store(database_url).close()
