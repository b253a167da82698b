"""What a write did."""

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class UpsertResult(NamedTuple):
    """`id` is the row's id; 0 when nothing was written because the call was a preview of a new row."""

    id: int
    outcome: Outcome
