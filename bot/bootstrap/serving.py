"""`serve`: the channels side by side on one loop, from first line to orderly end."""

import asyncio
import signal
import socket
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from fastapi import FastAPI

from bot.bootstrap.parts import Bot
from bot.bootstrap.secret import load_secret
from bot.bootstrap.tidying import Tidy, tidy_daily
from bot.config import Settings
from bot.telegram.face import TelegramFace
from bot.telegram.running import (
    AnyApplication,
    WebhookAddress,
    build_application,
    feed,
    run_bot,
    webhook_path,
)
from bot.web.app import WebParts, create_app
from bot.web.serving import listen, serve_web
from bot.web.thread import Threads
from bot.web.visitors import Visitors
from bot.web.visits import Visits
from bot.web.webhook import Webhook
from matcher.errors import UsageError

PARTS = frozenset({"web", "telegram", "scheduler"})


@dataclass(frozen=True, slots=True)
class Serving:
    """The chosen parts, put together."""

    bot: Bot
    settings: Settings
    app: FastAPI | None
    listening: socket.socket | None
    telegram: AnyApplication | None
    webhook: WebhookAddress | None


def reserve(settings: Settings, only: frozenset[str]) -> socket.socket | None:
    """Whatever can go wrong before anything is loaded: UsageError, SettingError, or the web's socket."""
    if only == {"telegram"} and not settings.telegram_token:
        raise UsageError("只启动 Telegram 需要机器人口令，请设置 QIANXIAN_TELEGRAM_TOKEN。")
    if "telegram" in only and settings.uses_webhook and "web" not in only:
        raise UsageError(
            "设了 QIANXIAN_TELEGRAM_WEBHOOK_SECRET 时 Telegram 要和网页一起启动："
            "请用 --only web,telegram，或者去掉这个设置改用轮询。"
        )
    return listen(settings.host, settings.port) if "web" in only else None


def prepare(bot: Bot, settings: Settings, only: frozenset[str], listening: socket.socket | None) -> Serving:
    """Put the chosen parts together on the reserved socket."""
    uses_telegram = "telegram" in only and bool(settings.telegram_token)
    posted = uses_telegram and settings.uses_webhook
    telegram = _telegram(bot, settings, posted) if uses_telegram else None
    address = settings.public_url + webhook_path(settings.webhook_secret)
    webhook = WebhookAddress(address, settings.webhook_secret) if posted else None
    app = _web(bot, settings, telegram if posted else None) if listening is not None else None
    return Serving(bot, settings, app, listening, telegram, webhook)


def announcement(serving: Serving, only: frozenset[str]) -> list[str]:
    """What the person who started it should know."""
    settings = serving.settings
    lines = ["牵线已启动。"]
    if serving.app is not None:
        lines.append(f"聊天页面：{local_address(settings)}")
        if settings.public_url:
            lines.append(f"对外地址：{settings.public_url}")
    if "telegram" in only:
        how = "推送" if serving.webhook else "轮询"
        off = "未开启（设置 QIANXIAN_TELEGRAM_TOKEN 后开启）"
        lines.append(f"Telegram：{f'已开启（{how}）' if serving.telegram is not None else off}")
    if only == {"scheduler"}:
        lines.append("定时任务：目前没有要跑的。")
    lines.append(f"数据保存在：{settings.home.resolve()}")
    lines.append("按 Ctrl-C 停止。")
    return lines


def local_address(settings: Settings) -> str:
    """Where a browser on this machine finds the chat page."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)  # noqa: S104
    if ":" in host and not host.startswith("["):
        host = f"[{host}]"
    return f"http://{host}:{settings.port}"


async def serve(
    serving: Serving,
    started: Callable[[], None],
    stop: asyncio.Event | None = None,
    tidy: Tidy | None = None,
) -> None:
    """Run all parts until a signal (or `stop`); the first fault ends them all. `tidy` runs once a day."""
    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    parts: list[Coroutine[None, None, object]] = [stop.wait()]
    if serving.app is not None and serving.listening is not None:
        parts.append(serve_web(serving.app, serving.listening, stop))
    if serving.telegram is not None:
        catalogues = serving.bot.conversation.engine.stage.catalogues
        parts.append(run_bot(serving.telegram, catalogues, stop, webhook=serving.webhook))
    if tidy is not None:
        parts.append(tidy_daily(tidy, stop))
    tasks = [asyncio.create_task(part) for part in parts]
    started()
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for fault in results:
        if isinstance(fault, BaseException):
            raise fault


def _telegram(bot: Bot, settings: Settings, posted: bool) -> AnyApplication:
    face = TelegramFace(bot.conversation)
    return build_application(face, settings.telegram_token, settings.telegram_base_url, polling=not posted)


def _web(bot: Bot, settings: Settings, telegram: AnyApplication | None) -> FastAPI:
    conversation = bot.conversation
    webhook = None
    if telegram is not None:

        async def take(update: dict[str, object]) -> None:
            await feed(telegram, update)

        webhook = Webhook(webhook_path(settings.webhook_secret), settings.webhook_secret, take)
    return create_app(
        WebParts(
            visits=Visits(conversation, Threads(conversation.memory)),
            visitors=Visitors(load_secret(settings)),
            catalogues=conversation.engine.stage.catalogues,
            health=bot.health,
            https=settings.public_url.startswith("https://"),
            webhook=webhook,
        )
    )
