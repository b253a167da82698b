import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.money import find_budget, find_price


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        ("预算30万元", "30万元", 3e5, 3e5),
        ("十五万以内", "十五万以内", 0, 1.5e5),
        ("拟投入1000万元研发经费", "1000万元", 1e7, 1e7),
        ("每年药剂约50万元,想投50-80万", "50-80万", 5e5, 8e5),
        ("预算50万到80万", "50万到80万", 5e5, 8e5),
        ("三五十万的预算", "三五十万", 3e5, 5e5),
        ("不超过2.5万块的预算", "2.5万块", 0, 25_000),
        ("最多出20万", "20万", 0, 2e5),
        ("愿意出二十来万", "二十来万", 2e5, 2e5),
        ("计划投资1.4亿,配套建设", "1.4亿", 1.4e8, 1.4e8),
        ("已投入资金260万元。预计需要投入190万元", "190万元", 1.9e6, 1.9e6),
        ("预算:50w", "50w", 5e5, 5e5),
        ("our budget is 500,000 yuan", "500,000 yuan", 5e5, 5e5),
        ("budget not more than 80k", "80k", 0, 80_000),
        ("we can do it for about 6,000 yuan", "6,000 yuan", 6_000, 6_000),
        ("没那么多钱,顶多二十来万", "二十来万", 0, 2e5),
        ("别太贵,四五万吧", "四五万吧", 40_000, 50_000),
        ("不超过三个月,预算20万", "20万", 2e5, 2e5),
    ],
)
def test_reads_what_the_owner_wants_to_spend(text: str, quote: str, low: float, high: float) -> None:
    money = find_budget(text)
    assert money is not None
    assert (money.quote, money.low, money.high) == (quote, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "已投入120万元",
        "年销售收入2002万元",
        "每月电费20万",
        "产能500万瓶/年",
        "10万次寿命以上",
        "每年投入近1000万元研发经费",
        "药剂3000元/吨",
        "实现产值7500万元",
        "铸件打压就漏",
    ],
)
def test_costs_sales_and_counts_are_no_budget(text: str) -> None:
    assert find_budget(text) is None


def test_reads_the_price_of_an_offer() -> None:
    price = find_price("年产值3000万元,专利转让费20万元")
    assert price is not None
    assert price.high == 2e5


def test_an_offer_without_a_price_has_none() -> None:
    assert find_price("新增产值3000万元") is None


@given(
    st.lists(
        st.sampled_from(
            [
                "预算",
                "投入",
                "已",
                "5",
                "十五",
                "两三",
                "万",
                "亿",
                "元",
                "-",
                "到",
                "以内",
                "，",
                "千",
                "k",
                "¥",
            ]
        )
    ).map("".join)
    | st.text()
)
def test_never_raises_and_quotes_what_is_there(text: str) -> None:
    money = find_budget(text)
    assert money is None or (money.quote in text and 0 <= money.low <= money.high)
    find_price(text)
