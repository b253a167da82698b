"""Needs asked again without their answers: arithmetic by hand, and a platform of a few capabilities."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation.collection import Collection, JudgedDocument, JudgedQuery
from matcher.evaluation.running import indexed
from tests.bench.hosted import Hosted, post
from tests.bench.leave_out import Trade, area_under_curve, ask_without_answers, sweep
from tests.bench.ours import our_scores
from tests.bench.reverse import reverse
from tests.helpers.application import FUSION, open_small
from tests.helpers.capabilities import TODAY
from tests.helpers.tiny_model import write_tiny_model

SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=20)
COLLECTION = Collection(
    (
        JudgedDocument("cast", "压铸件气孔控制", "真空压铸减少气孔。"),
        JudgedDocument("dye", "色牢度提升", "固色剂提高色牢度。"),
        JudgedDocument("food", "果蔬保鲜", "气调保鲜延长货架期。"),
    ),
    (
        JudgedQuery("1", "压铸件气孔太多", "zh"),
        JudgedQuery("2", "固色差,色牢度不合格", "zh"),
        JudgedQuery("3", "水泵噪声大", "zh"),
        JudgedQuery("4", "🧵", "zh"),
    ),
    {"1": {"cast": 3}, "2": {"dye": 2}, "4": {"food": 2}},
)


def test_a_need_below_the_threshold_is_turned_away_one_at_it_is_not() -> None:
    assert sweep([0.3, 0.5], [0.1, 0.3, 0.2, 0.05], [0.5, 0.3]) == [Trade(0.3, 0.75, 0), Trade(0.5, 1, 0.5)]


def test_nobody_to_turn_away_is_no_reason_to_fail() -> None:
    assert sweep([], [], [0.5]) == [Trade(0.5, 0, 0)]
    assert area_under_curve([], [0.5]) == 0.5


@given(SHARES, SHARES, SHARES)
def test_a_higher_threshold_turns_more_away_and_loses_more(
    able: list[float], unable: list[float], thresholds: list[float]
) -> None:
    trades = sweep(able, unable, thresholds)
    assert [one.threshold for one in trades] == sorted(set(thresholds))
    for values in ([one.turned_away for one in trades], [one.lost for one in trades]):
        assert values == sorted(values)


def test_the_area_counts_pairs_in_the_right_order() -> None:
    assert area_under_curve([0.9, 0.8], [0.1, 0.2]) == 1
    assert area_under_curve([0.5, 0.1], [0.3, 0.1]) == pytest.approx((1 + 1 + 0 + 0.5) / 4)


@given(SHARES, SHARES)
def test_the_area_of_the_other_side_is_the_rest(able: list[float], unable: list[float]) -> None:
    assert area_under_curve(able, unable) + area_under_curve(unable, able) == pytest.approx(1)


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    home = tmp_path_factory.mktemp("platform")
    with (
        open_small(home, write_tiny_model(home / "model"), rows=(), entries=()) as opened,
        indexed(COLLECTION, opened.store, opened.matcher, TODAY) as name_of,
    ):
        known, _ = opened.keeper.index.vectors()
        id_of = {name_of(id): id for id in known.tolist()}
        ids = np.array([id_of[one.id] for one in COLLECTION.documents], np.int64)
        asked = post(opened, [query.text for query in COLLECTION.queries], TODAY)
        yield Hosted(COLLECTION, opened, FUSION, ids, {str(place + 1): one for place, one in asked.items()})


def test_a_need_has_less_to_hope_for_without_its_answer(platform: Hosted) -> None:
    bests = ask_without_answers(platform, our_scores(platform))
    assert set(bests.complete) == {"1", "2", "4"}
    assert bests.left_out["1"] < bests.complete["1"]
    assert bests.left_out["2"] < bests.complete["2"]


def test_what_nobody_could_read_has_nothing_to_hope_for(platform: Hosted) -> None:
    bests = ask_without_answers(platform, our_scores(platform))
    assert (bests.complete["4"], bests.left_out["4"]) == (0, 0)
    assert "4" not in platform.asked


def test_reverse_scores_are_those_of_a_search(platform: Hosted) -> None:
    said = reverse(platform, our_scores(platform))
    difference = float(said.partition("(log-odds): ")[2].split()[0].rstrip("."))
    assert difference < 1e-4
    assert "3 needs and 3 capabilities" in said
