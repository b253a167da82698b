from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.dates import find_deadline

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        ("年底前要解决", "年底前", date(2026, 12, 31)),
        ("希望三个月内解决", "三个月内", date(2027, 2, 24)),
        ("三个月内", "三个月内", date(2027, 2, 24)),
        ("半年内拿出样品", "半年内", date(2027, 5, 24)),
        ("两周内给方案", "两周内", date(2026, 12, 8)),
        ("2027年3月", "2027年3月", date(2027, 3, 31)),
        ("2027年3月前完成", "2027年3月前", date(2027, 2, 28)),
        ("最好2027年3月15日前交货", "2027年3月15日前", date(2027, 3, 15)),
        ("6月1日前交货", "6月1日前", date(2027, 6, 1)),
        ("明年上半年完成", "明年上半年", date(2027, 6, 30)),
        ("明年底前投产", "明年底前", date(2027, 12, 31)),
        ("下个月底交付", "下个月底", date(2026, 12, 31)),
        ("月底前", "月底前", date(2026, 11, 30)),
        ("一季度要投产", "一季度", date(2027, 3, 31)),
        ("2027年二季度投产", "2027年二季度", date(2027, 6, 30)),
        ("春节前弄好", "春节前", date(2027, 2, 5)),
        ("截止2027-03-15", "2027-03-15", date(2027, 3, 15)),
        ("we need it within 3 months", "within 3 months", date(2027, 2, 24)),
        ("by March 2027 please", "by March 2027", date(2027, 3, 31)),
        ("by the end of the year", "by the end of the year", date(2026, 12, 31)),
        ("we need it before May 2027", "before May 2027", date(2027, 4, 30)),
        ("deadline end of April", "end of April", date(2027, 4, 30)),
        ("deliver by 20 February 2027", "20 February 2027", date(2027, 2, 20)),
        ("samples must be here by March 5th", "March 5th", date(2027, 3, 5)),
        ("培训安排在二季度", "二季度", date(2027, 6, 30)),
        ("今年开春没赶上,明年开春一定要用", "明年开春", date(2027, 3, 31)),
        ("秋收前完成试验", "秋收前", date(2027, 8, 31)),
    ],
)
def test_reads_the_day_by_which_it_must_be_done(text: str, quote: str, day: date) -> None:
    deadline = find_deadline(text, TODAY)
    assert deadline is not None
    assert (deadline.quote, deadline.day) == (quote, day)


@pytest.mark.parametrize(
    "text",
    [
        "三个月内就生锈",
        "保质期三个月内不变质",
        "公司2012年成立,2018年1月投产",
        "十年前买的设备",
        "三年前买的设备",
        "2月30日前",
        "13月前",
        "铸件打压就漏",
    ],
)
def test_troubles_history_and_impossible_days_are_no_deadline(text: str) -> None:
    assert find_deadline(text, TODAY) is None


@given(
    st.lists(
        st.sampled_from(
            [
                "2027",
                "99",
                "年",
                "3",
                "月",
                "31",
                "日",
                "前",
                "底",
                "内",
                "三",
                "个",
                "半",
                "周",
                "明年",
                "要",
                "季度",
                "-",
                "/",
            ]
        )
    ).map("".join)
    | st.text(),
    st.dates(),
)
def test_never_raises_and_never_looks_back(text: str, today: date) -> None:
    deadline = find_deadline(text, today)
    assert deadline is None or (deadline.quote in text and deadline.day >= today)
