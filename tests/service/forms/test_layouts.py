"""Forms as provinces lay them out: the same words are read from every one."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files

import pytest

from matcher.domain.need import Confidentiality
from matcher.domain.taxonomy import CooperationMode
from matcher.service.forms import FormNeed, read_form
from matcher.service.forms.worker import read
from matcher.service.taxonomy import load_taxonomy
from matcher.text.reading import read_need
from tests.service.forms.contents import (
    CASTING,
    CASTING_TEXT,
    DYEING,
    DYEING_TEXT,
    FOOD,
    FOOD_TEXT,
    HEADERS,
    LISTED,
    PACKAGING,
)
from tests.service.forms.making import Rows, docx_of, pdf_of, workbook_of

CASTING_FOR_PDF = [[cell and cell.replace("☑", "■") for cell in row] for row in CASTING]  # the font has no ☑
MAKERS: dict[str, Callable[[Rows], bytes]] = {
    "form.docx": lambda rows: docx_of("附件1：企业技术需求征集表", rows, "填表说明：每个需求填一张表。"),
    "form.xlsx": lambda rows: workbook_of(需求=[["企业技术需求征集表"], *rows]),
    "form.pdf": lambda rows: pdf_of("企业技术需求征集表", rows),
}
CONTENTS = {"four columns": (CASTING, CASTING_TEXT), "two columns": (DYEING, DYEING_TEXT)}


def texts(name: str, data: bytes) -> list[str]:
    return [need.text for need in read(name, data)]


def listed_texts() -> list[str]:
    return [
        "\n".join(
            [
                str(row[4]),
                f"技术需求描述：{row[5]}",
                f"预期指标：{row[6]}",
                *([f"预算：{row[7]}万元"] if row[7] else []),
                f"所在市：{row[8]}",
            ]
        )
        for row in LISTED
    ]


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("layout", CONTENTS)
def test_a_form_is_read_the_same_from_word_excel_and_pdf(name: str, layout: str) -> None:
    rows, expected = CONTENTS[layout]
    rows = CASTING_FOR_PDF if name.endswith("pdf") and rows is CASTING else rows
    assert read(name, MAKERS[name](rows)) == (FormNeed(expected, ""),)


@pytest.mark.parametrize(
    ("name", "data", "places"),
    [
        ("tables.docx", docx_of(FOOD, "", PACKAGING), ["表 1", "表 2"]),
        ("blocks.docx", docx_of([*FOOD, *PACKAGING]), ["表 1（1）", "表 1（2）"]),
        ("pages.pdf", pdf_of(FOOD, PACKAGING), ["第 1 页（1）", "第 1 页（2）"]),
        ("sheets.xlsx", workbook_of(甲=FOOD, 乙=PACKAGING), ["工作表「甲」", "工作表「乙」"]),
        (
            "lines.txt",
            "\n".join(f"{label}：{value}" for label, value in [*FOOD, *PACKAGING]).encode(),
            ["第 2 行", "第 9 行"],
        ),
    ],
)
def test_a_label_that_comes_again_begins_the_next_need(name: str, data: bytes, places: list[str]) -> None:
    needs = read(name, data)
    assert [need.place for need in needs] == places
    assert [need.text.split("\n")[0] for need in needs] == ["鲜米粉常温保质期延长", "米粉包装袋热封漏气"]
    assert needs[0].text == FOOD_TEXT


def csv_of(rows: Sequence[Sequence[object]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode("gb18030")


@pytest.mark.parametrize(
    ("name", "data", "first"),
    [
        ("list.xlsx", workbook_of(需求=[["需求汇总表"], HEADERS, *LISTED]), 3),
        ("list.docx", docx_of([HEADERS, *[[str(cell or "") for cell in row] for row in LISTED]]), 2),
        ("list.csv", csv_of([HEADERS, *LISTED]), 2),
    ],
)
def test_a_table_with_a_row_of_labels_holds_one_need_a_row(name: str, data: bytes, first: int) -> None:
    needs = read(name, data)
    assert [need.text for need in needs] == listed_texts()
    assert [need.place for need in needs] == [f"第 {first + number} 行" for number in range(len(LISTED))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("between", ["：", "\n", "\t", " : "])
def test_lines_of_text_are_read_in_every_encoding(encoding: str, between: str) -> None:
    text = "企业技术需求表\r\n" + "\r\n".join(f"{label}{between}{value}" for label, value in FOOD)
    assert texts("form.txt", text.encode(encoding)) == [FOOD_TEXT]


def test_headings_with_paragraphs_under_them_are_labels() -> None:
    data = docx_of(
        "一、需求名称",
        "竹材防霉",
        "二、存在的问题及现状",
        "（1）毛竹板材梅雨季发霉率约20%。",
        "（2）硼酸处理后出口受限。",
        "三、联系方式",
        "联系人：周某    电话：13500000000",
        "四、预期目标",
        "一年不霉",
    )
    assert texts("form.docx", data) == [
        "竹材防霉\n"
        "存在的问题及现状：（1）毛竹板材梅雨季发霉率约20%。\n（2）硼酸处理后出口受限。\n"
        "预期目标：一年不霉"
    ]


def test_a_label_and_its_value_may_share_a_cell() -> None:
    data = docx_of(
        [["需求名称：竹材防霉"], ["技术难题：梅雨季发霉率20%\n联系人：周某 13500000000"], ["预算：5万元"]]
    )
    assert texts("form.docx", data) == ["竹材防霉\n技术难题：梅雨季发霉率20%\n预算：5万元"]


def test_what_stands_under_a_label_alone_in_its_row_is_its_value() -> None:
    data = docx_of(
        [["需求名称", "竹材防霉"], ["主要技术难题（可附页）", None], ["梅雨季发霉率约20%，用过硼酸。", None]]
    )
    assert texts("form.docx", data) == ["竹材防霉\n主要技术难题：梅雨季发霉率约20%，用过硼酸。"]


def test_words_without_labels_are_one_need() -> None:
    told = "我们厂做压铸的，气孔多，打压漏，想找人看看。\n一次打压要漏掉百分之八。"
    assert texts("说明.txt", told.encode("utf-16")) == [told]
    assert texts("说明.docx", docx_of(*told.split("\n"))) == [told]
    assert texts("说明.pdf", pdf_of(*told.split("\n"))) == [told]


def test_words_beside_a_few_labels_are_the_need_and_contacts_are_left_out() -> None:
    told = "我们厂做压铸的，气孔多，打压漏，想找人看看。\n预算：30万\n联系人：张某 13800000000"
    assert texts("说明.txt", told.encode()) == ["我们厂做压铸的，气孔多，打压漏，想找人看看。\n预算：30万"]


def test_neither_the_company_nor_its_contacts_are_put_into_the_text() -> None:
    rows = [
        ["企业名称", "某某市示例铸造有限公司"],
        ["企业简介", "成立于2001年，员工200人。"],
        ["法定代表人", "吴某"],
        ["电子邮箱", "a@example.com"],
        ["通讯地址", "示例路1号"],
        ["需求名称", "某某市示例铸造有限公司压铸件气孔"],
        ["技术难题", "气孔多，打压漏气率8%"],
    ]
    assert texts("form.docx", docx_of(rows)) == ["本公司压铸件气孔\n技术难题：气孔多，打压漏气率8%"]


def test_hints_of_the_template_are_no_values() -> None:
    rows = [
        ["需求名称", "（请填写需求的简要名称）竹材防霉"],
        ["技术难题", "请详细描述遇到的问题，不超过500字\n梅雨季发霉率约20%"],
        ["预期目标", "请填写量化指标"],
        ["拟投入资金（万元）", "____"],
        ["现有基础", "无"],
    ]
    assert texts("form.docx", docx_of(rows)) == ["竹材防霉\n技术难题：梅雨季发霉率约20%"]


def test_a_label_that_is_not_known_takes_nothing_from_its_neighbours() -> None:
    rows: Rows = [
        ["需求名称", "竹材防霉"],
        ["技术难题", "梅雨季发霉率约20%"],
        ["推荐等次", "甲等"],
        ["三、其他信息", None],
        ["可提供的验证条件", "可在两条生产线上各试三个月，提供样品。"],
    ]
    expected = (
        "竹材防霉\n技术难题：梅雨季发霉率约20%\n可提供的验证条件：可在两条生产线上各试三个月，提供样品。"
    )
    assert texts("form.docx", docx_of(rows)) == [expected]
    assert texts("form.xlsx", workbook_of(表=rows)) == [expected]


def test_a_value_goes_on_below_in_cells_of_its_own() -> None:
    rows = [["需求名称", "竹材防霉"], ["技术难题", "一、梅雨季发霉"], ["", "二、出口受限"], ["预算", "5万元"]]
    expected = "竹材防霉\n技术难题：一、梅雨季发霉\n二、出口受限\n预算：5万元"
    assert texts("form.xlsx", workbook_of(表=rows)) == [expected]


def test_a_form_of_a_pdf_goes_on_over_the_page() -> None:
    long = "毛竹板材在梅雨季发霉，仓库温度二十八度时三天就长毛。"
    rows = [
        ["需求名称", "竹材防霉"],
        *[[f"技术难题\n（{n}）", long * 6] for n in range(1)],
        ["备注", "可到厂里看"],
    ]
    cells = [["需求名称", "需求描述"], *[[f"甲件{count}", long * 4] for count in range(15)]]
    needs = read("list.pdf", pdf_of(cells))
    assert [need.text for need in needs] == [f"甲件{count}\n需求描述：{long * 4}" for count in range(15)]
    assert {need.place.partition("（")[0] for need in needs} == {"第 1 页", "第 2 页"}
    assert texts("form.pdf", pdf_of("说明" + long * 40, rows)) == [
        f"竹材防霉\n技术难题：{long * 6}\n备注：可到厂里看"
    ]


def test_a_pdf_table_without_ruled_lines_loses_no_words() -> None:
    (need,) = read("form.pdf", pdf_of(DYEING, ruled=False))
    assert need.text.startswith("活性染料湿摩擦牢度提升\n")
    told = need.text.replace("\n存在问题：", "")
    for _, value in DYEING[7:10]:
        assert value is not None
        assert value in told
    assert "王某某" not in need.text
    assert "某某印染厂" not in need.text


def test_a_need_over_two_pages_says_so() -> None:
    long = "毛竹板材在梅雨季发霉，仓库温度二十八度时三天就长毛。"
    needs = read("form.pdf", pdf_of([*FOOD, ["备注", long * 35], *PACKAGING, ["备注", long * 35]]))
    assert [need.place for need in needs] == ["第 1 页", "第 1–2 页"]


def test_region_and_industry_of_the_first_need_hold_for_the_others() -> None:
    rows: Rows = [["所在地区", "安徽省安庆市"], ["所属行业", "建材"], *FOOD[1:], *PACKAGING[1:]]
    assert all(
        text.endswith("所属行业：建材\n所在地区：安徽省安庆市") for text in texts("form.docx", docx_of(rows))
    )


def test_what_is_read_makes_a_card() -> None:
    (need,) = read_form("form.docx", docx_of(CASTING))
    card = read_need(need.text, load_taxonomy(files("corpora") / "taxonomy"), date(2026, 12, 1))
    assert card.budget is not None
    assert card.budget.high == 500_000
    assert card.deadline is not None
    assert (card.deadline.year, card.deadline.month) == (2027, 6)
    assert CooperationMode.COMMISSIONED in card.modes
    assert CooperationMode.TECHNOLOGY_TRANSFER not in card.modes
    assert card.confidentiality is Confidentiality.CONFIDENTIAL
    assert card.region_code.startswith("3302")
    assert card.contacts == ()
    assert (card.indicators[0].target, card.indicators[0].unit) == (3, "mm")
