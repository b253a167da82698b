"""Work for the platform's staff."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TaskKind(StrEnum):
    UNMATCHED_NEED = "unmatched_need"  # nothing was found: look for somebody
    INTEREST = "interest"  # the owner is interested in a match: introduce both sides
    REQUEST = "request"  # the owner asked for a person to look at the need


@dataclass(frozen=True, slots=True)
class StaffTask:
    """Something that a member of staff must look at by `due`."""

    id: int
    kind: TaskKind
    need_id: int
    due: date
    done: bool = False
