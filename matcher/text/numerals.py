"""Numbers as people write them: 1,500 · 3.5万 · 十五 · 两千三 · 三点五 · 半.

Libraries were tried first. cn2an 0.5.24 needs 280 ms to import and refuses 两三百 and 半; JioNLP 1.5.31 needs
300–850 ms, prints a banner to standard output, loads 130 ms to 24 s of dictionaries at the first call, brings
some 220 MB with it and does not read 十五万以内. The first answer has to come within a second or two, so the
few rules that a need takes are kept here.
"""

import re

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE_SIGNS = "零〇一二两三四五六七八九十百千万亿半点廿"
CHINESE = f"[{_CHINESE_SIGNS}]+"
NUMBER_SIGNS = rf"\d{_CHINESE_SIGNS}"  # of a character class: a number begins with one of them
# Wide forms that stand for the same sign, one character each, so that positions in the text stay true.
NARROW = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"　": " ", "﹣": "-", "−": "-", "˜": "~"}
)
_WIDE = re.compile("[\uff01-\uff5e\u3000\ufe63\u2212\u02dc]")
_TOO_LARGE = 1e15  # a row of digits this long is a number of something else, a card or a part
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1_000}
_SECTIONS = {"万": 10_000, "亿": 100_000_000}
_MULTIPLIED = re.compile(rf"({ARABIC})\s?([百千万亿]{{0,2}})")


def narrow_form(text: str) -> str:
    """The text with NARROW applied; `translate` is slow where most characters are not in the table."""
    return _WIDE.sub(_narrow_sign, text)


def _narrow_sign(wide: re.Match[str]) -> str:
    return NARROW[ord(wide[0])]


def read_number(written: str) -> float | None:
    """The value of 1,500, 3.5万, 十五, 两千三, 三点五 or 半; None when it is no number."""
    multiplied = _MULTIPLIED.fullmatch(written)
    if multiplied:
        amount = float(multiplied[1].replace(",", ""))
        for sign in multiplied[2]:
            amount *= (_POWERS | _SECTIONS)[sign]
        return amount if amount < _TOO_LARGE else None
    if written == "半":
        return 0.5
    whole, point, decimals = written.partition("点")
    value = _whole_number(whole)
    if value is None or not point:
        return value
    multiplier = 1.0
    while decimals and decimals[-1] in _SECTIONS:
        multiplier *= _SECTIONS[decimals[-1]]
        decimals = decimals[:-1]
    if not decimals or any(sign not in _DIGITS for sign in decimals):
        return None
    return multiplier * float(f"{value:.0f}." + "".join(str(_DIGITS[sign]) for sign in decimals))


def _whole_number(written: str) -> float | None:
    """十五万 and 两千三 (2,300), but not 两三百, which is a range, nor 二三."""
    if not written:
        return None
    total, section, digit, last_power = 0.0, 0.0, -1, 0.0
    for sign in written.replace("廿", "二十"):
        if sign in _DIGITS:
            if digit > 0:
                return None
            digit = _DIGITS[sign]
            last_power = 0.0 if digit == 0 else last_power
        elif sign in _POWERS:
            section += (1 if digit < 0 else digit) * _POWERS[sign]
            digit, last_power = -1, _POWERS[sign]
        elif sign in _SECTIONS:
            if digit < 0 and section == 0 and total == 0:
                return None
            total = (total + section + max(digit, 0)) * _SECTIONS[sign]
            section, digit, last_power = 0.0, -1, _SECTIONS[sign]
        else:
            return None
    # 两千三 says 2,300, 一万八 says 18,000; 一百零五 has said its zero.
    ending = max(digit, 0) * (last_power / 10 if last_power >= 100 else 1)
    return total + section + ending


def read_range(written: str) -> tuple[float, float] | None:
    """两三百 is 200 to 300, 三五十 is 30 to 50, 七八 is 7 to 8; None when it is no such range."""
    if len(written) < 2 or written[0] not in _DIGITS or written[1] not in _DIGITS:
        return None
    low, high = (_whole_number(sign + written[2:]) for sign in written[:2])
    return None if low is None or high is None or not 0 < low < high else (low, high)
