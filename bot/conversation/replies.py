"""What the conversation says, free of any channel: final texts, in the person's language, unescaped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap; `action` comes back as ActionChosen. `mark` is a short label where room is scarce."""

    action: str
    label: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Plain sentences, and what may be done next."""

    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a quoted sentence; emphasised where both sides use the same words."""

    text: str
    emphasised: bool = False


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit of the owner's and what the profile says: state is met, not_stated or not_met."""

    text: str
    state: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Card:
    """One match as it stands in a list; `number` is its place on the screen."""

    number: int
    title: str
    provider: str
    region: str
    fit: str  # 很合适
    percent: int
    quote: tuple[Span, ...]
    limits: tuple[LimitLine, ...]
    modes: tuple[str, ...]
    standing: str  # 核实于 …, or 示例资料，待核实
    verified: bool
    open: Choice


@dataclass(frozen=True, slots=True)
class Group:
    """The cards of one kind of provider."""

    kind: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A meaning that was understood: state is open or confirmed."""

    label: str
    state: str
    confirm: Choice
    reject: Choice


@dataclass(frozen=True, slots=True)
class Understanding:
    """「您说的可能是」: each term can be confirmed or rejected, which searches again."""

    heading: str
    terms: tuple[Term, ...]
    restore: Choice | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """One screen of matches; replies of one `place` take each other's room where a channel can do so."""

    place: str
    heading: str
    understanding: Understanding
    groups: tuple[Group, ...]
    note: str
    filters: tuple[Choice, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A named fact."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the score: the parts' sum is the score."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Detail:
    """One match in full; `origin` is a web address of the source, "" when there is none."""

    place: str
    card: Card
    facts: tuple[Line, ...]
    origin: str
    parts_heading: str
    parts: tuple[Part, ...]
    parts_sum: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FindMatches:
    """Not for a person: the conversation asks for matches and for the answer to come back as MatchesFound.

    Asking instead of calling keeps `advance` pure: a transcript holds nothing but events and replies.
    """

    text: str
    again: bool = False  # the need is kept already
    confirmed: tuple[int, ...] = ()
    rejected: tuple[int, ...] = ()
    kind: str = ""
    page: int = 0
    capability_id: int | None = None  # show this one in full


Reply = Say | Results | Detail
Output = Reply | FindMatches
