"""Answering an owner: find matches, keep need and matches, hand over to staff when nothing fits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from matcher.domain.match import MatchOutcome
from matcher.domain.need import NeedStatus
from matcher.service.matching import Matcher
from matcher.store import MatchRow, Store, Unit

_WORKING_DAYS_TO_ANSWER = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """`task_due` is the day by which staff look at a need that found nothing."""

    outcome: MatchOutcome
    need_id: int | None = None
    task_due: date | None = None


class NeedDesk:
    """Takes needs in; each is one row, kept byte for byte, with the matches that were shown for it."""

    def __init__(self, store: Store, matcher: Matcher) -> None:
        self._store, self._matcher = store, matcher

    def answer(
        self, text: str, *, top: int, rejected: frozenset[int], confirmed: frozenset[int], now: datetime
    ) -> Answer:
        """Keep a new need and find its best `top` matches per kind; InputError for an unreadable text."""
        outcome = self._matcher.find_matches(text, top=top, rejected=rejected, confirmed=confirmed)
        with self._store.begin() as unit:
            need_id = unit.needs.add(text, outcome.card, NeedStatus.OPEN, now)
            due = _record(unit, need_id, outcome, now)
        return Answer(outcome, need_id, due)

    def answer_again(
        self,
        text: str,
        *,
        need_id: int | None,
        top: int,
        rejected: frozenset[int],
        confirmed: frozenset[int],
        now: datetime,
    ) -> Answer:
        """Find matches anew for a need that is kept already; nothing is kept twice."""
        outcome = self._matcher.find_matches(text, top=top, rejected=rejected, confirmed=confirmed)
        if need_id is None:
            return Answer(outcome)
        with self._store.begin() as unit:
            due = _record(unit, need_id, outcome, now)
        return Answer(outcome, need_id, due)


def _record(unit: Unit, need_id: int, outcome: MatchOutcome, now: datetime) -> date | None:
    shown = sorted(
        (match for group in outcome.groups.values() for match in group),
        key=lambda match: (-match.probability, match.capability.id),
    )
    unit.matches.record(need_id, [MatchRow.of(match, rank) for rank, match in enumerate(shown, 1)], now)
    if not outcome.abstained:
        return None
    due = working_days_after(now.date(), _WORKING_DAYS_TO_ANSWER)
    unit.tasks.open_unmatched(need_id, due)
    return due


def working_days_after(day: date, count: int) -> date:
    """The day that is `count` working days later; Saturdays and Sundays do not count."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
