"""What an update says, as far as the conversation wants to know."""

import re

from telegram import Document, Message, Update
from telegram.constants import ChatType

from bot.conversation.events import Event, Started, TextReceived, UnreadableReceived
from bot.conversation.ports import TurnId

CHANNEL = "telegram"
LARGEST_FILE = 5 * 1024 * 1024  # bytes; of a larger one not a byte is fetched
# What people send; everything else in a message (a joined member, a pinned text) is a notice of Telegram's.
_SENT = ("text", "document", "photo", "voice", "audio", "video", "video_note", "animation", "sticker")
_SENT_TOO = ("contact", "location", "venue", "poll", "dice")
_COMMAND = re.compile(r"(/[A-Za-z_]{1,32})(?:@[A-Za-z0-9_]{1,64})?(?:\s+(\S+))?", re.ASCII)
_NEED = re.compile(r"need_([0-9]{1,9})", re.ASCII)


def turn_of(update: Update) -> TurnId | None:
    """The update as a turn; None for what is never answered: bots, notices, edits that change no text."""
    user, message = update.effective_user, update.effective_message
    if user is None or user.is_bot:
        return None
    answered = update.callback_query is not None or (message is not None and _is_sent(update, message))
    return TurnId(CHANNEL, str(update.update_id), f"{CHANNEL}:{user.id}") if answered else None


def _is_sent(update: Update, message: Message) -> bool:
    if message.chat.type != ChatType.PRIVATE:
        return message.text is not None and message.text.startswith("/")
    if update.edited_message is not None:  # a live location edits itself every minute
        return message.text is not None
    return any(getattr(message, name) for name in (*_SENT, *_SENT_TOO))


def read_message(message: Message, language_code: str | None) -> Event | Document:
    """The event; the document when that has to be fetched first."""
    if message.text is not None:
        return _read_text(message.text, (language_code or "")[:2])
    document = message.document
    if document is None:
        return UnreadableReceived()
    if (document.file_size or 0) > LARGEST_FILE:
        return UnreadableReceived(too_large=True)
    return document


def _read_text(text: str, language: str) -> Event:
    command = _COMMAND.fullmatch(text.strip())
    if command is None:
        return TextReceived(text)
    if command[1] != "/start":
        return TextReceived(command[1])
    need = _NEED.fullmatch(command[2] or "")
    return Started(language, int(need[1]) if need else None)
