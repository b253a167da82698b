"""Putting the parts together and running them."""

import asyncio
import socket
import stat
from pathlib import Path

import httpx
import pytest

from bot.bootstrap.parts import Bot
from bot.bootstrap.secret import load_secret
from bot.bootstrap.serving import PARTS, Serving, announcement, prepare, reserve, serve
from bot.config import Settings, read_settings
from bot.telegram.running import webhook_path
from matcher.errors import SettingError, UsageError
from tests.conversation.fakes import WellHealth, build_conversation
from tests.telegram.bots import until
from tests.telegram.stand_in import TOKEN, running_bot_api


def settings_of(home: Path, **values: str) -> Settings:
    return read_settings(
        {"QIANXIAN_HOME": str(home), **{f"QIANXIAN_{name}": v for name, v in values.items()}}
    )


def build_bot() -> Bot:
    return Bot(build_conversation(), WellHealth())


def put_together(settings: Settings, only: frozenset[str]) -> Serving:
    return prepare(build_bot(), settings, only, reserve(settings, only))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@pytest.mark.asyncio
async def test_serves_the_page_and_telegram_until_told_to_stop(tmp_path: Path) -> None:
    stop, started, port = asyncio.Event(), asyncio.Event(), free_port()
    async with running_bot_api() as api:
        settings = settings_of(tmp_path, PORT=str(port), TELEGRAM_TOKEN=TOKEN, TELEGRAM_BASE_URL=api.address)
        task = asyncio.create_task(serve(put_together(settings, PARTS), started.set, stop))
        await started.wait()
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            assert (await client.get("/healthz")).status_code == 200
        await api.write("你好")
        await until(lambda: len(api.shown) == 1)
        stop.set()
        await task
    with socket.create_server(("127.0.0.1", port)):
        pass


@pytest.mark.asyncio
async def test_a_webhook_runs_on_the_same_loop(tmp_path: Path) -> None:
    stop, port, secret = asyncio.Event(), free_port(), "a-long-secret"
    async with running_bot_api() as api:
        settings = settings_of(
            tmp_path,
            PORT=str(port),
            TELEGRAM_TOKEN=TOKEN,
            TELEGRAM_BASE_URL=api.address,
            PUBLIC_URL="https://qianxian.example.cn",
            TELEGRAM_WEBHOOK_SECRET=secret,
        )
        task = asyncio.create_task(serve(put_together(settings, PARTS), lambda: None, stop))
        await until(lambda: api.count("setWebhook") == 1)
        update = {"update_id": 5, "message": api.message_from(1, "private", text="你好")}
        headers = {"x-telegram-bot-api-secret-token": secret}
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            response = await client.post(webhook_path(secret), json=update, headers=headers)
        assert response.status_code == 200
        await until(lambda: len(api.shown) == 1)
        assert api.count("getUpdates") == 0
        stop.set()
        await task


@pytest.mark.asyncio
async def test_a_refused_token_ends_all_with_a_sentence(tmp_path: Path) -> None:
    async with running_bot_api() as api:
        settings = settings_of(
            tmp_path, PORT=str(free_port()), TELEGRAM_TOKEN="1:wrong", TELEGRAM_BASE_URL=api.address
        )
        with pytest.raises(SettingError, match="TELEGRAM_TOKEN"):
            await serve(put_together(settings, PARTS), lambda: None)


def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(SettingError, match=f"端口 {port} 已被占用"):
            put_together(settings_of(tmp_path, PORT=str(port)), frozenset({"web"}))


def test_a_foreign_address_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="QIANXIAN_HOST"):
        put_together(settings_of(tmp_path, HOST="203.0.113.7"), frozenset({"web"}))


def test_telegram_alone_needs_a_token(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="QIANXIAN_TELEGRAM_TOKEN"):
        put_together(settings_of(tmp_path), frozenset({"telegram"}))


def test_a_webhook_needs_the_web(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path, TELEGRAM_TOKEN=TOKEN, PUBLIC_URL="https://a.cn", TELEGRAM_WEBHOOK_SECRET="a-long-secret"
    )
    with pytest.raises(UsageError, match="web,telegram"):
        put_together(settings, frozenset({"telegram"}))


def test_the_announcement_says_where_and_what(tmp_path: Path) -> None:
    port = free_port()
    serving = put_together(settings_of(tmp_path, PORT=str(port)), PARTS)
    assert serving.listening is not None
    serving.listening.close()
    lines = "\n".join(announcement(serving, PARTS))
    assert f"http://127.0.0.1:{port}" in lines
    assert "Telegram：未开启" in lines
    assert str(tmp_path) in lines


def test_the_secret_is_made_once_and_ours_alone(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "new")
    secret = load_secret(settings)
    assert load_secret(settings) == secret
    kept = settings.home / "secret"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in settings.home.iterdir()] == ["secret"]


def test_an_empty_secret_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("")
    with pytest.raises(SettingError, match="删掉"):
        load_secret(settings_of(tmp_path))


def test_a_home_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(SettingError, match="QIANXIAN_HOME"):
        load_secret(settings_of(tmp_path / "home"))
