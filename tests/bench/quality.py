"""`make bench-quality`: how good the matches are, beside what a user could pick instead, in one run.

All figures are those of ir-measures. Every method ranks every document: judged-only figures need the depth.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from matcher.bootstrap import today_in
from matcher.config import Settings, read_settings
from matcher.errors import InputError, QianxianError
from matcher.evaluation.collection import read_collection
from tests.bench.data import DATA, judged_folders
from tests.bench.diagram import reliability_diagram
from tests.bench.finding import finding
from tests.bench.hosted import hosted
from tests.bench.methods import figures_of, missing_peers
from tests.bench.ours import our_scores
from tests.bench.pairs import Pairs
from tests.bench.probabilities import main_pairs, of_all, of_collection, panels
from tests.bench.reporting import machine, progress
from tests.bench.reverse import reverse
from tests.bench.similar import similar
from tests.bench.turning_away import turning_away

_RESTATED = DATA / "real" / "real_needs.jsonl"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables of every folder given; a missing one is skipped with a sentence."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality", description=__doc__)
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="DIR", help="judged collections, BEIR layout"
    )
    parser.add_argument(
        "--diagram", type=Path, metavar="FILE", help="write a reliability diagram there, as SVG"
    )
    chosen = parser.parse_args(arguments)
    folders = chosen.folders or judged_folders()
    if chosen.diagram and not chosen.diagram.absolute().parent.is_dir():
        parser.error(f"there is no folder {chosen.diagram.absolute().parent}: name a file in one that exists")
    if not folders:
        print(
            "Skipped: no judged collection was found. Name a BEIR folder: python -m tests.bench.quality DIR"
        )
        return 0
    words = [*map(str, folders), *(["--diagram", str(chosen.diagram)] if chosen.diagram else [])]
    print(machine(), f"Command: python -m tests.bench.quality {' '.join(words)}", sep="\n")
    for sentence in missing_peers():
        print(sentence)
    try:
        _report_all(folders, chosen.diagram)
    except QianxianError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _report_all(folders: Sequence[Path], diagram: Path | None) -> None:
    settings = read_settings(os.environ)
    today = today_in(settings)()
    pairs: dict[str, Pairs] = {}
    for folder in folders:
        if (folder / "corpus.jsonl").is_file():
            pairs[folder.name] = _report(folder, settings, today)
        else:
            print(f"\nSkipped: {folder} holds no corpus.jsonl.")
    if pairs:
        print(f"\n## All collections together\n\n### Probabilities\n\n{of_all(pairs)}", flush=True)
        if diagram:
            _write(diagram, reliability_diagram(panels(pairs)))
    if _RESTATED.is_file():
        print(f"\n## Similar needs\n\n{similar(_RESTATED, settings, today)}", flush=True)
    else:
        print(f"\nSkipped: similar needs, there is no {_RESTATED}.")


def _report(folder: Path, settings: Settings, today: date) -> Pairs:
    """Print one collection; gives the pairs whose probabilities say most."""
    collection = read_collection(folder)
    progress(f"{folder.name}: ours …")
    with hosted(collection, settings, today) as platform:
        ours, encoder = our_scores(platform), platform.opened.encoder
        figures = figures_of(collection, ours, encoder)
        size = f"{len(collection.documents):,} documents, {len(collection.queries)} needs"
        made = f"{encoder.fingerprint}, {encoder.dimension} dimensions"
        stated = ours.probabilities()
        print(f"\n## {folder.name}\n\n{size}, {len(collection.judgements)} of them judged. Encoder: {made}.")
        print(f"\n{finding(collection, figures)}")
        print(f"\n### Probabilities\n\n{of_collection(collection, stated)}")
        print(f"\n### Turning away\n\n{turning_away(platform, ours)}")
        print(f"\n### In reverse\n\n{reverse(platform, ours)}", flush=True)
    return main_pairs(collection, stated)


def _write(file: Path, content: str) -> None:
    try:
        file.write_text(content, encoding="utf-8")
    except OSError as error:
        raise InputError(f"图不能写到 {file}:{error.strerror},请换一个位置。") from error
    print(f"\nReliability diagram: {file}")


if __name__ == "__main__":
    sys.exit(main())
