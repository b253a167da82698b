"""The limits that a need states, held against what a capability says of itself.

"Not met" is said only of a clear statement: the same indicator, in the same kind of unit, with a worse value.
Silence, another indicator, or "at least 300" where 500 is wanted leave the limit open.
"""

import re
from collections.abc import Iterator

from matcher.domain.match import Limit, LimitState
from matcher.domain.need import Comparator, Indicator, NeedCard
from matcher.domain.provider import Capability
from matcher.domain.taxonomy import CooperationMode
from matcher.ranking.indicator_match import measures_the_same
from matcher.text.money import find_price
from matcher.text.quantities import find_indicators
from matcher.text.units import convert

_SIGNS = {Comparator.AT_LEAST: "≥ ", Comparator.AT_MOST: "≤ ", Comparator.ABOUT: ""}
_UNITS_IN_CHINESE = {"d": "天", "h": "小时", "min": "分钟", "s": "秒"}
_TOLERANCE = 0.05  # as near as this to a wanted value counts as that value
_NEARBY = re.compile("本地|本省|省内|本市|市内|就近|附近|当地|local|nearby", re.IGNORECASE)
_WITHIN_CITY = re.compile("本市|市内|同城")
_ONLY_THERE = re.compile("只要|只找|只能|仅限|限于|必须|最好|优先|only|must", re.IGNORECASE)
# Who offers one of these will mostly talk about the others.
_WORK_ON_A_PROBLEM = frozenset(
    {CooperationMode.COMMISSIONED, CooperationMode.JOINT_DEVELOPMENT, CooperationMode.EXPERT_HELP}
)
_MODE_NAMES = {
    CooperationMode.COMMISSIONED: ("委托开发", "Commissioned development"),
    CooperationMode.JOINT_DEVELOPMENT: ("联合开发", "Joint development"),
    CooperationMode.JOINT_UNIT: ("共建研发机构", "Joint R&D unit"),
    CooperationMode.TECHNOLOGY_TRANSFER: ("技术转让", "Technology transfer"),
    CooperationMode.TESTING: ("检测", "Testing"),
    CooperationMode.TRAINING: ("人才培训", "Training"),
    CooperationMode.EXPERT_HELP: ("专家指导", "Expert help"),
}


def judge_limits(card: NeedCard, capability: Capability) -> tuple[Limit, ...]:
    """Indicators, region, cooperation modes and budget, each in the owner's words with its state."""
    if not (card.indicators or card.constraints or card.modes or card.budget):
        return ()
    return (
        *_indicator_limits(card, capability),
        *_region_limits(card, capability),
        *_mode_limits(card, capability),
        *_budget_limits(card, capability),
    )


def _indicator_limits(card: NeedCard, capability: Capability) -> Iterator[Limit]:
    if not card.indicators:
        return
    stated = find_indicators(_words_of(capability))
    for wanted in card.indicators:
        states = {_state(wanted, offer) for offer in stated if measures_the_same(wanted, offer)}
        state = next(
            (state for state in (LimitState.MET, LimitState.NOT_MET) if state in states),
            LimitState.NOT_STATED,
        )
        yield Limit(_indicator_text(wanted, card.language), state)


def _words_of(capability: Capability) -> str:
    return "\n".join((capability.title, capability.body, capability.evidence))


def _indicator_text(wanted: Indicator, language: str) -> str:
    """断裂强力 ≥ 500 N; without a name the words as they stand."""
    if not wanted.name:
        return wanted.quote
    unit = wanted.unit
    if language == "zh":
        unit = "/".join(_UNITS_IN_CHINESE.get(part, part) for part in unit.split("/"))
    value = (
        _number(wanted.target)
        if wanted.upper is None
        else f"{_number(wanted.target)}–{_number(wanted.upper)}"
    )
    gap = "" if unit in ("%", "‰") else " "
    return f"{wanted.name} {_SIGNS[wanted.comparator]}{value}{gap}{unit}"


def _number(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def _state(wanted: Indicator, offer: Indicator) -> LimitState:
    low = convert(offer.target, offer.unit, wanted.unit) if offer.unit != wanted.unit else offer.target
    if low is None:
        return LimitState.NOT_STATED
    factor = 1.0 if not offer.target else low / offer.target
    high = low if offer.upper is None else offer.upper * factor
    if wanted.comparator is Comparator.AT_LEAST:
        return _reaches(wanted.target, low, high, offer.comparator)
    if wanted.comparator is Comparator.AT_MOST:
        # At most 5 is at least -5 with everything turned round.
        return _reaches(-wanted.target, -high, -low, _TURNED[offer.comparator])
    return _lies_at(wanted, low, high, offer)


_TURNED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.ABOUT: Comparator.ABOUT,
}


def _reaches(wanted: float, low: float, high: float, comparator: Comparator) -> LimitState:
    if comparator is Comparator.AT_LEAST:
        return LimitState.MET if low >= wanted else LimitState.NOT_STATED
    if comparator is Comparator.AT_MOST:
        return LimitState.NOT_MET if high < wanted else LimitState.NOT_STATED
    return LimitState.MET if high >= wanted else LimitState.NOT_MET


def _lies_at(wanted: Indicator, low: float, high: float, offer: Indicator) -> LimitState:
    wanted_high = wanted.target if wanted.upper is None else wanted.upper
    if offer.comparator is Comparator.AT_LEAST:
        return LimitState.MET if low <= wanted.target else LimitState.NOT_STATED
    if offer.comparator is Comparator.AT_MOST:
        return LimitState.MET if high >= wanted_high else LimitState.NOT_STATED
    slack = _TOLERANCE * max(abs(wanted.target), abs(wanted_high))
    if low - slack <= wanted.target and wanted_high <= high + slack:
        return LimitState.MET
    # A single value is an example; a range says where it ends.
    outside = high < wanted.target or low > wanted_high
    return LimitState.NOT_MET if offer.upper is not None and outside else LimitState.NOT_STATED


def _region_limits(card: NeedCard, capability: Capability) -> Iterator[Limit]:
    for constraint in card.constraints:
        digits = _demanded_digits(constraint, card)
        if digits is None:
            continue
        offered = capability.provider.region_code
        if not offered or not card.region_code:
            state = LimitState.NOT_STATED
        elif offered[:digits] == card.region_code[:digits]:
            state = LimitState.MET
        elif offered[:2] == card.region_code[:2] and offered.endswith("0000"):
            state = LimitState.NOT_STATED  # only the province is known
        else:
            state = LimitState.NOT_MET
        yield Limit(constraint, state)


def _demanded_digits(constraint: str, card: NeedCard) -> int | None:
    """How many digits of the region's code must agree: 2, the province; 4, the city; None: no demand."""
    within_city = 4 if card.region_code and not card.region_code.endswith("0000") else 2
    if _NEARBY.search(constraint):
        return within_city if _WITHIN_CITY.search(constraint) else 2
    if _ONLY_THERE.search(constraint) and card.region:
        if within_city == 4 and card.region[-4:-1][-2:] in constraint:
            return 4
        if card.region[:2] in constraint:
            return 2
    return None


def _mode_limits(card: NeedCard, capability: Capability) -> Iterator[Limit]:
    for mode in card.modes:
        zh, en = _MODE_NAMES[mode]
        yield Limit(en if card.language == "en" else zh, _mode_state(mode, capability))


def _mode_state(mode: CooperationMode, capability: Capability) -> LimitState:
    if mode in capability.modes:
        return LimitState.MET
    related = mode in _WORK_ON_A_PROBLEM and _WORK_ON_A_PROBLEM.intersection(capability.modes)
    return LimitState.NOT_STATED if related or not capability.modes else LimitState.NOT_MET


def _budget_limits(card: NeedCard, capability: Capability) -> Iterator[Limit]:
    """Only a stated price can meet a budget or go beyond it."""
    price = find_price(_words_of(capability)) if card.budget else None
    if card.budget is None or price is None:
        return
    word = "Budget" if card.language == "en" else "预算"
    yield Limit(
        f"{word} {card.budget.quote}", LimitState.MET if price.low <= card.budget.high else LimitState.NOT_MET
    )
