"""Files that are no filled-in form: one sentence says what to do instead."""

import io
import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from matcher.errors import InputError
from matcher.service.forms.need import FormNeed
from matcher.service.forms.worker import read
from tests.service.forms.contents import CASTING, DYEING, FOOD
from tests.service.forms.making import archive_of, docx_of, pdf_of, with_part, workbook_of

DOCUMENT = "word/document.xml"
SHEET = "xl/worksheets/sheet1.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
WORD, BOOK = docx_of(CASTING), workbook_of(表=CASTING)


def old(stream: str) -> bytes:
    return OLD + stream.encode("utf-16-le") + b"\0" * 100


def with_entity(xml: bytes) -> bytes:
    head, _, body = xml.partition(b"?>")
    return head + b"?>" + ENTITY + body.replace("薄壁".encode(), b"&a;")


def blank_pages(number: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(number):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(archive_of(word__document_xml="<a/>"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def macro_type(types: bytes) -> bytes:
    return types.replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    )


def blank(rows: list[list[str | None]]) -> list[list[str | None]]:
    return [[cell if position % 2 == 0 else cell and "" for position, cell in enumerate(row)] for row in rows]


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "空白.txt": (b"\xef\xbb\xbf \r\n", "是空的"),
    "照片.jpg": (b"\xff\xd8\xff\xe0" + b"\0" * 99, "图片里的字"),
    "截图.docx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "图片里的字"),
    "旧.doc": (old("WordDocument"), ".doc 或 .wps"),
    "旧.et": (old("Workbook"), ".xls 或 .et"),
    "旧.ppt": (old("PowerPoint Document"), "旧版的 Office"),
    "加密.docx": (old("EncryptedPackage"), "加了密码"),
    "加密.zip": (encrypted_zip(), "加了密码"),
    "加密.pdf": (pdf_of(FOOD, password="geheim"), "加了密码"),
    "扫描.pdf": (blank_pages(2), "扫描件"),
    "长.pdf": (blank_pages(31), "有 31 页，最多读 30 页"),
    "宏.docm": (with_part(WORD, "word/vbaProject.bin", lambda _: b"x"), "带有宏"),
    "宏.docx": (with_part(WORD, "[Content_Types].xml", macro_type), "带有宏"),
    "宏.xlsm": (with_part(BOOK, "xl/vbaProject.bin", lambda _: b"x"), "带有宏"),
    "实体.docx": (with_part(WORD, DOCUMENT, with_entity), "已损坏"),
    "实体.xlsx": (with_part(BOOK, SHEET, with_entity), "已损坏"),
    "炸弹.docx": (with_part(WORD, DOCUMENT, lambda xml: xml + b" " * 9_000_000), "解开后大得不正常"),
    "炸弹.xlsx": (with_part(BOOK, "xl/media/a.png", lambda _: b"\0" * 61_000_000), "解开后大得不正常"),
    "碎片.zip": (archive_of(**{f"p{number}": "" for number in range(2_001)}), "解开后大得不正常"),
    "压缩.zip": (archive_of(a=WORD), "压缩包"),
    "压缩.rar": (b"Rar!\x1a\x07" + b"\0" * 99, "压缩包"),
    "演示.pptx": (archive_of(ppt__presentation_xml="<a/>"), "这种文档读不了"),
    "文档.odt": (archive_of(content_xml="<a/>"), "这种文档读不了"),
    "版式.ofd": (archive_of(OFD_xml="<a/>"), "这种文档读不了"),
    "网页.doc": (b"<html><body>x</body></html>", "这种文档读不了"),
    "富文本.doc": (b"{\\rtf1 x}", "这种文档读不了"),
    "程序.txt": (b"\x7fELF\x02\x01\x01" + b"\x01\x02" * 99, "这种文件读不了"),
    "断.docx": (WORD[:-2_000], "已损坏"),
    "断.pdf": (pdf_of(FOOD)[:400], "已损坏"),
    "破.docx": (with_part(WORD, DOCUMENT, lambda xml: xml[: len(xml) // 2]), "已损坏"),
    "破.xlsx": (with_part(BOOK, SHEET, lambda xml: xml[: len(xml) // 2]), "已损坏"),
    "乱.txt": ("需求名称：甲".encode() + b"\xff\xff\xff", "编码读不懂"),
    "空表.docx": (docx_of("企业技术需求征集表", blank(CASTING)), "还没有填写"),
    "空表.xlsx": (workbook_of(表=blank(DYEING)), "还没有填写"),
    "空表.pdf": (pdf_of(blank(FOOD)), "还没有填写"),
    "空行.xlsx": (workbook_of(表=[["需求名称", "需求描述", "预算"]]), "还没有填写"),
    "标题.docx": (docx_of("企业技术需求征集表"), "没有找到要解决的问题"),
    "空.docx": (docx_of(""), "没有找到要解决的问题"),
    "长.txt": (("需求名称：甲\n需求描述：" + "漏" * 20_001).encode(), "超过 20000 个字"),
    "宽.xlsx": (workbook_of(表=[[*[None] * 16_383, "x"]] * 13), "表格太大"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_is_answered_with_one_sentence(name: str) -> None:
    data, part = BAD_FILES[name]
    with pytest.raises(InputError) as caught:
        read(name, data)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_twenty_needs_are_read_and_one_more_is_too_many() -> None:
    def rows(number: int) -> bytes:
        return workbook_of(
            表=[["需求名称", "需求描述"], *[[f"需求{n}号", f"第{n}个问题"] for n in range(number)]]
        )

    assert len(read("a.xlsx", rows(20))) == 20
    with pytest.raises(InputError, match="有 21 个需求，一次最多读 20 个"):
        read("a.xlsx", rows(21))


def test_links_to_the_outside_are_not_followed() -> None:
    relations = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" TargetMode="External" Target="file:///etc/hostname"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"/></Relationships>'
    )
    word = with_part(WORD, "word/_rels/document.xml.rels", lambda _: relations % b"attachedTemplate")
    assert len(read("a.docx", word)) == 1
    book = with_part(
        BOOK, "xl/externalLinks/_rels/externalLink1.xml.rels", lambda _: relations % b"externalLinkPath"
    )
    assert len(read("a.xlsx", book)) == 1


def test_a_formula_is_not_run_and_its_kept_value_is_not_invented() -> None:
    workbook = Workbook()
    for row in (["需求名称", "甲件漏气"], ["需求描述", "打压漏气"], ["预算（万元）", "=20+30"]):
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    assert read("a.xlsx", buffer.getvalue()) == (FormNeed("甲件漏气\n需求描述：打压漏气", ""),)


def test_a_hidden_sheet_is_not_read() -> None:
    workbook = Workbook()
    for row in FOOD:
        workbook.active.append(row)
    hidden = workbook.create_sheet("选项")
    hidden.append(["需求名称", "机密"])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    workbook.save(buffer)
    assert len(read("a.xlsx", buffer.getvalue())) == 1


def test_the_content_decides_not_the_name() -> None:
    assert read("表.pdf", WORD) == read("表.docx", WORD)
    assert read("表.docx", BOOK) == read("表.xlsx", BOOK)


NAMES = st.sampled_from(["a.docx", "a.xlsx", "a.pdf", "a.txt", "a.csv", "a"])
BEGINNINGS = st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", "需求名称：".encode(), b"\xff\xfe", b"BM"])


@given(NAMES, BEGINNINGS, st.binary(max_size=300))
def test_any_bytes_under_any_name_are_needs_or_a_sentence(name: str, beginning: bytes, rest: bytes) -> None:
    assert_needs_or_sentence(name, beginning + rest)


@given(NAMES, st.text(max_size=300))
def test_any_text_under_any_name_is_needs_or_a_sentence(name: str, text: str) -> None:
    assert_needs_or_sentence(name, text.encode("utf-8", "ignore"))


@pytest.mark.parametrize("make", [docx_of, pdf_of, lambda rows: workbook_of(表=rows)])
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_file_damaged_anywhere_is_needs_or_a_sentence(make: Callable[..., bytes], seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(make(DYEING))
    if chance.random() < 0.5:
        del data[chance.randrange(len(data)) :]
    for _ in range(chance.randrange(5)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    assert_needs_or_sentence("a", bytes(data))


def assert_needs_or_sentence(name: str, data: bytes) -> None:
    try:
        needs = read(name, data)
    except InputError:
        return
    assert needs
    assert all(need.text.strip() for need in needs)
