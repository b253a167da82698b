"""A stage is a function of plain values run in a process of its own: threads and memory are its alone."""

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "RAYON_NUM_THREADS",
)
_ENTRY = "import sys; from tests.bench.stages import enter; enter(*sys.argv[1:])"


class StageFailedError(RuntimeError):
    """A stage ended without a result; the message holds what it said last."""


def run_stage(module: str, function: str, threads: int | None = None, **values: object) -> dict[str, Any]:
    """The result of `tests.bench.<module>.<function>(**values)`; `threads` limits every library's pool."""
    limits = {name: str(threads) for name in _THREADS} if threads else {}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _ENTRY, module, function, json.dumps(values)],
        cwd=ROOT,
        env={**os.environ, **limits},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StageFailedError(f"{module}.{function} failed:\n{done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def enter(module: str, function: str, values: str) -> None:
    """Within the process of a stage: run it and print its result as the last line."""
    result = getattr(importlib.import_module(f"tests.bench.{module}"), function)(**json.loads(values))
    print(json.dumps(result), flush=True)


def memory_mb() -> float:
    """Resident memory of this process; 0 where the system does not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found.group(1)) / 1024 if found else 0.0


def threads_in_use() -> int:
    """What FAISS and everything else on OpenMP will use."""
    import faiss

    return int(faiss.omp_get_max_threads())
