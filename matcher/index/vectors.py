"""The dense leg: exact inner products, dead and ineligible rows left out before the top k.

FAISS keeps the vectors and scans large tables.
"""

import faiss
import numpy as np
from numpy.typing import NDArray

from matcher.domain.retrieval import Ids, Vector

# A matrix product rounds in an order of its own: products nearer than this share of the lengths may be equal.
_NOISE = 1e-5
# From this many rows on, a scan in eight bits finds the candidates, which are then compared exactly.
COARSE_FROM = 20_000
_COARSE_SPARE = 3  # candidates looked at exactly for each one wanted; rounding moves a row by far less
_STEPS = 254.0  # per unit: numbers of a vector of length 1 lie within ±½ but for freaks, which are cut off
_AT_ONCE = 16_384


class VectorField:
    """One vector per row, rows numbered as they come."""

    def __init__(self, dimension: int) -> None:
        self._flat = faiss.IndexFlatIP(dimension)
        # First and second moments of the living rows, in double precision: adding and forgetting cancel out.
        self._living = 0
        self._sum = np.zeros(dimension)
        self._products = np.zeros((dimension, dimension))
        self._longest = 0.0
        self._coarse: faiss.Index | None = None

    def add(self, vectors: Vector) -> None:
        self._flat.add(np.ascontiguousarray(vectors, np.float32))
        self._count(vectors, 1)
        self._longest = max(self._longest, float(np.linalg.norm(vectors, axis=1).max(initial=0)))

    def forget(self, rows: NDArray[np.int64]) -> None:
        """Leave rows out of `spread` from now on; the caller masks them out of searches."""
        if len(rows):
            self._count(self.rows()[rows], -1)

    def spread(self, queries: Vector) -> tuple[Vector, Vector]:
        """Mean and deviation, (q,) each, of each query's product with all living rows."""
        size = max(1, self._living)
        asked = queries.astype(np.float64)
        mean = asked @ self._sum / size
        square = np.einsum("qd,de,qe->q", asked, self._products / size, asked, optimize=True)
        deviation = np.sqrt(np.maximum(square - mean**2, 0))
        return mean.astype(np.float32), deviation.astype(np.float32)

    def _count(self, vectors: Vector, sign: int) -> None:
        # Products of single-precision numbers are exact in double; a float64 matrix product is fast enough.
        exact = vectors.astype(np.float64)
        self._living += sign * len(vectors)
        self._sum += sign * exact.sum(axis=0)
        self._products += sign * (exact.T @ exact)

    def best(self, queries: Vector, mask: NDArray[np.bool_], ids: Ids, k: int) -> list[NDArray[np.int64]]:
        """For each query (q, d) rows of its k largest products under the mask, of equals the smaller ids."""
        size = int(np.count_nonzero(mask))
        wanted = min(k, size)
        if wanted == size:
            return [np.flatnonzero(mask)] * len(queries)  # none at all, or all that there are
        coarse = self._coarse_index()
        if coarse is not None:
            found = list(_search(coarse, queries, mask, min(size, _COARSE_SPARE * wanted)))
        else:
            products = self._all(queries, mask)
            found = [self._near(one, query, wanted) for one, query in zip(products, queries, strict=True)]
        best = []
        for rows, query in zip(found, queries, strict=True):
            # Row by row, as `score` has it but for the last bit of a double: few rows are not worth threads.
            exact = (self.rows()[rows].astype(np.float64) * query).sum(axis=1).astype(np.float32)
            best.append(rows[np.lexsort((ids[rows], -exact))[:wanted]])
        return best

    def _all(self, queries: Vector, mask: NDArray[np.bool_]) -> Vector:
        """Every product of a small table: one pass over the rows for all queries; -inf outside the mask."""
        products = queries @ self.rows().T
        products[:, ~mask] = -np.inf
        return np.asarray(products)

    def _near(self, products: Vector, query: Vector, wanted: int) -> NDArray[np.int64]:
        """Rows whose product is one of the `wanted` largest, or may be but for rounding."""
        edge = np.partition(products, len(products) - wanted)[len(products) - wanted]
        noise = _NOISE * self._longest * float(np.linalg.norm(query))
        return np.flatnonzero(products >= edge - 2 * noise)

    def _coarse_index(self) -> faiss.Index | None:
        """The same rows in eight bits a number, a quarter of the memory to read; None for a small table."""
        if self._flat.ntotal < COARSE_FROM:
            return None
        if self._coarse is None:
            self._coarse = faiss.IndexScalarQuantizer(
                self._flat.d, faiss.ScalarQuantizer.QT_8bit_direct_signed, faiss.METRIC_INNER_PRODUCT
            )
        missing = self.rows()[self._coarse.ntotal :]
        for start in range(0, len(missing), _AT_ONCE):
            part = np.rint(missing[start : start + _AT_ONCE] * _STEPS)
            self._coarse.add(np.clip(part, -127, 127).astype(np.float32))
        return self._coarse

    def score(self, queries: Vector, rows: NDArray[np.int64]) -> Vector:
        """Products (q, m) of each query with each of the rows, the same wherever a row stands."""
        chosen = self.rows()[rows].astype(np.float64)
        return (queries.astype(np.float64) @ chosen.T).astype(np.float32)

    def nearest(self, queries: Vector, alive: NDArray[np.bool_]) -> Vector:
        """The largest product of each query with a living row, (q,); 0 when none is positive."""
        found = np.zeros(len(queries), np.float32)
        for start in range(0, len(alive), _AT_ONCE):
            living = alive[start : start + _AT_ONCE]
            products = queries @ self.rows()[start : start + _AT_ONCE][living].T
            found = np.maximum(found, products.max(axis=1, initial=0))
        return found

    def rows(self) -> Vector:
        """All vectors (n, d), without copying; valid until the next change."""
        if not self._flat.ntotal:
            return np.zeros((0, self._flat.d), np.float32)
        flat = faiss.rev_swig_ptr(self._flat.get_xb(), self._flat.ntotal * self._flat.d)
        return np.asarray(flat.reshape(self._flat.ntotal, self._flat.d), np.float32)


def _search(index: faiss.Index, queries: Vector, mask: NDArray[np.bool_], k: int) -> NDArray[np.int64]:
    """Rows (q, k) of the best k under the mask."""
    if mask.all():
        return index.search(queries, k)[1]
    bitmap = np.packbits(mask, bitorder="little")
    selector = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg, arg-type]  # its wrapper counts
    parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
    return index.search(queries, k, params=parameters)[1]
