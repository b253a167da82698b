"""Files in and out."""

import pytest

from bot.telegram.incoming import LARGEST_FILE
from tests.conversation.fakes import FakeMatcher, build_conversation
from tests.telegram.bots import TelegramChannel, talking_bot, until
from tests.telegram.stand_in import Fault

pytestmark = pytest.mark.asyncio
NEED = "铸件加工后总有气孔"


async def sent_file(channel: TelegramChannel, data: bytes, size: int | None = None) -> str:
    await channel.await_answer(channel.api.send_file("需求.txt", data, size=size))
    return channel.answer()


async def test_the_needs_in_a_file_are_read() -> None:
    matcher = FakeMatcher()
    async with talking_bot(build_conversation(matcher)) as channel:
        assert "气孔" in await sent_file(channel, NEED.encode())
        assert channel.api.count("file") == 1


async def test_a_file_is_fetched_again_after_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.delivery.WAITS", (0.01, 0.01, 0.01))
    async with talking_bot() as channel:
        channel.api.faults["file"].append(Fault(502, "Bad Gateway"))
        assert "气孔" in await sent_file(channel, NEED.encode())


async def test_of_a_large_file_nothing_is_fetched() -> None:
    async with talking_bot() as channel:
        assert "5 MB" in await sent_file(channel, b"", size=LARGEST_FILE + 1)
        assert channel.api.count("getFile") == 0


async def test_a_file_larger_than_telegram_hands_out_is_too_large() -> None:
    async with talking_bot() as channel:
        channel.api.faults["getFile"].append(Fault(400, "Bad Request: file is too big"))
        assert "5 MB" in await sent_file(channel, b"", size=0)


async def test_a_file_that_is_gone_gets_a_sentence() -> None:
    async with talking_bot() as channel:
        channel.api.faults["getFile"].append(Fault(400, "Bad Request: wrong file_id"))
        assert "看不懂" in await sent_file(channel, b"x")


async def test_an_export_comes_as_a_file_and_deleting_takes_our_messages_away() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED)
        shown = {sent.id for sent in channel.turn}
        for label in ("不问了", "同意并保存"):
            await channel.tap(next(button for button in channel.buttons() if label in button.label))
        await channel.write("导出我的数据")
        await until(lambda: channel.api.count("sendDocument") == 1)
        assert NEED in channel.answer()
        await channel.write("删除我的数据")
        await channel.tap(next(button for button in channel.buttons() if "erase" in button.action))
        await until(lambda: channel.api.count("deleteMessages") == 1)
        taken_away = next(values for name, values in channel.api.calls if name == "deleteMessages")
        assert all(str(number) in taken_away["message_ids"] for number in shown)
