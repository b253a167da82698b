"""What a visitor does on the page, on one thread away from the event loop."""

from dataclasses import dataclass

from bot.conversation.events import ActionChosen, Event, Started, TextReceived
from bot.conversation.session import Session
from bot.conversation.talk import Conversation
from bot.web.thread import Exchange, Thread, Threads, shortened


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows."""

    session: Session
    thread: Thread


@dataclass(frozen=True, slots=True)
class Visits:
    """Opens and continues conversations of visitors."""

    conversation: Conversation
    threads: Threads

    def look(self, visitor: str | None, language: str) -> View:
        """The page as it stands; a first visit is greeted without keeping anything yet."""
        if visitor is not None:
            thread = self.threads.load(visitor)
            if thread.exchanges:
                return View(self.conversation.session(_key(visitor)), thread)
        session, replies = self.conversation.greet(language)
        return View(session, Thread((Exchange("", replies),)))

    def write(self, visitor: str, text: str, language: str) -> None:
        """The visitor wrote."""
        self._take(visitor, TextReceived(text), shortened(text), language)

    def tap(self, visitor: str, action: str, language: str) -> None:
        """The visitor tapped a choice."""
        self._take(visitor, ActionChosen(action), "", language)

    def _take(self, visitor: str, event: Event, said: str, language: str) -> None:
        key = _key(visitor)
        with self.conversation.locks.held(key):
            thread = self.threads.load(visitor)
            if not thread.exchanges:
                thread = thread.with_exchange("", self.conversation.take(key, Started(language)))
            if isinstance(event, ActionChosen):
                said = thread.label_of(event.action)
            self.threads.save(visitor, thread.with_exchange(said, self.conversation.take(key, event)))


def _key(visitor: str) -> str:
    return f"web:{visitor}"
