"""`python -m tests.bench.asking`: how often something is asked, and what an answer does to the ranking."""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import numpy as np

from matcher.bootstrap import Application, corpora_folder, open_application, open_scratch, today_in
from matcher.config import read_settings
from matcher.domain.match import MatchOutcome
from matcher.domain.question import About, Question
from matcher.domain.thesaurus import ThesaurusEntry
from matcher.errors import InputError, QianxianError
from matcher.evaluation.collection import Collection, read_collection
from matcher.evaluation.measuring import Run, measure
from matcher.evaluation.running import DEPTH, indexed
from matcher.evaluation.thesaurus_cover import read_cases
from matcher.ranking.features import searched_features
from matcher.ranking.fusion import load_fusion
from matcher.service.clarifying import Clarifying
from tests.bench.data import DATA
from tests.bench.intervals import paired_interval
from tests.bench.reporting import machine, table

_JUDGED = DATA / "eval" / "layneeds-dev"
_NEEDS = DATA / "real" / "real_needs.jsonl"
_MEASURE = "nDCG@10"
_NOBODY: frozenset[int] = frozenset()

Answer = tuple[frozenset[int], frozenset[int]]  # entries confirmed, entries rejected


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of one need, and in how many milliseconds that was found."""

    questions: tuple[Question, ...]
    spent: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables; where the data is absent a sentence says so."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.asking", description=__doc__)
    parser.add_argument("--judged", type=Path, default=_JUDGED, metavar="DIR", help="BEIR layout, graded")
    parser.add_argument("--needs", type=Path, default=_NEEDS, metavar="FILE", help="JSONL with a need a row")
    chosen = parser.parse_args(arguments)
    print(machine())
    try:
        print(_how_often(chosen.needs) if chosen.needs.is_file() else f"Skipped: no {chosen.needs}.")
        judged = (chosen.judged / "corpus.jsonl").is_file()
        print(_what_it_changes(chosen.judged) if judged else f"Skipped: no corpus.jsonl in {chosen.judged}.")
    except QianxianError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _how_often(file: Path) -> str:
    """On the shipped samples."""
    needs = [case.need for case in read_cases(file)]
    with TemporaryDirectory() as home:
        settings = read_settings({**os.environ, "QIANXIAN_HOME": home, "QIANXIAN_DATABASE_URL": ""})
        with open_application(settings) as opened:
            asked = [one for need in needs if (one := _asked(opened, need)[1])]
    return f"\n## {file.name} on the shipped samples\n\n{_counted(asked)}"


def _what_it_changes(folder: Path) -> str:
    collection = read_collection(folder)
    settings = read_settings(os.environ)
    today = today_in(settings)()
    with (
        open_scratch(settings, today) as opened,
        indexed(collection, opened.store, opened.matcher, today) as name_of,
    ):
        asked, answered = _simulated(opened, collection, name_of)
    return f"\n## {folder.name}\n\n{_counted(asked)}\n\n{answered}"


def _asked(opened: Application, need: str) -> tuple[MatchOutcome | None, Asked | None]:
    try:
        outcome = opened.matcher.find_matches(need)
    except InputError:  # what nobody could read is asked nothing
        return None, None
    clarifying = Clarifying(opened.taxonomy)
    started = time.perf_counter()
    questions = clarifying.questions(outcome.card, outcome, _NOBODY, _NOBODY)
    return outcome, Asked(questions, (time.perf_counter() - started) * 1e3)


def _counted(asked: Sequence[Asked]) -> str:
    numbers = Counter(len(one.questions) for one in asked)
    rows = [
        [about, str(len(gains)), f"{mean(gains):.3f}"]
        for about in About
        if (gains := [q.gain for one in asked for q in one.questions if q.about is about])
    ]
    spread = ", ".join(f"{number} of {times}" for number, times in sorted(numbers.items()))
    capped = mean(min(3, len(one.questions)) for one in asked)
    return (
        f"{len(asked)} needs; questions a need {mean(len(one.questions) for one in asked):.2f}, "
        f"{capped:.2f} of three at most ({spread}); "
        f"{mean(one.spent for one in asked):.2f} ms a need, {max(one.spent for one in asked):.2f} at most\n\n"
        + table(["about", "needs", "bits"], rows)
    )


def _simulated(
    opened: Application, collection: Collection, name_of: Callable[[int], str]
) -> tuple[list[Asked], str]:
    """Every judged need ranked anew after an answer of an owner who has the best judged document in mind."""
    owner = _Owner(opened, collection)
    draw = np.random.default_rng(1)
    asked: list[Asked] = []
    answers: dict[str, dict[str, Answer]] = {name: {} for name in ("by gain", "always", "at random")}
    for query in collection.queries:
        outcome, one = _asked(opened, query.text)
        if outcome is None or one is None:
            continue
        asked.append(one)
        if not collection.judgements.get(query.id):
            continue
        understood = [str(problem.entry_id) for problem in outcome.understood]
        chosen = next((q.options for q in one.questions if q.about is About.MEANING), ())
        for name, options in {
            "by gain": chosen,
            "always": understood if len(understood) > 1 else (),
            "at random": draw.choice(understood, 1).tolist() if len(understood) > 1 else (),
        }.items():
            if options:
                answers[name][query.id] = owner.answer(query.id, options)
    return asked, _compared(opened, collection, answers, name_of)


class _Owner:
    """Knows the best judged document of each need, and means the problem whose terms occur in it."""

    def __init__(self, opened: Application, collection: Collection) -> None:
        self._texts = {one.id: f"{one.title}\n{one.text}".lower() for one in collection.documents}
        self._judged = collection.judgements
        with opened.store.read() as unit:
            self._entries: Mapping[int, ThesaurusEntry] = {
                entry.id: entry for entry in unit.thesaurus.iter_all()
            }

    def answer(self, query: str, options: Sequence[str]) -> Answer:
        """The first problem that is meant, or that it is none of these."""
        grades = self._judged[query]
        wanted = self._texts[max(grades, key=lambda document: (grades[document], document))]
        for option in options:
            entry = self._entries[int(option)]
            if any(term.lower() in wanted for term in (*entry.technical_zh, *entry.technical_en)):
                return frozenset({entry.id}), _NOBODY
        return _NOBODY, frozenset(map(int, options))


def _compared(
    opened: Application,
    collection: Collection,
    answers: Mapping[str, Mapping[str, Answer]],
    name_of: Callable[[int], str],
) -> str:
    texts = {query.id: query.text for query in collection.queries if query.id in collection.judgements}

    def ranked(given: Mapping[str, Answer]) -> Run:
        return {query: _ranked(opened, texts[query], answer, name_of) for query, answer in given.items()}

    before = ranked(dict.fromkeys(texts, (_NOBODY, _NOBODY)))
    without = measure(collection.judgements, before).by_query[_MEASURE]
    rows = [["nothing", "0", "0", f"{mean(without.values()):.3f}", ""]]
    for name, given in answers.items():
        after = measure(collection.judgements, {**before, **ranked(given)}).by_query[_MEASURE]
        meant = sum(bool(confirmed) for confirmed, _ in given.values())
        figures = f"{mean(after.values()):.3f}", _gap(after, without)
        rows.append([name, str(len(given)), str(meant), *figures])
    return (
        "Asked what is meant (by gain: where worth it; always: of every need with two understood problems; "
        "at random: one of those drawn, yes or no):\n\n"
        + table(["asked", "needs", "one was meant", _MEASURE, "− nothing"], rows)
    )


def _ranked(
    opened: Application, text: str, answer: Answer, name_of: Callable[[int], str]
) -> dict[str, float]:
    confirmed, rejected = answer
    need = opened.asking.ask(text, rejected, confirmed)
    found = searched_features(opened.keeper.search(need.queries, [None], DEPTH))
    scores = load_fusion(corpora_folder() / "ranking" / "fusion.json").scores(found).tolist()
    return {name_of(id): score for id, score in zip(found.ids.tolist(), scores, strict=True)}


def _gap(after: Mapping[str, float], before: Mapping[str, float]) -> str:
    gap = paired_interval(list(after.values()), [before[query] for query in after])
    return f"{gap.mean:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]"


if __name__ == "__main__":
    raise SystemExit(main())
