"""The words behind a tap: short, self-describing, good after a restart and in 64 bytes."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    # Getting about
    NEW = "new"
    HELP = "help"
    HELLO = "hello"
    THANKS = "thanks"
    LANGUAGE = "lang"
    CANCEL = "cancel"
    HUMAN = "human"
    # The matches of the need at hand
    LIST = "list"
    PAGE = "page"
    MORE = "more"
    BACK = "back"
    KIND = "kind"
    OPEN = "open"
    PICK = "pick"
    CONFIRM = "yes"
    REJECT = "no"
    RESTORE = "undo"
    REFINE = "refine"
    LIKE = "like"
    PASS = "pass"  # noqa: S105
    WHY = "why"
    TAKE_BACK = "unsay"
    # Questions, and what was said
    ANSWER = "ans"
    SKIP = "skip"
    ENOUGH = "enough"
    ONE = "one"
    APART = "apart"
    JOIN = "join"
    WAITING = "wait"
    MASK = "mask"
    PLAIN = "plain"
    # The card
    CARD = "card"
    EDIT = "edit"
    SET = "set"
    KEEP = "keep"
    # Kept needs
    MINE = "mine"
    NEED = "need"
    DROP = "drop"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    END = "end"
    DELETE = "del"
    DELETE_NOW = "delnow"
    # Oneself
    AGREE = "agree"
    REFUSE = "refuse"
    PRIVACY = "privacy"
    SETTINGS = "me"
    DIGEST = "digest"
    QUIET = "quiet"
    LINK = "link"
    CODE = "code"
    EXPORT = "export"
    FORGET = "forget"
    FORGET_NOW = "erase"


@dataclass(frozen=True, slots=True)
class Action:
    """`serial` is the need at hand that it belongs to; 0 belongs to none and is always good."""

    verb: Verb
    argument: str = ""
    serial: int = 0

    def __str__(self) -> str:
        return f"{self.verb}:{self.argument}:{self.serial}"

    @property
    def number(self) -> int:
        """The argument as a number that can be an id; 0 when it is none."""
        return int(self.argument) if self.argument.isdecimal() and len(self.argument) <= 18 else 0


_FORM = re.compile(r"([a-z]{1,8}):([a-z0-9_.-]{0,30}):([0-9]{1,9})", re.ASCII)


def parse_action(text: str) -> Action | None:
    """The action, None when the text is none."""
    found = _FORM.fullmatch(text)
    if found is None or found[1] not in set(Verb):
        return None
    return Action(Verb(found[1]), found[2], int(found[3]))
