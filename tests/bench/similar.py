"""Needs like a need, measured: a restatement should find the title of the need that it restates."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from matcher.bootstrap import open_scratch
from matcher.config import Settings
from matcher.evaluation.thesaurus_cover import read_cases
from matcher.service.similar import SimilarNeeds
from tests.bench.hosted import post
from tests.bench.methods import peers_of
from tests.bench.reporting import progress, table
from tests.bench.runs import Scores


def similar(file: Path, settings: Settings, today: date) -> str:
    """Ours beside the peers, on a file of needs; InputError for one that cannot be read."""
    restated, titles = read_restatements(file)
    progress(f"similar needs: {file.name} …")
    ranks: dict[str, list[float]] = {}
    with open_scratch(settings, today) as opened:
        for method, peer in peers_of(opened.encoder).items():
            ranks[method] = ranks_of(peer(titles, restated))
        asked = post(opened, [*titles, *restated], today)
        needs = SimilarNeeds(opened.encoder.dimension)
        needs.keep({place: asked[place] for place in range(len(titles)) if place in asked})
        ranks["ours"] = []
        for place in range(len(titles)):
            need = asked.get(len(titles) + place)
            found = [one.need_id for one in needs.like(need, len(titles))] if need else []
            ranks["ours"].append(found.index(place) + 1 if place in found else np.inf)
    return f"{len(titles)} restated needs, each searched among all {len(titles)} titles:\n\n" + table(
        ["method", "top-1", "top-5", "MRR"], [[name, *_shown(one)] for name, one in ranks.items()]
    )


def read_restatements(file: Path) -> tuple[list[str], list[str]]:
    """Needs and, in the same order, titles, of the rows of a JSONL file that have both."""
    cases = read_cases(file)
    return [case.need for case in cases], [title for case in cases for title in case.answers]


def ranks_of(scores: Scores) -> list[float]:
    """Of the document at the same place as its query, from 1; equal scores share their middle rank."""
    own = scores.diagonal()[:, None]
    above, level = (scores > own).sum(axis=1), (scores == own).sum(axis=1)
    return [float(better + (equal + 1) / 2) for better, equal in zip(above, level, strict=True)]


def _shown(ranks: Sequence[float]) -> list[str]:
    rank = np.asarray(ranks, np.float64)
    return [f"{np.mean(rank <= 1):.3f}", f"{np.mean(rank <= 5):.3f}", f"{np.mean(1 / rank):.3f}"]
