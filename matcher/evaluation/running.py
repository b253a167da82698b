"""A judged collection through the same path as a match: store, index, knowledge, ranking."""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from matcher.domain.profile_row import ProfileRow
from matcher.domain.taxonomy import CapabilityKind, ProviderKind
from matcher.errors import InputError
from matcher.evaluation.collection import Collection, JudgedDocument
from matcher.evaluation.measuring import Figures, Judgements, Run, measure
from matcher.service.matching import Matcher
from matcher.store import Store

DEPTH = 10_000  # best of each leg that are ranked: judged documents far down count in judged-only figures
_BATCH = 1000
_LEADING_MARKS = re.compile(r"[。.;；\s]+")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`by_language` holds figures for each language that the queries are in."""

    run: Run
    overall: Figures
    by_language: Mapping[str, Figures]
    seconds_per_query: float  # median


@contextmanager
def indexed(
    collection: Collection, store: Store, matcher: Matcher, today: date
) -> Iterator[Callable[[int], str]]:
    """Put the documents into the (empty) store; gives the way from a capability's id to the document's."""
    names: dict[int, str] = {}
    for start in range(0, len(collection.documents), _BATCH):
        batch = collection.documents[start : start + _BATCH]
        with store.begin() as unit:
            results = unit.capabilities.upsert_many([_row(document) for document in batch], today)
        names.update((result.id, document.id) for result, document in zip(results, batch, strict=True))
    matcher.counts()  # brings the index up to date before anything is timed
    yield names.__getitem__


def evaluate(collection: Collection, store: Store, matcher: Matcher, today: date) -> Evaluation:
    """Run every query, measure all judged ones, overall and by language."""
    run: dict[str, dict[str, float]] = {}
    seconds: list[float] = []
    with indexed(collection, store, matcher, today) as name_of:
        for query in collection.queries:
            started = time.perf_counter()
            try:
                ranked = matcher.rank(query.text, DEPTH)
            except InputError:  # a need that nobody could read finds nothing
                run[query.id] = {}
                continue
            seconds.append(time.perf_counter() - started)
            run[query.id] = {
                name_of(identity): float(score)
                for identity, score in zip(ranked.ids.tolist(), ranked.scores.tolist(), strict=True)
            }
    languages = {query.id: query.language for query in collection.queries}
    return Evaluation(
        run,
        measure(collection.judgements, run),
        {
            language: measure(judged, run)
            for language in sorted(set(languages.values()))
            if (judged := _spoken(collection.judgements, languages, language))
        },
        median(seconds) if seconds else 0.0,
    )


def write_trec_run(run: Run, file: Path) -> None:
    """query Q0 document rank score qianxian, best first. Raises InputError where it cannot be written."""
    try:
        with file.open("w", encoding="utf-8") as out:
            for query, scores in run.items():
                best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
                for rank, (document, score) in enumerate(best, 1):
                    out.write(f"{query} Q0 {document} {rank} {score:.6f} qianxian\n")
    except OSError as error:
        raise InputError(f"检索结果不能写到 {file}:{error.strerror},请换一个位置。") from error


def _spoken(judgements: Judgements, languages: Mapping[str, str], language: str) -> Judgements:
    return {query: grades for query, grades in judgements.items() if languages.get(query) == language}


def _row(document: JudgedDocument) -> ProfileRow:
    title = document.title or document.text[:40]
    summary = document.text
    if document.title:
        # Many corpora repeat the title at the start of the text.
        summary = _LEADING_MARKS.sub("", summary.removeprefix(document.title))
    return ProfileRow(
        provider="eval",
        provider_kind=ProviderKind.RESEARCH,
        capability=title,
        kind=CapabilityKind.RESULT,
        summary=summary,
        external_id=document.id,
    )
