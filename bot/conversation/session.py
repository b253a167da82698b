"""The memory of one conversation."""

from dataclasses import dataclass

from bot.conversation.codec import UnreadableStateError, decode, encode

VERSION = 1


@dataclass(frozen=True, slots=True)
class Session:
    """`serial` counts the needs of this conversation, so that a choice of an older one is told apart."""

    version: int = VERSION
    language: str = "zh"
    language_chosen: bool = False
    serial: int = 0
    need: str = ""  # the owner's words, as written
    need_id: int | None = None
    confirmed: tuple[int, ...] = ()
    rejected: tuple[int, ...] = ()
    kind: str = ""  # "" shows all kinds
    page: int = 0
    shown: tuple[int, ...] = ()  # capabilities on the screen, in order

    @property
    def place(self) -> str:
        return f"need-{self.serial}"


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
