import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.taxonomy import Taxonomy
from matcher.text.regions import find_mention, find_region


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("浙江绍兴", "浙江省绍兴市"),
        ("浙江省绍兴市", "浙江省绍兴市"),
        ("浙江 绍兴", "浙江省绍兴市"),
        ("绍兴做印染的", "浙江省绍兴市"),
        ("我们在浙江的厂,在绍兴柯桥做印染", "浙江省绍兴市"),
        ("a mill in Shaoxing", "浙江省绍兴市"),
        ("we are in inner mongolia", "内蒙古自治区"),
        ("Xi'an pump maker", "陕西省西安市"),
        ("义乌的饰品厂", "浙江省金华市"),
        ("昆山模具", "江苏省苏州市"),
        ("我厂地处章丘区", "山东省济南市"),
        ("北京市朝阳区", "北京市"),
        ("内蒙古包头", "内蒙古自治区包头市"),
        ("云南大理的厂", "云南省大理白族自治州"),
        ("河南开封的面粉厂", "河南省开封市"),
        ("四川凉山越西", "四川省凉山彝族自治州"),
        ("新疆维吾尔自治区乌鲁木齐市", "新疆维吾尔自治区乌鲁木齐市"),
        ("香港", "香港特别行政区"),
        ("客户在广东,我们是义乌的", "浙江省金华市"),
        ("与浙江大学合作过,厂在佛山南海", "广东省佛山市"),
        ("河北区域的水泥厂", "河北省"),
    ],
)
def test_knows_where_the_writer_is(text: str, region: str, taxonomy: Taxonomy) -> None:
    found = find_region(text, taxonomy)
    assert found is not None
    assert taxonomy.region_name(found.code) == region


@pytest.mark.parametrize(
    "text",
    [
        "上海南站附近的小厂",
        "两种办法大同小异",
        "心态平和",
        "大理石锯片",
        "开封后三天就坏",
        "四平方米的样板",
        "复合肥结块",
        "日照时间不够",
        "东西安全装好",
        "放大连续生产",
        "与清华大学合作",
        "产品销往山东、河北",
        "鞋子包头材料",
        "0-10V/DALI 调光",
        "形成都是小气泡",
    ],
)
def test_ordinary_words_and_other_peoples_places_are_no_region(text: str, taxonomy: Taxonomy) -> None:
    assert find_region(text, taxonomy) is None


@given(text=st.text(alphabet="浙江省绍兴市大连续上海南站大同小异 Shanxi,在客户") | st.text())
def test_never_raises_and_quotes_what_is_there(text: str, taxonomy: Taxonomy) -> None:
    mention = find_mention(text, taxonomy)
    assert mention is None or (mention.quote in text and mention.code in taxonomy.regions)
