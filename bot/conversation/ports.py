"""What the conversation needs from outside."""

from datetime import date, datetime
from typing import Protocol

from matcher.domain.match import MatchOutcome


class Answer(Protocol):
    """The matches for one need; `task_due` is the day by which staff look at it when nothing fits."""

    @property
    def outcome(self) -> MatchOutcome: ...

    @property
    def need_id(self) -> int | None: ...

    @property
    def task_due(self) -> date | None: ...


class Answerer(Protocol):
    """Finds matches and keeps the need."""

    def answer(
        self, text: str, *, top: int, rejected: frozenset[int], confirmed: frozenset[int], now: datetime
    ) -> Answer:
        """Keep a new need and find its best `top` matches per group; InputError for an unreadable text."""
        ...

    def answer_again(
        self,
        text: str,
        *,
        need_id: int | None,
        top: int,
        rejected: frozenset[int],
        confirmed: frozenset[int],
        now: datetime,
    ) -> Answer:
        """Find matches anew for a need that is kept already; nothing is kept twice."""
        ...


class Sessions(Protocol):
    """Where conversations rest between two messages: one text per key."""

    def load(self, key: str) -> str | None: ...

    def save(self, key: str, state: str, now: datetime) -> None: ...


class Ledger(Protocol):
    """Remembers which updates of a channel were taken."""

    def seen(self, channel: str, update_id: str) -> bool:
        """Whether this update came before; from now on it has."""
        ...


class Health(Protocol):
    """Whether the parts behind the conversation answer."""

    def check(self) -> dict[str, bool]:
        """Part (database, model, index) -> whether it answers."""
        ...
