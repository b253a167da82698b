"""A technology need: the owner's own words and the card read from them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from matcher.domain.taxonomy import CooperationMode, Route


class NeedStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


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


@dataclass(frozen=True, slots=True)
class Need:
    """`raw` is kept byte for byte; `card` is what matching and people work with."""

    id: int
    raw: str
    card: NeedCard
    status: NeedStatus = NeedStatus.DRAFT
