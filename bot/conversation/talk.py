"""One turn of a conversation: load, advance, fetch what was asked for, save."""

import logging
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.codec import decode, encode
from bot.conversation.engine import Engine
from bot.conversation.events import Event, Fulfilled, Refused, Started
from bot.conversation.locks import KeyedLocks
from bot.conversation.ports import Backstage, Memory, TurnId
from bot.conversation.replies import Reply
from bot.conversation.requests import Request
from bot.conversation.session import Session, dump_session, load_session
from matcher.errors import QianxianError

log = logging.getLogger(__name__)

Also = Callable[[tuple[Reply, ...]], Mapping[str, str | None]]
"""What a channel keeps of the replies, in the same transaction."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Replies as they rest between being made and being delivered."""

    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """All conversations, over the ports; safe to call from several threads."""

    engine: Engine
    backstage: Backstage
    memory: Memory
    clock: Callable[[], datetime]
    locks: KeyedLocks = field(default_factory=KeyedLocks)

    def session(self, key: str) -> Session:
        """The session as it stands."""
        return load_session(self.memory.load(key))

    def greet(self, language: str) -> tuple[Session, tuple[Reply, ...]]:
        """What a new conversation begins with; nothing is kept."""
        session, outputs = self.engine.advance(Session(), Started(language))
        return session, tuple(output for output in outputs if not isinstance(output, Request))

    def take(
        self, key: str, event: Event, turn: TurnId | None = None, also: Also = lambda _: {}
    ) -> tuple[Reply, ...]:
        """Let the event happen and return what to say; never raises for a fault behind the ports.

        A `turn` that was answered before changes nothing: its replies come again, none once delivered.
        """
        with self.locks.held(key):
            session = Session()
            try:
                if turn is not None and (known := self._known(turn)) is not None:
                    return known
                session = self.session(key)
                changed, replies = self._settle(key, session, event)
                self._save(key, changed, replies, turn, also)
            except Exception as error:
                log.error("A turn failed: %s", describe_failure(error))
                sorry = (self.engine.apology(session),)
                with suppress(Exception):  # the person was told to write again: the turn is not tried anew
                    self.memory.save(also(sorry), self.clock(), turn, encode(_Said(sorry)))
                return sorry
            return replies

    def _known(self, turn: TurnId) -> tuple[Reply, ...] | None:
        known = self.memory.turn(turn)
        if known is None or (known.replies is None and not known.delivered):
            return None
        return decode(_Said, known.replies).replies if known.replies else ()

    def _save(
        self, key: str, session: Session, replies: tuple[Reply, ...], turn: TurnId | None, also: Also
    ) -> None:
        state = None if session.is_blank else dump_session(session)
        said = encode(_Said(replies)) if turn else ""
        self.memory.save({key: state, **also(replies)}, self.clock(), turn, said)

    def _settle(self, key: str, before: Session, event: Event) -> tuple[Session, tuple[Reply, ...]]:
        """Advance until no request is open; a refused request leaves the session as it was before."""
        session, replies = before, list[Reply]()
        events = [event]
        while events:
            happened = events.pop(0)
            if isinstance(happened, Refused):
                session = before
                replies.clear()
                events.clear()
            session, outputs = self.engine.advance(session, happened)
            for output in outputs:
                if isinstance(output, Request):
                    events.append(self._fetch(key, session.language, output))
                else:
                    replies.append(output)
        return session, tuple(replies)

    def _fetch(self, key: str, language: str, request: Request) -> Fulfilled | Refused:
        try:
            return Fulfilled(request, self.backstage.fulfil(key, language, request, self.clock()))
        except QianxianError as error:
            return Refused(request, error.sentence, error.values_in_it)


def describe_failure(error: BaseException) -> str:
    """Kind and place of a fault, without its message: that may hold what a person wrote."""
    places = (f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__))
    return f"{type(error).__name__} at {' < '.join(reversed(list(places)))}"
