"""Updates in, replies out: the handlers that the library calls."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.conversation.events import ActionChosen, Event, Started, TextReceived, UnreadableReceived
from bot.conversation.ports import Ledger
from bot.conversation.replies import Reply
from bot.conversation.talk import Conversation, describe_failure
from bot.i18n.texts import Texts
from bot.telegram.callbacks import parse_callback
from bot.telegram.delivery import Delivery
from bot.telegram.rendering import draw

log = logging.getLogger(__name__)
CHANNEL = "telegram"
LONGEST_TYPING = 1.0  # seconds that an answer waits for its own "typing" sign


@dataclass(frozen=True, slots=True)
class TelegramFace:
    """One bot's conversations. Messages of one person are answered in their order."""

    conversation: Conversation
    ledger: Ledger
    locks: "WeakValueDictionary[int, asyncio.Lock]" = field(default_factory=WeakValueDictionary)

    def handlers(
        self,
    ) -> tuple[
        MessageHandler[ContextTypes.DEFAULT_TYPE, None], CallbackQueryHandler[ContextTypes.DEFAULT_TYPE, None]
    ]:
        """What to register with the application."""
        news = filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE
        return (
            MessageHandler(news & ~filters.StatusUpdate.ALL, self.on_message),
            CallbackQueryHandler(self.on_tap),
        )

    async def on_message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A person wrote (or mended a message)."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None or user.is_bot:
            return
        delivery = Delivery(context.bot)
        if message.chat.type != ChatType.PRIVATE:
            await self._refer_to_private(update, message, delivery)
            return
        async with self._lock(user.id):
            typing = asyncio.create_task(_show_typing(message))
            replies = await self._turn(update, user.id, _event(message, user.language_code))
            await asyncio.wait((typing,), timeout=LONGEST_TYPING)
            for reply in replies:
                await delivery.show(message.chat.id, draw(reply, user.id))

    async def on_tap(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A person tapped a button; what it shows takes the room of the message it belongs to."""
        query = update.callback_query
        if query is None:
            return
        user, callback = query.from_user, parse_callback(query.data)
        if callback is not None and callback.owner != user.id:
            texts = self._texts(user.language_code)
            await _acknowledge(query, texts.say("这是别人的按钮。请私下写给我您的问题。"))
            return
        chat_id = query.message.chat.id if query.message else user.id
        message_id = query.message.message_id if query.message else None
        delivery = Delivery(context.bot)
        async with self._lock(user.id):
            acknowledged = asyncio.create_task(_acknowledge(query))
            action = callback.action if callback else ""
            replies = await self._turn(update, user.id, ActionChosen(action))
            for reply in replies:
                drawn = draw(reply, user.id)
                await delivery.show(chat_id, drawn, message_id if len(replies) == 1 else None)
            await acknowledged

    async def on_error(self, _update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Whatever a handler did not expect; what a person wrote never reaches the log."""
        if context.error is not None:
            log.error("An update failed: %s", describe_failure(context.error))

    async def _turn(self, update: Update, user_id: int, event: Event) -> tuple[Reply, ...]:
        """One hop to a thread for everything that waits on database and matcher."""
        return await asyncio.to_thread(self._take, str(update.update_id), f"{CHANNEL}:{user_id}", event)

    def _take(self, update_id: str, key: str, event: Event) -> tuple[Reply, ...]:
        if self.ledger.seen(CHANNEL, update_id):
            return ()
        return self.conversation.take(key, event)

    async def _refer_to_private(self, update: Update, message: Message, delivery: Delivery) -> None:
        """In a group a need would be read by everybody: only a command is answered, with a sentence."""
        if not (message.text or "").startswith("/"):
            return
        if await asyncio.to_thread(self.ledger.seen, CHANNEL, str(update.update_id)):
            return
        user = message.from_user
        texts = self._texts(user.language_code if user else None)
        with suppress(TelegramError):
            await delivery.persistently(
                lambda: message.reply_text(texts.say("群里人多，技术难题请私下写给我，免得别人看到。"))
            )

    def _lock(self, user_id: int) -> asyncio.Lock:
        return self.locks.setdefault(user_id, asyncio.Lock())

    def _texts(self, language_code: str | None) -> Texts:
        return self.conversation.engine.catalogues.texts((language_code or "")[:2])


def _event(message: Message, language_code: str | None) -> Event:
    text = message.text
    if text is None:
        return UnreadableReceived()
    command = text.split("@")[0].split()[0] if text.startswith("/") else ""
    if command == "/start":
        return Started((language_code or "")[:2])
    return TextReceived(command or text)


async def _show_typing(message: Message) -> None:
    with suppress(TelegramError):
        await message.chat.send_action(ChatAction.TYPING)


async def _acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    with suppress(TelegramError):
        await query.answer(text=text, show_alert=text is not None)
