"""The bot over real HTTP: what a person gets, whatever Telegram or the net does."""

import asyncio
import logging
import re
from pathlib import Path

import pytest

from bot.i18n.texts import load_catalogues
from bot.telegram.callbacks import Callback
from bot.telegram.face import TelegramFace
from bot.telegram.menu import COMMANDS
from bot.telegram.running import WebhookAddress, build_application, feed, run_bot
from matcher.errors import SettingError
from tests.conversation.fakes import FakeMatcher, MemoryMemory, build_conversation
from tests.dialogue.script import play, transcripts
from tests.telegram.bots import no_sleep, running_bot, talking_bot, until
from tests.telegram.stand_in import TOKEN, USER, Fault, running_bot_api

pytestmark = pytest.mark.asyncio
NEED = "铸件加工后总有气孔"


@pytest.mark.parametrize("transcript", transcripts(), ids=lambda path: path.stem)
async def test_transcript(transcript: Path) -> None:
    async with talking_bot() as channel:
        await play(transcript, channel)


async def test_shows_typing_while_matching() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED)
        await until(lambda: channel.api.count("sendChatAction") == 1)


async def test_a_tap_edits_the_message_it_belongs_to_and_is_acknowledged() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED)
        results, _ = channel.turn
        await channel.tap(channel.buttons()[0])
        assert [sent.id for sent in channel.turn] == [results.id]
        assert channel.api.count("sendMessage") == 2
        assert channel.api.count("answerCallbackQuery") == 1


async def test_a_message_that_cannot_be_edited_any_more_is_sent_anew() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED)
        channel.api.faults["editMessageText"].append(Fault(400, "Bad Request: message can't be edited"))
        await channel.tap(channel.buttons()[0])
        assert channel.api.count("sendMessage") == 3


async def test_an_answered_question_renews_the_results_above_it() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED)
        results, question = channel.turn
        await channel.tap(next(button for button in channel.buttons() if "跳过" in button.label))
        assert {sent.id for sent in channel.turn} <= {results.id, question.id}
        assert channel.api.count("sendMessage") == 2


async def test_words_are_answered_below_them() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED)
        await channel.write("结果")
        assert channel.api.count("editMessageText") == 0


async def test_a_mended_message_is_read_anew() -> None:
    async with talking_bot() as channel:
        mended = channel.api.message_from(USER, "private", text=NEED, edit_date=1_795_000_009)
        await channel.await_answer(channel.api.offer(edited_message=mended))
        assert "找到 5 个" in channel.answer()


async def test_a_link_from_a_digest_opens_the_need() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED)
        for label in ("不问了", "同意并保存"):
            await channel.tap(next(button for button in channel.buttons() if label in button.label))
        await channel.write("/start need_1")
        assert NEED in channel.answer()
        await channel.write("/start need_999")
        assert NEED not in channel.answer()


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_of_the_menu_is_understood(command: tuple[str, str]) -> None:
    async with talking_bot() as channel:
        await channel.write(f"/{command[0]}")
        assert not re.search("没有这个|不认识", channel.answer())


async def test_the_same_view_again_is_no_error() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED)
        channel.api.faults["editMessageText"].append(Fault(400, "Bad Request: message is not modified"))
        button = channel.buttons()[0]
        await channel.api.tap(str(Callback(USER, button.action)), channel.turn[0].id)
        await until(lambda: channel.api.count("answerCallbackQuery") == 1)
        await channel.write("谢谢")
        assert channel.api.count("sendMessage") == 3


# The library reads its own deprecated attribute here.
@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_waits_as_long_as_telegram_asks() -> None:
    async with talking_bot() as channel:
        channel.api.faults["sendMessage"].append(Fault(429, "Too Many Requests", retry_after=1))
        await channel.write(NEED)
        assert "找到 5 个" in channel.answer()
        assert channel.api.count("sendMessage") == 3


async def test_tries_again_when_telegram_is_out_of_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.delivery.WAITS", (0.01, 0.01, 0.01))
    async with talking_bot() as channel:
        channel.api.faults["sendMessage"] += [Fault(502, "Bad Gateway"), Fault(500, "Internal Server Error")]
        await channel.write(NEED)
        assert "找到 5 个" in channel.answer()


async def test_goes_on_when_asking_for_updates_fails() -> None:
    async with talking_bot() as channel:
        channel.api.faults["getUpdates"].append(Fault(502, "Bad Gateway"))
        await channel.write("你好")
        assert "牵线" in channel.answer()


async def test_buttons_work_after_a_restart() -> None:
    memory = MemoryMemory()
    async with running_bot_api() as api:
        async with running_bot(api, build_conversation(memory=memory)):
            await api.write(NEED)
            await until(lambda: len(api.shown) == 2)
        label, data = api.shown[0].buttons[0]
        assert label == "1 看详情"
        async with running_bot(api, build_conversation(memory=memory)):
            await api.tap(data, api.shown[0].id)
            await until(lambda: len(api.shown) == 3)
    assert "真空压铸气孔控制" in api.shown[2].text
    assert api.shown[2].id == api.shown[0].id


async def test_refuses_another_persons_button() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED)
        await channel.api.tap(channel.turn[-1].buttons[0][1], channel.turn[-1].id, user=99)
        await until(lambda: channel.api.count("answerCallbackQuery") == 1)
        answer = next(values for name, values in channel.api.calls if name == "answerCallbackQuery")
        assert "别人的按钮" in answer["text"]
        assert len(channel.api.shown) == 2


async def test_a_made_up_button_gets_a_sentence() -> None:
    async with talking_bot() as channel:
        await channel.api.tap("drop table", 1)
        await until(lambda: len(channel.api.shown) == 1)
        assert "用不了了" in channel.api.shown[0].text


async def test_a_picture_gets_a_sentence() -> None:
    async with talking_bot() as channel:
        photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
        await channel.api.offer(message=channel.api.message_from(USER, "private", photo=photo))
        await until(lambda: len(channel.api.shown) == 1)
        assert "看不懂图片" in channel.api.shown[0].text


async def test_in_a_group_needs_are_not_read() -> None:
    matcher = FakeMatcher()
    async with running_bot_api() as api, running_bot(api, build_conversation(matcher)):
        await api.write(NEED, kind="supergroup")
        await api.write("/start", kind="supergroup")
        await until(lambda: len(api.shown) == 1)
        assert "私下写给我" in api.shown[0].text
    assert matcher.asked == []


async def test_a_person_who_blocked_the_bot_stops_nobody_else() -> None:
    async with talking_bot() as channel:
        channel.api.faults["sendMessage"].append(Fault(403, "Forbidden: bot was blocked by the user"))
        await channel.api.write("你好", user=77)
        await until(lambda: channel.api.count("sendMessage") == 1)
        await channel.write(NEED)
        assert "找到 5 个" in channel.answer()


async def test_messages_of_one_person_are_answered_in_order() -> None:
    async with running_bot_api() as api, running_bot(api):
        for text in ("你好", NEED, "谢谢"):
            await api.write(text)
        await until(lambda: len(api.shown) == 4)
    heads = [sent.text[:2] for sent in api.shown]
    assert heads == ["您好", "您说", "现在", "不客"]


async def test_a_long_message_comes_in_pieces_with_the_buttons_on_the_last() -> None:
    async with talking_bot() as channel:
        await channel.write(NEED + "，<急>&" * 800)
        assert all(len(sent.text) <= 4096 for sent in channel.api.shown)
        assert channel.api.shown[-1].buttons


async def test_waits_for_telegram_to_become_reachable() -> None:
    async with running_bot_api() as api:
        api.faults["getMe"] += [Fault(502, "Bad Gateway")] * 3
        async with running_bot(api):
            await api.write("你好")
            await until(lambda: len(api.shown) == 1)


async def test_a_refused_token_is_a_sentence_without_the_token() -> None:
    async with running_bot_api() as api:
        face = TelegramFace(build_conversation())
        application = build_application(face, "999:wrong", api.address, polling=True)
        with pytest.raises(SettingError, match="QIANXIAN_TELEGRAM_TOKEN") as caught:
            await run_bot(application, load_catalogues(), asyncio.Event(), sleep=no_sleep)
    assert "999" not in str(caught.value)


async def test_neither_token_nor_words_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with talking_bot() as channel:
        channel.api.faults["sendMessage"].append(Fault(403, "Forbidden: bot was blocked by the user"))
        await channel.api.write(NEED, user=77)
        await channel.write(NEED)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("bot.", "httpx"))]
    assert not any(TOKEN in line or NEED in line for line in ours)


async def test_a_webhook_is_announced_and_fed() -> None:
    async with running_bot_api() as api:
        face = TelegramFace(build_conversation())
        application = build_application(face, TOKEN, api.address, polling=False)
        stop = asyncio.Event()
        address = WebhookAddress("https://example.cn/telegram/path", "a-secret-word")
        task = asyncio.create_task(run_bot(application, load_catalogues(), stop, webhook=address))
        await until(lambda: api.count("setWebhook") == 1)
        await feed(application, {"update_id": 1, "message": api.message_from(USER, "private", text=NEED)})
        await until(lambda: len(api.shown) == 1)
        stop.set()
        await task
    announced = next(values for name, values in api.calls if name == "setWebhook")
    assert announced["secret_token"] == "a-secret-word"
    assert api.count("getUpdates") == 0
