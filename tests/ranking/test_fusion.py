"""The score is the sum of its parts, the probability its logistic, the weights are data."""

import json
import math
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.need import NeedCard
from matcher.errors import ModelError
from matcher.ranking.features import SEARCHED, FeatureTable, stated_features
from matcher.ranking.fusion import BASE, Fusion, load_fusion, probability
from tests.helpers.capabilities import capability

NUMBERS = st.floats(-12, 12, width=32)
NAMES = ("wording", "meaning", "limits", "unheard_of")
SHIPPED = files("corpora") / "ranking" / "fusion.json"


@given(
    st.dictionaries(st.sampled_from(NAMES[:3]), NUMBERS),
    NUMBERS,
    st.lists(st.tuples(*[NUMBERS] * 4), min_size=1, max_size=5),
)
def test_parts_sum_to_the_score(
    weights: dict[str, float], base: float, rows: list[tuple[float, ...]]
) -> None:
    fusion = Fusion(weights, base, 0.5)
    columns = {name: np.array([row[place] for row in rows], np.float32) for place, name in enumerate(NAMES)}
    table = FeatureTable(np.arange(len(rows), dtype=np.int64), columns)
    for place, score in enumerate(fusion.scores(table)):
        parts = fusion.parts(table.row(place))
        assert parts[BASE] == base
        assert all(name == BASE or part for name, part in parts.items())
        assert parts.keys() <= {BASE, *weights}
        assert math.isclose(sum(parts.values()), score, abs_tol=1e-3)


@given(st.floats(allow_nan=False))
def test_probability_is_the_logistic_of_any_score(score: float) -> None:
    value = probability(score)
    assert 0 <= value <= 1
    assert math.isclose(value + probability(-score), 1)
    if abs(score) < 30:
        assert math.isclose(math.log(value / (1 - value)), score, rel_tol=1e-3, abs_tol=1e-6)


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_a_higher_score_is_never_less_probable(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert probability(low) <= probability(high)


def test_a_table_reordered_keeps_each_row_together() -> None:
    table = FeatureTable(np.array([4, 7, 9]), {"wording": np.array([0.5, 1.5, 2.5], np.float32)})
    turned = table.ordered(np.array([2, 0, 1]))
    assert turned.ids.tolist() == [9, 4, 7]
    assert [turned.row(place) for place in range(3)] == [
        {"wording": 2.5},
        {"wording": 0.5},
        {"wording": 1.5},
    ]


def test_the_shipped_weights_are_of_known_features() -> None:
    fusion = load_fusion(SHIPPED)
    assert set(fusion.weights) <= {*SEARCHED, *stated_features(NeedCard(), capability(), (), ())}
    assert 0 < fusion.threshold < 1
    assert all(fusion.weights[name] >= 0 for name in SEARCHED if name in fusion.weights)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"weights": [], "base": 1, "threshold": 0.3}',
        '{"weights": {"wording": "much"}, "base": 1, "threshold": 0.3}',
        '{"weights": {}, "base": null, "threshold": 0.3}',
    ],
)
def test_a_spoilt_weights_file_is_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "fusion.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"^排序权重文件 .*fusion\.json 缺失或格式不对"):
        load_fusion(file)


def test_an_absent_or_binary_weights_file_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "fusion.json"
    with pytest.raises(ModelError):
        load_fusion(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ModelError):
        load_fusion(file)


def test_a_weights_file_comes_back_as_written(tmp_path: Path) -> None:
    file = tmp_path / "fusion.json"
    file.write_text(json.dumps({"weights": {"wording": 1}, "base": -2, "threshold": 0.25}), encoding="utf-8")
    assert load_fusion(file) == Fusion({"wording": 1.0}, -2.0, 0.25)
