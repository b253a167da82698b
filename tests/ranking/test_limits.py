from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.match import Limit, LimitState
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability, Provider
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, ProviderKind
from matcher.ranking.limits import judge_limits
from matcher.service.taxonomy import load_taxonomy
from matcher.text.money import find_budget
from matcher.text.quantities import find_indicators
from matcher.text.reading import read_need

MET, OPEN, NOT_MET = LimitState.MET, LimitState.NOT_STATED, LimitState.NOT_MET


def offer(
    summary: str = "", region_code: str = "330600", modes: tuple[CooperationMode, ...] = ()
) -> Capability:
    provider = Provider(1, "示例大学", ProviderKind.RESEARCH, region_code=region_code)
    return Capability(1, provider, "sample", "一项技术", CapabilityKind.RESULT, summary, modes=modes)


def states(need: str, summary: str) -> list[LimitState]:
    card = NeedCard(indicators=find_indicators(need))
    return [limit.state for limit in judge_limits(card, offer(summary))]


@pytest.mark.parametrize(
    ("need", "summary", "state"),
    [
        ("断裂强力不低于500N", "织物断裂强力达到0.55kN", MET),
        ("断裂强力不低于500N", "断裂强力≥600N", MET),
        ("断裂强力不低于500N", "断裂强力为450N", NOT_MET),
        ("断裂强力不低于500N", "断裂强力不超过400N", NOT_MET),
        ("断裂强力不低于500N", "断裂强力≥450N", OPEN),
        ("断裂强力不低于500N", "撕破强力450N", OPEN),
        ("断裂强力不低于500N", "断裂强度450MPa", OPEN),
        ("断裂强力不低于500N", "适用于多种织物", OPEN),
        ("断裂强力从300N提高到500N", "断裂强力可达520N", MET),
        ("抗张强度>1GPa", "拉伸强度1200MPa", MET),
        ("噪声降到40分贝", "运行噪音低于38dB", MET),
        ("噪声降到40分贝", "运行噪音45dB", NOT_MET),
        ("噪声降到40分贝", "噪音≤60dB", OPEN),
        ("炉温1400-1600℃", "适用炉温1300-1700℃", MET),
        ("炉温1400-1600℃", "适用炉温800-1200℃", NOT_MET),
        ("厚度3.5mm", "可加工厚度0.5-6mm的板材", OPEN),
        ("板材厚度3.5mm", "可加工板材厚度0.05-0.6cm", MET),
        ("能耗降低15%", "能耗降低20%以上", MET),
        ("能耗降低15%", "能耗为20%", OPEN),
        ("保质期延长到3个月", "货架期可达120天", MET),
        ("保质期延长到3个月", "货架期30天", NOT_MET),
        ("硬度HRC55以上", "表面硬度HRC58-62", MET),
        ("硬度HRC55以上", "表面硬度HV600", OPEN),
        ("耐高温1700度以上", "使用温度1500℃", NOT_MET),
        ("收率提高10%", "收率提高12%", MET),
    ],
)
def test_an_indicator_is_judged_only_by_its_own_kind(need: str, summary: str, state: LimitState) -> None:
    assert states(need, summary) == [state]


@pytest.mark.parametrize(
    ("need", "text"),
    [
        ("断裂强力从300N提高到500N", "断裂强力 ≥ 500 N"),
        ("废品率降到3%以下", "废品率 ≤ 3%"),
        ("炉温1400-1600℃", "炉温 1,400–1,600 °C"),
        ("放三天不坏", "不坏 ≥ 3 天"),
        ("一天800斤", "800斤"),
        ("产能500万瓶/年", "产能 5,000,000 瓶/年"),
    ],
)
def test_a_limit_is_told_in_the_owners_words(need: str, text: str) -> None:
    card = NeedCard(indicators=find_indicators(need))
    assert [limit.text for limit in judge_limits(card, offer())] == [text]


@pytest.mark.parametrize(
    ("constraint", "region", "code", "offered", "state"),
    [
        ("只要省内的合作单位", "浙江省绍兴市", "330600", "330100", MET),
        ("只要省内的合作单位", "浙江省绍兴市", "330600", "320500", NOT_MET),
        ("必须是本市的", "浙江省绍兴市", "330600", "330100", NOT_MET),
        ("最好就近", "浙江省绍兴市", "330600", "", OPEN),
        ("最好就近", "", "", "330600", OPEN),
        ("只要绍兴的", "浙江省绍兴市", "330600", "330600", MET),
        ("只要绍兴的", "浙江省绍兴市", "330600", "330000", OPEN),
    ],
)
def test_the_region_counts_only_when_the_owner_demands_it(
    constraint: str, region: str, code: str, offered: str, state: LimitState
) -> None:
    card = NeedCard(constraints=(constraint, "不能改设备"), region=region, region_code=code)
    assert judge_limits(card, offer(region_code=offered)) == (Limit(constraint, state),)
    assert judge_limits(replace(card, constraints=()), offer(region_code=offered)) == ()


@pytest.mark.parametrize(
    ("wanted", "offered", "state"),
    [
        ("commissioned", ["commissioned"], MET),
        ("commissioned", ["joint_development"], OPEN),
        ("commissioned", [], OPEN),
        ("commissioned", ["testing"], NOT_MET),
        ("testing", ["commissioned"], NOT_MET),
    ],
)
def test_a_cooperation_mode_is_met_when_it_is_offered(
    wanted: str, offered: list[str], state: LimitState
) -> None:
    card = NeedCard(modes=(CooperationMode(wanted),))
    capability = offer(modes=tuple(CooperationMode(mode) for mode in offered))
    assert [limit.state for limit in judge_limits(card, capability)] == [state]


@pytest.mark.parametrize(
    ("summary", "found"),
    [
        ("专利转让费20万元", [("预算 15万以内", NOT_MET)]),
        ("专利转让费8万元", [("预算 15万以内", MET)]),
        ("年产值2000万元", []),
        ("", []),
    ],
)
def test_a_budget_is_judged_only_against_a_stated_price(
    summary: str, found: list[tuple[str, LimitState]]
) -> None:
    card = NeedCard(budget=find_budget("预算15万以内"))
    assert [(limit.text, limit.state) for limit in judge_limits(card, offer(summary))] == found


def test_limits_of_a_whole_message() -> None:
    taxonomy = load_taxonomy(files("corpora") / "taxonomy")
    card = read_need("绍兴的厂,色牢度要4级以上,只要省内的,想委托开发", taxonomy, date(2026, 11, 24))
    capability = offer("湿摩擦色牢度达到4-5级", modes=(CooperationMode.COMMISSIONED,))
    assert judge_limits(card, capability) == (
        Limit("色牢度 ≥ 4 级", MET),
        Limit("只要省内的", MET),
        Limit("委托开发", MET),
    )


@given(need=st.text(), summary=st.text())
def test_never_raises(need: str, summary: str) -> None:
    card = NeedCard(indicators=find_indicators(need), budget=find_budget(need), constraints=(need,))
    judge_limits(card, offer(summary))
