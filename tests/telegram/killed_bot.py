"""A bot in a process of its own, to be killed; its arguments are ADDRESS DATABASE [slow]."""

import asyncio
import sys
import time
from typing import Any

from bot.bootstrap.memory import StoreMemory
from bot.conversation.talk import Conversation
from bot.i18n.texts import load_catalogues
from bot.telegram.face import TelegramFace
from bot.telegram.running import build_application, run_bot
from matcher.store import open_store
from tests.conversation.fakes import FakeMatcher, build_conversation
from tests.telegram.stand_in import TOKEN


class SlowMatcher(FakeMatcher):
    """Does not come to an end before the kill."""

    def find_matches(self, text: str, **options: Any) -> Any:
        time.sleep(60)
        return super().find_matches(text, **options)


def on_database(url: str, matcher: FakeMatcher) -> Conversation:
    """A conversation that remembers in this database."""
    store = open_store(url)
    return build_conversation(matcher, StoreMemory(store), store)


async def main(address: str, database: str, *how: str) -> None:
    conversation = on_database(database, SlowMatcher() if how else FakeMatcher())
    application = build_application(TelegramFace(conversation), TOKEN, address, polling=True)
    await run_bot(application, load_catalogues(), asyncio.Event())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
