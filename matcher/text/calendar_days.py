"""Days of the calendar: ends of months, so many months on, feasts."""

import calendar
from datetime import date, timedelta

_FIXED_FEASTS = {"国庆": (10, 1), "五一": (5, 1), "元旦": (1, 1)}
# First days of the lunar year, by the almanac.
_SPRING_FESTIVALS = {
    2025: (1, 29),
    2026: (2, 17),
    2027: (2, 6),
    2028: (1, 26),
    2029: (2, 13),
    2030: (2, 3),
    2031: (1, 23),
    2032: (2, 11),
    2033: (1, 31),
    2034: (2, 19),
    2035: (2, 8),
}


def month_end(year: int, month: int) -> date | None:
    """The last day of the month; None where there is no such month."""
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def after_months(today: date, months: int) -> date | None:
    """The same day so many months on, or the last day of a shorter month."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    last = month_end(year, month + 1)
    return None if last is None else last.replace(day=min(today.day, last.day))


def day_before_feast(feast: str, today: date) -> date | None:
    """The last day before the next 国庆, 五一, 元旦, or, by any other name, the Spring Festival."""
    for year in (today.year, today.year + 1):
        first = _FIXED_FEASTS.get(feast) or _SPRING_FESTIVALS.get(year)
        if first is not None and date(year, *first) > today:
            return date(year, *first) - timedelta(days=1)
    return None
