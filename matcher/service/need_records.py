"""What is written of a need besides itself: matches that were shown, tasks for the staff."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from matcher.domain.decision import Decision, Pair, Verdict
from matcher.domain.match import Match, MatchOutcome
from matcher.domain.task import TaskKind
from matcher.store import MatchRow, Unit

WORKING_DAYS_TO_ANSWER = 3


def shown_matches(outcome: MatchOutcome) -> list[Match]:
    """Of all groups, best first."""
    return sorted(
        (match for group in outcome.groups.values() for match in group),
        key=lambda match: (-match.probability, match.capability.id),
    )


def record_outcome(
    unit: Unit, need_id: int, outcome: MatchOutcome, now: datetime, *, is_open: bool
) -> date | None:
    """Keep what a need was shown; the day by which staff look at an open one that was shown nothing."""
    rows = [MatchRow.of(match, rank) for rank, match in enumerate(shown_matches(outcome), 1)]
    unit.matches.record(need_id, rows, now)
    if not outcome.abstained:
        unit.tasks.close(need_id, TaskKind.UNMATCHED_NEED)
    if not (outcome.abstained and is_open):
        return None
    return unit.tasks.open(TaskKind.UNMATCHED_NEED, need_id, due_after(now.date())).due


def verdicts_on(outcome: MatchOutcome, decisions: Sequence[Decision]) -> Mapping[int, Verdict]:
    """Of the capabilities in the outcome, each in the version that is shown."""
    shown = {Pair(match.capability.id, match.capability.version) for match in shown_matches(outcome)}
    return {
        decision.capability_id: decision.verdict
        for decision in decisions
        if Pair(decision.capability_id, decision.capability_version) in shown
    }


def declined_pairs(decisions: Sequence[Decision]) -> frozenset[Pair]:
    """What its owner does not want to see again."""
    return frozenset(
        Pair(decision.capability_id, decision.capability_version)
        for decision in decisions
        if decision.verdict is Verdict.DECLINED
    )


def delete_needs(unit: Unit, need_ids: Sequence[int]) -> None:
    """The needs and all that speaks of them."""
    unit.needs.lock(need_ids)  # else somebody could decide on one meanwhile, and it could not go
    for repository in (unit.decisions, unit.matches, unit.tasks):
        repository.delete_of(need_ids)
    unit.needs.delete(need_ids)


def due_after(day: date) -> date:
    """By when staff answer what comes in on that day."""
    return working_days_after(day, WORKING_DAYS_TO_ANSWER)


def working_days_after(day: date, count: int) -> date:
    """The day that is `count` working days later; Saturdays and Sundays do not count."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
