"""An index on disk: one file, written whole or not at all, that says of which model and revision it is."""

import json
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matcher.errors import IndexDamagedError

_MAGIC = b"QXIDX003"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a snapshot was made from: of use only to the same model, and caught up from `revision`."""

    model: str
    revision: int


def save(path: Path, stamp: Stamp, arrays: dict[str, NDArray[np.generic]]) -> None:
    """Write beside the old file, flush to disk, then put in its place: a kill leaves the old or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_leftovers(path)
    described = {name: (array.dtype.str, array.shape) for name, array in arrays.items()}
    blocks = [np.ascontiguousarray(array) for array in arrays.values()]
    checksum = 0
    for block in blocks:
        checksum = zlib.crc32(block.data.cast("B") if block.size else b"", checksum)
    header = json.dumps({"stamp": asdict(stamp), "arrays": described, "crc": checksum}).encode()
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as file:
            file.write(_MAGIC + len(header).to_bytes(8, "little") + zlib.crc32(header).to_bytes(4, "little"))
            file.write(header)
            for block in blocks:
                if block.size:
                    file.write(block.data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _clear_leftovers(path: Path) -> None:
    """A killed process leaves its unfinished file, as large as the index: gone with the next save."""
    for unfinished in path.parent.glob(f"{path.name}.*.part"):
        process = unfinished.name.split(".")[-2]
        if process.isdecimal() and not _is_running(int(process)):
            unfinished.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True  # another user's
    return True


def load(path: Path) -> tuple[Stamp, dict[str, NDArray[np.generic]]]:
    """Read a snapshot back. Raises IndexDamagedError when absent, cut short, altered or of an old format."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IndexDamagedError(f"没有可用的索引快照({path.name})。") from error
    try:
        if data[:8] != _MAGIC:
            raise ValueError("another format")
        size = int.from_bytes(data[8:16], "little")
        header_bytes = data[20 : 20 + size]
        if zlib.crc32(header_bytes) != int.from_bytes(data[16:20], "little"):
            raise ValueError("header altered")
        header = json.loads(header_bytes)
        if zlib.crc32(memoryview(data)[20 + size :]) != header["crc"]:
            raise ValueError("content altered")
        arrays: dict[str, NDArray[np.generic]] = {}
        offset = 20 + size
        for name, (dtype, shape) in header["arrays"].items():
            count = int(np.prod(shape, dtype=np.int64))
            arrays[name] = np.frombuffer(data, np.dtype(dtype), count, offset).reshape(shape)
            offset += arrays[name].nbytes
        return Stamp(**header["stamp"]), arrays
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(f"索引快照 {path.name} 已损坏,将从数据库重建。") from error
