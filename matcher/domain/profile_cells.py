"""Single cells of a profile file: what a spreadsheet, text or JSON holds, made text, lists and dates."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

# What a spreadsheet shows where a formula failed.
BROKEN = frozenset(("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"))

_SEPARATORS = re.compile(r"[;；、\n]")
_UNSEEN = re.compile("[\ufeff\u200b\u2060]")
_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?)"
)
_CLOCK = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
# Excel counts days from here; a number in this range is a date whose cell lost its format (1982 to 2119).
_EXCEL_START = date(1899, 12, 30)
_EXCEL_DAYS = range(30_000, 80_000)
_YEARS = range(1900, 2200)


def text_of(value: object) -> str:
    """A cell as text: whole numbers without 「.0」, ISO dates, nothing as "". Raises TypeError for others."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (int, float, time, timedelta)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return ";".join(text_of(item) for item in value)
    raise TypeError(type(value).__name__)


def tidy(text: str) -> str:
    """Without control characters, invisible marks and space around; line breaks are kept, as one kind."""
    if text.isprintable():  # nearly every cell; marks and control characters are not printable
        return text.strip()
    unified = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in unified if c in "\n\t" or unicodedata.category(c) != "Cc")
    return "".join(kept).strip()


def one_line(text: str) -> str:
    """Line breaks and runs of space become one space."""
    return " ".join(text.split())


def list_of(text: str) -> tuple[str, ...]:
    """The words between ; ； 、 or line breaks, each once, in the order written."""
    words = (one_line(word) for word in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(word for word in words if word))


def day_of(value: object) -> date | None:
    """The day that a cell states, if any: ISO, 2026/3/1, 2026.3.1, 2026年3月1日, 20260301, Excel's days."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and _EXCEL_DAYS.start <= value < _EXCEL_DAYS.stop:
        return _EXCEL_START + timedelta(days=int(value))
    text = unicodedata.normalize("NFKC", text_of(value))
    stated = _DAY.fullmatch(_CLOCK.sub("", text).replace(" ", "")) or _COMPACT_DAY.fullmatch(text)
    if not stated:
        return None
    year, month, day = (int(part) for part in stated.groups() if part is not None)
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
