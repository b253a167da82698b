"""Items, queries and the comparison of an index with the oracle."""

from collections.abc import Sequence

import numpy as np

from matcher.domain.retrieval import Candidates, EligibleIds, IndexItem, Leg, Query
from matcher.index.exact import ExactIndex
from matcher.index.protocol import Index

DIMENSION = 8
LEGS = ("dense", "body_lexical", "title_lexical")
PHRASES = (
    "压铸件气孔",
    "析出性气孔和缩松",
    "涤纶布掉色染手",
    "色牢度、固色剂",
    "水泵噪声大 noise 85 dB",
    "Leak of the pump shaft seal",
    "PCB 焊点虚焊 IPC-610",
    "3.5 mm 厚 Q235 钢板",
    "",
    "！！？……",
    "㎜ＡＢＣ全角",
    "气孔气孔气孔",
)


def vector(seed: int, length: float = 1.0) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """(DIMENSION,) of the given length; few distinct ones, so that ties occur."""
    made = np.random.default_rng(seed).normal(size=DIMENSION)
    return np.asarray(made / np.linalg.norm(made) * length, np.float32)


def item(identity: int, seed: int = 0, text: int = 0, length: float = 1.0) -> IndexItem:
    """One of a few vectors and texts."""
    title, rest = PHRASES[text % len(PHRASES)], PHRASES[(text * 7 + 3) % len(PHRASES)]
    return IndexItem(identity, title, f"{title}\n{rest}", vector(seed, length))


def query(seed: int | None = 0, *wording: tuple[str, float], length: float = 1.0) -> Query:
    return Query(None if seed is None else vector(seed, length), wording)


def only(*ids: int) -> EligibleIds:
    return EligibleIds(np.array(sorted(set(ids)), np.int64))


def oracle(items: Sequence[IndexItem]) -> ExactIndex:
    exact = ExactIndex(DIMENSION)
    exact.upsert(items)
    return exact


def legs(found: Candidates) -> list[Leg]:
    return [getattr(found, name) for name in LEGS]


def assert_same(found: Candidates, expected: Candidates) -> None:
    """The same ids, and the same scores, means and deviations but for rounding."""
    assert found.ids.tolist() == expected.ids.tolist()
    for name, one, other in zip(LEGS, legs(found), legs(expected), strict=True):
        scale = 1 + float(np.abs(other.scores).max(initial=0))
        for part in ("scores", "mean", "deviation"):
            got, wanted = getattr(one, part), getattr(other, part)
            assert got.shape == wanted.shape, (name, part)
            assert got.dtype == wanted.dtype == np.float32, (name, part)
            np.testing.assert_allclose(got, wanted, atol=2e-5 * scale, err_msg=f"{name} {part}")


def assert_answers_alike(
    index: Index, exact: ExactIndex, queries: Sequence[Query], eligible: Sequence[EligibleIds | None], k: int
) -> None:
    assert_same(index.search(queries, eligible, k), exact.search(queries, eligible, k))
