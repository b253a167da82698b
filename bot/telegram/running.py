"""The bot's life: reach Telegram (however long that takes), take updates, leave in order."""

import asyncio
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import BotCommand, Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder

from bot.i18n.texts import Catalogues, mark
from bot.telegram.face import TelegramFace
from matcher.errors import SettingError

log = logging.getLogger(__name__)
ALLOWED = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]
AT_ONCE = 32  # updates of different people handled side by side
COMMANDS = (
    ("start", mark("开始")),
    ("new", mark("新需求")),
    ("more", mark("更多")),
    ("help", mark("怎么用")),
)
LONGEST_WAIT = 60.0

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """Where Telegram posts to, and the secret that it shows."""

    url: str
    secret: str


def webhook_path(secret: str) -> str:
    """A path that nobody guesses and that does not tell the secret."""
    return f"/telegram/{hashlib.sha256(f'path:{secret}'.encode()).hexdigest()[:32]}"


def build_application(face: TelegramFace, token: str, base_url: str, *, polling: bool) -> AnyApplication:
    """The library's application with our handlers; nothing is sent yet."""
    quieten_logs(token)
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .concurrent_updates(AT_ONCE)
        .rate_limiter(AIORateLimiter(max_retries=5))
    )
    application: AnyApplication = builder.build() if polling else builder.updater(None).build()
    application.add_handlers(face.handlers())
    application.add_error_handler(face.on_error)
    return application


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
        await application.start()
        await _offer_commands(application, catalogues)
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
    """Take an update that Telegram posted; one that it would never post is dropped."""
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


async def _offer_commands(application: AnyApplication, catalogues: Catalogues) -> None:
    """The command menu, in Chinese and for English phones in English; going without it is no harm."""
    for language, code in (("zh", None), ("en", "en")):
        texts = catalogues.texts(language)
        commands = [BotCommand(name, texts.say(description)) for name, description in COMMANDS]
        try:
            await application.bot.set_my_commands(commands, language_code=code)
        except TelegramError as error:
            log.warning("The command menu was not set: %s", type(error).__name__)


def _note_polling_fault(error: TelegramError) -> None:
    log.warning("Asking Telegram for updates failed: %s", type(error).__name__)


def quieten_logs(token: str) -> None:
    """The HTTP client logs addresses, and Telegram's hold the token: silence it, blot out what slips by."""
    for name in ("httpx", "httpcore", "telegram.request"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(_Blot(token))


class _Blot(logging.Filter):
    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = re.compile(re.escape(token))

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if self._token.search(text):
            record.msg, record.args = self._token.sub("***", text), ()
        return True
