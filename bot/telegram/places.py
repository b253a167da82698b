"""Which message shows what: so that a reply takes the room of the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.codec import UnreadableStateError, decode, encode

REMEMBERED = 6
NEAR = 2  # messages up from the end of the chat that are still on the screen


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of ours; `place` is "" when nothing takes its room."""

    message_id: int
    place: str


@dataclass(frozen=True, slots=True)
class Places:
    """Our newest messages to one person, in the order of their sending.

    `out` replies of the turn with this number are out: after a fault or a kill it goes on behind them.
    """

    shown: tuple[Shown, ...] = ()
    number: str = ""
    out: int = 0

    def targets(self, places: Sequence[str], tapped: int | None) -> list[int | None]:
        """The message that each reply edits, None for a new one.

        Who wrote expects the answer below his words: without a tap everything is new.
        """
        if tapped is None:
            return [None] * len(places)
        if len(places) == 1:
            return [tapped if places[0] else None]
        free = {each.place: each.message_id for each in self.shown[-NEAR:]}
        free |= {each.place: tapped for each in self.shown if each.message_id == tapped}
        return [free.pop(place, None) if place else None for place in places]

    def with_shown(self, message_id: int, place: str) -> "Places":
        """A message was sent, or one of these edited."""
        if any(each.message_id == message_id for each in self.shown):
            return replace(self, shown=tuple(self._moved(each, message_id, place) for each in self.shown))
        newest = sorted((*self.shown, Shown(message_id, place)), key=lambda each: each.message_id)
        return replace(self, shown=tuple(newest[-REMEMBERED:]))

    def with_out(self, number: str, out: int) -> "Places":
        """So many replies of this turn are out."""
        return replace(self, number=number, out=out)

    def out_of(self, number: str) -> int:
        """How many replies of this turn are out."""
        return self.out if number == self.number else 0

    @staticmethod
    def _moved(shown: Shown, message_id: int, place: str) -> Shown:
        return replace(shown, place=place) if shown.message_id == message_id else shown


def dump_places(places: Places) -> str:
    return encode(places)


def load_places(text: str | None) -> Places:
    """The kept places; none when there are none or they were written by another version."""
    try:
        return decode(Places, text) if text else Places()
    except UnreadableStateError:
        return Places()
