"""What the conversation says, free of any channel: final texts, in the person's language, unescaped."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap; `action` comes back as ActionChosen. `mark` is a short label where room is scarce."""

    action: str
    label: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Plain sentences, and what may be done next; `place` as in Results."""

    text: str
    choices: tuple[Choice, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """All that was kept is gone: a channel drops what it shows of earlier talk and says this."""

    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One short question about the need at hand; it never stands in the way of matches."""

    place: str
    text: str
    hint: str  # an example of an answer; "" when there are options to tap
    options: tuple[Choice, ...]
    ways: tuple[Choice, ...]  # skip it, or go to the card


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about one's own words, said once; what may be done about it."""

    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of the card as it stands, "" when it is empty; a tap on `edit` changes it."""

    name: str
    value: str
    edited: bool  # by the owner; otherwise it was read from his words
    edit: Choice


@dataclass(frozen=True, slots=True)
class NeedCardView:
    """The need card, every field with its way to change it; `note` says what confirming means."""

    place: str
    heading: str
    status: str
    fields: tuple[FieldLine, ...]
    note: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class NeedItem:
    """One need in the owner's list."""

    number: int
    title: str
    status: str  # code of the status
    facts: tuple[str, ...]  # 进行中 · 3 个结果 · 11月27日前有人看
    open: Choice


@dataclass(frozen=True, slots=True)
class NeedList:
    """The owner's needs, newest first, one screen of them."""

    place: str
    heading: str
    items: tuple[NeedItem, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A file for the person; a channel that cannot keep it offers `action` to make it again."""

    text: str
    name: str
    content: str
    action: str


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
    decided: str  # 已表示感兴趣; "" while nothing was decided
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
    facts: tuple[FieldLine, ...]  # what else was understood: only fields that hold something
    notice: Notice | None
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


Reply = Say | Forgotten | Question | Results | Detail | NeedCardView | NeedList | Download


def choices_in(value: object) -> Iterator[Choice]:
    """Every choice that replies offer, in their order."""
    if isinstance(value, Choice):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from choices_in(item)
    elif is_dataclass(value):
        for member in fields(value):
            yield from choices_in(getattr(value, member.name))
