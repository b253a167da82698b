"""An owner's own value of a card's field: a code, or words that are read as one."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from matcher.domain.need import CardField, Confidentiality, Money
from matcher.domain.taxonomy import CooperationMode, Route, Taxonomy, small_latin
from matcher.errors import InputError
from matcher.text.dates import find_deadline
from matcher.text.industry import guess_industries
from matcher.text.modes import find_modes
from matcher.text.money import find_budget
from matcher.text.normalise import normalise
from matcher.text.quantities import find_indicators
from matcher.text.regions import find_region

# Fields that always have a value: clearing them brings back what the words say.
AS_READ = frozenset({CardField.ROUTE, CardField.CONFIDENTIALITY})

_NOTHING = frozenset(
    "无 没有 没 不限 暂无 都可以 都行 随便 无所谓 不清楚 不知道 空 none no any nothing n/a".split()  # noqa: SIM905
)
_LISTED = re.compile(r"[,，、;；\n]")
_LINED = re.compile(r"[;；\n]")
_MOST_INDUSTRIES = 3
_MOST_LINES = 8
_LONGEST_LINE = 200  # characters; the card shows each whole on a phone
_LONGEST_VALUE = 2_000
_MOST_FIRMS = 20
_LONGEST_FIRM = 60
_SHORTEST_FIRM = 2
_ROUTES = frozenset(route.value for route in Route)
_MODES = frozenset(mode.value for mode in CooperationMode)
_CONFIDENTIALITY_WORDS: Mapping[str, Confidentiality] = {
    **{level.value: level for level in Confidentiality},
    "公开": Confidentiality.PUBLIC,
    "可以公开": Confidentiality.PUBLIC,
    "部分公开": Confidentiality.LIMITED,
    "有限公开": Confidentiality.LIMITED,
    "不公开": Confidentiality.CONFIDENTIAL,
    "保密": Confidentiality.CONFIDENTIAL,
}


def is_clearing(words: str) -> bool:
    """Whether the owner says that there is nothing to say."""
    return normalise(words).casefold().strip(" 。.!") in _NOTHING | {""}


def read_value(field: CardField, words: str, taxonomy: Taxonomy, today: date) -> str:
    """The value to keep, in one spelling; InputError with an example when it cannot be read."""
    if len(words) > _LONGEST_VALUE:
        raise InputError("这一栏太长了,最多 {most} 字。请写短一些。", most=_LONGEST_VALUE)
    return _READERS[field](words, taxonomy, today)


def read_budget(words: str) -> Money | None:
    """An amount that is known to be a budget, whatever stands around it."""
    return find_budget(words) or find_budget(f"预算{words}") if words else None


def read_firms(words: str) -> tuple[str, ...]:
    """Names of firms, in their order."""
    names = tuple(dict.fromkeys(_pieces(words, _LISTED)))
    if len(names) > _MOST_FIRMS:
        raise InputError("最多能排除 {most} 家。请只写最要紧的几家。", most=_MOST_FIRMS)
    if not names or not all(_SHORTEST_FIRM <= len(name) <= _LONGEST_FIRM for name in names):
        raise InputError("请写单位名称,每个 2 到 60 个字,用顿号隔开,例如:某某纺织、某某大学。")
    return names


def _indicators(words: str, _taxonomy: Taxonomy, _today: date) -> str:
    if not find_indicators(words):
        raise InputError("没有读到数字和单位。请写清楚现在多少、要到多少,例如:强力从300N提高到500N。")
    return words.strip()


def _route(words: str, taxonomy: Taxonomy, _today: date) -> str:
    name = normalise(words).lstrip("找要请")
    kind = _labelled("provider_kinds", name, taxonomy)  # each kind of provider is a route of that name
    code = _labelled("routes", words, taxonomy) or _labelled("routes", name, taxonomy) or kind
    if code not in _ROUTES:
        raise InputError("没有看懂要找谁。请写:高校院所、公共服务平台、企业、人才、资金 中的一个。")
    return code


def _industry(words: str, taxonomy: Taxonomy, _today: date) -> str:
    codes: list[str] = []
    for word in _pieces(words, _LISTED):
        codes += _industries_called(word, taxonomy) or guess_industries(word, taxonomy)
    if not codes:
        raise InputError("没有这个行业。请写做什么产品或哪一行,例如:纺织、五金、食品加工。")
    return ",".join(list(dict.fromkeys(codes))[:_MOST_INDUSTRIES])


def _industries_called(word: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    if word in taxonomy.industries:
        return (word,)
    english = (code for code, one in taxonomy.industries.items() if one.en.casefold() == word.casefold())
    return taxonomy.industry_words.get(small_latin(word), ()) or tuple(english)


def _region(words: str, taxonomy: Taxonomy, _today: date) -> str:
    name = normalise(words)
    if name in taxonomy.regions:
        return name
    found = find_region(name, taxonomy)
    if found is None:
        raise InputError("没有找到这个地方。请写省或市的名称,例如:浙江、绍兴。")
    return found.code


def _modes(words: str, taxonomy: Taxonomy, _today: date) -> str:
    codes: list[str] = []
    for word in _pieces(words, _LISTED):
        code = _labelled("modes", word, taxonomy)
        codes += (code,) if code in _MODES else find_modes(word)
    if not codes:
        raise InputError("没有看懂合作方式。请写:委托开发、联合开发、技术转让、检测、人才培训、专家指导 等。")
    return ",".join(dict.fromkeys(codes))


def _budget(words: str, _taxonomy: Taxonomy, _today: date) -> str:
    value = normalise(words)
    if read_budget(value) is None:
        raise InputError("没有读到金额。请写数字和单位,例如:30万以内、5-10万。")
    return value


def _deadline(words: str, _taxonomy: Taxonomy, today: date) -> str:
    value = normalise(words)
    try:
        day: date | None = date.fromisoformat(value)
    except ValueError:
        said = (value, f"{value}内", f"{value}前", f"within {value}", f"by {value}")
        attempts = (find_deadline(attempt, today) for attempt in said)
        day = next((found.day for found in attempts if found), None)
    if day is None:
        raise InputError("没有读到日期。请写什么时候以前,例如:三个月内、年底前、2027-06-30。")
    if day < today:
        raise InputError("这个日期已经过去了。请写今天以后的日期,例如:三个月内、年底前。")
    return day.isoformat()


def _confidentiality(words: str, _taxonomy: Taxonomy, _today: date) -> str:
    value = normalise(words).casefold()
    if value not in _CONFIDENTIALITY_WORDS:
        raise InputError("没有看懂公开到什么程度。请写:公开、部分公开、保密 中的一个。")
    return _CONFIDENTIALITY_WORDS[value].value


def _lines(words: str, _taxonomy: Taxonomy, _today: date) -> str:
    lines = list(dict.fromkeys(_pieces(words, _LINED)))
    if not lines:
        raise InputError("没有读到文字。请一行写一条,例如:不能停产。")
    if len(lines) > _MOST_LINES or max(map(len, lines)) > _LONGEST_LINE:
        raise InputError(
            "最多写 {most} 条,每条最多 {longest} 字。请只写最要紧的。",
            most=_MOST_LINES,
            longest=_LONGEST_LINE,
        )
    return "\n".join(lines)


def _pieces(words: str, marks: re.Pattern[str]) -> Iterator[str]:
    """What stands between the marks, tidied; pieces without a letter or digit are left out."""
    for piece in marks.split(words):
        tidy = normalise(piece)
        if any(map(str.isalnum, tidy)):
            yield tidy


def _labelled(vocabulary: str, words: str, taxonomy: Taxonomy) -> str:
    """The code that is called so; "" for none."""
    asked = normalise(words).casefold()
    for code, label in taxonomy.labels[vocabulary].items():
        if asked in (code, label.zh.casefold(), label.en.casefold(), *map(str.casefold, label.aliases)):
            return code
    return ""


_READERS: Mapping[CardField, Callable[[str, Taxonomy, date], str]] = {
    CardField.INDICATORS: _indicators,
    CardField.ROUTE: _route,
    CardField.INDUSTRY: _industry,
    CardField.REGION: _region,
    CardField.MODES: _modes,
    CardField.BUDGET: _budget,
    CardField.DEADLINE: _deadline,
    CardField.CONSTRAINTS: _lines,
    CardField.TRIED: _lines,
    CardField.CONFIDENTIALITY: _confidentiality,
}
