"""One correction of an owner laid over what his words say."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from matcher.domain.need import CardEdit, CardField, Confidentiality, NeedCard
from matcher.domain.taxonomy import CooperationMode, Route, Taxonomy
from matcher.service.card_values import read_budget
from matcher.text.contacts import find_contacts
from matcher.text.quantities import find_indicators

Layer = Callable[[NeedCard, str, Taxonomy], NeedCard]


def laid_over(card: NeedCard, edit: CardEdit, taxonomy: Taxonomy) -> NeedCard:
    """The card with the value instead of what was read; a value that fits no more changes nothing."""
    layer = _LAYERS.get(edit.field)
    if layer is None:
        return card
    try:
        return layer(card, edit.value, taxonomy)
    except (ValueError, KeyError):
        return card


def _indicators(card: NeedCard, value: str, _taxonomy: Taxonomy) -> NeedCard:
    return _with_contacts(replace(card, indicators=find_indicators(value)), value)


def _route(card: NeedCard, value: str, _taxonomy: Taxonomy) -> NeedCard:
    return replace(card, route=Route(value))


def _industries(card: NeedCard, value: str, taxonomy: Taxonomy) -> NeedCard:
    return replace(card, industries=tuple(taxonomy.industries[code].code for code in _codes(value)))


def _region(card: NeedCard, value: str, taxonomy: Taxonomy) -> NeedCard:
    return replace(card, region=taxonomy.region_name(value), region_code=value)


def _modes(card: NeedCard, value: str, _taxonomy: Taxonomy) -> NeedCard:
    return replace(card, modes=tuple(map(CooperationMode, _codes(value))))


def _budget(card: NeedCard, value: str, _taxonomy: Taxonomy) -> NeedCard:
    return replace(card, budget=read_budget(value))


def _deadline(card: NeedCard, value: str, _taxonomy: Taxonomy) -> NeedCard:
    return replace(card, deadline=date.fromisoformat(value) if value else None, deadline_quote=value)


def _constraints(card: NeedCard, value: str, _taxonomy: Taxonomy) -> NeedCard:
    return _with_contacts(replace(card, constraints=_lines(value)), value)


def _tried(card: NeedCard, value: str, _taxonomy: Taxonomy) -> NeedCard:
    return _with_contacts(replace(card, tried=_lines(value)), value)


def _confidentiality(card: NeedCard, value: str, _taxonomy: Taxonomy) -> NeedCard:
    return replace(card, confidentiality=Confidentiality(value))


def _with_contacts(card: NeedCard, words: str) -> NeedCard:
    """What an owner writes into a field may name somebody too."""
    return replace(card, contacts=tuple(dict.fromkeys((*card.contacts, *find_contacts(words)))))


def _codes(value: str) -> tuple[str, ...]:
    return tuple(filter(None, value.split(",")))


def _lines(value: str) -> tuple[str, ...]:
    return tuple(filter(None, value.split("\n")))


_LAYERS: Mapping[CardField, Layer] = {
    CardField.INDICATORS: _indicators,
    CardField.ROUTE: _route,
    CardField.INDUSTRY: _industries,
    CardField.REGION: _region,
    CardField.MODES: _modes,
    CardField.BUDGET: _budget,
    CardField.DEADLINE: _deadline,
    CardField.CONSTRAINTS: _constraints,
    CardField.TRIED: _tried,
    CardField.CONFIDENTIALITY: _confidentiality,
}
