"""What the conversation asks for: not for a person; each comes back as Fulfilled or Refused.

Asking instead of calling keeps `advance` pure: a transcript holds nothing but events and replies.
"""

from dataclasses import dataclass
from enum import StrEnum

from matcher.domain.decision import DeclineReason, Pair, Verdict
from matcher.domain.member import QuietHours
from matcher.domain.need import CardField, NeedDraft, NeedOutcome, NeedStatus


class Show(StrEnum):
    """What to put on the screen once the matches are there."""

    FIRST = "first"  # of a need just taken in
    RESULTS = "results"
    ANSWERED = "answered"  # a question was: the next one, or the card
    CARD = "card"
    DETAIL = "detail"
    UNSEEN = "unseen"  # nothing: a kept need is changed on the way to something else


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """The needs in a message -> MessageRead; `draft` is the need at hand that it may go on about."""

    text: str
    draft: NeedDraft | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class MessageRead:
    """The needs in a message; `goes_on` when it goes on about the need at hand instead."""

    drafts: tuple[NeedDraft, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The needs in a form -> tuple[NeedDraft, …]."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class EditDraft:
    """The draft with the owner's words for a field -> NeedDraft."""

    draft: NeedDraft
    field: CardField
    words: str
    show: Show


@dataclass(frozen=True, slots=True)
class MaskDraft:
    """The draft with its private details hidden -> NeedDraft."""

    draft: NeedDraft


@dataclass(frozen=True, slots=True)
class FindMatches:
    """Matches -> Answer; with `before` the change from it to `draft` is written to the kept need."""

    draft: NeedDraft
    need_id: int | None = None
    before: NeedDraft | None = None
    hidden: frozenset[Pair] = frozenset()
    show: Show = Show.RESULTS
    capability_id: int | None = None


@dataclass(frozen=True, slots=True)
class KeepNeed:
    """Keep the need as open -> Answer; the same token again is the same need."""

    draft: NeedDraft
    token: str
    hidden: frozenset[Pair] = frozenset()


@dataclass(frozen=True, slots=True)
class Decide:
    """A verdict on a match -> the day by which staff act on it, or None."""

    need_id: int
    pair: Pair
    verdict: Verdict
    reason: DeclineReason | None = None


@dataclass(frozen=True, slots=True)
class TakeBack:
    """No verdict any more -> None."""

    need_id: int
    capability_id: int


@dataclass(frozen=True, slots=True)
class AskForPerson:
    """Somebody of the staff should look at this need -> the day by which he will."""

    need_id: int


@dataclass(frozen=True, slots=True)
class ListNeeds:
    """All kept needs -> tuple[NeedLine, …], none for a person who has not agreed."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """One kept need -> Need."""

    need_id: int


@dataclass(frozen=True, slots=True)
class ChangeStatus:
    """Pause, resume or close -> None."""

    need_id: int
    status: NeedStatus
    outcome: NeedOutcome | None = None


@dataclass(frozen=True, slots=True)
class DeleteNeed:
    """Delete for good -> None."""

    need_id: int


@dataclass(frozen=True, slots=True)
class Agree:
    """The person agrees to being remembered -> Member."""


@dataclass(frozen=True, slots=True)
class ReadMember:
    """Who it is -> Member, or None for a person who has not agreed."""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """-> Member or None."""

    language: str


@dataclass(frozen=True, slots=True)
class SetDigest:
    """-> Member."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetQuiet:
    """-> Member."""

    quiet: QuietHours | None


@dataclass(frozen=True, slots=True)
class IssueCode:
    """A code that links another channel -> LinkCode."""


@dataclass(frozen=True, slots=True)
class RedeemCode:
    """-> Member."""

    code: str


@dataclass(frozen=True, slots=True)
class Export:
    """Everything kept about the person -> str, JSON."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Everything kept about the person goes -> None."""


Request = (
    ReadMessage
    | ReadFile
    | EditDraft
    | MaskDraft
    | FindMatches
    | KeepNeed
    | Decide
    | TakeBack
    | AskForPerson
    | ListNeeds
    | OpenNeed
    | ChangeStatus
    | DeleteNeed
    | Agree
    | ReadMember
    | SetLanguage
    | SetDigest
    | SetQuiet
    | IssueCode
    | RedeemCode
    | Export
    | Forget
)
