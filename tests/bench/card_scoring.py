"""A card against its labels, field by field; the rules stand in corpora/needs/README.md."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from matcher.text.units import COUNTED, convert

NEAR_DAYS = 15
_PIECES = COUNTED | {"hits", "孔"}

Labels = Mapping[str, Any]
Same = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One field of one need: pairs of a reading and its label, readings without a label, labels not read."""

    right: tuple[tuple[Any, Any], ...] = ()
    wrong: tuple[Any, ...] = ()
    missed: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a field over several needs."""

    right: int
    read: int
    labelled: int

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.read + self.labelled) if self.read + self.labelled else 1.0


Scored = Mapping[str, Outcome]  # by field


def score(read: Labels, labelled: Labels) -> Scored:
    """Every field of one need."""
    found = {
        field: _pair(_items(read[field], empty), _items(labelled[field], empty), same)
        for field, (same, empty) in _FIELDS.items()
    }
    pairs = found["indicators"].right
    return found | {
        "indicator names": _among(pairs, "name", _names_agree),
        "comparators": _among(_as_meant(pairs), "comparator", _equal),
    }


def figures(scored: Iterable[Scored]) -> dict[str, Figures]:
    """Counts by field, over the needs."""
    counts: dict[str, list[int]] = {}
    for one in scored:
        for field, outcome in one.items():
            sums = counts.setdefault(field, [0, 0, 0])
            sums[0] += len(outcome.right)
            sums[1] += len(outcome.right) + len(outcome.wrong)
            sums[2] += len(outcome.right) + len(outcome.missed)
    return {field: Figures(*sums) for field, sums in counts.items()}


def _items(value: Any, empty: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value == empty else [value]


def _pair(read: list[Any], labelled: list[Any], same: Same) -> Outcome:
    """One reading answers one label."""
    right, wrong, left = [], [], list(labelled)
    for one in read:
        answered = next((label for label in left if same(one, label)), None)
        if answered is None:
            wrong.append(one)
        else:
            left.remove(answered)
            right.append((one, answered))
    return Outcome(tuple(right), tuple(wrong), tuple(left))


def _among(pairs: Iterable[tuple[Any, Any]], key: str, same: Same) -> Outcome:
    """A property of the indicators that were found: each is read and labelled once."""
    values = [(read[key], label[key]) for read, label in pairs]
    agreed = tuple(pair for pair in values if same(*pair))
    other = [pair for pair in values if not same(*pair)]
    return Outcome(agreed, tuple(read for read, _ in other), tuple(label for _, label in other))


def _as_meant(pairs: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """A change to a value, without 以上 or 以下, means that much or better: the direction says which."""
    return [(read, label | {"comparator": _direction(label)}) for read, label in pairs]


def _direction(label: Any) -> str:
    if label["comparator"] != "=" or label["start"] is None:
        return str(label["comparator"])
    return ">=" if label["target"] > label["start"] else "<="


def _same_indicator(read: Any, label: Any) -> bool:
    factor = _factor(read["unit"], label["unit"])
    return factor is not None and all(
        _same_number(read[key], label[key], factor) for key in ("start", "target", "upper")
    )


def _factor(read: str, label: str) -> float | None:
    """What a value in the first unit is multiplied with to be in the second; None for different things."""
    read, label = _in_pieces(read), _in_pieces(label)
    return 1.0 if read == label else convert(1, read, label)


def _in_pieces(unit: str) -> str:
    return "/".join("个" if part in _PIECES else part for part in unit.split("/"))


def _same_number(read: float | None, label: float | None, factor: float = 1.0) -> bool:
    if read is None or label is None:
        return read is label
    return abs(read * factor - label) <= 0.01 * abs(label)


def _same_budget(read: Any, label: Any) -> bool:
    low = label["low"] == 0 or _same_number(read["low"], label["low"])
    return low and _same_number(read["high"], label["high"])


def _same_day(read: str, label: str) -> bool:
    return abs((date.fromisoformat(read) - date.fromisoformat(label)).days) <= NEAR_DAYS


def _same_quote(read: str, label: str) -> bool:
    return _common(read, label) * 2 >= len(label) and len(read) <= 3 * len(label)


def _names_agree(read: str, label: str) -> bool:
    return _common(read.lower(), label.lower()) * 2 >= min(len(read), len(label)) > 0 or read == label


def _common(one: str, other: str) -> int:
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _equal(read: Any, label: Any) -> bool:
    return bool(read == label)


_FIELDS: dict[str, tuple[Same, Any]] = {  # field -> when a reading answers a label, what stands for nothing
    "indicators": (_same_indicator, None),
    "budget": (_same_budget, None),
    "deadline": (_same_day, None),
    "region_code": (_equal, ""),
    "modes": (_equal, None),
    "route": (_equal, "research"),
    "pillar": (_equal, ""),
    "confidentiality": (_equal, "limited"),
    "contacts": (_equal, None),
    "tried": (_same_quote, None),
    "constraints": (_same_quote, None),
}
