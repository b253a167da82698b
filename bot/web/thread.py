"""The thread of messages that a visitor sees again when he comes back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime

from bot.conversation.codec import UnreadableStateError, decode, encode
from bot.conversation.ports import Sessions
from bot.conversation.replies import Choice, Detail, Reply, Results

KEPT = 8  # exchanges; with older ones shown short the page stays under 60 kB
SHOWN_LENGTH = 600  # characters of a long message that the thread repeats


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the visitor said ("" when he only opened the page) and what came back."""

    said: str
    replies: tuple[Reply, ...]

    @property
    def place(self) -> str:
        """The place its answer takes, "" when it has none."""
        return next((reply.place for reply in self.replies if isinstance(reply, Results | Detail)), "")


@dataclass(frozen=True, slots=True)
class Thread:
    """The exchanges, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    def with_exchange(self, said: str, replies: tuple[Reply, ...]) -> "Thread":
        """The thread with a new exchange; an answer whose place is on view already takes its room."""
        exchange = Exchange(said, replies)
        last = self.exchanges[-1] if self.exchanges else None
        if last is not None and exchange.place and exchange.place == last.place:
            return Thread((*self.exchanges[:-1], Exchange(last.said, replies)))
        return Thread((*self.exchanges, exchange)[-KEPT:])

    def label_of(self, action: str) -> str:
        """What the choice with this action is called in the thread, "" when it is not there."""
        for exchange in reversed(self.exchanges):
            for choice in _choices(exchange.replies):
                if choice.action == action:
                    return choice.label
        return ""


def _choices(value: object) -> Iterator[Choice]:
    if isinstance(value, Choice):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _choices(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _choices(getattr(value, field.name))


def shortened(text: str) -> str:
    """A long message as the thread repeats it; the need itself is kept whole elsewhere."""
    text = text.strip()
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"


@dataclass(frozen=True, slots=True)
class Threads:
    """Keeps threads beside the conversations' sessions."""

    sessions: Sessions
    clock: Callable[[], datetime]

    def load(self, visitor: str) -> Thread:
        """The visitor's thread; an empty one when none is kept or another version wrote it."""
        text = self.sessions.load(_key(visitor))
        try:
            return Thread() if text is None else decode(Thread, text)
        except UnreadableStateError:
            return Thread()

    def save(self, visitor: str, thread: Thread) -> None:
        self.sessions.save(_key(visitor), encode(thread), self.clock())


def _key(visitor: str) -> str:
    return f"web-thread:{visitor}"
