"""What every encoder can do."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


def whole_characters(text: str) -> str:
    """The text with halves of broken characters replaced: tokenizers take only what UTF-8 can say."""
    return text.encode("utf-8", "replace").decode()


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their closeness."""

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text could get another vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension), each row of length 1, or 0 for a text without a known token."""
        ...
