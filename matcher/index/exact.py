"""The oracle: the same answers by the plainest means, for tests to hold other indexes to."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from matcher.domain.retrieval import (
    BY_MEANING,
    BY_WORDING,
    Candidates,
    EligibleIds,
    Ids,
    IndexItem,
    Leg,
    Query,
)
from matcher.index.lexical import MOST_GRAMS, MOST_POSTINGS, PRIOR
from matcher.text.grams import grams


class ExactIndex:
    """Everything by brute force, nothing remembered between searches."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._items: dict[int, IndexItem] = {}

    def __len__(self) -> int:
        return len(self._items)

    def upsert(self, items: Sequence[IndexItem]) -> None:
        self._items.update({item.id: item for item in items})

    def remove(self, ids: Sequence[int]) -> None:
        for identity in ids:
            self._items.pop(identity, None)

    def search(self, queries: Sequence[Query], eligible: Sequence[EligibleIds | None], k: int) -> Candidates:
        allowed = [
            set(self._items) & (set(self._items) if one is None else set(one.ids.tolist()))
            for one in eligible
        ]
        bodies = {identity: _bag(item.body) for identity, item in self._items.items()}
        titles = {identity: _bag(item.title) for identity, item in self._items.items()}
        zero = np.zeros(self.dimension, np.float32)
        legs: list[list[dict[int, float]]] = [[], [], []]
        chosen: set[int] = set()
        for query in queries:
            vector = zero if query.vector is None else query.vector
            exact = vector.astype(np.float64)
            products = {
                identity: float(np.float32(exact @ item.vector.astype(np.float64)))
                for identity, item in self._items.items()
            }
            body, title = (query.wording if name in query.fields else () for name in ("body", "title"))
            scored = [products, _lexical(body, bodies), _lexical(title, titles)]
            for number, scores in enumerate(scored):
                legs[number].append(scores)
            if BY_WORDING in query.searches:
                leading = scored[1 if query.fields[:1] == ("body",) else 2]
                for some in allowed:
                    ranked = sorted((-leading[one], one) for one in some)
                    chosen.update(one for score, one in ranked[:k] if score < 0)
            if BY_MEANING in query.searches and query.vector is not None:
                ranked = sorted((-products[one], one) for one in set().union(*allowed))
                chosen.update(one for _, one in ranked[:k])
        ids = np.array(sorted(chosen), np.int64)
        meaning, body_leg, title_leg = (_leg(scores, ids) for scores in legs)
        nearest = [
            leg.max(initial=0) if BY_MEANING in query.searches and query.vector is not None else 0.0
            for query, leg in zip(queries, meaning.scores, strict=True)
        ]
        return Candidates(ids, meaning, body_leg, title_leg, np.array(nearest, np.float32))


def _leg(scores: Sequence[dict[int, float]], ids: Ids) -> Leg:
    everything = [list(one.values()) or [0.0] for one in scores]
    return Leg(
        np.array([[one[int(identity)] for identity in ids] for one in scores], np.float32).reshape(
            len(scores), len(ids)
        ),
        np.array([np.mean(one) for one in everything], np.float32),
        np.array([np.std(one) for one in everything], np.float32),
    )


def _bag(text: str) -> Counter[int]:
    found = grams([text])
    return Counter(dict(zip(found.keys.tolist(), found.counts.tolist(), strict=True)))


def _lexical(wording: Sequence[tuple[str, float]], bags: dict[int, Counter[int]]) -> dict[int, float]:
    asked: dict[int, float] = {}
    for text, emphasis in wording:
        for key, count in _bag(text).items():
            asked[key] = asked.get(key, 0.0) + (1 + math.log(count)) * emphasis
    rarity, frequency = {}, {}
    for key in asked:
        frequency[key] = sum(key in bag for bag in bags.values())
        if frequency[key]:
            rarity[key] = math.log((1 + len(bags)) / (1 + frequency[key])) + 1
            rarity[key] /= math.log(1 + len(bags)) + 1
    length = math.sqrt(sum((asked[key] * rarity[key]) ** 2 for key in rarity))
    ordered = sorted(rarity, key=lambda key: (-round(asked[key] * rarity[key] ** 2 / length, 9), key))
    heaviest: list[int] = []
    postings = 0
    for key in ordered[:MOST_GRAMS]:
        postings += frequency[key]
        if heaviest and postings > MOST_POSTINGS:
            break
        heaviest.append(key)
    scores = {}
    for identity, bag in bags.items():
        total = sum(
            asked[key] * rarity[key] ** 2 / length * _weight(bag, key) for key in heaviest if key in bag
        )
        scores[identity] = float(np.float32(total))
    return scores


def _weight(bag: Counter[int], key: int) -> float:
    return float(np.float32((1 + math.log(bag[key])) / math.sqrt(len(bag) + PRIOR)))
