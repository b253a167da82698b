"""The bot's life: reach Telegram (however long that takes), take updates, leave in order."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, Defaults

from bot.i18n.texts import Catalogues
from bot.telegram.face import TelegramFace
from bot.telegram.keeping import KeptUpdates
from bot.telegram.logs import quieten_logs
from bot.telegram.menu import offer_commands
from matcher.errors import SettingError

log = logging.getLogger(__name__)
ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]
AT_ONCE = 256  # updates under way; those of one person wait for each other, so one alone must not fill it
LONGEST_WAIT = 60.0
TIMEOUT = 10.0

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """Where Telegram posts to, and the secret that it shows."""

    url: str
    secret: str


def webhook_path(secret: str) -> str:
    """A path that nobody guesses and that does not tell the secret."""
    return f"/telegram/{hashlib.sha256(f'path:{secret}'.encode()).hexdigest()[:32]}"


def build_application(
    face: TelegramFace, token: str, base_url: str, *, polling: bool, timeout: float = TIMEOUT
) -> AnyApplication:
    """The library's application with our handler; nothing is sent yet. `timeout`: seconds for an answer."""
    quieten_logs(token)
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .base_file_url(file_address(base_url))
        .read_timeout(timeout)
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .update_queue(KeptUpdates(face.conversation))
        .concurrent_updates(AT_ONCE)
        .rate_limiter(AIORateLimiter(max_retries=5))
    )
    application: AnyApplication = builder.build() if polling else builder.updater(None).build()
    application.add_handler(face.handler())
    application.add_error_handler(face.on_error)
    return application


def file_address(base_url: str) -> str:
    """Where files are fetched: Telegram has them beside the methods, …/bot and …/file/bot."""
    return f"{base_url.removesuffix('bot')}file/bot"


async def run_bot(
    application: AnyApplication,
    catalogues: Catalogues,
    stop: asyncio.Event,
    *,
    webhook: WebhookAddress | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Run until `stop` is set; SettingError when Telegram refuses the token."""
    try:
        if not await _reached(application, stop, sleep):
            return
        if isinstance(application.update_queue, KeptUpdates):
            await application.update_queue.take_up(application.bot)
        await application.start()
        await offer_commands(application.bot, catalogues)
        if webhook is not None:
            await application.bot.set_webhook(
                webhook.url, secret_token=webhook.secret, allowed_updates=ALLOWED
            )
        elif application.updater is not None:
            await application.updater.start_polling(
                bootstrap_retries=-1, allowed_updates=ALLOWED, error_callback=_note_polling_fault
            )
        await stop.wait()
    finally:
        if application.updater is not None and application.updater.running:
            await application.updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()
        await application.bot.shutdown()  # closes connections even where the start was never finished


async def feed(application: AnyApplication, update: dict[str, Any]) -> None:
    """Keep an update that Telegram posted; one that it would never post is dropped.

    NetworkError when it could not be kept: it must be posted again.
    """
    try:
        taken = Update.de_json(update, application.bot)
    except (KeyError, TypeError, ValueError):
        log.warning("An update of an unknown form was dropped.")
        return
    await application.update_queue.put(taken)


async def _reached(
    application: AnyApplication, stop: asyncio.Event, sleep: Callable[[float], Awaitable[None]]
) -> bool:
    """Whether Telegram answered before `stop`; it is not reachable from everywhere at all times."""
    wait = 1.0
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            raise SettingError(
                "Telegram 不认 QIANXIAN_TELEGRAM_TOKEN 里的口令，请向 @BotFather 核对，不用 Telegram 就留空。"
            ) from None
        except NetworkError as error:
            log.warning("Telegram cannot be reached (%s), next try in %.0f s.", type(error).__name__, wait)
            await _wait_unless(stop, sleep(wait))
            wait = min(LONGEST_WAIT, wait * 2)
        else:
            return True
    return False


async def _wait_unless(stop: asyncio.Event, pause: Awaitable[None]) -> None:
    waits = [asyncio.ensure_future(pause), asyncio.ensure_future(stop.wait())]
    _, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for each in pending:
        each.cancel()


def _note_polling_fault(error: TelegramError) -> None:
    log.warning("Asking Telegram for updates failed: %s", type(error).__name__)
