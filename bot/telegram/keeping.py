"""Updates on their way in: each is kept before Telegram is told that it was taken."""

import asyncio
import json
import logging

from telegram import Bot, Update
from telegram.error import NetworkError

from bot.conversation.ports import KnownTurn
from bot.conversation.talk import Conversation, describe_failure
from bot.telegram.incoming import CHANNEL, turn_of

log = logging.getLogger(__name__)


class KeptUpdates(asyncio.Queue[object]):
    """The application's queue; one that cannot be kept is not taken.

    A repeat goes in again: whether it has any effect is seen once the first is dealt with.
    """

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation

    async def put(self, item: object) -> None:
        """NetworkError while the database is away: it is what makes the library ask Telegram again."""
        if isinstance(item, Update):
            try:
                await asyncio.to_thread(self._keep, item)
            except Exception as error:
                log.error("An update could not be kept: %s", describe_failure(error))
                raise NetworkError("the update was not kept") from None
        await super().put(item)

    def _keep(self, update: Update) -> None:
        turn = turn_of(update)
        if turn is not None:
            self._conversation.memory.receive(turn, update.to_json(), self._conversation.clock())

    async def take_up(self, bot: Bot) -> None:
        """Queue what an earlier run took and did not finish, in order; what cannot be read is given up."""
        for update in await asyncio.to_thread(self._left_over, bot):
            self.put_nowait(update)

    def _left_over(self, bot: Bot) -> list[Update]:
        memory, updates = self._conversation.memory, []
        for turn, known in memory.undelivered(CHANNEL):
            update = _restored(known, bot)
            if update is None:
                log.warning("A kept update cannot be read and was given up.")
                memory.deliver(turn)
            else:
                updates.append(update)
        return updates


def _restored(known: KnownTurn, bot: Bot) -> Update | None:
    try:
        return Update.de_json(json.loads(known.payload or ""), bot)
    except (KeyError, TypeError, ValueError):
        return None
