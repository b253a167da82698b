"""Numbers with units as they stand in a text, before they are joined into indicators."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.text.numerals import ARABIC, CHINESE, NUMBER_SIGNS, read_number, read_range
from matcher.text.unit_prices import unit_price
from matcher.text.units import COUNTED, SPELLINGS, UNIT_PATTERN

_PER = "shift|hour|minute|day|ton|分钟|小时|钟头|天|日|年|个月|月|班|秒|吨|min|h|d|s|t|a"
_TOKEN = re.compile(
    # The first sign is looked at before all else: at most places of a text no number begins.
    rf"(?=[-—–±{NUMBER_SIGNS}])(?P<sign>(?<![0-9A-Za-z℃°%.)）])[-—–±]\s?)?(?:(?<![A-Za-z0-9.])|(?<=HRC)"
    rf"|(?<=HRA)|(?<=HRB)|(?<=HV)"
    rf"|(?<=HB)|(?<=pH)|(?<=PH))"
    rf"(?:(?P<arabic>(?:{ARABIC})(?:\s?(?:[百千](?![克米瓦伏牛帕赫焦安欧])|[万亿]){{1,2}})?)"
    rf"|百分之(?P<percent>{CHINESE})|(?P<chinese>{CHINESE}))"
    rf"(?:[多余来几](?=[个只台套件天年吨斤公米次小分%℃]))?(?:\s?(?P<unit>{UNIT_PATTERN}))?"
    rf"(?:\s?(?:/|每|per\s)\s?(?P<per>{_PER})(?![A-Za-z]))?"
)
_PER_BEFORE = re.compile(
    rf"(?:(?:每|一|单)个?(?P<per>{_PER})|(?P<made>[日年月时班])[产处])[^，。；,;\d]{{0,5}}$"
)
_UNIT_BEFORE = re.compile(r"(HRC|HRA|HRB|HV|HB|pH)[值为在到至≥≤><=:：约\s()（）]{0,4}$", re.IGNORECASE)
LEADING_UNITS_BY_WORD = {"HRC": "HRC", "HRA": "HRA", "HRB": "HRB", "HV": "HV", "HB": "HB", "PH": "pH"}
LEADING_UNITS = frozenset(LEADING_UNITS_BY_WORD.values())  # written before the number: HRC55
_RATE_SYMBOLS = {
    "日": "d",
    "天": "d",
    "a": "年",
    "月": "个月",
    "时": "h",
    "分钟": "min",
    "小时": "h",
    "钟头": "h",
    "秒": "s",
    "吨": "t",
    "shift": "班",
    "hour": "h",
    "minute": "min",
    "day": "d",
    "ton": "t",
}
_MONEY = re.compile(r"\s?[百千万亿]{0,2}\s?(?:元|块(?!砖|板|料|状)|人民币|美元|美金|欧元|RMB|rmb)")
_MODEL = re.compile(r"\s?(?:不锈钢|型|系列|级景区|牌号|分辨率|打印|网络|基站|通[信讯])")
_TURN_BEFORE = re.compile(
    r"(?:角度?|倾斜|旋转|转动|翻转|转|弯|偏|扫描|俯仰|垂直面?|水平面?|方位|视野|视场|坡度?|锥|仰"
    r"|折弯)[^，。；\d]{0,4}$"
)
_TENTHS = re.compile(r"(?P<tenths>[二两三四五六七八九])成(?![本分型功熟品套为都交果就员立年])")
_DOUBLED = re.compile(
    r"翻(?:一番|番|一倍|(?P<twice>两番|二番))|\bdoubl(?:e|ed|ing)\b(?! (?:shift|side|layer|check))"
)
_TEMPERATURE_DIFFERENCE = re.compile("温升|温差|temperature (?:rise|difference)", re.IGNORECASE)
_RANGE_AHEAD = re.compile(rf"[到至~—-]{{1,2}}\s?{CHINESE}\s?{UNIT_PATTERN}")  # 一百到一百五十度
_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
# Stretches of time are indicators only beside words such as these; otherwise they are dates or history.
_TIME_CUE = re.compile(
    r"保鲜|保质|寿命|周期|储存|存放|贮藏|货架|不[坏烂裂掉褪变锈霉臭漏软硬堵垮断]|使用|耐|延长|缩短|稳定"
    r"|连续|发酵|晾|干燥|养护|固化"
    r"|[一才就]换|更换|时间|用时|耗时|放[了到]?|保存|工期|交期|≥|≤|>|<|不低于|不少于|不超过|以上"
    r"|shelf|life|last|keep|cycle|every",
    re.IGNORECASE,
)
_COUNT_CUE = re.compile(
    r"寿命|循环|产能|产量|[日年月时班]产|效率|节拍|速度|识别|耐折|耐磨|弯折|摩擦|清洗|重复|以上|以下|至少"
    r"|不低于|不少于|超过|≥|≤|>|<|连续|合格|缺陷|次品"
    r"|at least|more than|per |cycles"
)
_GRADE_CUE = re.compile(
    r"牢度|摩擦|等级|能效|防护|防水|防火|阻燃|洁净|精度|耐光|耐洗|日晒|起球|抗震|耐水洗|grade|fastness"
)
_CHINESE_UNITS = frozenset(
    [
        *(
            "米",
            "厘米",
            "毫米",
            "微米",
            "公分",
            "公里",
            "克",
            "公斤",
            "千克",
            "斤",
            "吨",
            "度",
            "摄氏度",
            "倍",
            "丝",
        ),
        *("个百分点", "个点", "分钟", "秒", "小时", "个小时", "钟头", "个钟头", "天", "星期", "个星期", "周"),
        *(
            "个月",
            "年",
            "升",
            "毫升",
            "亩",
            "平方米",
            "平方",
            "立方米",
            "件",
            "次",
            "片",
            "只",
            "支",
            "条",
            "瓶",
        ),
        *("箱", "包", "袋", "双", "兆帕", "千瓦", "分贝", "目", "级", "伏", "度电"),
    ]
)
_CUE_REACH = 14


@dataclass(frozen=True, slots=True)
class Token:
    """A number at text[start:end]; the unit's symbol is "" when the number stands alone."""

    start: int
    end: int
    value: float
    unit: str
    upper: float | None = None
    deviation: bool = False  # written with ±


def tokens(narrow: str) -> list[Token]:
    """Numbers with a unit, and the bare numbers between them, in the order of the text."""
    return sorted(_tokens(narrow), key=lambda token: token.start)


def _tokens(narrow: str) -> Iterator[Token]:
    for tenths in _TENTHS.finditer(narrow):
        value = read_number(tenths["tenths"])
        if value is not None:
            yield Token(tenths.start(), tenths.end(), value * 10, "%")
    for doubled in _DOUBLED.finditer(narrow):
        yield Token(doubled.start(), doubled.end(), 4 if doubled["twice"] else 2, "倍")
    for match in _TOKEN.finditer(narrow):
        token = _token(narrow, match)
        if token is not None:
            yield token


def _token(narrow: str, match: re.Match[str]) -> Token | None:
    written = match["arabic"] or match["percent"] or match["chinese"]
    values = _values(written)
    end = max(match.end("arabic"), match.end("chinese"))
    price = unit_price(narrow, match.start(), end) if end > 0 else None  # never behind 百分之五
    if price and values:
        return Token(match.start(), price.end, values[0] + price.tenths, price.unit, values[1])
    if (
        values is None
        or written.startswith("00")
        or _MONEY.match(narrow, match.end())
        or _MODEL.match(narrow, match.end())
    ):
        return None
    unit = "%" if match["percent"] else _unit(narrow, match, written)
    if unit is None or (match["chinese"] and not unit and not _RANGE_AHEAD.match(narrow, match.end())):
        return None
    low, high = values
    sign = (match["sign"] or "").strip()
    start = match.start()
    if sign in ("-", "—", "–"):
        if unit in ("°C", ""):
            low = -low
        else:
            start = match.start("arabic") if match["arabic"] else match.start()
    if unit == "°C" and low > 0 and narrow.endswith("零下", 0, start):
        low, high = -low, None
        start -= 2
    if unit in LEADING_UNITS:
        start = _unit_start(narrow, start)
    return Token(start, match.end(), low, unit, high, sign == "±")


def _unit_start(narrow: str, start: int) -> int:
    leading = _UNIT_BEFORE.search(narrow, max(0, start - 8), start)
    return leading.start() if leading else start


def _values(written: str) -> tuple[float, float | None] | None:
    if written in ("百", "千"):  # of 千米, 百帕
        return None
    span = read_range(written)
    if span is not None:
        return span
    value = read_number(written)
    return None if value is None else (value, None)


def _unit(narrow: str, match: re.Match[str], written: str) -> str | None:
    """The unit's symbol, "" for a bare number, None when the words mean something else."""
    before = narrow[max(0, match.start() - _CUE_REACH) : match.start()]
    leading = _UNIT_BEFORE.search(before)
    if leading:
        return LEADING_UNITS_BY_WORD[leading[1].upper()]
    spelling = match["unit"]
    if spelling is None:
        return ""
    symbol = SPELLINGS[spelling]
    if match["chinese"] and not _is_measured_in_words(before, written, spelling, symbol):
        return None
    around = before + narrow[match.start() : match.end() + _CUE_REACH]
    per = _per(match, before)
    if symbol == "年" and _CALENDAR_YEAR.fullmatch(written):
        return None
    if symbol in ("周", "d", "个月", "年") and (before.endswith("第") or not _TIME_CUE.search(around)):
        return None
    if symbol in COUNTED and not per and not _COUNT_CUE.search(around):
        return None
    if symbol == "K" and not _TEMPERATURE_DIFFERENCE.search(before):
        return None
    if symbol == "级" and not _GRADE_CUE.search(around):
        return None
    if symbol == "D" and float(written.replace(",", "") if written[-1].isdigit() else 100) < 10:
        return None
    if spelling in ("度", "度电"):
        return _degrees(narrow, match, before)
    return f"{symbol}/{per}" if per and "/" not in symbol and symbol not in ("%", "°C") else symbol


def _is_measured_in_words(before: str, written: str, spelling: str, symbol: str) -> bool:
    """三天, 八百斤 and 半年 are quantities; 一次, 三方 and 第三天 are not."""
    if spelling not in _CHINESE_UNITS or before.endswith(("第", "几", "星期", "周", "十", "之")):
        return False
    return written != "一" or symbol in ("倍", "d", "h", "周", "年")


def _per(match: re.Match[str], before: str) -> str:
    found = match["per"]
    if found is None:
        rate = _PER_BEFORE.search(before)
        if rate is None or SPELLINGS[match["unit"]] in ("d", "h", "min", "s", "年", "周", "个月"):
            return ""
        found = rate["per"] or rate["made"]
    return _RATE_SYMBOLS.get(found, found)


def _degrees(narrow: str, match: re.Match[str], before: str) -> str | None:
    """度 is °C unless it is electricity (600度电) or an angle (旋转90度)."""
    if match["unit"] == "度电" or narrow.startswith("电", match.end()) or re.search("度电|[用耗]电", before):
        per = _per(match, before)
        return f"kWh/{per}" if per else "kWh"
    if _TURN_BEFORE.search(before):
        return "°"
    return "°C"
