"""Which pairs belong to one need: a label that comes again begins the next one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from matcher.service.forms.labels import Field
from matcher.service.forms.pairs import Pair
from matcher.service.forms.values import filled_in

_COMES_AGAIN_ANYWAY = {Field.PRIVATE, Field.OTHER}
_TELLS = {Field.TITLE, Field.PROBLEM}
_SHARED = {Field.INDUSTRY, Field.REGION, Field.PRODUCT, Field.COMPANY}


@dataclass(slots=True)
class Group:
    """The pairs of one need and the labels among them."""

    pairs: list[Pair] = field(default_factory=list)
    labels: set[tuple[Field, str]] = field(default_factory=set)

    def add(self, pair: Pair) -> None:
        self.pairs.append(pair)
        if pair.label:
            self.labels |= {(pair.label.field, pair.label.text), (pair.label.field, "")}

    def has(self, fields: set[Field]) -> bool:
        """Whether one of the fields was filled in."""
        return any(
            pair.label and pair.label.field in fields and filled_in(pair.label, pair.value)
            for pair in self.pairs
        )

    def is_begun_anew_by(self, pair: Pair) -> bool:
        if pair.label is None or pair.label.field in _COMES_AGAIN_ANYWAY:
            return False
        # A need has one title, however it is worded.
        text = "" if pair.label.field is Field.TITLE else pair.label.text
        return (pair.label.field, text) in self.labels


def groups_of(pairs: Sequence[Pair]) -> list[Group]:
    """One group a need; what no need was told of belongs to its neighbour."""
    groups: list[Group] = []
    told = True
    for group in _cut(pairs):
        tells = group.has(_TELLS)
        if not groups or (told and tells):
            groups.append(group)
            told = tells
        elif not told or not group.pairs[0].starts:
            groups[-1].pairs.extend(group.pairs)
            told = told or tells
    _share(groups)
    return groups


def _cut(pairs: Sequence[Pair]) -> Iterator[Group]:
    group = Group()
    for pair in pairs:
        if group.pairs and (pair.starts or group.is_begun_anew_by(pair)):
            yield group
            group = Group()
        group.add(pair)
    if group.pairs:
        yield group


def _share(groups: Sequence[Group]) -> None:
    """What was said once of the company holds for its further needs, until another company is named."""
    said: dict[Field, Pair] = {}
    for group in groups:
        own = {pair.label.field: pair for pair in group.pairs if pair.label and pair.label.field in _SHARED}
        if Field.COMPANY in own:
            said = {}
        group.pairs.extend(pair for field_, pair in said.items() if field_ not in own)
        said |= own
