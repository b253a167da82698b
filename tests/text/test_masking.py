import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.need import ContactDetail
from matcher.text.contacts import find_contacts
from matcher.text.masking import mask

PHRASES = [
    re.sub(r"\[\w+:([^\]]*)\]", r"\1", line)
    for half in ("blind", "open", "fresh")
    for line in (Path(__file__).parent / "messages" / f"private-{half}.txt").read_text("utf-8").splitlines()
]


def _masked(text: str, language: str = "zh") -> str:
    return mask(text, find_contacts(text), language)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("联系张经理，电话13812345678", "联系某经理，电话（电话已隐去）"),
        ("请王工看", "请某工看"),
        ("联系人:张三丰", "联系人:某人"),
        ("我们是洛阳鑫泰农牧科技有限公司，猪舍臭", "我们是某公司，猪舍臭"),
        ("绍兴市红旗印染厂的布掉色", "某公司的布掉色"),
        ("发zhang.san@example.com.cn", "发（邮箱已隐去）"),
        ("微信号:abc_12345", "微信号:（微信已隐去）"),
        ("身份证330102199001011234", "身份证（证号已隐去）"),
        ("税号91330602MA2D8XK93T", "税号（证号已隐去）"),
    ],
)
def test_a_private_detail_becomes_what_it_was(text: str, masked: str) -> None:
    assert _masked(text) == masked


def test_an_english_text_is_masked_in_english() -> None:
    text = "Ningbo Bright Valve Co., Ltd. leaks, call Mr Smith at +8613812345678 or write to a@b.cn"
    assert _masked(text, "en") == (
        "a company leaks, call a person at (phone removed) or write to (e-mail removed)"
    )


def test_a_name_is_masked_wherever_it_stands() -> None:
    assert _masked("我叫王小明,做铸造。王小明的模具粘铝") == "我叫某人,做铸造。某人的模具粘铝"


@pytest.mark.parametrize(
    "text",
    ["给美的做配套，外壳有毛刺", "张力控制不稳", "石墨电极断裂", "标准GB/T 1234-2008", "高工资招不到人"],
)
def test_words_of_the_product_stay_byte_for_byte(text: str) -> None:
    assert _masked(text) == text


def test_the_longer_of_two_details_goes_first() -> None:
    details = (ContactDetail("person", "王强"), ContactDetail("company", "王强机械有限公司"))
    assert mask("王强机械有限公司的王强", details) == "某公司的某人"


def test_a_kind_without_a_word_of_its_own_is_hidden_all_the_same() -> None:
    assert mask("车牌浙A12345", (ContactDetail("plate", "浙A12345"),)) == "车牌（已隐去）"
    assert mask("plate A12345", (ContactDetail("plate", "A12345"),), "en") == "plate (removed)"


def test_without_details_nothing_changes() -> None:
    assert mask("铸件漏水", ()) == "铸件漏水"
    assert mask("铸件漏水", (ContactDetail("person", ""),)) == "铸件漏水"


@pytest.mark.parametrize("text", PHRASES)
def test_a_masked_phrase_holds_nothing_private(text: str) -> None:
    assert find_contacts(_masked(text)) == ()


PRIVATE = ["联系张经理", "13812345678", "宁波海天有限公司", "我叫王小明", "a@b.cn", "微信abc12345", "找李总"]
HARMLESS = ["铸件漏水", "，", "。", "给美的做配套", "张力不稳", "\n", " ", "leaks "]


@given(st.lists(st.sampled_from(PRIVATE + HARMLESS)).map("".join) | st.text())
def test_a_mask_of_a_masked_text_changes_nothing_and_no_detail_is_left(text: str) -> None:
    contacts = find_contacts(text)
    masked = mask(text, contacts)
    assert mask(masked, contacts) == masked
    assert not any(detail.quote in masked for detail in contacts)
