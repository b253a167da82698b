"""How well needs are read: every field of the card against 100 labelled needs (`make bench-reading`).

The rules stand in corpora/needs/README.md. `--misses` lists what went wrong in the dev half; the held half
gives figures only.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from matcher.domain.need import NeedCard
from matcher.domain.taxonomy import Taxonomy
from matcher.service.taxonomy import load_taxonomy
from matcher.text.reading import read_need
from tests.bench.card_scoring import Figures, Labels, Scored, figures, score
from tests.bench.reporting import machine, table

SAID_ON = date(2026, 12, 1)
PARTS = ("all", "dev", "held", "everyday", "formal", "english")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A need and what a careful reader would put on its card."""

    id: str
    text: str
    group: str
    half: str
    labels: Labels


def read_labelled() -> list[Labelled]:
    text = (files("corpora") / "needs" / "labelled.jsonl").read_text(encoding="utf-8")
    return [Labelled(**json.loads(line)) for line in text.splitlines()]


def labels_of(card: NeedCard, taxonomy: Taxonomy) -> Labels:
    """The card in the form of the labels."""
    names = ("name", "unit", "start", "target", "upper", "comparator")
    return {
        "indicators": [{name: getattr(one, name) for name in names} for one in card.indicators],
        "budget": {"low": card.budget.low, "high": card.budget.high} if card.budget else None,
        "deadline": card.deadline.isoformat() if card.deadline else None,
        "region_code": card.region_code,
        "modes": list(card.modes),
        "route": card.route,
        "pillar": taxonomy.pillar_of(card.industries[0]) if card.industries else "",
        "confidentiality": card.confidentiality,
        "contacts": [{"kind": one.kind, "quote": one.quote} for one in card.contacts],
        "tried": list(card.tried),
        "constraints": list(card.constraints),
    }


def score_all(needs: Sequence[Labelled], taxonomy: Taxonomy) -> list[Scored]:
    """What the readers make of each, in the order of the needs."""
    cards = [read_need(need.text, taxonomy, SAID_ON) for need in needs]
    return [score(labels_of(card, taxonomy), need.labels) for need, card in zip(needs, cards, strict=True)]


def figures_of(part: str, needs: Sequence[Labelled], scored: Sequence[Scored]) -> dict[str, Figures]:
    """Of a half, of a group, or of all."""
    pairs = zip(needs, scored, strict=True)
    return figures(one for need, one in pairs if part in ("all", need.half, need.group))


def report(needs: Sequence[Labelled], scored: Sequence[Scored]) -> str:
    """A row a field; precision, recall and F1 over all, each half and each group."""
    columns = [figures_of(part, needs, scored) for part in PARTS]
    return table(
        ["field", "labels", *(f"{part} P / R / F1" for part in PARTS)],
        [
            [field, str(total.labelled), *(_shown(column[field]) for column in columns)]
            for field, total in columns[0].items()
        ],
    )


def _shown(one: Figures) -> str:
    return f"{one.precision:.2f} / {one.recall:.2f} / {one.f1:.2f}"


def misses(needs: Sequence[Labelled], scored: Sequence[Scored]) -> str:
    """What was read without a label (+) and labelled without being read (-), of the half for mending."""
    lines: list[str] = []
    for need, one in zip(needs, scored, strict=True):
        wrong = [f"  + {field}: {item}" for field, outcome in one.items() for item in outcome.wrong]
        missed = [f"  - {field}: {item}" for field, outcome in one.items() for item in outcome.missed]
        if need.half == "dev" and wrong + missed:
            lines += [f"{need.id} {need.text}", *wrong, *missed]
    return "\n".join(lines)


def reading_time(needs: Sequence[Labelled], taxonomy: Taxonomy, rounds: int = 5) -> float:
    """Milliseconds a need, of the quickest of several rounds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        for need in needs:
            read_need(need.text, taxonomy, SAID_ON)
        taken.append(time.perf_counter() - began)
    return min(taken) * 1000 / len(needs)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--misses", action="store_true", help="list what went wrong in the dev half")
    chosen = options.parse_args()
    needs, taxonomy = read_labelled(), load_taxonomy(files("corpora") / "taxonomy")
    scored = score_all(needs, taxonomy)
    print(misses(needs, scored) if chosen.misses else report(needs, scored))
    print(f"\n{machine()}; {reading_time(needs, taxonomy):.2f} ms a need")
    return 0


if __name__ == "__main__":
    sys.exit(main())
