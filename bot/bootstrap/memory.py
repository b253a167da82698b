"""Conversations and turns as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.ports import KnownTurn, TurnId
from matcher.bootstrap import Store


@dataclass(frozen=True, slots=True)
class StoreMemory:
    """The port `Memory` over the database."""

    store: Store

    def load(self, key: str) -> str | None:
        with self.store.read() as unit:
            return unit.sessions.load(key)

    def save(
        self,
        states: Mapping[str, str | None],
        now: datetime,
        turn: TurnId | None = None,
        replies: str = "",
    ) -> None:
        with self.store.begin() as unit:
            unit.sessions.save_many(states, now)
            if turn is not None:
                unit.turns.answer(turn.channel, turn.number, replies, now, turn.key)

    def receive(self, turn: TurnId, payload: str, now: datetime) -> bool:
        with self.store.begin() as unit:
            return unit.turns.receive(turn.channel, turn.number, payload, now, turn.key)

    def turn(self, turn: TurnId) -> KnownTurn | None:
        with self.store.read() as unit:
            found = unit.turns.find(turn.channel, turn.number)
        return None if found is None else KnownTurn(found.payload, found.replies, found.delivered)

    def deliver(self, turn: TurnId) -> None:
        with self.store.begin() as unit:
            unit.turns.deliver(turn.channel, turn.number)

    def undelivered(self, channel: str) -> Sequence[tuple[TurnId, KnownTurn]]:
        with self.store.read() as unit:
            waiting = unit.turns.undelivered(channel)
        return [
            (TurnId(channel, turn.turn_id, turn.key), KnownTurn(turn.payload, turn.replies, turn.delivered))
            for turn in waiting
        ]
