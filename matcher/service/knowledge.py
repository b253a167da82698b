"""The problem thesaurus at work: which entries a need resembles, and which terms they add to the search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.domain.match import UnderstoodProblem
from matcher.domain.retrieval import BY_WORDING, IndexItem, Query
from matcher.domain.thesaurus import ThesaurusEntry
from matcher.embedding.protocol import Encoder
from matcher.ranking.expansion import (
    MOST_ENTRIES,
    closest_entries,
    language_field,
    understood,
    weighted_terms,
    weights,
)
from matcher.service.keeping import IndexKeeper, IndexSource
from matcher.store import Store, Unit
from matcher.store.changes import ChangeKind
from matcher.text.boilerplate import content
from matcher.text.segment import clauses

_MOST_CLAUSES = 4


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the thesaurus adds to a need: a query in the field's terms, and what to show of it."""

    query: Query
    terms: tuple[str, ...]  # technical terms of the entries worth showing
    problems: tuple[UnderstoodProblem, ...]
    entries: tuple[ThesaurusEntry, ...]  # all that join the search, closest first


class Knowledge:
    """Thesaurus entries in an index of their own, kept in step with the database."""

    def __init__(self, store: Store, encoder: Encoder, snapshot: Path | None) -> None:
        self._store, self._encoder = store, encoder
        self.keeper = IndexKeeper(
            store, encoder, IndexSource(ChangeKind.THESAURUS, _everything, _some, _items), snapshot
        )
        self.changes = 0  # how often the thesaurus has been found changed
        self._known: dict[int, _Known] = {}  # what needs have met since the thesaurus last changed

    def open(self) -> None:
        """Load the index and catch up."""
        self.keeper.open()

    def refresh(self, revision: int) -> None:
        """Bring in what staff have edited since, if the database has moved to another revision."""
        if self.keeper.revision != revision and self.keeper.refresh():
            self._known.clear()
            self.changes += 1

    def understand(
        self,
        own: Query,
        text: str,
        language: str,
        rejected: frozenset[int] = frozenset(),
        confirmed: frozenset[int] = frozenset(),
    ) -> Understanding:
        """The entries closest to the need (`own`) or one of its clauses, as weighted terms and one vector."""
        pieces = _clauses(text)
        vectors = self._encoder.encode(pieces)
        field = (language_field(language),)
        clauses_asked = (
            Query(vector, ((piece, 1.0),), fields=field)
            for piece, vector in zip(pieces, vectors, strict=True)
        )
        queries = [replace(own, fields=field), *clauses_asked]
        found = self.keeper.search(queries, [None], 2 * MOST_ENTRIES)
        closest = closest_entries(found, language, rejected, confirmed)
        known = self._read([one.entry_id for one in closest])
        closest = [one for one in closest if one.entry_id in known]
        met = [known[one.entry_id] for one in closest]
        entries = [one.entry for one in met]
        share = weights(closest)
        problems = understood(entries, closest, language)
        return Understanding(
            Query(_mixed(met, share), weighted_terms(entries, share), searches=(BY_WORDING,)),
            tuple(dict.fromkeys(term for problem in problems for term in problem.terms)),
            problems,
            tuple(entries),
        )

    def _read(self, ids: Sequence[int]) -> "dict[int, _Known]":
        missing = [identity for identity in ids if identity not in self._known]
        if missing:
            with self._store.read() as unit:
                entries = list(unit.thesaurus.get_many(missing).values())
            vectors = self._encoder.encode([" ".join(entry.technical_zh) for entry in entries])
            self._known.update(
                (entry.id, _Known(entry, vector)) for entry, vector in zip(entries, vectors, strict=True)
            )
        return {identity: self._known[identity] for identity in ids if identity in self._known}


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry and the vector (d,) of its Chinese terms."""

    entry: ThesaurusEntry
    terms: NDArray[np.float32]


def _mixed(entries: Sequence[_Known], share: Sequence[float]) -> NDArray[np.float32] | None:
    """The entries' terms as one direction."""
    if not entries:
        return None
    mixed = np.asarray(share, np.float32) @ np.stack([one.terms for one in entries])
    length = float(np.linalg.norm(mixed))
    return mixed / length if length else None


def _clauses(text: str) -> list[str]:
    """The longest clauses stand for the need's separate problems; a short need is one piece."""
    pieces = [content(clause) for clause in clauses(text)]
    return sorted(pieces, key=len, reverse=True)[:_MOST_CLAUSES] if len(pieces) > 1 else []


def _everything(unit: Unit) -> Iterator[ThesaurusEntry]:
    yield from unit.thesaurus.iter_all()


def _some(unit: Unit, ids: Sequence[int]) -> Iterator[ThesaurusEntry]:
    yield from unit.thesaurus.get_many(ids).values()


def _items(entries: Sequence[ThesaurusEntry], encoder: Encoder) -> list[IndexItem]:
    """The index's two wording fields hold one language each, so that neither dilutes the other."""
    chinese = [" ".join((*entry.lay_zh, *entry.technical_zh)) for entry in entries]
    english = [" ".join((*entry.lay_en, *entry.technical_en)) for entry in entries]
    vectors = encoder.encode(chinese) + encoder.encode(english)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return [
        IndexItem(entry.id, title=words, body=foreign, vector=vector)
        for entry, words, foreign, vector in zip(entries, chinese, english, vectors, strict=True)
    ]
