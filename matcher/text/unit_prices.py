"""What one piece, ton or square metre costs: 处理成本每吨不高于60元, 成本一平方3块5, 18 yuan/kg."""

import re
from dataclasses import dataclass

from matcher.text.units import COUNTED, SPELLINGS, UNITS

_BEHIND = 18  # characters in which 元/公斤 or yuan per ton ends
_REACH = 16  # characters before the amount in which 每吨 stands
_MEASURE = (
    "吨|公斤|千克|斤|克|平方米|平方|平米|立方米|立方|米|度电|度|升|kg|m²|m2|㎡|m³|t|ton|tonne|piece"
    "|[件个只片台套双瓶条支]"
)
_YUAN = r"\s?(?:元|块(?![砖板料状])钱?(?P<tenths>[1-9一二三四五六七八九](?![\d十百千万]))?|yuan|RMB|rmb|CNY)"
_AMOUNT_PER = re.compile(rf"{_YUAN}\s?(?:/|每|一|per\s)\s?(?P<per>{_MEASURE})(?![A-Za-z])")
_AMOUNT = re.compile(_YUAN)
_PER_AMOUNT = re.compile(
    rf"(?:(?:每|一|单)(?P<per>{_MEASURE})|(?P<cost>吨)(?:水|产品|钢|布)?[^，。；,;\d]{{0,4}}成本)[^，。；,;\d]{{0,8}}$"
)
_COST = re.compile(r"成本|单价|费用|价格|加工费|处理费|运费|cost|price", re.IGNORECASE)
_TENTHS = {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """The unit of a price (元/t), where the amount ends, and what 三块五 says behind the 块."""

    unit: str
    end: int
    tenths: float = 0.0


def unit_price(narrow: str, start: int, end: int) -> UnitPrice | None:
    """Whether the number at [start:end] is a price of one; None for any other amount of money."""
    told = _AMOUNT_PER.match(narrow, end, end + _BEHIND)
    if told:
        return _priced(told["per"], told)
    before = _PER_AMOUNT.search(narrow, max(0, start - _REACH), start)
    if before is None or not _COST.search(narrow, max(0, start - _REACH), start):
        return None
    per = before["per"] or before["cost"]
    amount = _AMOUNT.match(narrow, end, end + _BEHIND)
    return _priced(per, amount) if amount else UnitPrice(f"元/{_symbol(per)}", end)


def _priced(per: str, amount: re.Match[str]) -> UnitPrice:
    said = amount["tenths"]
    tenths = 0.0 if said is None else float(_TENTHS.get(said) or said) / 10
    return UnitPrice(f"元/{_symbol(per)}", amount.end(), tenths)


def _symbol(per: str) -> str:
    symbol = SPELLINGS.get(per, per)
    if symbol == "°C":  # a 度 that is paid for is electricity
        return "kWh"
    return symbol if symbol in UNITS or symbol in COUNTED else {"piece": "件"}.get(per, per)
