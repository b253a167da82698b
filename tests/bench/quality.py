"""`make bench-quality`: how good the matches are, beside what a user could pick instead, in one run.

All figures are those of ir-measures. Every method ranks every document: judged-only figures need the depth.
"""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from matcher.bootstrap import open_scratch, today_in
from matcher.config import read_settings
from matcher.errors import QianxianError
from matcher.evaluation.collection import Collection, read_collection
from matcher.evaluation.measuring import Figures, Judgements
from tests.bench.calibration import abstention, expected_calibration_error, reliability
from tests.bench.intervals import RESAMPLES, paired_interval
from tests.bench.methods import COLUMNS, RANDOM_RUNS, figures_of, main_measure_of
from tests.bench.ours import WHOLE, Ours, our_scores
from tests.bench.reporting import machine, progress, table
from tests.bench.runs import relevant_to
from tests.bench.stages import ROOT


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables of every folder given; a missing one is skipped with a sentence."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.quality", description=__doc__)
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="DIR", help="judged collections, BEIR layout"
    )
    folders = parser.parse_args(arguments).folders or sorted(
        (ROOT.parent / "shared" / "data" / "eval").glob("*-dev")
    )
    if not folders:
        print(
            "Skipped: no judged collection was found. Name a BEIR folder: python -m tests.bench.quality DIR"
        )
        return 0
    print(machine(), f"Command: python -m tests.bench.quality {' '.join(map(str, folders))}", sep="\n")
    try:
        for folder in folders:
            if (folder / "corpus.jsonl").is_file():
                _report(folder.name, read_collection(folder))
            else:
                print(f"\nSkipped: {folder} holds no corpus.jsonl.")
    except QianxianError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def by_language(collection: Collection) -> dict[str, Judgements]:
    """Judgements of the judged queries, apart by their language, Chinese first."""
    spoken: dict[str, dict[str, Mapping[str, int]]] = {}
    for query in collection.queries:
        if query.id in collection.judgements:
            spoken.setdefault(query.language, {})[query.id] = collection.judgements[query.id]
    return {language: spoken[language] for language in sorted(spoken, reverse=True)}


def _report(name: str, collection: Collection) -> None:
    settings = read_settings(os.environ)
    today = today_in(settings)()
    progress(f"{name}: ours …")
    with open_scratch(settings, today) as opened:
        ours = our_scores(collection, opened, today)
        encoder = f"{opened.encoder.fingerprint}, {opened.encoder.dimension} dimensions"
    figures = figures_of(collection, ours)
    size = f"{len(collection.documents):,} documents, {len(collection.queries)} needs"
    print(f"\n## {name}\n\n{size}, {len(collection.judgements)} of them judged. Encoder: {encoder}.")
    wanted = main_measure_of(collection)
    for language, judged in by_language(collection).items():
        shown = {method: one for method, one in figures.items() if set(judged) <= set(one.by_query[wanted])}
        print(f"\n### {len(judged)} needs in {language}\n")
        rows = [_row(method, shown, judged, wanted) for method in shown]
        print(table(["method", *COLUMNS, f"ours − it, {wanted}"], rows))
    print(
        f"\nBrackets: 95 % of {RESAMPLES:,} resamples of the needs (paired bootstrap); * leaves out 0. "
        f"random: mean of {RANDOM_RUNS} orders. first line: asked so it did better than with the whole need."
    )
    print(f"\n### Probabilities\n\n{_calibration(collection, ours)}\n")
    print(_abstention(collection, ours), flush=True)


def _row(method: str, figures: Mapping[str, Figures], judged: Judgements, wanted: str) -> list[str]:
    by_query = figures[method].by_query
    means = [f"{np.mean([by_query[name][query] for query in judged]):.3f}" for name in COLUMNS]
    if method == WHOLE:
        return [method, *means, ""]
    ours = [figures[WHOLE].by_query[wanted][query] for query in judged]
    gap = paired_interval(ours, [by_query[wanted][query] for query in judged])
    mark = "*" if gap.clear else " "
    return [method, *means, f"{gap.mean:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]{mark}"]


def _calibration(collection: Collection, ours: Ours) -> str:
    """The probability is that of the search; what both sides state besides is not in a collection."""
    probabilities = 1 / (1 + np.exp(-ours.scores[WHOLE].astype(np.float64)))
    graded = [collection.judgements.get(query.id, {}) for query in collection.queries]
    judged = np.array([[one.id in grades for one in collection.documents] for grades in graded])
    good = np.array([[grades.get(one.id, 0) >= 2 for one in collection.documents] for grades in graded])
    if main_measure_of(collection) == COLUMNS[0]:
        best = np.zeros_like(judged)
        np.put_along_axis(best, np.argsort(-probabilities, axis=1, kind="stable")[:, :10], True, axis=1)
        chosen = {
            "judged pairs (no irrelevant one was judged: says little)": judged,
            "ten best of each need, unjudged = irrelevant": best,
        }
    else:
        chosen = {"judged pairs": judged}
    rows, tenths = [], []
    for pairs, inside in chosen.items():
        bins = reliability(probabilities[inside], good[inside])
        error = expected_calibration_error(bins)
        rows.append([pairs, f"{int(inside.sum()):,}", f"{good[inside].mean():.3f}", f"{error:.3f}"])
        shown = " ".join(f"{one.stated:.2f}→{one.relevant:.2f} ({one.size})" for one in bins)
        tenths.append(f"{pairs}, stated→true (pairs) by tenth: {shown}")
    return "\n\n".join([table(["relevant = grade ≥ 2", "pairs", "relevant", "ECE"], rows), *tenths])


def _abstention(collection: Collection, ours: Ours) -> str:
    answerable = {query: bool(relevant) for query, relevant in relevant_to(collection).items()}
    counted = abstention(ours.turned_away, answerable)
    turned_away = f"{counted.turned_away} were turned away{_share(counted.turned_away, counted.unanswerable)}"
    lost = f"{counted.lost} were lost{_share(counted.lost, counted.answerable)}"
    return (
        f"At the threshold {ours.threshold}, by find_matches: of {counted.unanswerable} needs without "
        f"a relevant document {turned_away}; of {counted.answerable} answerable ones {lost}."
    )


def _share(part: int, whole: int) -> str:
    return f" ({part / whole:.0%})" if whole else ""


if __name__ == "__main__":
    sys.exit(main())
