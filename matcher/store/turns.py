"""Messages of the channels: kept before anything is done with them, until their answers are out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update

from matcher.store.statements import insert_or
from matcher.store.tables import turns


class TurnState(StrEnum):
    RECEIVED = "received"
    ANSWERED = "answered"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Turn:
    """`replies` is None until it was answered; both texts are gone once it was delivered."""

    channel: str
    turn_id: str
    payload: str | None
    replies: str | None
    state: TurnState
    received_at: datetime
    key: str = ""  # whose it is, where the channel told

    @property
    def delivered(self) -> bool:
        return self.state is TurnState.DELIVERED


class Turns:
    """`key` names the conversation, where the channel knows it: it is what a person can have forgotten."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def receive(
        self, channel: str, turn_id: int | str, payload: str | None, now: datetime, key: str = ""
    ) -> bool:
        """False when it came before."""
        new = insert_or(self._connection, turns).values(
            channel=channel,
            turn_id=str(turn_id),
            key=key,
            payload=payload,
            state=TurnState.RECEIVED.value,
            received_at=now,
        )
        received = new.on_conflict_do_nothing().returning(turns.c.turn_id)
        return self._connection.execute(received).first() is not None

    def find(self, channel: str, turn_id: int | str) -> Turn | None:
        found = self._connection.execute(select(turns).where(*_is(channel, turn_id))).first()
        return None if found is None else _turn(found)

    def answer(self, channel: str, turn_id: int | str, replies: str, now: datetime, key: str = "") -> None:
        """The replies are ready to go out; a turn that was never received is new."""
        values = {"replies": replies, "state": TurnState.ANSWERED.value} | ({"key": key} if key else {})
        new = insert_or(self._connection, turns).values(
            channel=channel, turn_id=str(turn_id), **{"key": "", "received_at": now, **values}
        )
        known = ["channel", "turn_id"]
        self._connection.execute(new.on_conflict_do_update(index_elements=known, set_=values))

    def deliver(self, channel: str, turn_id: int | str) -> None:
        """Nothing but its number and its time stays."""
        self._connection.execute(update(turns).where(*_is(channel, turn_id)).values(_NOTHING_LEFT))

    def undelivered(self, channel: str) -> list[Turn]:
        """In the order of their numbers."""
        open_states = (TurnState.RECEIVED.value, TurnState.ANSWERED.value)
        waiting = select(turns).where(turns.c.state.in_(open_states), turns.c.channel == channel)
        found = [_turn(row) for row in self._connection.execute(waiting)]
        return sorted(found, key=lambda turn: _order(turn.turn_id))

    def prune(self, before: datetime) -> int:
        """Drop what was delivered and came before that; gives the number."""
        old = delete(turns).where(turns.c.state == TurnState.DELIVERED.value, turns.c.received_at < before)
        return self._connection.execute(old).rowcount

    def forget(self, keys: Collection[str]) -> None:
        """Nothing that was said in these conversations stays, and nothing of it goes out any more."""
        theirs = update(turns).where(or_(turns.c.key.in_(keys), turns.c.channel.in_(keys)))
        self._connection.execute(theirs.values(_NOTHING_LEFT))


_NOTHING_LEFT = {"key": "", "payload": None, "replies": None, "state": TurnState.DELIVERED.value}


def _is(channel: str, turn_id: int | str) -> tuple[Any, Any]:
    return turns.c.channel == channel, turns.c.turn_id == str(turn_id)


def _order(turn_id: str) -> tuple[bool, int, str]:
    """Numbers by their value, before what is no number."""
    is_number = turn_id.isascii() and turn_id.isdigit()
    digits = turn_id.lstrip("0") if is_number else turn_id
    return (not is_number, len(digits) if is_number else 0, digits)


def _turn(row: Row[Any]) -> Turn:
    return Turn(
        row.channel,
        row.turn_id,
        row.payload,
        row.replies,
        TurnState(row.state),
        row.received_at,
        row.key,
    )
