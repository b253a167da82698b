"""How often a wrong code may be tried: six digits must not be found by trying them all."""

import unicodedata
from datetime import datetime, timedelta

from matcher.errors import InputError
from matcher.store import Unit

_SPAN = timedelta(hours=1)
_MOST_OF_ONE = 5
_MOST_OF_ALL = 100


def typed_code(text: str) -> str:
    """The digits, however they were typed: 123 456, １２３４５６."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text[:40]) if sign.isalnum())


def check_tries(unit: Unit, key: str, now: datetime) -> None:
    """InputError, saying how long to wait, after too many wrong codes within an hour."""
    since = now - _SPAN
    for tries, most in (
        (unit.link_codes.wrong_tries(since, key), _MOST_OF_ONE),
        (unit.link_codes.wrong_tries(since), _MOST_OF_ALL),
    ):
        if len(tries) >= most:
            free = tries[-most] + _SPAN
            raise InputError("输错的次数太多了。请过 {minutes} 分钟再试。", minutes=_minutes(free - now))


def _minutes(span: timedelta) -> int:
    return max(1, -(-int(span.total_seconds()) // 60))
