"""Inline keyboards: few rows, labels that a phone shows in full, buttons that answer to one person."""

import unicodedata
from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.conversation.replies import Choice
from bot.telegram.callbacks import Callback

BUTTON_LENGTH = 32  # characters; longer labels are cut off by phones anyway
ROW_WIDTH = 24  # in wide characters, that a phone shows beside each other
MOST_IN_ROW = 3

Row = list[tuple[str, str]]  # (label, action)


def keyboard(rows: Sequence[Row], owner: int) -> InlineKeyboardMarkup | None:
    """The buttons for this user; None without any."""
    buttons = [
        [
            InlineKeyboardButton(_cut(label), callback_data=str(Callback(owner, action)))
            for label, action in row
        ]
        for row in rows
        if row
    ]
    return InlineKeyboardMarkup(buttons) if buttons else None


def in_rows(choices: Sequence[Choice], most: int = MOST_IN_ROW) -> list[Row]:
    """As many of them beside each other as the longest label lets."""
    pairs = [(label_of(choice), choice.action) for choice in choices]
    longest = max((_width(label) for label, _ in pairs), default=1.0)
    across = max(1, min(most, int(ROW_WIDTH / max(longest, 1.0))))
    return [pairs[start : start + across] for start in range(0, len(pairs), across)]


def label_of(choice: Choice) -> str:
    return f"{choice.mark} {choice.label}".strip()


def _width(label: str) -> float:
    """A button takes its row's share whatever it says; a Latin letter is half as wide as a character."""
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.5 for letter in label)


def _cut(label: str) -> str:
    return label if len(label) <= BUTTON_LENGTH else label[: BUTTON_LENGTH - 1] + "…"
