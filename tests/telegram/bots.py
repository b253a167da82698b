"""Our bot against the stand-in, and a person who talks to it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.conversation.talk import Conversation
from bot.i18n.texts import load_catalogues
from bot.telegram.callbacks import Callback, parse_callback
from bot.telegram.face import TelegramFace
from bot.telegram.running import build_application, run_bot
from tests.conversation.fakes import build_conversation
from tests.dialogue.script import Button
from tests.telegram.stand_in import TOKEN, USER, BotApi, Sent, running_bot_api

PATIENCE = 5.0  # seconds until a test gives up


@asynccontextmanager
async def running_bot(
    api: BotApi, conversation: Conversation | None = None, *, timeout: float = 5, again_after: float = 30
) -> AsyncIterator[TelegramFace]:
    """The bot polls the stand-in until the block ends."""
    face = TelegramFace(conversation or build_conversation(), again_after)
    application = build_application(face, TOKEN, api.address, polling=True, timeout=timeout)
    stop = asyncio.Event()
    task = asyncio.create_task(run_bot(application, load_catalogues(), stop, sleep=no_sleep))
    try:
        yield face
    finally:
        stop.set()
        await task


async def no_sleep(_seconds: float) -> None:
    await asyncio.sleep(0)


async def until(met: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for something that the bot will do."""
    async with asyncio.timeout(patience):
        while not met():
            await asyncio.sleep(0.005)


@dataclass
class TelegramChannel:
    """A transcript's person, over HTTP."""

    api: BotApi
    face: TelegramFace
    turn: list[Sent] = field(default_factory=list)  # what came in the last turn

    async def start(self) -> None:
        await self.await_answer(self.api.write("/start"))

    async def write(self, text: str) -> None:
        await self.await_answer(self.api.write(text))

    async def tap(self, button: Button) -> None:
        """Tap it on the newest message that has it."""
        data = str(Callback(USER, button.action))
        message = next(sent for sent in reversed(self.turn) if data in (of for _, of in sent.buttons))
        await self.await_answer(self.api.tap(data, message.id))

    def buttons(self) -> list[Button]:
        """All that came in the last turn."""
        shown = (button for sent in self.turn for button in sent.buttons)
        callbacks = ((label, parse_callback(data)) for label, data in shown)
        return [Button(label, callback.action) for label, callback in callbacks if callback]

    def answer(self) -> str:
        labels = (label for sent in self.turn for label, _ in sent.buttons)
        return "\n".join([*(sent.text for sent in self.turn), *labels])

    async def await_answer(self, sending: Coroutine[None, None, int]) -> None:
        """A turn is over when something was shown and the face has let go of this person."""
        start = len(self.api.shown)
        await sending
        await until(lambda: len(self.api.shown) > start and not self._busy())
        self.turn = self.api.shown[start:]

    def _busy(self) -> bool:
        lock = self.face.locks.get(USER)
        return lock is not None and lock.locked()


@asynccontextmanager
async def talking_bot(conversation: Conversation | None = None) -> AsyncIterator[TelegramChannel]:
    """A bot and a person before it."""
    async with running_bot_api() as api, running_bot(api, conversation) as face:
        yield TelegramChannel(api, face)
