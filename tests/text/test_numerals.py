import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.numerals import NARROW, read_number, read_range


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,500", 1_500),
        ("3.5万", 35_000),
        ("2千万", 20_000_000),
        ("十五", 15),
        ("十五万", 150_000),
        ("廿五", 25),
        ("一百零五", 105),
        ("一百二十", 120),
        ("三百五", 350),
        ("两千三", 2_300),
        ("一万八", 18_000),
        ("一万零五百", 10_500),
        ("三千八百", 3_800),
        ("三点五", 3.5),
        ("三点五万", 35_000),
        ("半", 0.5),
    ],
)
def test_reads_numbers_as_people_write_them(written: str, value: float) -> None:
    assert read_number(written) == value


@pytest.mark.parametrize("written", ["", "万", "二三", "两三百", "三点", "abc", "点五", "9" * 400])
def test_what_is_no_number_is_none(written: str) -> None:
    assert read_number(written) is None


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("两三百", 200, 300), ("三五十", 30, 50), ("七八", 7, 8), ("五六万", 50_000, 60_000)],
)
def test_two_digits_in_a_row_are_a_range(written: str, low: float, high: float) -> None:
    assert read_range(written) == (low, high)


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万亿半点廿0123456789,. 多"))
def test_never_raises(written: str) -> None:
    read_number(written)
    read_range(written)


@given(st.text())
def test_narrow_signs_keep_their_places(text: str) -> None:
    assert len(text.translate(NARROW)) == len(text)
