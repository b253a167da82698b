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
    """The pairs of one need; `filled` are the values as they were filled in."""

    pairs: list[Pair] = field(default_factory=list)

    def has(self, fields: set[Field]) -> bool:
        """Whether one of the fields was filled in."""
        return any(
            pair.label and pair.label.field in fields and filled_in(pair.label, pair.value)
            for pair in self.pairs
        )

    def is_begun_anew_by(self, pair: Pair) -> bool:
        if pair.label is None or pair.label.field in _COMES_AGAIN_ANYWAY:
            return False
        labels = [other.label for other in self.pairs if other.label]
        if pair.label.field is Field.TITLE and any(label.field is Field.TITLE for label in labels):
            return True
        return any((label.field, label.text) == (pair.label.field, pair.label.text) for label in labels)


def groups_of(pairs: Sequence[Pair]) -> list[Group]:
    """One group a need; what no need was told of belongs to its neighbour."""
    groups: list[Group] = []
    for group in _cut(pairs):
        if groups and not groups[-1].has(_TELLS):
            groups[-1].pairs.extend(group.pairs)
        elif not groups or group.has(_TELLS):
            groups.append(group)
        elif not group.pairs[0].starts:
            groups[-1].pairs.extend(group.pairs)
    _share(groups)
    return groups


def _cut(pairs: Sequence[Pair]) -> Iterator[Group]:
    group = Group()
    for pair in pairs:
        if group.pairs and (pair.starts or group.is_begun_anew_by(pair)):
            yield group
            group = Group()
        group.pairs.append(pair)
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
