"""What was filled in beside a label, and what the template says itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.service.forms.boxes import ticked
from matcher.service.forms.labels import Field, label_of
from matcher.service.forms.values import filled_in


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("□技术转让 ☑委托开发", "委托开发"),
        ("■委托开发□联合开发■人才培训", "委托开发、人才培训"),
        ("委托开发（√） 联合开发（ ）", "委托开发"),
        ("（√）委托开发 （ ）联合开发", "委托开发"),
        ("委托开发√ 联合开发□", "委托开发"),
        ("√委托开发 联合开发", "委托开发"),
        ("委托开发√；联合开发；技术转让√", "委托开发、技术转让"),
        ("[x]委托开发 [ ]联合开发", "委托开发"),
        ("□√委托开发□联合开发", "委托开发"),
        ("■其他：联合申报", "其他：联合申报"),
        ("方式：□委托 ■联合", "方式：联合"),
        ("□委托开发\n□联合开发", ""),
        ("委托开发", "委托开发"),
    ],
)
def test_only_ticked_options_were_said(text: str, meant: str) -> None:
    assert ticked(text, choices_only=True) == meant


@pytest.mark.parametrize("told", ["●气孔多 ●漏气", "■气孔多，主要在浇口对面\n■漏气", "效率提升√3倍"])
def test_signs_before_sentences_are_no_boxes(told: str) -> None:
    assert ticked(told, choices_only=False) == told


@pytest.mark.parametrize(
    ("label", "value", "meant"),
    [
        ("拟投入资金（万元）", "50", "50万元"),
        ("拟投入资金\n(单位：万元)", "50-80", "50-80万元"),
        ("预算金额万元", "≤50", "≤50万元"),
        ("预算（万元）", "50以内", "50万元以内"),
        ("预算（万元）", "50万", "50万"),
        ("预算（万元）", "□10以下 ☑10-50 □50以上", "10-50万元"),
        ("预算", "面议", "面议"),
        ("期限（月）", "6", "6个月"),
        ("完成时间", "年  月  日", ""),
        ("是否公开", "■是 □否", "可以公开"),
        ("是否同意公开", "不同意", "不要公开"),
        ("是否保密", "□是 ■否", "可以公开"),
        ("是否保密", "是", "不要公开"),
        ("是否公开", "部分公开", "部分公开"),
        ("技术难题", "请专家帮忙解决气孔", "请专家帮忙解决气孔"),
        ("技术难题", "如：气孔", ""),
        ("技术难题", "请填写遇到的难题", ""),
        ("合作方式", "请选择：委托开发", "委托开发"),
        ("现有基础", "/", ""),
        ("备注", "______", ""),
    ],
)
def test_a_value_is_what_the_owner_wrote(label: str, value: str, meant: str) -> None:
    known = label_of(label)
    assert known is not None
    assert filled_in(known, value) == meant


@pytest.mark.parametrize(
    ("field", "labels"),
    [
        (Field.COMPANY, "企业名称（盖章） 单位名称 申报单位 需求单位名称"),
        (
            Field.PRIVATE,
            "联系人及电话 手机号码 技术联系人 E-mail 通信地址 统一社会信用代码 法人代表 企业简介 填表日期",
        ),
        (
            Field.TITLE,
            "需求名称 难题名称 1.项目名称 技术需求名称 (二)攻关项目名称 需求一名称 技\u3000术需求名\u00a0称",
        ),
        (
            Field.PROBLEM,
            "技术难题 存在问题 需求描述 拟解决的技术问题 需求背景 技术瓶颈 生产现状 需求摘要 技术需求2",
        ),
        (Field.TRIED, "现有基础 已开展工作 前期工作基础 现有工作基础和条件 已采取的措施"),
        (Field.TARGET, "预期目标 技术指标 主要技术指标 预期达到的技术指标 技术要求 考核指标 预期效果"),
        (Field.MODE, "合作方式 拟合作方式 意向合作方式 产学研合作方式 对接方式"),
        (Field.BUDGET, "拟投入资金（万元） 预算 项目总投资 拟投入经费 揭榜金额 意向投资额 资金需求"),
        (Field.DEADLINE, "完成时间 解决时限 需求期限 计划完成时间 截止日期 需求有效期"),
        (Field.KIND, "需求类型 技术需求类别"),
        (Field.INDUSTRY, "所属行业 所属领域 技术领域 所属产业链"),
        (Field.REGION, "所在地区 所属市县 企业所在地 所在园区 所在县（市、区）"),
        (Field.OPENNESS, "是否公开 是否同意公开 需求信息是否公开 是否保密"),
    ],
)
def test_labels_are_known_in_the_words_of_every_province(field: Field, labels: str) -> None:
    found = {text: label.field if (label := label_of(text)) else None for text in labels.split(" ")}
    assert found == dict.fromkeys(labels.split(" "), field)


VALUES = (
    "高新区 委托开发 技术转让 联合研发 已与高校联系 加强员工培训 装备制造业 食品产业 解决漏气问题"
    " 质量要求高 预算5万元 预算：5万元 新材料领域 浙江省宁波市"
)


@pytest.mark.parametrize("value", VALUES.split(" "))
def test_a_value_is_not_taken_for_a_label(value: str) -> None:
    assert label_of(value) is None


@given(st.text("□☑■√（）()[]x 、；委托开发联合：\n", max_size=60), st.booleans())
def test_nothing_is_said_that_does_not_stand_there(text: str, choices_only: bool) -> None:
    assert set(ticked(text, choices_only)) <= set(text) | {"、"}
