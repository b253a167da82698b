"""The index follows the database: caught up at start and while running, rebuilt when it cannot be used."""

import logging
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from matcher.domain.provider import Capability
from matcher.embedding.protocol import Encoder, Vectors
from matcher.embedding.static import load_static
from matcher.service.capability_source import capability_source
from matcher.service.keeping import IndexKeeper
from matcher.store import Store, open_store
from tests.helpers.application import ENTRIES, ROWS
from tests.helpers.capabilities import TODAY, row
from tests.helpers.tiny_model import write_tiny_model


class CountingEncoder:
    """Remembers how many texts it was given."""

    def __init__(self, encoder: Encoder, fingerprint: str = "counting") -> None:
        self._encoder, self.fingerprint, self.dimension = encoder, fingerprint, encoder.dimension
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        return self._encoder.encode(texts)


@pytest.fixture
def encoder(model: Path) -> CountingEncoder:
    return CountingEncoder(load_static(model))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'qianxian.db'}") as opened:
        with opened.begin() as unit:
            unit.capabilities.upsert_many(ROWS, TODAY)
        yield opened


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    return tmp_path / "index" / "capabilities.index"


def opened_keeper(store: Store, encoder: Encoder, snapshot: Path | None) -> IndexKeeper[Capability]:
    keeper = IndexKeeper(store, encoder, capability_source(), snapshot)
    keeper.open()
    return keeper


def indexed_ids(keeper: IndexKeeper[Capability]) -> list[int]:
    return sorted(keeper.index.vectors()[0].tolist())


def stored_ids(store: Store) -> list[int]:
    with store.read() as unit:
        return [one.id for batch in unit.capabilities.iter_all() for one in batch]


def assert_as_rebuilt(keeper: IndexKeeper[Capability], store: Store, encoder: Encoder) -> None:
    fresh = opened_keeper(store, encoder, None)
    assert indexed_ids(keeper) == indexed_ids(fresh) == stored_ids(store)
    order, fresh_order = (np.argsort(one.index.vectors()[0]) for one in (keeper, fresh))
    np.testing.assert_array_equal(keeper.index.vectors()[1][order], fresh.index.vectors()[1][fresh_order])


def test_a_second_start_reads_the_snapshot_and_encodes_nothing(
    store: Store, encoder: CountingEncoder, snapshot: Path
) -> None:
    opened_keeper(store, encoder, snapshot)
    encoder.texts = 0
    keeper = opened_keeper(store, encoder, snapshot)
    assert encoder.texts == 0
    assert_as_rebuilt(keeper, store, encoder)


def test_what_changed_while_nobody_ran_is_caught_up(
    store: Store, encoder: CountingEncoder, snapshot: Path
) -> None:
    opened_keeper(store, encoder, snapshot)
    ids = stored_ids(store)
    with store.begin() as unit:
        unit.capabilities.delete(ids[:2])
        unit.capabilities.upsert_many(
            [row("new", "压铸模具", "热处理。"), row("food", "肉制品保鲜", "冷链。")], TODAY
        )
    encoder.texts = 0
    keeper = opened_keeper(store, encoder, snapshot)
    assert 0 < encoder.texts <= 8
    assert_as_rebuilt(keeper, store, encoder)


def test_what_is_committed_while_running_is_brought_in_once(
    store: Store, encoder: CountingEncoder, snapshot: Path
) -> None:
    keeper = opened_keeper(store, encoder, snapshot)
    assert keeper.refresh() is False
    with store.begin() as unit:
        unit.capabilities.upsert(row("new", "压铸模具", "热处理。"), TODAY)
    assert keeper.refresh() is True
    assert keeper.refresh() is False
    assert_as_rebuilt(keeper, store, encoder)


def test_changes_of_another_kind_move_the_revision_only(store: Store, encoder: CountingEncoder) -> None:
    keeper = opened_keeper(store, encoder, None)
    before = keeper.revision
    with store.begin() as unit:
        unit.thesaurus.upsert_many(ENTRIES)
    encoder.texts = 0
    assert keeper.refresh() is False
    assert keeper.revision == before + 1
    assert encoder.texts == 0


@pytest.mark.parametrize("content", [b"", b"QXIDX002", b"QXIDX001" + b"\0" * 90, b"PK\x03\x04" * 99])
def test_a_damaged_snapshot_is_rebuilt(
    store: Store, encoder: CountingEncoder, snapshot: Path, content: bytes
) -> None:
    opened_keeper(store, encoder, snapshot)
    snapshot.write_bytes(content)
    assert_as_rebuilt(opened_keeper(store, encoder, snapshot), store, encoder)
    encoder.texts = 0
    opened_keeper(store, encoder, snapshot)
    assert encoder.texts == 0, "the rebuilt index was not saved"


def test_a_snapshot_of_another_model_is_rebuilt(
    store: Store, encoder: CountingEncoder, snapshot: Path, tmp_path: Path
) -> None:
    opened_keeper(store, encoder, snapshot)
    other = CountingEncoder(load_static(write_tiny_model(tmp_path / "other", 9, dimension=12)), "other")
    keeper = opened_keeper(store, other, snapshot)
    assert keeper.index.dimension == 12
    assert_as_rebuilt(keeper, store, other)


def test_a_snapshot_that_is_ahead_of_the_database_is_another_database_s(
    store: Store, encoder: CountingEncoder, snapshot: Path, tmp_path: Path
) -> None:
    with store.begin() as unit:
        unit.capabilities.delete(stored_ids(store)[:1])
    opened_keeper(store, encoder, snapshot)
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        with other.begin() as unit:
            unit.capabilities.upsert(row("only", "压铸模具"), TODAY)
        assert_as_rebuilt(opened_keeper(other, encoder, snapshot), other, encoder)


def test_a_snapshot_that_cannot_be_written_costs_only_the_next_start(
    store: Store, encoder: CountingEncoder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        keeper = opened_keeper(store, encoder, tmp_path / "file" / "capabilities.index")
    assert len(keeper.index) == len(ROWS)
    assert "没有写成" in caplog.text


WRITE_FOREVER = """
import sys
from pathlib import Path
from matcher.embedding.static import load_static
from matcher.service.capability_source import capability_source
from matcher.service.keeping import IndexKeeper
from matcher.store import open_store
from tests.helpers.capabilities import TODAY, row
folder, model = map(Path, sys.argv[1:])
with open_store(f"sqlite:///{folder / 'qianxian.db'}") as store:
    snapshot = folder / "index" / "capabilities.index"
    keeper = IndexKeeper(store, load_static(model), capability_source(), snapshot)
    keeper.open()
    number = 0
    while True:
        number += 1
        rows = [row(f"{number}-{one}", f"压铸 {number} {one}") for one in range(20)]
        with store.begin() as unit:
            unit.capabilities.upsert_many(rows, TODAY)
        keeper.refresh()
        keeper.save()
        print(number, flush=True)
"""


def test_killed_at_any_moment_the_next_start_has_exactly_the_committed_rows(
    store: Store, encoder: CountingEncoder, snapshot: Path, tmp_path: Path, model: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITE_FOREVER, str(tmp_path), str(model)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as writer:
        assert writer.stdout is not None
        for _ in range(3):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
    plain = load_static(model)
    keeper = opened_keeper(store, plain, snapshot)
    assert len(keeper.index) >= len(ROWS) + 60
    assert_as_rebuilt(keeper, store, plain)
