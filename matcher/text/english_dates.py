"""Days as English texts name them: by March 2027, within six weeks."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from matcher.text.calendar_days import after_months, month_end

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_MONTH_WORD = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)


def _english_within(match: re.Match[str], today: date) -> date | None:
    words = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "a": 1}
    written = match["n"].lower()
    amount = int(written) if written.isdigit() else words.get(written, 0)
    unit = match["unit"].lower()
    if amount == 0:
        return None
    if unit in ("month", "year"):
        return after_months(today, amount * (12 if unit == "year" else 1))
    return today + timedelta(days=amount * (7 if unit == "week" else 1))


def _english_month(match: re.Match[str], today: date) -> date | None:
    """By March: its last day; before March: the last day of February."""
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    year = int(match["year"]) if match["year"] else today.year
    before = match["word"].lower() == "before"
    day = _month_asked(year, month, before)
    return _month_asked(year + 1, month, before) if day and day < today and not match["year"] else day


def _month_asked(year: int, month: int, before: bool) -> date | None:
    last = month_end(year, month)
    return last.replace(day=1) - timedelta(days=1) if last and before else last


def _english_day(match: re.Match[str], today: date) -> date | None:
    """15 January 2027, January 15: of next year where no year is said and it has passed."""
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    last = month_end(int(match["year"]) if match["year"] else today.year, month)
    wanted = int(match["day"])
    if last is None or not 1 <= wanted <= last.day:
        return None
    day = last.replace(day=wanted)
    return after_months(day, 12) if day < today and not match["year"] else day


def _english_year_end(match: re.Match[str], today: date) -> date | None:
    return month_end(int(match["year"]) if match["year"] else today.year + bool(match["next"]), 12)


# Wording, its day, and whether it counts only beside a word that asks for it.
ENGLISH_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None], bool], ...] = (
    (
        re.compile(
            r"\b(?:within|in)\s(?P<n>\d{1,3}|one|two|three|four|six|a)\s(?P<unit>day|week|month|year)s?\b",
            re.IGNORECASE,
        ),
        _english_within,
        False,
    ),
    (
        re.compile(
            rf"\b(?P<word>by|before|until|end of|deadline(?: is)?:?)\s(?:the end of\s)?{_MONTH_WORD}"
            r"(?!\s?\d{1,2}(?!\d))(?:,?\s(?P<year>20\d\d))?",
            re.IGNORECASE,
        ),
        _english_month,
        False,
    ),
    (
        re.compile(
            rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH_WORD}(?:,?\s(?P<year>20\d\d))?)",
            re.IGNORECASE,
        ),
        _english_day,
        True,
    ),
    (
        re.compile(
            rf"\b{_MONTH_WORD}\s(?P<day>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?\s(?P<year>20\d\d))?",
            re.IGNORECASE,
        ),
        _english_day,
        True,
    ),
    (
        re.compile(
            r"\bby (?:the )?end of (?:the |this )?(?P<next>next )?(?:year|(?P<year>20\d\d))\b", re.IGNORECASE
        ),
        _english_year_end,
        False,
    ),
)
