"""Does the thesaurus reach the terms in which a need is answered?"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import InputError
from matcher.evaluation.collection import RELEVANT, read_collection
from matcher.service.asking import Asking
from matcher.text.grams import fold

ENTRIES_LOOKED_AT = 5
_SHORTEST_TERM = 2  # characters


@dataclass(frozen=True, slots=True)
class Case:
    """A need in somebody's words, and texts that hold the right terms: its answers, or an expert's title."""

    need: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of how many needs one of the five closest entries has a term that stands in an answer."""

    needs: int
    reached: int

    @property
    def share(self) -> float:
        return self.reached / self.needs if self.needs else 0.0


def read_cases(path: Path) -> list[Case]:
    """From a BEIR folder (needs with a relevant document) or a JSONL of `need` and `title`.

    Raises InputError when it is neither.
    """
    if path.is_dir():
        collection = read_collection(path)
        texts = {one.id: f"{one.title} {one.text}" for one in collection.documents}
        return [
            Case(query.text, answers)
            for query in collection.queries
            if (
                answers := tuple(
                    texts[document]
                    for document, grade in collection.judgements.get(query.id, {}).items()
                    if grade >= RELEVANT and document in texts
                )
            )
        ]
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        cases = [
            Case(str(row["need"]), (str(row["title"]),))
            for row in rows
            if row.get("need") and row.get("title")
        ]
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(
            f"读不到 {path}。thesaurus cover 需要评测集文件夹,或每行有 need 和 title 的 JSONL 文件。"
        ) from error
    return cases


def coverage(cases: Sequence[Case], asking: Asking) -> Coverage:
    """Ask with every need as a search would."""
    reached = 0
    for case in cases:
        try:
            entries = asking.ask(case.need).understanding.entries[:ENTRIES_LOOKED_AT]
        except InputError:  # nobody could read it: nothing is reached
            continue
        terms = [term for entry in entries for term in (*entry.technical_zh, *entry.technical_en)]
        reached += _stand_in(terms, case.answers)
    return Coverage(len(cases), reached)


def _stand_in(terms: Iterable[str], texts: Sequence[str]) -> bool:
    folded = [fold(text) for text in texts]
    return any(len(term) >= _SHORTEST_TERM and term in text for term in map(fold, terms) for text in folded)
