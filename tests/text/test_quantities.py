import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.quantities import find_indicators

Row = tuple[str, str, str, float | None, float, float | None, str]


def _rows(text: str) -> list[Row]:
    return [
        (item.quote, item.name, item.unit, item.start, item.target, item.upper, item.comparator.value)
        for item in find_indicators(text)
    ]


@pytest.mark.parametrize(
    ("text", "unit", "target"),
    [
        ("处理成本每吨1500以下", "元/t", 1500),
        ("吨水处理成本不高于60元", "元/t", 60),
        ("成本一平方不能超过4块5", "元/m²", 4.5),
        ("单价不高于3.8元/片", "元/片", 3.8),
        ("it costs 100 yuan per ton", "元/t", 100),
        ("加工费一件两块", "元/件", 2),
        ("产能要翻一番", "倍", 2),
        ("产量翻两番", "倍", 4),
        ("we want to double the output", "倍", 2),
        ("一个班断二三十次", "次/班", 20),
        ("we make 120 pieces per shift", "件/班", 120),
        ("报告周期不超过15个工作日", "d", 15),
        ("待机电流小于20μA", "μA", 20),
        ("电机温升不超过80K", "K", 80),
        ("粉尘小于4毫克每立方", "mg/m³", 4),
        ("用电能降一百到一百五十度电", "kWh", 100),
    ],
)
def test_reads_prices_of_a_piece_multiples_and_rates(text: str, unit: str, target: float) -> None:
    found = find_indicators(text)
    assert [(one.unit, one.target) for one in found] == [(unit, target)]


@pytest.mark.parametrize(
    "text", ["预算50K", "4K摄像头", "每吨钢都裂", "二十块砖坏了", "设备30万元一台", "双面胶翻边"]
)
def test_other_money_and_letters_are_no_quantities(text: str) -> None:
    assert not [one for one in find_indicators(text) if one.unit in ("K", "倍", "元/t")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("板子厚度3.5mm", ("3.5mm", "板子厚度", "mm", None, 3.5, None, "=")),
        ("抗冲击韧性≥67%", ("≥67%", "抗冲击韧性", "%", None, 67, None, ">=")),
        ("堆积密度≥1.80克/立方厘米", ("≥1.80克/立方厘米", "堆积密度", "g/cm³", None, 1.8, None, ">=")),
        ("炉温1400-1600℃", ("1400-1600℃", "炉温", "°C", None, 1400, 1600, "=")),
        ("断裂强力不低于500N", ("500N", "断裂强力", "N", None, 500, None, ">=")),
        ("成本增幅不高于200%", ("200%", "成本增幅", "%", None, 200, None, "<=")),
        ("硬度从300提高到500MPa", ("300提高到500MPa", "硬度", "MPa", 300, 500, None, ">=")),
        ("合格率要从85%提到95%以上", ("85%提到95%以上", "合格率", "%", 85, 95, None, ">=")),
        ("把织物的断裂强力从300N提高到500N", ("300N提高到500N", "断裂强力", "N", 300, 500, None, ">=")),
        ("氧化烧损从1.5%降到1.0%以下", ("1.5%降到1.0%以下", "氧化烧损", "%", 1.5, 1, None, "<=")),
        ("氧含量降到5ppm以下", ("5ppm以下", "氧含量", "ppm", None, 5, None, "<=")),
        ("一天800斤", ("800斤", "", "斤/d", None, 800, None, "=")),
        ("日产500吨的窑", ("500吨", "日产", "t/d", None, 500, None, "=")),
        ("效率要达到每分钟30件", ("30件", "效率", "件/min", None, 30, None, "=")),
        ("每天600度电降至450度", ("600度电降至450度", "", "kWh/d", 600, 450, None, "<=")),
        ("放三天不坏", ("三天", "不坏", "d", None, 3, None, ">=")),
        ("草莓放两天就烂,想放五天不坏", ("两天就烂,想放五天", "不坏", "d", 2, 5, None, ">=")),
        ("保质期从7天延长到3个月", ("7天延长到3个月", "保质期", "个月", 7 / 30, 3, None, ">=")),
        ("噪声70-80分贝,要降到40分贝", ("70-80分贝,要降到40分贝", "噪声", "dB", 70, 40, None, "<=")),
        ("厚度偏差±3~4µm,要控制到±1µm", ("±3~4µm,要控制到±1µm", "厚度偏差", "μm", 3, 1, None, "<=")),
        ("温差±2℃", ("±2℃", "温差", "°C", None, 2, None, "<=")),
        ("成品率75%以上(目前60%)", ("75%以上", "成品率", "%", 60, 75, None, ">=")),
        ("在-40°C~40°C不冻", ("-40°C~40°C", "", "°C", None, -40, 40, "=")),
        ("耐寒—15度", ("—15度", "耐寒", "°C", None, -15, None, "<=")),
        ("零下二十度不裂", ("零下二十度", "", "°C", None, -20, None, "=")),
        ("硬度HRC55-65", ("HRC55-65", "硬度", "HRC", None, 55, 65, "=")),
        ("出水pH值6-9", ("pH值6-9", "pH", "pH", None, 6, 9, "=")),
        ("色牢度4级以上", ("4级以上", "色牢度", "级", None, 4, None, ">=")),
        ("膨化机能耗降15%", ("15%", "膨化机能耗降", "%", None, 15, None, ">=")),
        ("收率提高10%", ("10%", "收率提高", "%", None, 10, None, ">=")),
        ("百分之九十的合格率", ("百分之九十", "合格率", "%", None, 90, None, "=")),
        ("八成客户退货", ("八成", "", "%", None, 80, None, "=")),
        ("两三百公斤一锅", ("两三百公斤", "", "kg", None, 200, 300, "=")),
        ("产能500万瓶/年", ("500万瓶/年", "产能", "瓶/年", None, 5e6, None, "=")),
        ("3.2毫米厚的边窗", ("3.2毫米", "厚度", "mm", None, 3.2, None, "=")),
        ("水分１２．５％", ("１２．５％", "水分", "%", None, 12.5, None, "=")),
        ("tensile strength of at least 500 N", ("500 N", "tensile strength", "N", None, 500, None, ">=")),
        ("scrap must be below 3%, now 12%", ("3%", "scrap", "%", 12, 3, None, "<=")),
    ],
)
def test_reads_what_is_measured_from_where_to_where(text: str, row: Row) -> None:
    quote, *rest = _rows(text)[0]
    assert len(_rows(text)) == 1
    assert quote == row[0]
    assert rest == [pytest.approx(value) if isinstance(value, float) else value for value in row[1:]]


@pytest.mark.parametrize(
    "text",
    [
        "预算十五万以内,最多20万元",
        "公司2018年成立,2027年3月前完成",
        "成立二十年了",
        "304N不锈钢丝和60Si2Mn弹簧钢",
        "3D打印、5G基站、三相电机、第三方检测",
        "一般的一种一台设备一次成型",
        "三个月内解决",
        "成本不超过1,000元",
        "夏天几十度,一天几十吨",
    ],
)
def test_money_dates_and_models_are_no_indicators(text: str) -> None:
    assert _rows(text) == []


def test_several_limits_in_a_row_stay_apart() -> None:
    found = find_indicators("直径<50μm、抗张强度>1GPa、长度11km以上的金属线材")
    assert [(item.name, item.target, item.unit) for item in found] == [
        ("直径", 50, "μm"),
        ("抗张强度", 1, "GPa"),
        ("长度", 11, "km"),
    ]


def test_the_name_of_another_quantity_ends_a_comparison() -> None:
    found = find_indicators("流通率分别达到5%、23%,冷藏运输率达到15%")
    assert [(item.start, item.target) for item in found] == [(None, 5), (None, 23), (None, 15)]


PIECES = [
    *("断裂强力", "从", "300", "5.5", "1,000", "三", "两三百"),
    *("十五万", "提高到", "降到", "-", "~", "±", "N", "MPa", "%"),
    *("度", "度电", "天", "每", "/", "分钟", "以上", "以下", "不低于", "≥"),
    *("<", "HRC", "pH", ",", "。", " ", "要", "不坏", "半", "成"),
    *("级", "①", "²"),
]
quantity_texts = st.lists(
    st.sampled_from(PIECES),
    max_size=30,
).map("".join)


@given(quantity_texts | st.text())
def test_never_raises_and_quotes_what_is_there(text: str) -> None:
    position = 0
    for item in find_indicators(text):
        assert item.quote in text
        assert item.unit
        assert item.upper is None or item.upper >= item.target
        position = text.index(item.quote, position)


def test_ten_thousand_characters_are_read_at_once() -> None:
    text = ("断裂强力从300N提高到500N,噪声70-80分贝,要降到40分贝;每天600度电" * 300)[:10_000]
    begin = time.perf_counter()
    find_indicators(text)
    assert time.perf_counter() - begin < 0.5
