"""The dense leg: exact inner products by FAISS, dead and ineligible rows left out before the top k."""

import faiss
import numpy as np
from numpy.typing import NDArray

from matcher.index.protocol import Vector


class VectorField:
    """One vector per row, rows numbered as they come."""

    def __init__(self, dimension: int) -> None:
        self._flat = faiss.IndexFlatIP(dimension)

    def add(self, vectors: Vector) -> None:
        self._flat.add(np.ascontiguousarray(vectors, np.float32))

    def best(self, queries: Vector, mask: NDArray[np.bool_], k: int) -> NDArray[np.int64]:
        """Rows of the k largest products of each query (q, d) under the mask; fewer rows than k leave -1."""
        bitmap = np.packbits(mask, bitorder="little")
        selector = faiss.IDSelectorBitmap(bitmap)
        wanted = max(1, min(k, self._flat.ntotal))
        _, rows = self._flat.search(queries, wanted, params=faiss.SearchParameters(sel=selector))
        return np.asarray(rows, np.int64)

    def score(self, queries: Vector, rows: NDArray[np.int64]) -> Vector:
        """Products (q, m) of each query with each of the rows."""
        return np.asarray(queries @ self.rows()[rows].T, np.float32)

    def rows(self) -> Vector:
        """All vectors (n, d), without copying; valid until the next change."""
        if not self._flat.ntotal:
            return np.zeros((0, self._flat.d), np.float32)
        flat = faiss.rev_swig_ptr(self._flat.get_xb(), self._flat.ntotal * self._flat.d)
        return np.asarray(flat.reshape(self._flat.ntotal, self._flat.d), np.float32)
