"""The day by which a need must be met."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.text.calendar_days import after_months, day_before_feast, month_end
from matcher.text.english_dates import ENGLISH_READERS
from matcher.text.numerals import narrow_form, read_number

_N = r"(?P<n>\d{1,3}|[一二两三四五六七八九十半]{1,3})"
_BEFORE = r"(?P<before>底?(?:之|以)?前|底|份|末|内)?"
_RELATIVE_YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "后年": 2, "": 0}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_WANTED = re.compile(
    r"前|内|完成|解决|交付|交货|上线|投产|验收|落实|见效|搞定|出结果|攻克|到位|希望|要求|最好|必须|需要"
    r"|计划|争取|安排|期限|工期|截止|要|之前|做好|用上|做出|拿出"
    r"|by |before|within|until|deadline|no later",
    re.IGNORECASE,
)
# 三个月内就生锈 tells of the trouble, not of a date.
_LATIN = re.compile("[A-Za-z]{2} [A-Za-z0-9]")  # without two words there is no English date
_TROUBLE = re.compile(
    r"[^，。；,;]{0,4}?(?:就|便|会|都|全|坏|出现|发生|开裂|失效|生锈|老化|褪色|退货|漏|保质|稳定|不)"
)
_ASKED = re.compile(
    r"完成|解决|交付|交货|上线|投产|验收|落实|见效|搞定|出结果|攻克|到位|希望|要求|最好|必须|需要|计划|争取"
    r"|期限|工期|截止|做好|用上|做出|拿出|开发|研发|出样|合作|能成|弄好|周期|给|要"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The words that name a day, and the day."""

    quote: str
    day: date


def find_deadline(text: str, today: date) -> Deadline | None:
    """年底前, 三个月内, 2027年3月 …: the first that is asked for and lies ahead; else None."""
    narrow = narrow_form(text)
    found: list[tuple[int, Deadline]] = []
    for pattern, read, check in _READERS + (_ENGLISH if _LATIN.search(narrow) else ()):
        for match in pattern.finditer(narrow):
            day = read(match, today)
            if day is not None and day >= today and check(narrow, match):
                found.append((match.start(), Deadline(text[match.start() : match.end()].strip(), day)))
    return min(found, key=lambda item: (item[0], -len(item[1].quote)))[1] if found else None


def _year(match: re.Match[str], today: date) -> int:
    written = match["year"] or ""
    written = written.rstrip("年") if written[:1].isdigit() else written
    return int(written) if written.isdigit() else today.year + _RELATIVE_YEARS.get(written, 0)


def _calendar_day(match: re.Match[str], today: date) -> date | None:
    """2027年3月15日, 明年3月底前, 6月1日前; a month that has passed means next year's."""
    year, month = _year(match, today), int(match["month"])
    if match["day"]:
        last = month_end(year, month)
        if last is None or not 1 <= int(match["day"]) <= last.day:
            return None
        day: date | None = date(year, month, int(match["day"]))
    elif match["before"] in ("前", "之前", "以前"):
        last = month_end(year, month)
        day = None if last is None else last.replace(day=1) - timedelta(days=1)
    else:
        day = month_end(year, month)
    if day is not None and not match["year"] and day < today:
        last = month_end(day.year + 1, day.month)
        return None if last is None else last.replace(day=min(day.day, last.day))
    return day


def _iso_day(match: re.Match[str], today: date) -> date | None:
    del today
    last = month_end(int(match["year"]), int(match["month"]))
    if last is None:
        return None
    day = int(match["day"]) if match["day"] else last.day
    return last.replace(day=day) if 1 <= day <= last.day else None


def _year_end(match: re.Match[str], today: date) -> date | None:
    year = _year(match, today)
    if match["part"] in ("前", "之前", "以前"):
        year -= 1
    month = 6 if match["part"].startswith(("上半年", "年中")) else 12
    return month_end(year, month)


def _quarter_end(match: re.Match[str], today: date) -> date | None:
    day = month_end(_year(match, today), 3 * _QUARTERS[match["quarter"]])
    return month_end(day.year + 1, day.month) if day and day < today and not match["year"] else day


def _within(match: re.Match[str], today: date) -> date | None:
    amount = read_number(match["n"])
    if amount is None:
        return None
    unit = match["unit"]
    if unit.startswith("年"):
        return after_months(today, round(12 * amount))
    if "月" in unit:
        return after_months(today, int(amount)) if amount >= 1 else today + timedelta(days=15)
    return today + timedelta(days=int(amount) * (7 if unit[-1] in "周期拜" else 1))


def _half_year(match: re.Match[str], today: date) -> date | None:
    del match
    return after_months(today, 6)


def _this_month(match: re.Match[str], today: date) -> date | None:
    ahead = after_months(today.replace(day=1), 1 if match["month"].startswith("下") else 0)
    return None if ahead is None else month_end(ahead.year, ahead.month)


def _feast(match: re.Match[str], today: date) -> date | None:
    return day_before_feast(match["feast"], today)


def _season(match: re.Match[str], today: date) -> date | None:
    """开春 is over by the end of March, the harvest begins in September, in the fields of most provinces."""
    month = 3 if "春" in match["season"] else 8
    day = month_end(_year(match, today), month)
    return month_end(day.year + 1, month) if day and day < today and not match["year"] else day


def _always(narrow: str, match: re.Match[str]) -> bool:
    del narrow, match
    return True


def _is_wanted(narrow: str, match: re.Match[str]) -> bool:
    alone = len(narrow) <= len(match[0]) + 4  # an answer to: by when?
    return alone or bool(_WANTED.search(narrow, max(0, match.start() - 10), match.end() + 10))


def _is_asked_within(narrow: str, match: re.Match[str]) -> bool:
    if _TROUBLE.match(narrow, match.end()):
        return False
    before = re.split("[，。；,;！!？?\n]", narrow[max(0, match.start() - 16) : match.start()])[-1]
    after = re.split("[，。；,;！!？?\n]", narrow[match.end() : match.end() + 16])[0]
    return bool(_ASKED.search(before) or _ASKED.search(after)) or len(before.strip() + after.strip()) <= 3


_READERS: tuple[
    tuple[
        re.Pattern[str], Callable[[re.Match[str], date], date | None], Callable[[str, re.Match[str]], bool]
    ],
    ...,
] = (
    (
        re.compile(
            rf"(?:(?P<year>20\d\d|今年|明年"
            rf"|后年)年?)?\s?(?<!\d)(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})[日号])?{_BEFORE}(?!均)"
        ),
        _calendar_day,
        _is_wanted,
    ),
    (
        re.compile(r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?!\d)"),
        _iso_day,
        _is_wanted,
    ),
    (
        re.compile(
            r"(?:(?P<year>20\d\d|今年|明年|后年)年?)(?P<part>年?底(?:之?前)?|末|年?内|前|之前|以前|上半年"
            r"|下半年|年中)"
        ),
        _year_end,
        _is_wanted,
    ),
    (
        re.compile(
            r"(?<![\d一二两三四五六七八九十几多每半])(?P<year>)(?P<part>年底(?:之?前)?|年内|上半年|下半年)"
        ),
        _year_end,
        _is_wanted,
    ),
    (
        re.compile(r"(?:(?P<year>20\d\d|今年|明年)年?)?第?(?P<quarter>[一二三四1-4])季度"),
        _quarter_end,
        _is_wanted,
    ),
    (
        re.compile(rf"(?<![\d第]){_N}\s?(?P<unit>年|个?多?月|个月|周|个?星期|个?礼拜|天|日)(?:之|以)?内"),
        _within,
        _is_asked_within,
    ),
    (re.compile(r"(?<![一两二三])半年(?:之|以)?内"), _half_year, _is_asked_within),
    (
        re.compile(r"(?P<month>本月|这个月|下个?月|(?<![\d一二三四五六七八九十个])月)底(?:之?前)?"),
        _this_month,
        _is_wanted,
    ),
    (re.compile(r"(?P<feast>春节|过年|元旦|国庆|五一)(?:节|之|以)?前"), _feast, _always),
    (
        re.compile(r"(?P<year>20\d\d年|今年|明年|)(?P<season>开春|秋收)(?:之?前|以前)?"),
        _season,
        _is_wanted,
    ),
)
_ENGLISH = tuple(
    (pattern, read, _is_wanted if asked else _always) for pattern, read, asked in ENGLISH_READERS
)
