"""What all channels share, whoever stands behind the ports."""

from dataclasses import dataclass

from bot.conversation.ports import Health
from bot.conversation.talk import Conversation


@dataclass(frozen=True, slots=True)
class Bot:
    """The conversation and whether its parts are well."""

    conversation: Conversation
    health: Health
