"""The words behind a tap: short, self-describing, good after a restart and in 64 bytes."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    NEW = "new"
    HELP = "help"
    HELLO = "hello"
    THANKS = "thanks"
    LANGUAGE = "lang"
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


@dataclass(frozen=True, slots=True)
class Action:
    """`serial` is the need it belongs to; 0 belongs to none and is always good."""

    verb: Verb
    argument: str = ""
    serial: int = 0

    def __str__(self) -> str:
        return f"{self.verb}:{self.argument}:{self.serial}"


_FORM = re.compile(r"([a-z]{1,8}):([a-z0-9_]{0,16}):([0-9]{1,9})", re.ASCII)


def parse_action(text: str) -> Action | None:
    """The action, None when the text is none."""
    found = _FORM.fullmatch(text)
    if found is None or found[1] not in set(Verb):
        return None
    return Action(Verb(found[1]), found[2], int(found[3]))
