"""What every index can do."""

from collections.abc import Sequence
from typing import Protocol

from matcher.domain.retrieval import Candidates, EligibleIds, IndexItem, Query


class Index(Protocol):
    """Finds capabilities by meaning and by wording."""

    def upsert(self, items: Sequence[IndexItem]) -> None:
        """Add items, replacing those whose id is known."""

    def remove(self, ids: Sequence[int]) -> None:
        """Forget ids; unknown ones are ignored."""

    def search(self, queries: Sequence[Query], eligible: Sequence[EligibleIds | None], k: int) -> Candidates:
        """By wording the best k of each set of eligible ids (None: all), by meaning of all sets together.

        For each query, joined; its first field brings in candidates, all its fields score them.
        """

    def __len__(self) -> int:
        """How many items can be found."""
