"""`make error-analysis`: what holds the ranking back, from the needs that it serves worst.

Every cause is a rule over figures, so that the analysis can be run again after a change and compared. Needs
are named by their ids: the collections are not ours to print.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from matcher.bootstrap import Application, open_scratch, today_in
from matcher.config import read_settings
from matcher.errors import InputError, QianxianError
from matcher.evaluation.collection import RELEVANT, Collection, read_collection
from matcher.evaluation.measuring import measure
from matcher.evaluation.running import DEPTH, indexed
from matcher.service.matching import Ranked
from matcher.text.boilerplate import content
from matcher.text.industry import guess_industries
from matcher.text.segment import sentences
from tests.bench.data import judged_folders
from tests.bench.methods import counts_unjudged, main_measure_of
from tests.bench.reporting import machine, progress, table

WORST = 30
NOTHING_RELEVANT = "label: no document is judged relevant"
UNRELATED = "label noise: what is judged irrelevant is nearer by words, meaning and problem alike"
SHORT = "short text"
BOILERPLATE = "boilerplate: most of the need is form-filling or background"
SEVERAL = "several topics: one sentence is meant, the whole need says other things"
VOCABULARY = "vocabulary gap: other words for the same thing"
INDUSTRY = "wrong industry: the top is about another branch"
NEAR = "near miss: right documents stand just behind others that are close"
CAUSES = (NOTHING_RELEVANT, SHORT, SEVERAL, UNRELATED, VOCABULARY, INDUSTRY, BOILERPLATE, NEAR)
_SHORT, _LONG, _MOSTLY = 14, 500, 0.6  # characters; share that is content
_ORDINARY = 1.0  # deviations above the mean: a score below it tells a document from hardly any other
_LOOKED_AT = 10


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One need: its figure, where its first relevant document stands, and the main cause."""

    query: str
    figure: float
    first_relevant: int | None
    cause: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a report in Markdown for each folder given."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.errors", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    folders = parser.parse_args(arguments).folders or judged_folders()
    if not folders:
        print("Skipped: no judged collection was found. Name a BEIR folder: python -m tests.bench.errors DIR")
        return 0
    print(machine())
    try:
        for folder in folders:
            progress(f"{folder.name} …")
            _report(folder.name, read_collection(folder))
    except QianxianError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _report(name: str, collection: Collection) -> None:
    settings = read_settings(os.environ)
    today = today_in(settings)()
    with open_scratch(settings, today) as opened:
        found = diagnoses(collection, opened, today)
    if not found:
        print(f"\nSkipped: no need of {name} is judged.")
        return
    worst = [one for one in found[:WORST] if one.figure < 1]
    print(f"\n## {name}: the {len(worst)} worst of {len(found)} needs, by {main_measure_of(collection)}\n")
    mean, rest = np.mean([one.figure for one in found]), [one.figure for one in found[WORST:]]
    print(
        f"Mean {mean:.3f}; of the {len(worst)} worst {np.mean([one.figure for one in worst]):.3f}"
        + (f", of the others {np.mean(rest):.3f}." if rest else ".")
    )
    counts, everywhere = Counter(one.cause for one in worst), Counter(one.cause for one in found)
    lost = {cause: sum(1 - one.figure for one in found if one.cause == cause) for cause in CAUSES}
    all_lost = sum(lost.values()) or 1.0
    print(
        "\n"
        + table(
            ["main cause", "of the worst", "of all", "share of all that is lost"],
            [
                [
                    cause,
                    str(counts[cause]),
                    str(everywhere[cause]),
                    f"{lost[cause] / all_lost:.0%}",
                ]
                for cause in CAUSES
            ],
        )
    )
    print(
        "\n"
        + table(
            ["need", "figure", "first relevant at", "main cause"],
            [
                [one.query, f"{one.figure:.3f}", str(one.first_relevant or "–"), one.cause.partition(":")[0]]
                for one in worst
            ],
        )
    )
    clash = contradictory(collection)
    if clash:
        print(f"\nPairs judged twice under the same words: {clash[0]}, with different grades: {clash[1]}.")


def diagnoses(collection: Collection, opened: Application, today: date) -> list[Diagnosis]:
    """Of every judged need, worst first."""
    wanted = main_measure_of(collection)
    judged_only = not counts_unjudged(collection)
    titles = {one.id: one.title or one.text[:40] for one in collection.documents}
    found = []
    with indexed(collection, opened.store, opened.matcher, today) as name_of:
        for query in collection.queries:
            if query.id not in collection.judgements:
                continue
            grades = collection.judgements[query.id]
            try:
                ranked = opened.matcher.rank(query.text, DEPTH)
            except InputError:  # what nobody could read is not the ranking's fault
                continue
            names = [name_of(identity) for identity in ranked.ids.tolist()]
            run = {query.id: dict(zip(names, ranked.scores.tolist(), strict=True))}
            figure = measure({query.id: grades}, run).overall[wanted]
            kept = [at for at, name in enumerate(names) if not judged_only or name in grades]
            right = [place for place, at in enumerate(kept) if grades.get(names[at], 0) >= RELEVANT]
            branches = _branches([titles[names[at]] for at in kept[:_LOOKED_AT]], opened)
            wrong = [at for at in kept[:_LOOKED_AT] if grades.get(names[at], 0) < 1]
            cause = _cause(query.text, ranked, ([kept[place] for place in right], wrong), branches, opened)
            found.append(Diagnosis(query.id, figure, right[0] + 1 if right else None, cause))
    return sorted(found, key=lambda one: (one.figure, one.query))


def _branches(titles: Sequence[str], opened: Application) -> list[frozenset[str]]:
    return [frozenset(guess_industries(title, opened.taxonomy)) for title in titles]


def _cause(
    text: str,
    ranked: Ranked,
    places: tuple[Sequence[int], Sequence[int]],
    branches: Sequence[frozenset[str]],
    opened: Application,
) -> str:
    """The first rule that holds; `places`: of relevant documents, and of irrelevant ones at the top."""
    right, wrong = (
        {name: float(np.median(column[list(at)])) if at else -np.inf for name, column in columns.items()}
        for at in places
        if (columns := ranked.table.columns)
    )
    return next(_causes(text, right, wrong, branches, opened), NEAR) if places[0] else NOTHING_RELEVANT


def _causes(
    text: str,
    right: Mapping[str, float],
    wrong: Mapping[str, float],
    branches: Sequence[frozenset[str]],
    opened: Application,
) -> Iterator[str]:
    said = content(text)
    if len(said) < _SHORT:
        yield SHORT
    if right["best_sentence"] - right["meaning"] > _ORDINARY and len(sentences(text)) > 1:
        yield SEVERAL
    if all(right[leg] < wrong[leg] for leg in ("wording", "meaning", "problem_wording", "problem_meaning")):
        yield UNRELATED
    if right["wording"] < wrong["wording"] and right["wording"] < _ORDINARY:
        yield VOCABULARY
    own = frozenset(guess_industries(text, opened.taxonomy))
    named = [some for some in branches if some]
    if own and named and sum(not own & some for some in named) > len(named) / 2:
        yield INDUSTRY
    if len(text) > _LONG or len(said) < _MOSTLY * len(text):
        yield BOILERPLATE


def contradictory(collection: Collection) -> tuple[int, int] | None:
    """How many pairs of equal needs and documents were judged more than once, and how many differently."""
    heads = {query.id: query.text.partition("\n")[0] for query in collection.queries}
    titles = {one.id: one.title for one in collection.documents}
    by_words: dict[tuple[str, str], list[int]] = {}
    for query, grades in collection.judgements.items():
        for document, grade in grades.items():
            by_words.setdefault((heads[query], titles.get(document, document)), []).append(grade)
    twice = [grades for grades in by_words.values() if len(grades) > 1]
    return (len(twice), sum(len(set(grades)) > 1 for grades in twice)) if twice else None


if __name__ == "__main__":
    sys.exit(main())
