"""What all channels share, whoever stands behind the ports."""

from dataclasses import dataclass

from bot.conversation.ports import Health, Ledger
from bot.conversation.talk import Conversation


@dataclass(frozen=True, slots=True)
class Bot:
    """The conversation and its surroundings."""

    conversation: Conversation
    ledger: Ledger
    health: Health
