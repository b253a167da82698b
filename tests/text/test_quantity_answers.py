"""Answers to 「现在多少，要到多少？」, as owners type them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.text.quantities import find_indicators
from matcher.text.quantity_answers import quantity_answer

DEFECTS = "我们压铸件气孔太多，次品率太高"
OVEN = "烘箱温度不均匀"


def change(answer: str, need: str) -> tuple[float | None, float, str]:
    """From, to and unit as they are read below the need."""
    (found,) = find_indicators(f"{need}\n{quantity_answer(answer, need)}")
    return found.start, found.target, found.unit


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("5降到2", (5, 2, "%")),
        ("5到2", (5, 2, "%")),
        ("5→2", (5, 2, "%")),
        ("现在5，要2", (5, 2, "%")),
        ("由5变成2", (5, 2, "%")),
        ("从百分之五到二", (5, 2, "%")),
        ("一成降到半成", (10, 5, "%")),
        ("不到一半 想到八成", (50, 80, "%")),
        ("要2%，现在5%", (5, 2, "%")),
        ("以前80度，现在要120度", (80, 120, "°C")),
        ("现在3０分贝 要20分贝", (30, 20, "dB")),
        ("三百牛到五百牛", (300, 500, "N")),
        ("5mm到3", (5, 3, "mm")),
        ("5 to 2", (5, 2, "%")),
        ("5% now, below 2%", (5, 2, "%")),
    ],
)
def test_two_numbers_are_read_as_from_and_to(answer: str, read: tuple[float, float, str]) -> None:
    assert change(answer, DEFECTS) == read


@pytest.mark.parametrize("answer", ["5降到2", "现在5，要2", "1.2降到0.8"])
def test_no_unit_is_made_up_where_the_need_may_measure_something_else(answer: str) -> None:
    assert quantity_answer(answer, OVEN) == answer
    assert quantity_answer(answer, f"{DEFECTS}，{OVEN}") == answer
    assert quantity_answer(answer) == answer


def test_a_share_is_not_more_than_a_hundred() -> None:
    assert quantity_answer("300降到200", DEFECTS) == "300降到200"


def test_the_answer_may_name_the_share_itself() -> None:
    assert quantity_answer("现在良率85要95") == "现在良率85%提高到95%"


@pytest.mark.parametrize("answer", ["2~5个点", "现在3到5个点", "要80到120度"])
def test_a_range_stays_a_range(answer: str) -> None:
    assert quantity_answer(answer, DEFECTS) == answer


@pytest.mark.parametrize(
    "answer",
    [
        "不知道",
        "5%",
        "次品率5%降到2%",
        "预算5万到10万",
        "联系我13800000000",
        "2025年到2026年",
        "5%，三个月",
        "",
    ],
)
def test_what_is_read_already_or_is_no_change_stays_as_it_is(answer: str) -> None:
    assert quantity_answer(answer, DEFECTS) == answer


@given(st.text(alphabet="0159.%百分之五二半成个点现在要降到从至~-→ 年度mN万不", max_size=40))
@example("0.0000000000001%降到2%")
def test_an_answer_is_left_alone_or_reads_as_a_change(answer: str) -> None:
    rewritten = quantity_answer(answer, DEFECTS)
    if rewritten != answer:
        assert any(found.start is not None for found in find_indicators(rewritten))
        assert quantity_answer(rewritten, DEFECTS) == rewritten


@given(st.text(max_size=300), st.text(max_size=300))
def test_anything_may_be_answered(answer: str, need: str) -> None:
    assert isinstance(quantity_answer(answer, need), str)
