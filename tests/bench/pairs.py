"""Needs beside documents: what was stated of each pair, and what is true."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.evaluation.collection import RELEVANT, Collection

BEST = 10


@dataclass(frozen=True, slots=True)
class Pairs:
    """All (n,): the stated probability, whether the document is relevant, the language of the need."""

    stated: NDArray[np.float64]
    relevant: NDArray[np.bool_]
    language: NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.stated)

    def spoken(self, language: str) -> "Pairs":
        """Those of needs in this language."""
        inside = self.language == language
        return Pairs(self.stated[inside], self.relevant[inside], self.language[inside])

    def languages(self) -> list[str]:
        """Chinese first."""
        return sorted(set(self.language.tolist()), reverse=True)


def joined(parts: Sequence[Pairs]) -> Pairs:
    """The pairs of several collections as one; at least one collection."""
    return Pairs(
        np.concatenate([one.stated for one in parts]),
        np.concatenate([one.relevant for one in parts]),
        np.concatenate([one.language for one in parts]),
    )


def judged_pairs(collection: Collection, stated: NDArray[np.float64]) -> Pairs:
    """Every pair with a judgement; `stated` is (queries, documents)."""
    grades = [collection.judgements.get(query.id, {}) for query in collection.queries]
    inside = np.array([[one.id in judged for one in collection.documents] for judged in grades])
    return _chosen(collection, stated, inside)


def best_pairs(collection: Collection, stated: NDArray[np.float64], count: int = BEST) -> Pairs:
    """The most probable documents of every need, judged or not."""
    inside = np.zeros(stated.shape, np.bool_)
    best = np.argsort(-stated, axis=1, kind="stable")[:, :count]
    np.put_along_axis(inside, best, True, axis=1)
    return _chosen(collection, stated, inside)


def _chosen(collection: Collection, stated: NDArray[np.float64], inside: NDArray[np.bool_]) -> Pairs:
    grades = [collection.judgements.get(query.id, {}) for query in collection.queries]
    relevant = np.array(
        [[judged.get(one.id, 0) >= RELEVANT for one in collection.documents] for judged in grades]
    )
    spoken = np.array([query.language for query in collection.queries])
    return Pairs(stated[inside], relevant[inside], spoken[np.nonzero(inside)[0]])
