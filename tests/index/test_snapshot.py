"""A snapshot comes back as it was, or is refused as damaged; it never crashes its reader."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.errors import IndexDamagedError
from matcher.index.snapshot import Stamp, load, save

STAMP = Stamp("static-1", 42)
ARRAYS: dict[str, NDArray[np.generic]] = {
    "ids": np.arange(5, dtype=np.int64),
    "vectors": np.linspace(0, 1, 15, dtype=np.float32).reshape(5, 3),
    "empty": np.empty((0, 3), np.float32),
    "strided": np.arange(10, dtype=np.int32)[::2],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index" / "capabilities.index"


def test_a_snapshot_comes_back_as_it_was(path: Path) -> None:
    save(path, STAMP, ARRAYS)
    stamp, arrays = load(path)
    assert stamp == STAMP
    assert arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(arrays[name], array)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_index_of_nothing_comes_back(path: Path) -> None:
    save(path, Stamp("m", 0), {})
    assert load(path) == (Stamp("m", 0), {})


def test_every_altered_byte_is_noticed(path: Path) -> None:
    save(path, STAMP, ARRAYS)
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x21]) + whole[place + 1 :])
        with pytest.raises(IndexDamagedError):
            load(path)


def test_every_cut_is_noticed(path: Path) -> None:
    save(path, STAMP, ARRAYS)
    whole = path.read_bytes()
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        with pytest.raises(IndexDamagedError):
            load(path)
    path.write_bytes(whole + b"\0")
    with pytest.raises(IndexDamagedError):
        load(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.booleans())
def test_any_other_file_is_refused(path: Path, content: bytes, begins_well: bool) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((b"QXIDX002" if begins_well else b"") + content)
    with pytest.raises(IndexDamagedError):
        load(path)


def test_an_absent_file_and_a_folder_are_refused(path: Path) -> None:
    for _ in range(2):
        with pytest.raises(IndexDamagedError):
            load(path)
        path.mkdir(parents=True, exist_ok=True)


def test_a_failed_save_leaves_the_old_file_and_no_litter(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(path, STAMP, ARRAYS)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(path, Stamp("static-1", 43), ARRAYS)
    assert load(path)[0] == STAMP
    assert [file.name for file in path.parent.iterdir()] == [path.name]


SAVE_FOREVER = """
import sys
import numpy as np
from pathlib import Path
from matcher.index.snapshot import Stamp, save
path, revision = Path(sys.argv[1]), 0
while True:
    revision += 1
    save(path, Stamp("m", revision), {"numbers": np.full(300_000, revision, np.int64)})
    print(revision, flush=True)
"""


def test_killed_in_the_middle_of_a_save_the_old_or_the_new_file_stands(path: Path) -> None:
    for saves in (1, 2, 5):
        with subprocess.Popen(
            [sys.executable, "-c", SAVE_FOREVER, str(path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            done = 0
            for _ in range(saves):
                done = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
        stamp, arrays = load(path)
        assert stamp.revision >= done
        assert (arrays["numbers"] == stamp.revision).all()


def test_what_a_killed_save_left_is_cleared_away(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"]) as gone:
        pass
    path.parent.mkdir()
    left = path.with_name(f"{path.name}.{gone.pid}.part")
    mine = path.with_name(f"{path.name}.{os.getppid()}.part")
    other = path.with_name("thesaurus.index.1.part")
    for file in (left, mine, other):
        file.write_bytes(b"half")
    with caplog.at_level(logging.WARNING):
        save(path, STAMP, ARRAYS)
    assert {file.name for file in path.parent.iterdir()} == {path.name, mine.name, other.name}
    assert not caplog.records
