"""Getting a reply to a person: in place where possible, in pieces where needed, again after a fault."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from telegram import Bot, Document, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.conversation.events import Event, FileReceived, UnreadableReceived
from bot.telegram.incoming import LARGEST_FILE
from bot.telegram.rendering import Attachment, Drawn
from bot.telegram.splitting import split_html

log = logging.getLogger(__name__)
T = TypeVar("T")
WAITS = (0.5, 1.0, 2.0)  # seconds before each further try


class PassingFaultError(Exception):
    """Telegram is away: later the same may well succeed."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Sends to one bot's chats. Waiting as Telegram asks (429) is the rate limiter's work."""

    bot: Bot
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def show(self, chat_id: int, drawn: Drawn, message_id: int | None = None) -> int | None:
        """Send, or edit that message; the message that shows it now, None when the person gets none.

        A reply that would be refused again is dropped; PassingFaultError when it is worth another try.
        """
        try:
            return await self._show(chat_id, drawn, message_id)
        except Forbidden:
            log.info("A person has blocked the bot; the reply was dropped.")
        except BadRequest as error:
            log.error("A reply was refused and dropped: %s", type(error).__name__)
        except (NetworkError, RetryAfter) as error:
            raise PassingFaultError(type(error).__name__) from None
        except TelegramError as error:
            log.error("A reply was refused and dropped: %s", type(error).__name__)
        return None

    async def fetch(self, document: Document) -> Event:
        """The file as an event; PassingFaultError when it is worth another try."""

        async def get() -> bytes | None:
            file = await self.bot.get_file(document.file_id)
            if (file.file_size or 0) > LARGEST_FILE:
                return None
            return bytes(await file.download_as_bytearray())

        try:
            data = await self.persistently(get)
        except (BadRequest, Forbidden) as error:
            return UnreadableReceived(too_large="too big" in str(error).lower())
        except TelegramError as error:
            raise PassingFaultError(type(error).__name__) from None
        if data is None or len(data) > LARGEST_FILE:
            return UnreadableReceived(too_large=True)
        return FileReceived(document.file_name or "", data)

    async def take_away(self, chat_id: int, message_ids: Sequence[int]) -> None:
        """Delete messages of ours as far as Telegram lets."""
        with suppress(TelegramError):
            if message_ids:
                await self.bot.delete_messages(chat_id, message_ids)

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

    async def _show(self, chat_id: int, drawn: Drawn, message_id: int | None) -> int | None:
        pieces = split_html(drawn.html)
        if (
            message_id is not None
            and len(pieces) == 1
            and drawn.attachment is None
            and await self._edited(chat_id, message_id, pieces[0], drawn.keyboard)
        ):
            return message_id
        if drawn.attachment is not None:
            await self._send_file(chat_id, drawn.attachment)
        sent = None
        for number, piece in enumerate(pieces, 1):
            sent = await self._send(chat_id, piece, drawn.keyboard if number == len(pieces) else None)
        return sent

    async def _edited(
        self, chat_id: int, message_id: int, html: str, keyboard: InlineKeyboardMarkup | None
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

    async def _send(self, chat_id: int, html: str, keyboard: InlineKeyboardMarkup | None) -> int:
        async def send() -> int:
            sent = await self.bot.send_message(
                chat_id, html, parse_mode=ParseMode.HTML, reply_markup=keyboard
            )
            return sent.message_id

        return await self.persistently(send)

    async def _send_file(self, chat_id: int, attachment: Attachment) -> None:
        async def send() -> None:
            await self.bot.send_document(chat_id, attachment.data, filename=attachment.name)

        await self.persistently(send)
