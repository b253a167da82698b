"""Getting a reply to a person: in place where possible, in pieces where needed, again after a fault."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from telegram import Bot, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.telegram.rendering import Drawn
from bot.telegram.splitting import split_html

log = logging.getLogger(__name__)
T = TypeVar("T")
WAITS = (0.5, 1.0, 2.0)  # seconds before each further try


@dataclass(frozen=True, slots=True)
class Delivery:
    """Sends to one bot's chats. Waiting as Telegram asks (429) is the rate limiter's work."""

    bot: Bot
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def show(self, chat_id: int, drawn: Drawn, message_id: int | None = None) -> None:
        """Send, or edit the message that was tapped; a person who blocked us is noted, not pursued."""
        try:
            pieces = split_html(drawn.html)
            in_place = bool(drawn.place) and message_id is not None and len(pieces) == 1
            if in_place and await self._edited(chat_id, message_id, pieces[0], drawn.keyboard):
                return
            for number, piece in enumerate(pieces, 1):
                await self._send(chat_id, piece, drawn.keyboard if number == len(pieces) else None)
        except Forbidden:
            log.info("A person has blocked the bot; the reply was dropped.")
        except TelegramError as error:
            log.error("A reply could not be delivered: %s", type(error).__name__)

    async def _edited(
        self, chat_id: int, message_id: int | None, html: str, keyboard: InlineKeyboardMarkup | None
    ) -> bool:
        """Whether the message shows the text now; False when it cannot be edited any more."""

        async def edit() -> None:
            await self.bot.edit_message_text(
                html, chat_id, message_id, parse_mode=ParseMode.HTML, reply_markup=keyboard
            )

        try:
            await self.persistently(edit)
        except BadRequest as error:
            return "not modified" in str(error).lower()
        return True

    async def _send(self, chat_id: int, html: str, keyboard: InlineKeyboardMarkup | None) -> None:
        async def send() -> None:
            await self.bot.send_message(chat_id, html, parse_mode=ParseMode.HTML, reply_markup=keyboard)

        await self.persistently(send)

    async def persistently(self, call: Callable[[], Awaitable[T]]) -> T:
        """Try again after a fault of the net or of Telegram: an answer twice is better than none."""
        for wait in WAITS:
            try:
                return await call()
            except BadRequest:  # is a NetworkError to the library, but would fail again
                raise
            except NetworkError as error:
                log.warning("Telegram did not answer (%s), trying again.", type(error).__name__)
                await self.sleep(wait)
        return await call()
