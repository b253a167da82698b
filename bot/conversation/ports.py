"""What the conversation needs from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.conversation.requests import Request
from bot.i18n.texts import mark

NOT_AGREED = mark("没有找到您的资料，可能已在别的渠道删除。要保存需求，请重新同意。")
"""Said of a conversation that thought its person a member."""


class Backstage(Protocol):
    """Does what the conversation asks for."""

    def fulfil(self, key: str, language: str, request: Request, now: datetime) -> object:
        """What `requests` promises for this request; QianxianError with the sentence that a person reads."""
        ...


@dataclass(frozen=True, slots=True)
class TurnId:
    """One message of a channel, by the number that the channel gave it; `key` is whose it is."""

    channel: str
    number: str
    key: str


@dataclass(frozen=True, slots=True)
class KnownTurn:
    """`replies` is None until it was answered, and again once they were delivered."""

    payload: str | None
    replies: str | None
    delivered: bool


class Memory(Protocol):
    """Where conversations rest between two messages, and which messages were dealt with."""

    def load(self, key: str) -> str | None:
        """The state kept under this key."""
        ...

    def save(
        self,
        states: Mapping[str, str | None],
        now: datetime,
        turn: TurnId | None = None,
        replies: str = "",
    ) -> None:
        """Keep all states (None: drop) and note the turn as answered, all at once or not at all."""
        ...

    def receive(self, turn: TurnId, payload: str, now: datetime) -> bool:
        """Keep a message before anything is done with it; False when it is known already."""
        ...

    def turn(self, turn: TurnId) -> KnownTurn | None: ...

    def deliver(self, turn: TurnId) -> None:
        """The replies have reached the person: nothing of the turn but its number stays."""
        ...

    def undelivered(self, channel: str) -> Sequence[tuple[TurnId, KnownTurn]]:
        """Messages whose answers did not go out yet, oldest first."""
        ...


class Health(Protocol):
    """Whether the parts behind the conversation answer."""

    def check(self) -> dict[str, bool]:
        """Part (database, model, index) -> whether it answers."""
        ...
