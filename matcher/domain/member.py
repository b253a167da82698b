"""A person who talks to the bot and agreed that his needs are kept."""

from dataclasses import dataclass
from datetime import datetime

CONSENT_VERSION = 1  # counted up when what people agree to changes


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Nothing is sent from `start` to `end` o'clock, both 0 to 23, in the platform's time zone."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start <= 23 and 0 <= self.end <= 23 and self.start != self.end):
            raise ValueError("quiet hours run between two different full hours")

    def holds(self, hour: int) -> bool:
        """Whether this hour of the day is quiet; they may run over midnight."""
        if self.start < self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


@dataclass(frozen=True, slots=True)
class Member:
    """His channels are rows of their own: see `store.members`."""

    id: int
    language: str
    agreed_at: datetime
    digest: bool = True
    quiet: QuietHours | None = None
    channels: tuple[str, ...] = ()  # keys of the conversations that are his: telegram:42, web:…
