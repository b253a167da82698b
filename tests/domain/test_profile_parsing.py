"""From a row's cells to a typed row, or to sentences that say what to correct."""

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.domain.profile_cells import BROKEN, day_of, list_of, one_line, text_of, tidy
from matcher.domain.profile_columns import NAMES, column_named, nearest_column
from matcher.domain.profile_parsing import advice_for, parse_row
from matcher.domain.profile_row import (
    ProfileRow,
    capability_of,
    derived_external_id,
    row_of,
    row_to_cells,
)
from matcher.domain.profile_words import ProfileWords, words_of
from matcher.domain.taxonomy import (
    CapabilityKind,
    CooperationMode,
    Label,
    PlatformKind,
    ProviderKind,
    Taxonomy,
)

TODAY = date(2026, 11, 24)


def vocabulary(*labels: tuple[str, str, tuple[str, ...]]) -> dict[str, Label]:
    return {code: Label(code, zh, code, aliases) for code, zh, aliases in labels}


WORDS: ProfileWords = words_of(
    Taxonomy(
        industries={},
        regions={},
        labels={
            "provider_kinds": vocabulary(
                ("research", "科研院所", ("高校", "大学")),
                ("platform", "公共服务平台", ("平台",)),
                ("enterprise", "企业", ("公司",)),
            ),
            "platform_kinds": vocabulary(("quality_testing", "产品质量检测中心", ("检测中心",))),
            "capability_kinds": vocabulary(("result", "科技成果", ("成果",)), ("team", "研究团队", ())),
            "modes": vocabulary(("testing", "检测", ()), ("joint_development", "联合开发", ("合作开发",))),
            "maturity": vocabulary(("TRL4", "小试", ()), ("TRL6", "中试样机", ("中试",))),
        },
        places={"浙江省": "330000", "浙江省绍兴市": "330600", "绍兴": "330600"},
    )
)
GOOD: dict[str, Any] = {
    "provider": "东华大学",
    "provider_kind": "research",
    "capability": "原液着色",
    "summary": "省水",
}


def parse(**cells: object) -> ProfileRow | list[str]:
    return parse_row({**GOOD, **cells}, 3, WORDS, TODAY)


def row(**cells: object) -> ProfileRow:
    parsed = parse(**cells)
    assert isinstance(parsed, ProfileRow), parsed
    return parsed


def complaint(**cells: object) -> str:
    parsed = parse(**cells)
    assert isinstance(parsed, list)
    assert len(parsed) == 1, parsed
    return parsed[0]


def test_the_least_row_is_filled_up_with_what_is_usual() -> None:
    parsed = row()
    assert (parsed.kind, parsed.modes, parsed.trl) == (CapabilityKind.RESULT, (), None)
    assert parsed.external_id == derived_external_id("东华大学", "原液着色")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("research", "research"),
        ("Research ", "research"),
        ("ＲＥＳＥＡＲＣＨ", "research"),
        ("科研院所", "research"),
        ("大 学", "research"),
        ("公司", "enterprise"),
    ],
)
def test_kinds_are_understood_as_codes_labels_and_aliases(written: str, kind: str) -> None:
    assert row(provider_kind=written).provider_kind == ProviderKind(kind)


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("TRL4", 4),
        ("trl 4", 4),
        ("4", 4),
        (4, 4),
        (4.0, 4),
        ("4级", 4),
        ("ＴＲＬ９", 9),
        ("中试", 6),
        ("小试", 4),
    ],
)
def test_maturity_is_a_level_or_a_stage(written: object, level: int) -> None:
    assert row(maturity=written).trl == level


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-01",
        "2026/3/1",
        "2026.3.1",
        "2026年3月1日",
        "2026年03月01号",
        "2026 年 3 月 1 日",
        "20260301",
        "2026-03-01 00:00:00",
        "2026-03-01T08:30:00Z",
        "２０２６－０３－０１",
        date(2026, 3, 1),
        datetime(2026, 3, 1, 8, 30),
        46082,
        46082.0,
    ],
)
def test_dates_are_understood_as_people_and_spreadsheets_write_them(written: object) -> None:
    assert row(verified_at=written).verified_at == date(2026, 3, 1)


@pytest.mark.parametrize(
    "written",
    ["2026-02-30", "2026-13-01", "三月", "2026-03", "0001-01-01", "20261301", "1", 12, True, float("nan")],
)
def test_what_is_no_date_is_said_to_be_none(written: object) -> None:
    assert day_of(written) is None
    assert "请写成 2026-03-01" in complaint(expires_at=written)


@pytest.mark.parametrize("written", ["a;b", "a；b", "a、b", " a ; ;b; a", "a\nb", ["a", "b"]])
def test_lists_are_separated_in_any_of_the_usual_ways(written: object) -> None:
    assert row(keywords=written).keywords == ("a", "b")


def test_modes_are_understood_one_by_one() -> None:
    assert row(modes="检测、合作开发；testing").modes == (
        CooperationMode.TESTING,
        CooperationMode.JOINT_DEVELOPMENT,
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [("浙江省绍兴市柯桥区", "330600"), ("浙江省", "330000"), ("绍兴", "330600"), ("月球", ""), ("", "")],
)
def test_a_region_gets_the_code_of_the_longest_place_it_begins_with(written: str, code: str) -> None:
    assert (row(region=written).region, row(region=written).region_code) == (written, code)


def test_a_sentence_names_row_column_mistake_and_remedy() -> None:
    assert complaint(provider_kind="大学城") == (
        "第 3 行「类型」写的是「大学城」,请填 research/科研院所、platform/公共服务平台 或 enterprise/企业"
    )


def test_a_sentence_names_the_column_as_the_file_does() -> None:
    parsed = parse_row({**GOOD, "kind": "?"}, 9, WORDS, TODAY, {"kind": "成果类型"})
    assert isinstance(parsed, list)
    assert parsed[0].startswith("第 9 行「成果类型」写的是「?」,请填 result/科技成果、")


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        ({"provider": " "}, "「供给方」是空的"),
        ({"capability": None}, "「能力名称」是空的"),
        ({"provider_kind": ""}, "可填 research/科研院所"),
        ({"platform_kind": "检测中心"}, "只有公共服务平台才填"),
        ({"platform_kind": "会所"}, "只有公共服务平台才填"),
        ({"provider_kind": "platform", "platform_kind": "会所"}, "「平台类别」写的是「会所」"),
        ({"modes": "检测;喝茶"}, "里的「喝茶」不认识"),
        ({"maturity": "TRL10"}, "请填 TRL1 到 TRL9"),
        ({"maturity": "4-5"}, "请填 TRL1 到 TRL9"),
        ({"summary": {"a": 1}}, "不是文字或数字"),
        ({"summary": "#REF!"}, "错误值 #REF!"),
        ({"summary": "半个\ud83d"}, "残缺的字符"),
        ({"summary": "长" * 20_001}, "最多 20000 个"),
        ({"capability": "长" * 301}, "最多 300 个"),
        ({"verified_at": "2026-11-25"}, "晚于今天"),
        ({"verified_at": "2026-01-02", "expires_at": "2026-01-01"}, "早于核实日期"),
    ],
)
def test_each_mistake_is_one_sentence(cells: dict[str, object], part: str) -> None:
    assert part in complaint(**cells)


def test_every_mistake_of_a_row_is_named() -> None:
    parsed = parse(provider="", maturity="?", modes="?")
    assert isinstance(parsed, list)
    assert len(parsed) == 3


def test_a_platform_needs_its_kind_and_its_services() -> None:
    parsed = parse(provider_kind="平台", summary="")
    assert isinstance(parsed, list)
    assert ["「平台类别」" in sentence or "「简介」" in sentence for sentence in parsed] == [True, True]
    good = row(provider_kind="平台", platform_kind="检测中心")
    assert (good.platform_kind, good.kind) == (PlatformKind.QUALITY_TESTING, CapabilityKind.PUBLIC_SERVICE)


def test_advice_is_given_for_what_should_be_better() -> None:
    assert advice_for(row(), 3, TODAY) == []
    (no_summary,) = advice_for(row(summary=""), 3, TODAY)
    assert "第 3 行没有「简介」" in no_summary
    (expired,) = advice_for(row(expires_at="2026-11-23"), 3, TODAY)
    assert "已过" in expired


def test_a_derived_id_does_not_depend_on_width_case_or_spaces() -> None:
    assert derived_external_id("中国石油大学（北京）", "A 技术") == derived_external_id(
        "中国石油大学(北京)", "a技术"
    )
    assert derived_external_id("甲", "乙") != derived_external_id("乙", "甲")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("供给方", "provider"),
        ("单位名称*", "provider"),
        ("类型", "provider_kind"),
        (" 供给方 类型 ", "provider_kind"),
        ("成果名称", "capability"),
        ("能力类型", "kind"),
        ("证明材料", "evidence"),
        ("EXTERNAL_ID", "external_id"),
        ("external id", "external_id"),
        ("序号", None),
    ],
)
def test_headers_are_known_in_chinese_and_english(header: str, name: str | None) -> None:
    assert column_named(header) == name


@pytest.mark.parametrize(
    ("header", "name"), [("供给方名", "provider"), ("keyword", "keywords"), ("地址区", "region")]
)
def test_an_unknown_header_has_a_nearest_column(header: str, name: str) -> None:
    assert nearest_column(header).name == name


# Properties

# No row can hold what a spreadsheet shows for a failed formula: parsing refuses it.
storable = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(
    lambda text: text.strip() not in BROKEN
)
one_liners = storable.map(lambda text: one_line(tidy(text)))
names = one_liners.filter(bool)
lists = st.lists(storable, max_size=4).map(lambda words: list_of(tidy(";".join(words))))
days = st.none() | st.dates(date(1990, 1, 1), TODAY)


@st.composite
def profile_rows(draw: st.DrawFn) -> ProfileRow:
    provider_kind = draw(st.sampled_from(ProviderKind))
    platform = provider_kind is ProviderKind.PLATFORM
    summary = storable.map(tidy)
    region = draw(one_liners)
    return ProfileRow(
        provider=draw(names),
        provider_kind=provider_kind,
        capability=draw(names),
        kind=draw(st.sampled_from(CapabilityKind)),
        platform_kind=draw(st.sampled_from(PlatformKind)) if platform else None,
        region=region,
        region_code=WORDS.region_code(region),
        summary=draw(summary.filter(bool) if platform else summary),
        keywords=draw(lists),
        industries=draw(lists),
        modes=tuple(draw(st.lists(st.sampled_from(CooperationMode), unique=True))),
        trl=draw(st.none() | st.integers(1, 9)),
        evidence=draw(storable.map(tidy)),
        source=draw(storable.map(tidy)),
        verified_at=(verified := draw(days)),
        expires_at=draw(st.none() | st.dates(verified or date(1990, 1, 1), date(2100, 1, 1))),
        contact_public=draw(storable.map(tidy)),
        contact_confidential=draw(storable.map(tidy)),
        external_id=draw(names),
    )


@given(profile_rows())
def test_a_row_written_as_cells_is_parsed_to_the_same_row(profile: ProfileRow) -> None:
    assert parse_row(row_to_cells(profile), 2, WORDS, TODAY) == profile


@given(profile_rows())
def test_a_row_and_its_capability_say_the_same(profile: ProfileRow) -> None:
    assert row_of(capability_of(profile)) == profile


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes()


@given(
    st.dictionaries(
        st.sampled_from(NAMES), anything | st.lists(anything) | st.dictionaries(st.text(), anything)
    )
)
def test_any_cells_give_a_row_or_sentences(cells: dict[str, object]) -> None:
    parsed = parse_row(cells, 2, WORDS, TODAY)
    if isinstance(parsed, list):
        assert parsed
        assert all(sentence.startswith("第 2 行「") for sentence in parsed)


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert text_of(text) == tidy(text)
