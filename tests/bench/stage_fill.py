"""Stages that write: fill a home with a corpus, and import a file as an owner of the platform would."""

import csv
import os
import time
from datetime import date
from itertools import islice, pairwise
from pathlib import Path

from matcher.bootstrap import Application, corpora_folder, open_application, today_in
from matcher.config import Settings, read_settings
from matcher.domain.profile_row import row_to_cells
from matcher.service.imports import import_profiles
from matcher.service.seeding import read_thesaurus
from tests.bench.synthetic import capability_rows, read_words

_BATCH = 2000


def settings_for(home: str) -> Settings:
    """The model of the environment, everything else under `home`."""
    environ = {name: value for name, value in os.environ.items() if name == "QIANXIAN_MODEL"}
    return read_settings({**environ, "QIANXIAN_HOME": home})


def fill(home: str, size: int) -> dict[str, float]:
    """A database of `size` capabilities and the thesaurus, its indexes saved: seconds and megabytes."""
    settings = settings_for(home)
    with open_application(settings, seeded=False) as opened:
        with opened.store.begin() as unit:
            unit.thesaurus.upsert_many(read_thesaurus(corpora_folder()))
        started = time.perf_counter()
        _write_rows(opened, size, today_in(settings)())
        opened.matcher.counts()
        opened.save_indexes()
        seconds = time.perf_counter() - started
    return {
        "seconds": seconds,
        "snapshot_mb": sum(map(_megabytes, settings.home.rglob("capabilities.index"))),
        "database_mb": sum(_megabytes(file) for file in settings.home.glob("qianxian.db*")),
    }


def import_file(home: str, size: int) -> dict[str, list[float]]:
    """Seconds, by the clock and of the processor, for `size` rows of a CSV into the database and indexes."""
    settings = settings_for(home)
    today = today_in(settings)()
    with open_application(settings) as opened:  # with the shipped samples, as on a real installation
        file = settings.home / "rows.csv"
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            rows = [row_to_cells(row) for row in capability_rows(read_words(corpora_folder()), size)]
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        moments = [_moment()]
        report = import_profiles(opened.store, file, opened.taxonomy, today)
        moments.append(_moment())
        opened.keeper.refresh()
        moments.append(_moment())
        opened.save_indexes()
        moments.append(_moment())
    if report.created != size:
        raise RuntimeError(f"{report.created} of {size} rows were imported: {report.rows[0].sentences}")
    steps = zip(("store", "index", "save"), pairwise(moments), strict=True)
    return {step: [end - start for start, end in zip(*both, strict=True)] for step, both in steps}


def _moment() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _write_rows(opened: Application, size: int, today: date) -> None:
    rows = capability_rows(read_words(corpora_folder()), size)
    while batch := list(islice(rows, _BATCH)):
        with opened.store.begin() as unit:
            unit.capabilities.upsert_many(batch, today)


def _megabytes(file: Path) -> float:
    return file.stat().st_size / 1e6
