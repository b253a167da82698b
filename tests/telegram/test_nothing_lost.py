"""Nothing lost, nothing doubled: whatever the net, Telegram or the database does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.conversation.ports import TurnId
from bot.i18n.texts import load_catalogues
from bot.telegram.face import TelegramFace
from bot.telegram.running import AnyApplication, WebhookAddress, build_application, feed, run_bot
from tests.conversation.fakes import NOW, FakeMatcher, MemoryMemory, build_conversation
from tests.telegram.bots import running_bot, until
from tests.telegram.stand_in import CUT_OFF, SILENCE, SILENT, TOKEN, USER, BotApi, Fault, running_bot_api

pytestmark = pytest.mark.asyncio
NEED = "铸件加工后总有气孔"
HELLO = "您好"


@pytest.fixture(autouse=True)
def quick_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.delivery.WAITS", (0.01, 0.01, 0.01))


@dataclass(slots=True)
class BusyMemory(MemoryMemory):
    """A database that is away for the first few calls."""

    refusals: dict[str, int] = field(default_factory=dict)

    def receive(self, turn: TurnId, payload: str, now: datetime) -> bool:
        self._refuse("receive")
        return MemoryMemory.receive(self, turn, payload, now)

    def deliver(self, turn: TurnId) -> None:
        self._refuse("deliver")
        MemoryMemory.deliver(self, turn)

    def _refuse(self, what: str) -> None:
        if self.refusals.get(what, 0):
            self.refusals[what] -= 1
            raise OSError("database is locked")


@asynccontextmanager
async def posted_to(api: BotApi, memory: MemoryMemory, matcher: FakeMatcher) -> AsyncIterator[AnyApplication]:
    """A bot to which updates are posted."""
    conversation = build_conversation(matcher, memory)
    application = build_application(TelegramFace(conversation), TOKEN, api.address, polling=False)
    stop, address = asyncio.Event(), WebhookAddress("https://example.cn/t", "a-secret-word")
    task = asyncio.create_task(run_bot(application, load_catalogues(), stop, webhook=address))
    await until(lambda: api.count("setWebhook") == 1)
    try:
        yield application
    finally:
        stop.set()
        await task


def update_of(api: BotApi, number: int, text: str) -> dict[str, Any]:
    return {"update_id": number, "message": api.message_from(USER, "private", text=text)}


def greetings(api: BotApi) -> int:
    return sum(sent.text.startswith(HELLO) for sent in api.shown)


async def test_an_update_that_was_not_kept_is_asked_for_again() -> None:
    memory = BusyMemory(refusals={"receive": 1})
    async with running_bot_api() as api, running_bot(api, build_conversation(memory=memory)):
        number = await api.write("你好")
        await until(lambda: memory.refusals["receive"] == 0)
        asked = [int(values.get("offset", 0)) for name, values in api.calls if name == "getUpdates"]
        assert max(asked) <= number
        await until(lambda: greetings(api) == 1)


async def test_a_posted_update_that_was_not_kept_is_not_taken() -> None:
    memory = BusyMemory(refusals={"receive": 1})
    async with running_bot_api() as api, posted_to(api, memory, FakeMatcher()) as application:
        with pytest.raises(NetworkError):
            await feed(application, update_of(api, 7, "你好"))
        await feed(application, update_of(api, 7, "你好"))
        await until(lambda: greetings(api) == 1)


async def test_an_update_repeated_at_once_has_no_effect() -> None:
    memory, matcher = MemoryMemory(), FakeMatcher()
    async with running_bot_api() as api, posted_to(api, memory, matcher) as application:
        for _ in range(5):
            await feed(application, update_of(api, 7, NEED))
        await feed(application, update_of(api, 8, "谢谢"))
        await until(lambda: len(api.shown) == 3)
        assert [sent.text[:2] for sent in api.shown] == ["您说", "现在", "不客"]
    assert matcher.asked == [NEED]
    assert memory.undelivered("telegram") == []


async def test_an_update_repeated_after_a_restart_has_no_effect() -> None:
    memory, matcher = MemoryMemory(), FakeMatcher()
    async with running_bot_api() as api:
        async with running_bot(api, build_conversation(matcher, memory)):
            number = await api.write(NEED)
            await until(lambda: len(api.shown) == 2)
        async with running_bot(api, build_conversation(matcher, memory)):
            await api.write(NEED, update_id=number)
            await api.write("谢谢")
            await until(lambda: len(api.shown) == 3)
        assert [sent.text[:2] for sent in api.shown] == ["您说", "现在", "不客"]
    assert matcher.asked == [NEED]


async def test_numbers_that_come_late_are_answered_once() -> None:
    memory = MemoryMemory()
    async with running_bot_api() as api, posted_to(api, memory, FakeMatcher()) as application:
        for number in (30, 10, 20, 10, 30):
            await feed(application, update_of(api, number, "你好"))
        await until(lambda: greetings(api) == 3)
    assert greetings(api) == 3
    assert memory.undelivered("telegram") == []


async def test_a_list_in_disorder_is_answered_once_each() -> None:
    async with running_bot_api() as api:
        for number in (300, 100, 200):
            await api.write("你好", update_id=number)
        async with running_bot(api):
            await until(lambda: greetings(api) == 3 and not api.updates)
        assert greetings(api) == 3


async def test_what_an_earlier_run_left_comes_in_its_order() -> None:
    memory = MemoryMemory()
    async with running_bot_api() as api:
        for number, text in ((11, "谢谢"), (9, "你好")):
            payload = update_of(api, number, text)
            build = build_application(
                TelegramFace(build_conversation(memory=memory)), TOKEN, api.address, polling=False
            )
            await feed(build, payload)
        async with running_bot(api, build_conversation(memory=memory)):
            await until(lambda: len(api.shown) == 2)
    assert [sent.text[:2] for sent in api.shown] == [HELLO, "不客"]


async def test_a_kept_update_that_cannot_be_read_stops_nothing() -> None:
    memory = MemoryMemory()
    memory.receive(TurnId("telegram", "1", f"telegram:{USER}"), "{broken", NOW)
    async with running_bot_api() as api, running_bot(api, build_conversation(memory=memory)):
        await api.write("你好")
        await until(lambda: greetings(api) == 1)
    assert memory.undelivered("telegram") == []


async def test_an_answer_that_telegram_never_took_comes_once() -> None:
    async with running_bot_api() as api, running_bot(api, timeout=0.2):
        api.faults["sendMessage"].append(SILENCE)
        await api.write("你好")
        await until(lambda: greetings(api) == 1)
    assert greetings(api) == 1


@pytest.mark.parametrize("fault", [CUT_OFF, Fault(SILENT, "taken, never confirmed", after=True)])
async def test_an_answer_taken_but_not_confirmed_comes_twice_at_most(fault: Fault) -> None:
    async with running_bot_api() as api, running_bot(api, timeout=0.2):
        api.faults["sendMessage"].append(fault)
        await api.write("你好")
        await until(lambda: greetings(api) == 2)
    assert greetings(api) == 2


async def test_an_edit_taken_but_not_confirmed_is_seen_once() -> None:
    async with running_bot_api() as api, running_bot(api):
        await api.write(NEED)
        await until(lambda: len(api.shown) == 2)
        api.faults["editMessageText"].append(CUT_OFF)
        await api.tap(api.shown[0].buttons[0][1], api.shown[0].id)
        await until(lambda: api.count("editMessageText") == 2 and len(api.shown) == 4)
    assert {sent.id for sent in api.shown[2:]} == {api.shown[0].id}


async def test_an_answer_that_did_not_get_through_is_sent_later() -> None:
    memory, matcher = MemoryMemory(), FakeMatcher()
    conversation = build_conversation(matcher, memory)
    async with running_bot_api() as api, running_bot(api, conversation, again_after=0.05):
        api.faults["sendMessage"] += [Fault(502, "Bad Gateway")] * 6
        await api.write(NEED)
        await until(lambda: len(api.shown) == 2)
    assert matcher.asked == [NEED]
    assert memory.undelivered("telegram") == []


async def test_of_an_answer_that_got_through_in_part_the_rest_is_sent_later() -> None:
    async with running_bot_api() as api, running_bot(api, again_after=0.05):
        api.faults["sendMessage"] += [None, *[Fault(502, "Bad Gateway")] * 4]
        await api.write(NEED)
        await until(lambda: len(api.shown) == 2)
    assert [sent.text[:2] for sent in api.shown] == ["您说", "现在"]


async def test_an_answer_that_did_not_get_through_before_the_stop_is_sent_after_the_start() -> None:
    memory, matcher = MemoryMemory(), FakeMatcher()
    async with running_bot_api() as api:
        async with running_bot(api, build_conversation(matcher, memory)):
            api.faults["sendMessage"] += [Fault(502, "Bad Gateway")] * 4
            await api.write(NEED)
            await until(lambda: api.count("sendMessage") == 4)
        assert len(memory.undelivered("telegram")) == 1
        async with running_bot(api, build_conversation(matcher, memory)):
            await until(lambda: len(api.shown) == 2)
    assert matcher.asked == [NEED]


@pytest.mark.parametrize(
    "fault", [Fault(400, "Bad Request: chat not found"), Fault(403, "Forbidden: blocked")]
)
async def test_an_answer_that_would_be_refused_again_is_given_up(fault: Fault) -> None:
    memory = MemoryMemory()
    async with running_bot_api() as api, running_bot(api, build_conversation(memory=memory)):
        api.faults["sendMessage"].append(fault)
        await api.write("你好", user=77)
        await until(lambda: api.count("sendMessage") == 1)
        await api.write("你好")
        await until(lambda: greetings(api) == 1)
    assert memory.undelivered("telegram") == []


async def test_a_delivery_that_cannot_be_noted_at_once_is_noted_later() -> None:
    memory = BusyMemory(refusals={"deliver": 2})
    async with running_bot_api() as api, running_bot(api, build_conversation(memory=memory)):
        await api.write("你好")
        await until(lambda: greetings(api) == 1 and not memory.undelivered("telegram"))


async def test_nothing_is_kept_of_what_is_never_answered() -> None:
    memory = MemoryMemory()
    async with running_bot_api() as api, running_bot(api, build_conversation(memory=memory)):
        await api.write("大家好", kind="supergroup")
        await api.offer(message=api.message_from(USER, "private", new_chat_title="新名字"))
        await api.write("你好")
        await until(lambda: greetings(api) == 1)
    assert len(memory.turns) == 1
