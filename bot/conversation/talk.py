"""One turn of a conversation: load, advance, fetch what was asked for, save."""

import logging
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from weakref import WeakValueDictionary

from bot.conversation.engine import PER_GROUP, Engine
from bot.conversation.events import Event, MatchesFound, SearchRefused, Started
from bot.conversation.ports import Answerer, Sessions
from bot.conversation.replies import FindMatches, Reply
from bot.conversation.session import Session, dump_session, load_session
from matcher.errors import QianxianError

log = logging.getLogger(__name__)


class KeyedLocks:
    """One lock per key, gone when nobody holds it: two messages of one person never overtake each other."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: WeakValueDictionary[str, _Lock] = WeakValueDictionary()

    @contextmanager
    def held(self, key: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks.setdefault(key, _Lock())
        with lock.inner:
            yield


class _Lock:
    __slots__ = ("__weakref__", "inner")

    def __init__(self) -> None:
        self.inner = threading.RLock()


@dataclass(frozen=True, slots=True)
class Conversation:
    """All conversations, over the ports; safe to call from several threads."""

    engine: Engine
    answerer: Answerer
    sessions: Sessions
    clock: Callable[[], datetime]
    locks: KeyedLocks = field(default_factory=KeyedLocks)

    def session(self, key: str) -> Session:
        """The session as it stands."""
        return load_session(self.sessions.load(key))

    def greet(self, language: str) -> tuple[Session, tuple[Reply, ...]]:
        """What a new conversation begins with; nothing is kept."""
        return self._settle(Session(), Started(language))

    def take(self, key: str, event: Event) -> tuple[Reply, ...]:
        """Let the event happen and return what to say; never raises for a fault behind the ports."""
        with self.locks.held(key):
            session = Session()
            try:
                session = self.session(key)
                changed, replies = self._settle(session, event)
                if changed != session:
                    self.sessions.save(key, dump_session(changed), self.clock())
            except Exception as error:
                log.error("A turn failed: %s", describe_failure(error))
                return (self.engine.apology(session),)
            return replies

    def _settle(self, session: Session, event: Event) -> tuple[Session, tuple[Reply, ...]]:
        """Advance until no request is open; the engine never answers a result with a request."""
        replies: list[Reply] = []
        events: list[Event] = [event]
        while events:
            session, outputs = self.engine.advance(session, events.pop(0))
            for output in outputs:
                if isinstance(output, FindMatches):
                    events.append(self._fetch(session, output))
                else:
                    replies.append(output)
        return session, tuple(replies)

    def _fetch(self, session: Session, request: FindMatches) -> MatchesFound | SearchRefused:
        rejected, confirmed = frozenset(request.rejected), frozenset(request.confirmed)
        now = self.clock()
        try:
            if request.again:
                answer = self.answerer.answer_again(
                    request.text,
                    need_id=session.need_id,
                    top=PER_GROUP,
                    rejected=rejected,
                    confirmed=confirmed,
                    now=now,
                )
            else:
                answer = self.answerer.answer(
                    request.text, top=PER_GROUP, rejected=rejected, confirmed=confirmed, now=now
                )
        except QianxianError as error:
            return SearchRefused(request, str(error))
        return MatchesFound(request, answer)


def describe_failure(error: BaseException) -> str:
    """Kind and place of a fault, without its message: that may hold what a person wrote."""
    places = (f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__))
    return f"{type(error).__name__} at {' < '.join(reversed(list(places)))}"
