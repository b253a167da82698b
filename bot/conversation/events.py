"""What can happen to a conversation."""

from dataclasses import dataclass

from bot.conversation.ports import Answer
from bot.conversation.replies import FindMatches


@dataclass(frozen=True, slots=True)
class Started:
    """A person opened the chat; `language` is what the channel knows of it ("" when nothing)."""

    language: str = ""


@dataclass(frozen=True, slots=True)
class TextReceived:
    """A person wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class ActionChosen:
    """A person tapped a choice that a reply offered."""

    action: str


@dataclass(frozen=True, slots=True)
class UnreadableReceived:
    """A person sent something that is not text: a picture, a voice, a file."""


@dataclass(frozen=True, slots=True)
class MatchesFound:
    """A request of the conversation was answered."""

    request: FindMatches
    answer: Answer


@dataclass(frozen=True, slots=True)
class SearchRefused:
    """A request could not be answered; the sentence says why."""

    request: FindMatches
    sentence: str


Event = Started | TextReceived | ActionChosen | UnreadableReceived | MatchesFound | SearchRefused
