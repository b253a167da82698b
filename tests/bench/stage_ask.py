"""The stage that reads: open a filled home in a fresh process, answer needs, let the rival answer too."""

import gc
import time
from collections.abc import Callable, Sequence

import numpy as np

from matcher.bootstrap import Application, corpora_folder, open_application
from tests.bench.rival import Rival
from tests.bench.stage_fill import settings_for
from tests.bench.stages import memory_mb, threads_in_use
from tests.bench.synthetic import needs, read_words

Spent = tuple[float, float]  # milliseconds by the clock, milliseconds of the processor

_WARM_UP = 10
_PASSES = 3  # in turns with the rival's: whatever else the machine does meets both


def ask(home: str, size: int) -> dict[str, object]:
    """Milliseconds of every pass, memory after ours alone, and what was found."""
    asked = needs(read_words(corpora_folder()), size)
    gc.collect()
    started = time.perf_counter()
    with open_application(settings_for(home), seeded=False) as opened:
        opened.matcher.counts()
        opening = time.perf_counter() - started
        answered = [opened.matcher.find_matches(need) for need in asked[:_WARM_UP]]
        gc.collect()
        memory = memory_mb()
        rival = _rival(opened)
        rival.find(asked[0])
        ours: list[list[Spent]] = []
        theirs: list[list[Spent]] = []
        for _ in range(_PASSES):
            ours.append(_timed(opened.matcher.find_matches, asked))
            theirs.append(_timed(rival.find, asked))
        return {
            "opening": opening,
            "memory_mb": memory,
            "ours": ours,
            "theirs": theirs,
            "encoder": f"{opened.encoder.fingerprint}, {opened.encoder.dimension} dimensions",
            "answered": sum(not outcome.abstained for outcome in answered) / len(answered),
            "threads": threads_in_use(),
        }


def _timed(answer: Callable[[str], object], asked: Sequence[str]) -> list[Spent]:
    spent = []
    for need in asked:
        worked, started = time.process_time(), time.perf_counter()
        answer(need)
        spent.append(((time.perf_counter() - started) * 1e3, (time.process_time() - worked) * 1e3))
    return spent


def _rival(opened: Application) -> Rival:
    ids, vectors = opened.keeper.index.vectors()
    order = np.argsort(ids)
    rival = Rival(opened.encoder, ids[order], vectors[order])
    with opened.store.read() as unit:
        rival.index(
            [
                f"{capability.title}\n{capability.body}"
                for batch in unit.capabilities.iter_all()
                for capability in batch
            ]
        )
    return rival
