"""What stands behind an inline button: whose it is and what it does, in at most 64 bytes.

Nothing about a button is kept in memory, so it works after a restart.
"""

from dataclasses import dataclass

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LIMIT = 64  # bytes, set by Telegram


@dataclass(frozen=True, slots=True)
class Callback:
    """`owner` is the Telegram user for whom the button was made."""

    owner: int
    action: str

    def __str__(self) -> str:
        text = f"{_base36(self.owner)}|{self.action}"
        if len(text.encode()) > LIMIT:
            raise ValueError(f"callback data of more than {LIMIT} bytes: {text}")
        return text


def parse_callback(text: str | None) -> Callback | None:
    """The callback behind a button; None when we never made such a one."""
    owner, bar, action = (text or "").partition("|")
    try:
        return Callback(int(owner, 36), action) if bar else None
    except ValueError:
        return None


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"
