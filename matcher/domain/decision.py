"""An owner's verdict on a match: what to do next, and training data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    INTERESTED = "interested"
    DECLINED = "declined"


class DeclineReason(StrEnum):
    """Why a match does not suit; the other side sees it."""

    OTHER_PROBLEM = "other_problem"
    NOT_MATURE = "not_mature"
    TOO_EXPENSIVE = "too_expensive"
    TOO_FAR = "too_far"
    WRONG_MODE = "wrong_mode"
    ALREADY_KNOWN = "already_known"
    OUTDATED = "outdated"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Decision:
    """The latest verdict on a pair; it is of one version of the capability."""

    need_id: int
    capability_id: int
    capability_version: int
    verdict: Verdict
    reason: DeclineReason | None
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """A capability in the version that was judged."""

    capability_id: int
    version: int
