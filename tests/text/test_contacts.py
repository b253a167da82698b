import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.contacts import find_contacts


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("打138 1234 5678", "phone", "138 1234 5678"),
        ("手机+8613812345678", "phone", "+8613812345678"),
        ("电话0571-88886666", "phone", "0571-88886666"),
        ("热线400-800-1234", "phone", "400-800-1234"),
        ("一三八零零零零一二三四", "phone", "一三八零零零零一二三四"),
        ("发zhang.san@example.com.cn", "email", "zhang.san@example.com.cn"),
        ("身份证330102199001011234", "id_number", "330102199001011234"),
        ("微信号:abc_12345", "wechat", "abc_12345"),
        ("我们是洛阳鑫泰农牧科技有限公司", "company", "洛阳鑫泰农牧科技有限公司"),
        ("与江苏恒通股份有限公司合作", "company", "江苏恒通股份有限公司"),
        ("绍兴市红旗印染厂", "company", "绍兴市红旗印染厂"),
        ("Ningbo Bright Valve Co., Ltd. leaks", "company", "Ningbo Bright Valve Co., Ltd."),
        ("联系张经理", "person", "张经理"),
        ("找李总", "person", "李总"),
        ("请王工看", "person", "王工"),
        ("联系人:张三丰", "person", "张三丰"),
        ("我叫王小明,做铸造", "person", "王小明"),
    ],
)
def test_finds_what_should_stay_private(text: str, kind: str, quote: str) -> None:
    assert [(detail.kind, detail.quote) for detail in find_contacts(text)] == [(kind, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "加工施工总成",
        "需要高级工程师",
        "我公司有限",
        "一家有限公司",
        "专利申请号:201610018402.3",
        "产量1380000吨,编号20261124001",
        "已与河南科技大学合作",
        "最高总量",
    ],
)
def test_ordinary_words_are_not_private(text: str) -> None:
    assert find_contacts(text) == ()


# Private details are written [kind:quote]; a line without any is harmless and must give no warning.
LABELLED = [
    line
    for half in ("blind", "open", "fresh")
    for line in (Path(__file__).parent / "messages" / f"private-{half}.txt").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("line", LABELLED)
def test_a_phrase_gives_its_private_details_and_no_others(line: str) -> None:
    text = re.sub(r"\[\w+:([^\]]*)\]", r"\1", line)
    expected = re.findall(r"\[(\w+):([^\]]*)\]", line)
    assert [(detail.kind, detail.quote) for detail in find_contacts(text)] == expected


def test_several_details_come_in_the_order_of_the_text() -> None:
    found = find_contacts("联系 13812345678 张经理,微信 abc12345")
    assert [detail.kind for detail in found] == ["phone", "person", "wechat"]


@given(
    st.lists(
        st.sampled_from(
            [
                "张",
                "经理",
                "有限公司",
                "138",
                "12345678",
                "@",
                "a.b",
                "微信",
                "：",
                "，",
                "我叫",
                "集团",
                "0571-",
                " ",
            ]
        )
    ).map("".join)
    | st.text()
)
def test_never_raises_and_quotes_what_is_there(text: str) -> None:
    assert all(detail.quote in text for detail in find_contacts(text))
