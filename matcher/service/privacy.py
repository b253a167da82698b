"""What is kept about a person: all of it to read, all of it to delete."""

from datetime import datetime, timedelta

from matcher.service.need_records import delete_needs
from matcher.service.personal_data import personal_data, readable_json
from matcher.store import Store, Unit

_KEPT_UNTOUCHED = timedelta(days=30)
_TRIES_COUNT = timedelta(hours=1)


class Privacy:
    """A person is known by the key of a conversation, whether he has agreed to be remembered or not."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def export(self, key: str) -> str:
        """JSON for people to read: member, channels, needs with all that belongs to them, conversations."""
        with self._store.read() as unit:
            return readable_json(personal_data(unit, key))

    def forget(self, key: str) -> None:
        """The member and all that is his, on every channel; nothing of it is left in the database's file."""
        with self._store.begin() as unit:
            unit.members.lock()
            _forget(unit, key)
        self._store.checkpoint()

    def forget_idle(self, now: datetime) -> int:
        """Drop what nobody needs any more; gives the number of rows.

        Conversations of people who are no members after 30 days, delivered turns likewise, expired codes.
        """
        before = now - _KEPT_UNTOUCHED
        with self._store.begin() as unit:
            idle = set(unit.sessions.idle_since(before)) - unit.members.keys()
            gone = unit.sessions.delete_of(idle)
            gone += unit.turns.prune(before)
            gone += unit.link_codes.prune(expired=now, tried=now - _TRIES_COUNT)
        self._store.checkpoint()
        return gone


def _forget(unit: Unit, key: str) -> None:
    member = unit.members.find(key)
    keys = {key, *(member.channels if member else ())}
    if member is not None:
        unit.members.hold(member.id)
        delete_needs(unit, [need.id for need in unit.needs.of_member(member.id)])
        unit.link_codes.void(member.id)
        unit.members.delete(member.id)
    unit.link_codes.forget(keys)
    unit.sessions.delete_of(keys)
    unit.turns.forget(keys)
