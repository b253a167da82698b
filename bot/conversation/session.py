"""The memory of one conversation."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.conversation.codec import UnreadableStateError, decode, encode
from matcher.domain.decision import Pair
from matcher.domain.need import CardField, NeedDraft

VERSION = 2
MOST_WAITING = 40  # needs that are not confirmed yet


class Awaited(StrEnum):
    """What the next words of the person are, unless they are a wish of their own."""

    EDIT = "edit"
    REFINE = "refine"
    CODE = "code"
    QUIET = "quiet"
    NEW = "new"  # a need of its own, whatever is at hand
    CARD = "card"  # the card is on the screen: a yes confirms it
    FORGET = "forget"  # a tap that says whether everything is deleted


@dataclass(frozen=True, slots=True)
class Session:
    """`serial` counts the needs of this conversation, so that a choice of an older one is told apart."""

    version: int = VERSION
    language: str = "zh"
    language_chosen: bool = False
    agreed: bool = (
        False  # to having his needs kept; the database knows better when another channel changed it
    )
    serial: int = 0
    draft: NeedDraft | None = None  # the need at hand
    need_id: int | None = None  # where it is kept, once it is
    status: str = ""  # of the kept need
    waiting: tuple[NeedDraft, ...] = ()  # further needs of the same message or file
    asked: tuple[str, ...] = ()  # what was asked about the need at hand
    question: str = ""  # the one that is open
    options: tuple[str, ...] = ()  # what it offered
    quiet: bool = False  # no more questions about this need
    warned: bool = False  # of private details in it
    step: str = ""  # what the next words are: an Awaited, for an edit with the field behind it
    origin: str = ""  # the screen that an edit began on
    pending: str = ""  # a choice to go on with once the person has agreed
    hidden: tuple[Pair, ...] = ()  # declined while the need is not kept
    kind: str = ""  # "" shows all kinds
    page: int = 0
    shown: tuple[int, ...] = ()  # capabilities on the screen, in order

    @property
    def place(self) -> str:
        return f"need-{self.serial}"

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it worth keeping."""
        return self == Session()

    def with_need(self, draft: NeedDraft, need_id: int | None = None, status: str = "") -> "Session":
        """Another need at hand; one that was not kept waits."""
        left = (self.draft,) if self.draft is not None and self.need_id is None else ()
        return Session(
            language=self.language,
            language_chosen=self.language_chosen,
            agreed=self.agreed,
            serial=self.serial + 1,
            draft=draft,
            need_id=need_id,
            status=status,
            waiting=(*left, *self.waiting),
        )

    def without_need(self) -> "Session":
        """Nothing at hand; what waits goes on waiting."""
        return Session(
            language=self.language,
            language_chosen=self.language_chosen,
            agreed=self.agreed,
            serial=self.serial + 1,
            waiting=self.waiting,
        )

    @property
    def awaited_field(self) -> CardField | None:
        """The field that the next words are for."""
        kind, _, field = self.step.partition(":")
        return CardField(field) if kind == Awaited.EDIT and field in set(CardField) else None

    def without_step(self) -> "Session":
        """No words are awaited any more."""
        return replace(self, step="", question="", options=())


def dump_session(session: Session) -> str:
    return encode(session)


def load_session(text: str | None) -> Session:
    """The kept session; a new one when there is none or it is of another version."""
    if text is None:
        return Session()
    try:
        session = decode(Session, text)
    except UnreadableStateError:
        return Session()
    return session if session.version == VERSION else Session()
