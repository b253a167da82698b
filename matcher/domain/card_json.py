"""A need card as JSON and back; unknown keys are passed over, missing ones empty: old cards stay readable."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from matcher.domain.need import (
    Comparator,
    Confidentiality,
    ContactDetail,
    Indicator,
    Money,
    NeedCard,
)
from matcher.domain.taxonomy import CooperationMode, Route


def card_to_dict(card: NeedCard) -> dict[str, Any]:
    """Plain values only: strings, numbers, lists, None; the deadline as an ISO date."""
    plain = asdict(card)
    plain["deadline"] = card.deadline.isoformat() if card.deadline else None
    return plain


def card_to_json(card: NeedCard) -> str:
    """Pure ASCII, so that any character of an owner's words survives any database."""
    return json.dumps(card_to_dict(card), separators=(",", ":"))


def card_from_json(text: str) -> NeedCard:
    """The card that `card_to_json` wrote."""
    return card_from_dict(json.loads(text))


def card_from_dict(plain: dict[str, Any]) -> NeedCard:
    """The card that `card_to_dict` wrote."""
    deadline = plain.get("deadline")
    budget = plain.get("budget")
    return NeedCard(
        problem=plain.get("problem", ""),
        indicators=tuple(_indicator(item) for item in plain.get("indicators", ())),
        constraints=tuple(plain.get("constraints", ())),
        tried=tuple(plain.get("tried", ())),
        industries=tuple(plain.get("industries", ())),
        region=plain.get("region", ""),
        region_code=plain.get("region_code", ""),
        modes=tuple(CooperationMode(mode) for mode in plain.get("modes", ())),
        budget=Money(budget["quote"], budget["low"], budget["high"]) if budget else None,
        deadline=date.fromisoformat(deadline) if deadline else None,
        deadline_quote=plain.get("deadline_quote", ""),
        route=Route(plain.get("route", Route.RESEARCH)),
        confidentiality=Confidentiality(plain.get("confidentiality", Confidentiality.LIMITED)),
        contacts=tuple(ContactDetail(item["kind"], item["quote"]) for item in plain.get("contacts", ())),
        language=plain.get("language", "zh"),
    )


def _indicator(plain: dict[str, Any]) -> Indicator:
    return Indicator(
        quote=plain["quote"],
        name=plain["name"],
        unit=plain["unit"],
        target=plain["target"],
        start=plain.get("start"),
        upper=plain.get("upper"),
        comparator=Comparator(plain.get("comparator", Comparator.ABOUT)),
    )
