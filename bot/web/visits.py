"""What a visitor does on the page, on one thread away from the event loop."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from bot.conversation.events import ActionChosen, Event, FileReceived, Started, TextReceived
from bot.conversation.ports import TurnId
from bot.conversation.replies import Download, Forgotten, Reply
from bot.conversation.session import Session, dump_session
from bot.conversation.talk import Conversation
from bot.web.thread import Exchange, Thread, Threads, shortened, thread_state

CHANNEL = "web"


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows."""

    session: Session
    thread: Thread


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. `nonce` is of the page that he looks at: the same thing said from it twice is said once.

    `successor` is the visitor that he becomes once everything about him was deleted.
    """

    visitor: str
    language: str
    nonce: str
    successor: str

    @property
    def key(self) -> str:
        return f"{CHANNEL}:{self.visitor}"


@dataclass(frozen=True, slots=True)
class Visits:
    """Opens and continues conversations of visitors; each step returns who the visitor is from then on."""

    conversation: Conversation
    threads: Threads

    def look(self, visitor: str | None, language: str) -> View:
        """The page as it stands; a first visit is greeted without keeping anything yet."""
        session, replies = self.conversation.greet(language)
        if visitor is None:
            return View(session, Thread((Exchange("", replies),)))
        key = f"{CHANNEL}:{visitor}"
        thread = self.threads.load(key)
        if self.conversation.memory.load(key) is not None:
            session = self.conversation.session(key)
        return View(session, thread if thread.exchanges else Thread((Exchange("", replies),)))

    def write(self, caller: Caller, text: str) -> str:
        """The visitor wrote."""
        return self._take(caller, TextReceived(text), shortened(text), b"w" + _bytes(text))

    def tap(self, caller: Caller, action: str) -> str:
        """The visitor tapped a choice."""
        return self._take(caller, ActionChosen(action), "", b"t" + _bytes(action))

    def send_file(self, caller: Caller, name: str, data: bytes) -> str:
        """The visitor sent a file."""
        return self._take(caller, FileReceived(name, data), shortened(name), b"f" + _bytes(name) + data)

    def follow(self, caller: Caller, need_id: int) -> str:
        """The visitor came by a link to a need of his."""
        return self._take(caller, Started(caller.language, need_id), "", b"n" + str(need_id).encode())

    def download(self, caller: Caller, action: str) -> Download | None:
        """The file behind a choice, made anew; None when there is no file behind it."""
        replies = self.conversation.take(caller.key, ActionChosen(action))
        return next((reply for reply in replies if isinstance(reply, Download)), None)

    def _take(self, caller: Caller, event: Event, said: str, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()[:24]
        turn = TurnId(CHANNEL, f"{caller.visitor}:{caller.nonce}:{digest}", caller.key)
        with self.conversation.locks.held(caller.key):
            self._begin(caller, turn)
            replies = self.conversation.take(
                caller.key, event, turn, also=lambda replies: self._kept(caller, event, said, replies)
            )
            with suppress(Exception):  # the answer is on the page, noted or not
                self.conversation.memory.deliver(turn)
        return caller.successor if _forgotten(replies) else caller.visitor

    def _begin(self, caller: Caller, turn: TurnId) -> None:
        """A conversation that nothing is kept of speaks the language of the browser."""
        memory = self.conversation.memory
        with suppress(Exception):  # what is wrong with the memory is told by the turn itself
            if memory.turn(turn) is None and memory.load(caller.key) is None:
                session, _ = self.conversation.greet(caller.language)
                memory.save({caller.key: dump_session(session)}, self.conversation.clock())

    def _kept(
        self, caller: Caller, event: Event, said: str, replies: tuple[Reply, ...]
    ) -> Mapping[str, str | None]:
        if _forgotten(replies):
            # Nothing stays under the old name; the one who goes on sees that it is so.
            thread = Thread().with_exchange("", replies)
            return {**thread_state(caller.key, None), **thread_state(f"{CHANNEL}:{caller.successor}", thread)}
        thread = self.threads.load(caller.key)
        if not thread.exchanges:
            _, greeting = self.conversation.greet(caller.language)
            thread = thread.with_exchange("", greeting)
        tapped = isinstance(event, ActionChosen)
        said = thread.label_of(event.action) if isinstance(event, ActionChosen) else said
        return thread_state(caller.key, thread.with_exchange(said, replies, tapped=tapped))


def _forgotten(replies: tuple[Reply, ...]) -> bool:
    return any(isinstance(reply, Forgotten) for reply in replies)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
