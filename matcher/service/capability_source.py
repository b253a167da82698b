"""How capabilities are indexed."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from matcher.domain.provider import Capability
from matcher.domain.retrieval import IndexItem
from matcher.embedding.protocol import Encoder
from matcher.service.keeping import IndexSource
from matcher.store import Unit
from matcher.store.changes import ChangeKind


def _everything(unit: Unit) -> Iterator[Capability]:
    for batch in unit.capabilities.iter_all():
        yield from batch


def _some(unit: Unit, ids: Sequence[int]) -> Iterable[Capability]:
    return unit.capabilities.get_many(ids).values()


def _items(capabilities: Sequence[Capability], encoder: Encoder) -> list[IndexItem]:
    """One vector each: halfway between the title's and the whole text's; a title is dense with meaning."""
    titles = [capability.title for capability in capabilities]
    bodies = [f"{capability.title}\n{capability.body}" for capability in capabilities]
    vectors = encoder.encode(titles) + encoder.encode(bodies)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return [
        IndexItem(capability.id, title, body, vector)
        for capability, title, body, vector in zip(capabilities, titles, bodies, vectors, strict=True)
    ]


def capability_source() -> IndexSource[Capability]:
    """Capabilities, for IndexKeeper."""
    return IndexSource(ChangeKind.CAPABILITY, _everything, _some, _items)
