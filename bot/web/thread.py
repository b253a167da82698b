"""The thread of messages that a visitor sees again when he comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.conversation.codec import UnreadableStateError, decode, encode
from bot.conversation.ports import Memory
from bot.conversation.replies import Download, Question, Reply, Results, choices_in

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
        return next(filter(None, (getattr(reply, "place", "") for reply in self.replies)), "")

    @property
    def question(self) -> Question | None:
        """What it asked."""
        return next((reply for reply in self.replies if isinstance(reply, Question)), None)


@dataclass(frozen=True, slots=True)
class Thread:
    """The exchanges, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    def with_exchange(self, said: str, replies: tuple[Reply, ...], *, tapped: bool = False) -> "Thread":
        """The thread with a new exchange; what was tapped for takes the room of its place, if that is last.

        Who wrote expects the answer below his words.
        """
        exchange = Exchange(said, tuple(map(_without_content, replies)))
        last = self.exchanges[-1] if self.exchanges else None
        if tapped and last is not None and exchange.place and exchange.place == last.place:
            return Thread((*self.exchanges[:-1], replace(exchange, said=last.said)))
        return Thread((*self.exchanges, exchange)[-KEPT:])

    def is_active(self, number: int, place: str) -> bool:
        """Whether it can still be tapped: the last exchange, and the newest matches of the need at hand."""
        if number == len(self.exchanges) - 1:
            return True
        newest = next((each for each in reversed(self.exchanges) if each.place == place), None)
        exchange = self.exchanges[number]
        return exchange is newest and any(isinstance(reply, Results) for reply in exchange.replies)

    def label_of(self, action: str) -> str:
        """What the choice with this action is called in the thread, "" when it is not there."""
        for exchange in reversed(self.exchanges):
            for choice in choices_in(exchange.replies):
                if choice.action == action:
                    return choice.label
        return ""


def _without_content(reply: Reply) -> Reply:
    """A file is made again when it is wanted, never kept."""
    return replace(reply, content="") if isinstance(reply, Download) else reply


def shortened(text: str) -> str:
    """A long message as the thread repeats it; the need itself is kept whole elsewhere."""
    text = text.strip()
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"


@dataclass(frozen=True, slots=True)
class Threads:
    """Threads rest beside their conversations, under a key that begins with the conversation's."""

    memory: Memory

    def load(self, key: str) -> Thread:
        """The thread of a conversation; an empty one when none is kept or another version wrote it."""
        text = self.memory.load(thread_key(key))
        try:
            return Thread() if text is None else decode(Thread, text)
        except UnreadableStateError:
            return Thread()


def thread_state(key: str, thread: Thread | None) -> Mapping[str, str | None]:
    """What to keep so that `Threads.load` finds it; None drops it."""
    return {thread_key(key): None if thread is None else encode(thread)}


def thread_key(key: str) -> str:
    return f"{key}#thread"
