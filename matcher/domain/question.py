"""A short question that may follow the first matches; every one may be skipped."""

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What is asked about."""

    QUANTITY = "quantity"
    MEANING = "meaning"
    INDUSTRY = "industry"
    REGION = "region"
    MODE = "mode"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Question:
    """`options` are codes to tap: entry ids, industry, province or mode codes, routes; () for QUANTITY."""

    about: About
    options: tuple[str, ...] = ()
    gain: float = 0.0  # expected bits about which candidate is right, 0 for QUANTITY
