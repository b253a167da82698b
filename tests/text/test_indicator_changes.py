"""What it is now in one clause, what it shall be in another: one indicator, start and target."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.quantities import find_indicators

Change = tuple[str, float | None, float]


def changes(text: str) -> list[Change]:
    return [(one.unit, one.start, one.target) for one in find_indicators(text)]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("合格率现在80%，能不能做到95%以上", ("%", 80, 95)),
        ("圆度要控制在3丝以内 现在8丝", ("丝", 8, 3)),
        ("保质期才10天，超市要60天", ("d", 10, 60)),
        ("烟气粉尘浓度超过50mg/m³，希望改造后粉尘浓度低于10mg/m³", ("mg/m³", 50, 10)),
        ("现有抗压强度为20MPa，拟开发抗压强度≥35MPa的产品", ("MPa", 20, 35)),
        ("the fan runs at 80 dB; we want it below 60 dB", ("dB", 80, 60)),
        ("raise bond strength from 2 MPa to at least 5 MPa", ("MPa", 2, 5)),
        ("容量只剩六成客户要九成", ("%", 60, 90)),
        ("COD约8000mg/L，盐分3%，要求处理后COD≤500mg/L", ("mg/L", 8000, 500)),
        ("漆面耐水24小时起泡，要求漆面耐水96小时", ("h", 24, 96)),
        ("current glue costs 18 yuan/kg, want 12 yuan/kg or less", ("元/kg", 18, 12)),
        ("runout 0.03 mm, want 0.01 mm or less", ("mm", 0.03, 0.01)),
    ],
)
def test_a_state_and_its_target_in_two_clauses_are_one_change(text: str, change: Change) -> None:
    assert change in changes(text)
    assert [unit for unit, _, _ in changes(text)].count(change[0]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "钢板厚度8mm，要求平面度0.05mm以内",  # another quantity of the same dimension
        "钢板8mm，要求0.05mm以内",  # too far apart to be the same
        "抗拉强度≥240MPa，要求屈服强度≥180MPa",  # two limits
        "水分小于5%，要求蛋白质小于8%",
        "破碎率3.1%，行业标准为1%",  # nobody asks for it
    ],
)
def test_two_quantities_stay_two(text: str) -> None:
    assert [start for _, start, _ in changes(text)] == [None, None]


@given(st.text(alphabet="现在要想从到，。 8%05天mm我们want 以上", max_size=300))
def test_quotes_of_changes_stand_in_the_text(text: str) -> None:
    assert all(one.quote in text for one in find_indicators(text))


def test_a_long_row_of_quantities_is_joined_in_linear_time() -> None:
    began = time.perf_counter()
    find_indicators("现在8%，要5%，" * 2000)
    assert time.perf_counter() - began < 2
