"""What ranking needs of a search's answer, whichever index gave it."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class FoundLeg(Protocol):
    """One way of scoring: scores (q, m) of the candidates, mean and deviation (q,) over the whole index."""

    @property
    def scores(self) -> Scores: ...

    @property
    def mean(self) -> Scores: ...

    @property
    def deviation(self) -> Scores: ...


class Found(Protocol):
    """Candidates of q queries; ids is (m,)."""

    @property
    def ids(self) -> NDArray[np.int64]: ...

    @property
    def dense(self) -> FoundLeg: ...

    @property
    def body_lexical(self) -> FoundLeg: ...

    @property
    def title_lexical(self) -> FoundLeg: ...
