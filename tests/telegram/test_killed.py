"""A bot killed in the middle, and its successor on the same database."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.conversation.fakes import FakeMatcher
from tests.telegram.bots import running_bot, until
from tests.telegram.killed_bot import on_database
from tests.telegram.stand_in import SILENCE, SILENT, BotApi, Fault, running_bot_api

pytestmark = pytest.mark.asyncio
NEED = "铸件加工后总有气孔"
PATIENCE = 30.0  # a process takes its time to start


@asynccontextmanager
async def bot_that_is_killed(
    api: BotApi, database: str, ready: Callable[[], bool], *how: str
) -> AsyncIterator[None]:
    """It runs until `ready`, and is killed once Telegram believes that all was taken."""
    command = (sys.executable, "-m", "tests.telegram.killed_bot", api.address, database, *how)
    process = await asyncio.create_subprocess_exec(*command)
    try:
        yield
        await until(ready, PATIENCE)
        await until(lambda: not api.updates, PATIENCE)
    finally:
        process.kill()
        await process.wait()


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'qianxian.db'}"


async def outcome_of_restart(api: BotApi, database: str) -> list[str]:
    """What is on the person's screen in the end; 谢谢 comes behind everything that was left over."""
    async with running_bot(api, on_database(database, FakeMatcher())):
        await api.write("谢谢")
        await until(lambda: any("不客气" in sent.text for sent in api.shown))
    return ["results" if "找到 5 个" in sent.text else sent.text[:2] for sent in api.shown]


async def test_killed_while_matching_the_message_is_answered_once(database: str) -> None:
    async with running_bot_api() as api:
        async with bot_that_is_killed(api, database, lambda: api.count("sendChatAction") == 1, "slow"):
            await api.write(NEED)
        assert api.shown == []
        assert await outcome_of_restart(api, database) == ["results", "现在", "不客"]


async def test_killed_while_sending_the_answer_comes_once(database: str) -> None:
    async with running_bot_api() as api:
        api.faults["sendMessage"].append(SILENCE)
        async with bot_that_is_killed(api, database, lambda: api.count("sendMessage") == 1):
            await api.write(NEED)
        assert await outcome_of_restart(api, database) == ["results", "现在", "不客"]


async def test_killed_between_two_replies_none_comes_again(database: str) -> None:
    async with running_bot_api() as api:
        api.faults["sendMessage"] += [None, SILENCE]
        async with bot_that_is_killed(api, database, lambda: api.count("sendMessage") == 2):
            await api.write(NEED)
        assert await outcome_of_restart(api, database) == ["results", "现在", "不客"]


async def test_killed_between_taken_and_confirmed_the_answer_comes_twice(database: str) -> None:
    """Telegram has no way to ask whether it took a message: twice is better than not at all."""
    async with running_bot_api() as api:
        api.faults["sendMessage"].append(Fault(SILENT, "taken, never confirmed", after=True))
        async with bot_that_is_killed(api, database, lambda: len(api.shown) == 1):
            await api.write(NEED)
        assert await outcome_of_restart(api, database) == ["results", "results", "现在", "不客"]


async def test_killed_after_delivery_nothing_comes_again(database: str) -> None:
    async with running_bot_api() as api:
        async with bot_that_is_killed(api, database, lambda: len(api.shown) == 2):
            await api.write(NEED)
            await until(lambda: len(api.shown) == 2, PATIENCE)
            await asyncio.sleep(0.5)  # until the delivery is noted
        assert await outcome_of_restart(api, database) == ["results", "现在", "不客"]
