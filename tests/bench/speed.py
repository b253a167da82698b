"""`make bench`: how long a match, a start and an import take, and what a capability costs in memory.

Everything happens in a temporary folder that is removed at the end; the corpus is made up from shipped words.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from tests.bench.reporting import machine, progress, table
from tests.bench.stages import StageFailedError, run_stage

Spent = tuple[float, float]  # seconds or milliseconds: by the clock, of the processor

NEED = "压铸件里面有气孔，打压就漏，想找人解决，预算20万以内"
_NEEDS = 200
_STARTS = 7
_FIRST_STARTS = 3
_IMPORTED = 10_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 when a stage failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="corpus sizes, ascending, with commas")
    args = parser.parse_args(arguments)
    sizes = sorted({int(size) for size in args.sizes.split(",")})
    began = time.perf_counter()
    model = os.environ.get("QIANXIAN_MODEL", "")
    if Path(model).is_dir() and model:
        os.environ["QIANXIAN_MODEL"] = str(Path(model).absolute())  # the stages run in folders of their own
    print(machine())
    print(f"Command: python -m tests.bench.speed --sizes {','.join(map(str, sizes))}\n", flush=True)
    try:
        with tempfile.TemporaryDirectory(prefix="qianxian-bench-") as folder:
            print(_starts(Path(folder)), flush=True)
            print(_imports(Path(folder)), flush=True)
            print(_matches(Path(folder), sizes), flush=True)
    except StageFailedError as error:
        print(error, file=sys.stderr)
        return 1
    progress(f"all done in {time.perf_counter() - began:.0f} s")
    return 0


def _starts(folder: Path) -> str:
    progress("starting qianxian match …")
    first = [_start(folder / f"start-{number}") for number in range(_FIRST_STARTS)]
    later = [_start(folder / "start-0") for _ in range(_STARTS)]
    rows = [
        [f"empty home: database made and seeded, indexes built ({len(first)} starts)", *_seconds(first)],
        [f"from the snapshots ({len(later)} starts)", *_seconds(later)],
    ]
    heading = "### `qianxian match`, from the start of the process to its end, the answer printed"
    return f"{heading}\n\n{table(['shipped samples', 'median s', 'slowest s', 'median CPU s'], rows)}\n"


def _start(home: Path) -> Spent:
    """Seconds of one run of the command: its whole life, so never less than the time to the first answer."""
    home.mkdir(exist_ok=True)
    command = [str(Path(sys.executable).with_name("qianxian")), "match", NEED]
    worked, started = _children(), time.perf_counter()
    done = subprocess.run(
        command,
        env={**os.environ, "QIANXIAN_HOME": str(home), "QIANXIAN_DATABASE_URL": ""},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    if done.returncode or not done.stdout.strip():
        raise StageFailedError(f"qianxian match failed: {done.stderr[-2000:]}")
    return seconds, _children() - worked


def _children() -> float:
    """Processor seconds of all processes that have been started and ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _seconds(spent: Sequence[Spent]) -> list[str]:
    clock, processor = zip(*spent, strict=True)
    return [f"{median(clock):.2f}", f"{max(clock):.2f}", f"{median(processor):.2f}"]


def _imports(folder: Path) -> str:
    progress(f"importing {_IMPORTED:,} rows …")
    spent = run_stage("stage_fill", "import_file", home=str(folder / "import"), size=_IMPORTED)
    steps = {
        "CSV read, checked and committed": spent["store"],
        "embedded and indexed": spent["index"],
        "snapshot saved": spent["save"],
        "all": [sum(one) for one in zip(*spent.values(), strict=True)],
    }
    rows = [
        [step, f"{clock:.2f}", f"{processor:.2f}", f"{_IMPORTED / clock:,.0f}"]
        for step, (clock, processor) in steps.items()
    ]
    return f"### Import of {_IMPORTED:,} rows\n\n{table(['step', 's', 'CPU s', 'rows/s'], rows)}\n"


def _matches(folder: Path, sizes: Sequence[int]) -> str:
    results = [_match(folder, size) for size in sizes]
    header = [
        "capabilities",
        "median ms",
        "p99 ms",
        "CPU ms",
        "rival median ms",
        "rival p99 ms",
        "rival CPU ms",
    ]
    header += ["ours / rival", "open s", "process MB", "snapshot MB", "database MB"]
    rows = [_row(size, filled, asked) for size, (filled, asked) in zip(sizes, results, strict=True)]
    first = results[0][1]
    lines = [
        f"### A match among so many capabilities, from text to explained matches: {_NEEDS} needs, "
        f"one thread (OpenMP, BLAS and FAISS held to {first['threads']})",
        "",
        table(header, rows),
        "",
        *_memory(sizes, [asked for _, asked in results]),
        f"Encoder: {first['encoder']}. {first['answered']:.0%} of the first needs were answered.",
        "Rival: full NumPy product + argpartition over the same vectors, bm25s over character 1–2-grams, "
        "joined by reciprocal rank; text in, ids out; no thesaurus, no groups, no reasons.",
        "CPU: median processor time; by the clock includes waiting for whatever else the machine does.",
    ]
    return "\n".join(lines)


def _match(folder: Path, size: int) -> tuple[dict[str, Any], dict[str, Any]]:
    home = str(folder / f"home-{size}")
    progress(f"filling {size:,} …")
    filled = run_stage("stage_fill", "fill", home=home, size=size)
    progress(f"filled in {filled['seconds']:.0f} s; asking {_NEEDS} needs, in turns with the rival …")
    return filled, run_stage("stage_ask", "ask", threads=1, home=home, size=_NEEDS)


def _row(size: int, filled: dict[str, Any], asked: dict[str, Any]) -> list[str]:
    ours, theirs = _latency(asked["ours"]), _latency(asked["theirs"])
    return [
        f"{size:,}",
        *(f"{value:.2f}" for value in (*ours, *theirs)),
        f"{ours[0] / theirs[0]:.2f}",
        f"{asked['opening']:.2f}",
        f"{asked['memory_mb']:.0f}",
        f"{filled['snapshot_mb']:.1f}",
        f"{filled['database_mb']:.1f}",
    ]


def _latency(passes: Sequence[Sequence[Spent]]) -> tuple[float, float, float]:
    """By the clock the median of the passes' medians and the 99th percentile of all; median CPU."""
    clock = [[by_clock for by_clock, _ in one] for one in passes]
    worked = [of_processor for one in passes for _, of_processor in one]
    return median(map(median, clock)), float(np.percentile(list(chain(*clock)), 99)), median(worked)


def _memory(sizes: Sequence[int], asked: Sequence[dict[str, Any]]) -> list[str]:
    if len(sizes) < 2:
        return []
    grown = asked[-1]["memory_mb"] - asked[-2]["memory_mb"]
    each = grown * 1024 / (sizes[-1] - sizes[-2])
    return [
        f"Memory per capability: {each:.2f} KiB (a fresh process at {sizes[-1]:,} less one at {sizes[-2]:,})."
    ]


if __name__ == "__main__":
    sys.exit(main())
