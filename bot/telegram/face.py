"""Updates in, replies out: the handler that the library calls."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from telegram import CallbackQuery, Document, Message, Update, User
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError
from telegram.ext import ContextTypes, TypeHandler

from bot.conversation.events import ActionChosen, Event
from bot.conversation.ports import TurnId
from bot.conversation.replies import Forgotten, Reply, Say
from bot.conversation.talk import Conversation, describe_failure
from bot.i18n.texts import Texts
from bot.telegram.callbacks import parse_callback
from bot.telegram.delivery import Delivery, PassingFaultError
from bot.telegram.incoming import read_message, turn_of
from bot.telegram.places import Places, dump_places, load_places
from bot.telegram.rendering import draw

log = logging.getLogger(__name__)
LONGEST_TYPING = 1.0  # seconds that an answer waits for its own "typing" sign
NOTING_WAITS = (0.0, 0.1, 0.5, 2.0)  # seconds before each try to note that an answer is out


@dataclass(frozen=True, slots=True)
class TelegramFace:
    """One bot's conversations. Messages of one person are answered in their order.

    `again_after`: seconds until an answer that did not get through is sent again.
    """

    conversation: Conversation
    again_after: float = 30.0
    locks: "WeakValueDictionary[int, asyncio.Lock]" = field(default_factory=WeakValueDictionary)

    def handler(self) -> TypeHandler[Update, ContextTypes.DEFAULT_TYPE, None]:
        """What to register with the application."""
        return TypeHandler(Update, self.on_update)

    async def on_update(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer it unless that was done; what Telegram does not take now is tried again later."""
        turn, user = turn_of(update), update.effective_user
        if turn is None or user is None:
            return
        async with self.locks.setdefault(user.id, asyncio.Lock()):
            if await asyncio.to_thread(self._is_over, turn):
                return
            try:
                await self._answer(update, user, turn, Delivery(context.bot))
            except PassingFaultError as error:
                log.warning("An answer did not get through (%s), again later.", error)
                later = asyncio.get_running_loop().call_later
                later(self.again_after, context.update_queue.put_nowait, update)
                return
            await self._note_delivered(turn)

    async def on_error(self, _update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Whatever a handler did not expect; what a person wrote never reaches the log."""
        if context.error is not None:
            log.error("An update failed: %s", describe_failure(context.error))

    async def _answer(self, update: Update, user: User, turn: TurnId, delivery: Delivery) -> None:
        query, message = update.callback_query, update.effective_message
        if query is not None:
            await self._answer_tap(query, turn, delivery)
        elif message is not None and message.chat.type != ChatType.PRIVATE:
            await self._refer_to_private(message, user, delivery)
        elif message is not None:
            await self._answer_message(message, user, turn, delivery)

    async def _answer_message(self, message: Message, user: User, turn: TurnId, delivery: Delivery) -> None:
        typing = asyncio.create_task(_show_typing(message))
        read = read_message(message, user.language_code)
        event = await delivery.fetch(read) if isinstance(read, Document) else read
        places, replies = await asyncio.to_thread(self._take, turn, event)
        await asyncio.wait((typing,), timeout=LONGEST_TYPING)
        await _Showing(self.conversation, delivery, message.chat.id, user.id).show(turn, places, replies)

    async def _answer_tap(self, query: CallbackQuery, turn: TurnId, delivery: Delivery) -> None:
        """What it shows takes the room of the message that the button belongs to."""
        user, callback = query.from_user, parse_callback(query.data)
        if callback is not None and callback.owner != user.id:
            texts = self._texts(user.language_code)
            await _acknowledge(query, texts.say("这是别人的按钮。请私下写给我您的问题。"))
            return
        acknowledged = asyncio.create_task(_acknowledge(query))
        event = ActionChosen(callback.action if callback else "")
        places, replies = await asyncio.to_thread(self._take, turn, event)
        chat_id = query.message.chat.id if query.message else user.id
        tapped = query.message.message_id if query.message else None
        try:
            showing = _Showing(self.conversation, delivery, chat_id, user.id)
            await showing.show(turn, places, replies, tapped)
        finally:
            await acknowledged

    async def _refer_to_private(self, message: Message, user: User, delivery: Delivery) -> None:
        """In a group a need would be read by everybody: only a command is answered, with a sentence."""
        sentence = self._texts(user.language_code).say("群里人多，技术难题请私下写给我，免得别人看到。")
        await delivery.show(message.chat.id, draw(Say(sentence), user.id))

    def _is_over(self, turn: TurnId) -> bool:
        """Whether its answer is out; a database that is away is apologised for later."""
        with suppress(Exception):
            known = self.conversation.memory.turn(turn)
            return known is not None and known.delivered
        return False

    def _take(self, turn: TurnId, event: Event) -> tuple[Places, tuple[Reply, ...]]:
        """One hop to a thread for everything that waits on database and matcher."""
        places = Places()
        with suppress(Exception):  # without them the answer is a new message
            places = load_places(self.conversation.memory.load(places_key(turn.key)))
        return places, self.conversation.take(turn.key, event, turn)

    async def _note_delivered(self, turn: TurnId) -> None:
        """An answer that is out but not noted would go out again after a restart."""
        for wait in NOTING_WAITS:
            await asyncio.sleep(wait)
            try:
                await asyncio.to_thread(self.conversation.memory.deliver, turn)
            except Exception as error:
                log.error("An answer is out but not noted: %s", describe_failure(error))
            else:
                return

    def _texts(self, language_code: str | None) -> Texts:
        return self.conversation.engine.stage.catalogues.texts((language_code or "")[:2])


@dataclass(frozen=True, slots=True)
class _Showing:
    """The replies of one turn, on one person's screen."""

    conversation: Conversation
    delivery: Delivery
    chat_id: int
    user_id: int

    async def show(
        self, turn: TurnId, places: Places, replies: Sequence[Reply], tapped: int | None = None
    ) -> None:
        """Reply by reply; what is out is noted at once, so that it does not come again."""
        forgotten = any(isinstance(reply, Forgotten) for reply in replies)
        if forgotten:
            await self.delivery.take_away(self.chat_id, [each.message_id for each in places.shown])
            places = Places()
        drawn = [draw(reply, self.user_id) for reply in replies]
        targets = places.targets([each.place for each in drawn], tapped)
        for number in range(places.out_of(turn.number), len(drawn)):
            message_id = await self.delivery.show(self.chat_id, drawn[number], targets[number])
            places = places.with_out(turn.number, number + 1)
            if message_id is not None:
                places = places.with_shown(message_id, drawn[number].place)
            if not forgotten:
                await asyncio.to_thread(self._keep, places_key(turn.key), places)

    def _keep(self, key: str, places: Places) -> None:
        try:
            self.conversation.memory.save({key: dump_places(places)}, self.conversation.clock())
        except Exception as error:
            log.error("Where the answer stands was not kept: %s", describe_failure(error))


def places_key(key: str) -> str:
    """Where it is kept which message shows what."""
    return f"{key}#places"


async def _show_typing(message: Message) -> None:
    with suppress(TelegramError):
        await message.chat.send_action(ChatAction.TYPING)


async def _acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    with suppress(TelegramError):
        await query.answer(text=text, show_alert=text is not None)
