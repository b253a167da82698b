"""The lexical leg keeps few segments and the same scores, however its rows came."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from matcher.index.lexical import MOST_GRAMS, MOST_POSTINGS, LexicalField, ask, heaviest

TEXTS = [f"第{number}种 压铸气孔 {'缩松' * (number % 3)} model{number % 5}" for number in range(200)]
WORDING = [(("缩松 model3 气孔", 1.0),)]


def field_of(batch: int) -> LexicalField:
    field = LexicalField()
    for start in range(0, len(TEXTS), batch):
        rows = np.arange(start, min(len(TEXTS), start + batch), dtype=np.int32)
        field.add(rows, TEXTS[start : start + batch])
    return field


def scores(field: LexicalField, alive: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
    alive = np.ones(len(TEXTS), np.bool_) if alive is None else alive
    return field.score(ask(WORDING[0]), alive, int(alive.sum()))


@pytest.mark.parametrize("batch", [1, 3, 50])
def test_segments_are_merged_and_scores_stay(batch: int) -> None:
    grown = field_of(batch)
    sizes = [len(segment.rows) for segment in grown._segments]
    assert len(sizes) <= 6
    assert all(before >= 4 * behind for before, behind in pairwise(sizes))
    assert scores(grown).tobytes() == scores(field_of(len(TEXTS))).tobytes()


def test_renumbering_drops_the_dead_and_keeps_the_rest() -> None:
    field = field_of(7)
    alive = np.arange(len(TEXTS)) % 3 > 0
    before = scores(field, alive)[alive]
    new_row = np.where(alive, np.cumsum(alive) - 1, -1).astype(np.int32)
    field.renumber(new_row)
    living = int(alive.sum())
    after = field.score(ask(WORDING[0]), np.ones(living, np.bool_), living)
    assert after.tobytes() == before.tobytes()


def test_a_field_without_living_rows_is_empty() -> None:
    field = field_of(50)
    field.renumber(np.full(len(TEXTS), -1, np.int32))
    assert field.state() == {}
    assert LexicalField.restore(field.state()).score(ask(WORDING[0]), np.ones(0, np.bool_), 0).shape == (0,)


def test_a_field_comes_back_as_it_was() -> None:
    field = field_of(7)
    before = scores(field)
    assert scores(LexicalField.restore(field.state())).tobytes() == before.tobytes()
    assert scores(field).tobytes() == before.tobytes()


def test_only_the_heaviest_grams_of_a_long_need_count() -> None:
    weights = np.r_[np.full(MOST_GRAMS, 0.5), np.full(9, 0.5 + 1e-13), [0.1, 0.9]]
    kept = heaviest(weights, np.ones(len(weights), np.int64))
    assert kept.tolist() == [MOST_GRAMS + 10, *range(MOST_GRAMS - 1)]


def test_common_grams_are_left_out_once_the_rarer_ones_have_used_up_the_time() -> None:
    frequency = np.array([MOST_POSTINGS - 10, 10, 20, 5])
    assert heaviest(np.array([0.9, 0.8, 0.7, 0.6]), frequency).tolist() == [0, 1]
    assert heaviest(np.array([0.5, 0.0]), np.array([MOST_POSTINGS + 1, 1])).tolist() == [0]
