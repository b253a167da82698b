"""What can happen to a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.conversation.requests import Request


@dataclass(frozen=True, slots=True)
class Started:
    """A person opened the chat; `language` is what the channel knows of it ("" when nothing).

    `need_id` is the kept need that a link led to, None when he just came.
    """

    language: str = ""
    need_id: int | None = None


@dataclass(frozen=True, slots=True)
class TextReceived:
    """A person wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class ActionChosen:
    """A person tapped a choice that a reply offered."""

    action: str


@dataclass(frozen=True, slots=True)
class FileReceived:
    """A person sent a file; `data` is all of it."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class UnreadableReceived:
    """A person sent neither text nor a file that was fetched: a picture, a voice, a file too large."""

    too_large: bool = False


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """A request of the conversation was answered; what comes is told in `requests`."""

    request: Request
    result: object


@dataclass(frozen=True, slots=True)
class Refused:
    """A request could not be answered; the sentence, filled with its values, says what to do."""

    request: Request
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


Event = Started | TextReceived | ActionChosen | FileReceived | UnreadableReceived | Fulfilled | Refused
