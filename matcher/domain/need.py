"""A technology need: the owner's own words and the card read from them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from matcher.domain.taxonomy import CooperationMode, Route


class NeedStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


# What may follow what; a need that is closed may be taken up again.
NEXT_STATUS: dict[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.DRAFT: frozenset({NeedStatus.OPEN}),
    NeedStatus.OPEN: frozenset({NeedStatus.PAUSED, NeedStatus.CLOSED}),
    NeedStatus.PAUSED: frozenset({NeedStatus.OPEN, NeedStatus.CLOSED}),
    NeedStatus.CLOSED: frozenset({NeedStatus.OPEN}),
}


class NeedOutcome(StrEnum):
    """How a need ended, in its owner's words."""

    AGREED_HERE = "here"
    SOLVED_ELSEWHERE = "elsewhere"
    NOT_NEEDED = "not_needed"
    GIVEN_UP = "given_up"


class Confidentiality(StrEnum):
    PUBLIC = "public"
    LIMITED = "limited"
    CONFIDENTIAL = "confidential"


class Comparator(StrEnum):
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOUT = "="


@dataclass(frozen=True, slots=True)
class Indicator:
    """A quantity that the text states: 「断裂强力从 300 N 提高到 500 N」 is start 300, target 500, unit N."""

    quote: str  # the words it was read from, exactly as in the text
    name: str  # what is measured, "" when not said
    unit: str  # normalised: N, MPa, °C, %, mm …
    target: float
    start: float | None = None
    upper: float | None = None  # for a range: target..upper
    comparator: Comparator = Comparator.ABOUT


@dataclass(frozen=True, slots=True)
class Money:
    """A budget in yuan; a single amount has low == high."""

    quote: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """Something private in the text: kind is phone, email, id_number, wechat, company or person."""

    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class NeedCard:
    """What was understood; every field may be empty."""

    problem: str = ""
    indicators: tuple[Indicator, ...] = ()
    constraints: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()  # codes of the taxonomy, most likely first
    region: str = ""
    region_code: str = ""
    modes: tuple[CooperationMode, ...] = ()
    budget: Money | None = None
    deadline: date | None = None
    deadline_quote: str = ""
    route: Route = Route.RESEARCH
    confidentiality: Confidentiality = Confidentiality.LIMITED
    contacts: tuple[ContactDetail, ...] = ()
    language: str = "zh"


class CardField(StrEnum):
    """What an owner may change of what was understood."""

    PROBLEM = "problem"
    INDICATORS = "numbers"
    ROUTE = "route"
    INDUSTRY = "industry"
    REGION = "region"
    MODES = "modes"
    BUDGET = "budget"
    DEADLINE = "deadline"
    CONSTRAINTS = "limits"
    TRIED = "tried"
    CONFIDENTIALITY = "secrecy"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class CardEdit:
    """The owner's own value of a field: a code, several joined by commas, or words; "" means none."""

    field: CardField
    value: str


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """Everything that the owner has said about one need; what a card is made from."""

    raw: str  # the message or form that it came with, byte for byte
    wording: str = ""  # stands for it: one need of several, masked, or reworded by the owner; "" is `raw`
    supplements: tuple[str, ...] = ()  # answers and additions, in their order
    edits: tuple[CardEdit, ...] = ()  # at most one a field
    confirmed: tuple[int, ...] = ()  # thesaurus entries that the owner meant
    rejected: tuple[int, ...] = ()
    excluded: tuple[str, ...] = ()  # firms that must neither be shown nor see it

    @property
    def text(self) -> str:
        """What is read, searched with, and shown to others."""
        return "\n".join((self.wording or self.raw, *self.supplements))

    def with_edit(self, edit: CardEdit) -> "NeedDraft":
        """The draft with this value of the field instead of any other."""
        return replace(self, edits=(*self.without_edit(edit.field).edits, edit))

    def without_edit(self, field: CardField) -> "NeedDraft":
        """The draft with the field as its words say."""
        return replace(self, edits=tuple(edit for edit in self.edits if edit.field is not field))


def merged(before: NeedDraft, after: NeedDraft, current: NeedDraft) -> NeedDraft:
    """`current` with what changed from `before` to `after`; of two changes of one thing the latter counts."""
    draft = current
    for name in ("wording", "supplements", "confirmed", "rejected", "excluded"):
        if getattr(before, name) != getattr(after, name):
            draft = replace(draft, **{name: getattr(after, name)})
    for edit in before.edits:
        if edit.field not in {other.field for other in after.edits}:
            draft = draft.without_edit(edit.field)
    for edit in after.edits:
        if edit not in before.edits:
            draft = draft.with_edit(edit)
    return draft


@dataclass(frozen=True, slots=True)
class Need:
    """A need that is kept; `card` is what matching and people work with."""

    id: int
    draft: NeedDraft
    card: NeedCard
    status: NeedStatus = NeedStatus.DRAFT
    member_id: int | None = None
    outcome: NeedOutcome | None = None
    created_at: datetime | None = None

    @property
    def raw(self) -> str:
        return self.draft.raw
