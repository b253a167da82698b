"""What is printed on turning needs away: those that should be, and those that should not."""

from collections.abc import Mapping, Sequence

from matcher.evaluation.collection import Collection
from tests.bench.calibration import abstention
from tests.bench.hosted import Hosted
from tests.bench.leave_out import THRESHOLDS, area_under_curve, ask_without_answers, sweep
from tests.bench.methods import counts_unjudged
from tests.bench.ours import Ours
from tests.bench.reporting import table
from tests.bench.runs import relevant_to


def turning_away(platform: Hosted, ours: Ours) -> str:
    """By find_matches at the threshold in use; then over thresholds, the answers of every need left out."""
    counted = _counted(platform.collection, ours, platform.fusion.threshold)
    if not counts_unjudged(platform.collection):
        return f"{counted}\n\nAnswers are left out only where unjudged means irrelevant: not here."
    bests = ask_without_answers(platform, ours)
    return f"{counted}\n\n{_swept(platform, bests.complete, bests.left_out)}"


def _counted(collection: Collection, ours: Ours, threshold: float) -> str:
    answerable = {query: bool(relevant) for query, relevant in relevant_to(collection).items()}
    counted = abstention(ours.turned_away, answerable)
    turned_away = f"{counted.turned_away} were turned away{_share(counted.turned_away, counted.unanswerable)}"
    lost = f"{counted.lost} were lost{_share(counted.lost, counted.answerable)}"
    return (
        f"At the threshold {threshold}, by find_matches: of {counted.unanswerable} needs without "
        f"a relevant document {turned_away}; of {counted.answerable} answerable ones {lost}."
    )


def _swept(platform: Hosted, complete: Mapping[str, float], left_out: Mapping[str, float]) -> str:
    used = platform.fusion.threshold
    trades = sweep(list(complete.values()), list(left_out.values()), (*THRESHOLDS, used))
    rows = [
        [
            f"{one.threshold:g}{' (in use)' if one.threshold == used else ''}",
            f"{one.turned_away:.0%}",
            f"{one.lost:.0%}",
        ]
        for one in trades
    ]
    spoken = {query.id: query.language for query in platform.collection.queries}
    areas = [f"all {area_under_curve(list(complete.values()), list(left_out.values())):.3f}"]
    for language in sorted({spoken[query] for query in complete}, reverse=True):
        inside = [query for query in complete if spoken[query] == language]
        area = area_under_curve(_of(complete, inside), _of(left_out, inside))
        areas.append(f"{language} {area:.3f} ({len(inside)})")
    return (
        f"Each of the {len(complete)} answerable needs asked again with its judged documents left out, the "
        "best probability of the search deciding:\n\n"
        + table(["threshold", "turned away, answers left out", "lost, answers there"], rows)
        + f"\n\nArea under the curve (0.5 chance, 1 parted cleanly): {', '.join(areas)}."
    )


def _of(values: Mapping[str, float], queries: Sequence[str]) -> list[float]:
    return [values[query] for query in queries]


def _share(part: int, whole: int) -> str:
    return f" ({part / whole:.0%})" if whole else ""
