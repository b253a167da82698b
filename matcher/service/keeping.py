"""Keeping an index in step with the database: load the snapshot, catch up, rebuild what cannot be used."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from matcher.domain.retrieval import Candidates, EligibleIds, Ids, IndexItem, Query
from matcher.embedding.protocol import Encoder
from matcher.errors import IndexDamagedError
from matcher.index.local import LocalIndex
from matcher.index.snapshot import Stamp, load, save
from matcher.store import Store, Unit

log = logging.getLogger(__name__)
_BATCH = 4000  # each batch is sorted as a whole: fewer batches, fewer merges

Entity = TypeVar("Entity")


class IndexSource(Generic[Entity]):
    """Where one index's rows come from: `kind` in the change journal, how to read and how to index them."""

    def __init__(
        self,
        kind: str,
        everything: Callable[[Unit], Iterable[Entity]],
        some: Callable[[Unit, Sequence[int]], Iterable[Entity]],
        items: Callable[[Sequence[Entity], Encoder], list[IndexItem]],
        layout: int = 1,
    ) -> None:
        self.kind = kind
        self.layout = layout  # counted up whenever the same entity gives other items: old snapshots are left
        self.everything = everything
        self.some = some
        self.items = items


class IndexKeeper(Generic[Entity]):
    """One index, its snapshot file (None: memory only) and the revision that it has reached.

    Threads may search and refresh at once: they take turns, as an index may not be searched while it changes.
    """

    def __init__(
        self, store: Store, encoder: Encoder, source: IndexSource[Entity], snapshot: Path | None
    ) -> None:
        self._store, self._encoder, self._source, self._snapshot = store, encoder, source, snapshot
        self._maker = f"{encoder.fingerprint}/{source.layout}"
        self._lock = threading.Lock()
        self._saved_revision = -1
        self.revision = 0
        self.index = LocalIndex(encoder.dimension)

    def open(self) -> None:
        """Load the snapshot if it is of this model, else rebuild; then catch up with the database."""
        try:
            self._load()
        except IndexDamagedError as error:
            log.info("index %s: %s", self._source.kind, error)
            self.rebuild()
        self.refresh()
        self.save()

    def _load(self) -> None:
        if self._snapshot is None:
            raise IndexDamagedError("没有快照文件。")
        stamp, arrays = load(self._snapshot)
        with self._store.read() as unit:
            newest = unit.changes.revision()
        if stamp.model != self._maker or stamp.revision > newest:
            raise IndexDamagedError("索引快照属于另一个模型或另一个数据库,将重建。")
        try:
            self.index = LocalIndex.restore(self._encoder.dimension, arrays)
        except (KeyError, ValueError) as error:
            raise IndexDamagedError("索引快照是另一个版本写的,将重建。") from error
        self.revision = self._saved_revision = stamp.revision

    def rebuild(self) -> None:
        """Index everything anew from the database."""
        index = LocalIndex(self._encoder.dimension)
        with self._store.read() as unit:
            revision = unit.changes.revision()
            for batch in _batches(self._source.everything(unit)):
                index.upsert(self._source.items(batch, self._encoder))
        with self._lock:
            self.index, self.revision, self._saved_revision = index, revision, -1

    def refresh(self) -> bool:
        """Bring in what was committed since; returns whether there was anything. Cheap when there was not."""
        with self._store.read() as unit:
            if unit.changes.revision() == self.revision:
                return False
        # Under the lock first, then a fresh look: what another thread has brought in meanwhile is not undone.
        with self._lock, self._store.read() as unit:
            newest = unit.changes.revision()
            changed = sorted(unit.changes.since(self.revision, self._source.kind))
            for start in range(0, len(changed), _BATCH):
                ids = changed[start : start + _BATCH]
                items = self._source.items(list(self._source.some(unit, ids)), self._encoder)
                self.index.upsert(items)
                self.index.remove(sorted(set(ids) - {item.id for item in items}))
            self.revision = newest
            return bool(changed)

    def search(self, queries: Sequence[Query], eligible: Sequence[EligibleIds | None], k: int) -> Candidates:
        """As the index's own."""
        with self._lock:
            return self.index.search(queries, eligible, k)

    def compare(self, queries: Sequence[Query], ids: Ids) -> Candidates:
        """As the index's own."""
        with self._lock:
            return self.index.compare(queries, ids)

    def save(self) -> None:
        """Write the snapshot if the index has moved since; a full disk only makes the next start slower."""
        if self._snapshot is None or self._saved_revision == self.revision:
            return
        with self._lock:
            try:
                save(self._snapshot, Stamp(self._maker, self.revision), self.index.state())
            except OSError as error:
                log.warning("索引快照没有写成(%s),下次启动会慢一些。", error)
                return
            self._saved_revision = self.revision


def _batches(entities: Iterable[Entity]) -> Iterator[list[Entity]]:
    rest = iter(entities)
    while batch := list(islice(rest, _BATCH)):
        yield batch
