"""Everything that is kept about a person, as plain values."""

import json
import re
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from matcher.domain.card_json import card_to_dict
from matcher.domain.need import Need
from matcher.store import Unit

_HALF_SIGNS = re.compile("[\ud800-\udfff]")


def readable_json(data: object) -> str:
    """Indented, letters as they are; half an emoji, which no file can hold, as \\ud83d."""
    text = json.dumps(data, ensure_ascii=False, indent=2, default=_plain)
    return _HALF_SIGNS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def personal_data(unit: Unit, key: str) -> dict[str, Any]:
    """Of the member whose conversation it is; of the conversation alone when it is nobody's."""
    member = unit.members.find(key)
    channels = sorted({key, *(member.channels if member else ())})
    needs = unit.needs.of_member(member.id) if member else []
    return {
        "member": asdict(member) | {"consent": unit.members.consent_of(member.id)} if member else None,
        "channels": channels,
        "needs": [_need(unit, need) for need in needs],
        "conversations": {name: _parsed(state) for name, state in unit.sessions.of(channels).items()},
    }


def _need(unit: Unit, need: Need) -> dict[str, Any]:
    matches = unit.matches.of_need(need.id)
    known = unit.capabilities.get_many([match.capability_id for match in matches])
    return {
        "id": need.id,
        "status": need.status,
        "outcome": need.outcome,
        "created_at": need.created_at,
        **asdict(need.draft),
        "card": card_to_dict(need.card),
        "matches": [
            {
                **asdict(match),
                "title": known[match.capability_id].title if match.capability_id in known else None,
            }
            for match in matches
        ],
        "decisions": [asdict(decision) for decision in unit.decisions.of_needs([need.id])],
        "tasks": [asdict(task) for task in unit.tasks.of_needs([need.id])],
    }


def _parsed(state: str) -> Any:
    """States are JSON themselves."""
    with suppress(ValueError):
        return json.loads(state)
    return state


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")
