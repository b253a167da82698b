"""Files that cannot be imported: one sentence says what to do, and nothing is written."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from matcher.domain.taxonomy import Taxonomy
from matcher.errors import InputError, QianxianError
from matcher.service.imports import import_profiles
from matcher.service.tabular import workbook as workbook_module
from matcher.service.taxonomy import load_taxonomy
from matcher.store import Store, open_store

TODAY = date(2026, 11, 24)
HEADER = "provider,provider_kind,capability,summary\n"
GOOD = HEADER + "甲,企业,一,好\n"


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy(files("corpora") / "taxonomy")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'qianxian.db'}") as opened:
        yield opened


def workbook_bytes() -> bytes:
    workbook = Workbook()
    for line in GOOD.splitlines():
        workbook.active.append(line.split(","))
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def archive(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return buffer.getvalue()


def changed_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A good workbook with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_bytes())) as old, zipfile.ZipFile(buffer, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
SHEET = "xl/worksheets/sheet1.xml"
BAD_FILES: list[tuple[str, bytes, str]] = [
    ("空.csv", b"", "是空的"),
    ("空白.csv", b"\xef\xbb\xbf \r\n\r\n", "是空的"),
    ("只有表头.csv", HEADER.encode(), "只有表头"),
    ("没有表头.csv", "甲,企业,一,好\n乙,企业,二,好\n".encode(), "没有找到表头"),
    ("未知表头.csv", GOOD.replace("summary", "简介绍").encode(), "「简介绍」不认识,最接近的是「简介」"),
    ("重复表头.csv", GOOD.replace("summary", "供给方").encode(), "是同一列"),
    ("缺列.csv", b"provider,summary\na,b\n", "缺少必需的列"),
    ("文本.xlsx", GOOD.encode(), "内容却是 CSV"),
    ("表格.csv", workbook_bytes(), "内容却是 XLSX"),
    ("文本.jsonl", GOOD.encode(), "内容却是 CSV"),
    ("对象.csv", b'{"provider": "a"}', "内容却是 JSONL"),
    ("数组.jsonl", b'[{"provider": "a"}]', "JSON 数组"),
    ("文档.docx", archive(word__document_xml="<a/>"), "Word 文档"),
    ("文档.xlsx", archive(word__document_xml="<a/>"), "Word 文档"),
    ("演示.pptx", archive(ppt__presentation_xml="<a/>"), "演示文稿"),
    ("表格.ods", archive(content_xml="<a/>"), "OpenDocument"),
    ("压缩.zip", archive(a="x"), "压缩包"),
    ("压缩.csv", archive(a="x"), "压缩包"),
    ("断了.xlsx", workbook_bytes()[:1500], "已损坏"),
    ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 .xls"),
    ("纸.pdf", b"%PDF-1.7 x", "PDF"),
    ("图.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "不是表格"),
    ("乱.csv", GOOD.encode() + b"\xff\xff\xff,\x81", "不是 UTF-8 也不是 GB18030"),
    ("坏.csv", ("甲乙丙丁戊己,x\n" + GOOD).encode() + "中".encode("gb18030"), "不是 UTF-8"),
    ("实体.xlsx", changed_part(SHEET, lambda xml: ENTITIES + xml[xml.index(b"<worksheet") :]), "不允许"),
    ("破表.xlsx", changed_part(SHEET, lambda xml: xml[: len(xml) // 2]), "已损坏"),
    ("破目录.xlsx", changed_part("xl/workbook.xml", lambda xml: b"<workbook"), "已损坏"),
    ("空目录.xlsx", archive(xl__workbook_xml="<a/>"), "已损坏"),
]


@pytest.mark.parametrize(("name", "content", "part"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_is_refused_in_one_sentence(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, name: str, content: bytes, part: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as caught:
        import_profiles(store, tmp_path / name, taxonomy, TODAY)
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)
    with store.read() as unit:
        assert unit.changes.revision() == 0


@pytest.mark.parametrize("name", ["nothing.csv", ""])
def test_a_missing_file_and_a_folder_are_refused(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InputError, match=r"打不开|文件夹"):
        import_profiles(store, tmp_path / name, taxonomy, TODAY)


def write_bomb(path: Path, megabytes: int) -> None:
    """A workbook whose sheet unpacks to that many megabytes of spaces."""
    with (
        zipfile.ZipFile(io.BytesIO(workbook_bytes())) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.namelist():
            if part != SHEET:
                new.writestr(part, old.read(part))
        with new.open(SHEET, "w") as sheet:
            for _ in range(megabytes):
                sheet.write(b" " * 1_000_000)


@pytest.mark.parametrize("megabytes", [1000, 100], ids=["too large", "too tight"])
def test_a_bomb_is_refused_before_it_is_unpacked(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, megabytes: int
) -> None:
    path = tmp_path / "bomb.xlsx"
    write_bomb(path, megabytes)
    assert path.stat().st_size < 6_000_000
    tracemalloc.start()
    with pytest.raises(InputError, match=f"解开后有 {megabytes} MB"):
        import_profiles(store, path, taxonomy, TODAY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_further_than_it_says(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    path = tmp_path / "liar.xlsx"
    write_bomb(path, 100)
    with zipfile.ZipFile(path) as bomb:
        true_size = bomb.getinfo(SHEET).file_size.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true_size, (1000).to_bytes(4, "little")))
    tracemalloc.start()
    with pytest.raises(InputError, match="已损坏"):
        import_profiles(store, path, taxonomy, TODAY)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_row_number_without_end_is_not_counted_up_to(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_module, "_MOST_ROWS", 1000)
    path = tmp_path / "far.xlsx"
    far = b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>'
    path.write_bytes(changed_part(SHEET, lambda xml: xml.replace(b"</sheetData>", far)))
    report = import_profiles(store, path, taxonomy, TODAY)
    assert (report.created, report.failed) == (1, 1)
    assert "之后的没有读取" in report.rows[-1].sentences[0]


BAD_LINES = [
    ('甲,企业,二,"没关上\n', 1, "引号"),
    ('甲,企业,"二"x,好\n', 1, "引号"),
    ("甲,企业,二,好,多出来的\n", 1, "没有表头"),
    ("甲,企业\n", 1, "「capability」是空的"),
]


@pytest.mark.parametrize(("line", "failed", "part"), BAD_LINES)
def test_a_bad_line_costs_no_other_line(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, line: str, failed: int, part: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD + line + "甲,企业,三,好\n甲,企业,四,好\n", encoding="utf-8")
    report = import_profiles(store, path, taxonomy, TODAY)
    assert (report.created, report.failed) == (3, failed)
    assert part in report.rows[1].sentences[0]
    assert report.rows[1].sentences[0].startswith("第 3 行")


def test_bad_json_lines_cost_no_other_line(store: Store, taxonomy: Taxonomy, tmp_path: Path) -> None:
    good = '{"provider": "甲", "provider_kind": "企业", "capability": "%s"}'
    bad = ["{", "3", '{"provider": NaN}', '{"供给放": "甲"}', '{"": 1}', '{"provider": {}}', "[" * 100_000]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([good % "一", *bad, good % "二"]), encoding="utf-8")
    report = import_profiles(store, path, taxonomy, TODAY)
    assert (report.created, report.failed) == (2, len(bad))
    assert all(row.sentences[0].startswith(f"第 {row.number} 行") for row in report.rows if row.sentences)
    assert "最接近的是「供给方」" in report.rows[4].sentences[0]


def test_a_line_without_end_ends_the_reading_and_says_so(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(GOOD + "x" * 1_500_000 + "\n甲,企业,三,好\n", encoding="utf-8")
    report = import_profiles(store, path, taxonomy, TODAY)
    assert (report.created, report.failed) == (1, 1)
    assert "没有读取" in report.rows[1].sentences[0]


def read(store: Store, taxonomy: Taxonomy, path: Path) -> str:
    """The sentence with which the file is refused, or "" when it gives a report."""
    try:
        report = import_profiles(store, path, taxonomy, TODAY, dry_run=True)
    except QianxianError as error:
        return str(error)
    assert report.rows
    return ""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    name=st.sampled_from(["a.csv", "a.xlsx", "a.jsonl", "a.txt"]),
    content=st.binary() | st.text().map(str.encode) | st.binary().map(lambda tail: GOOD.encode() + tail),
)
def test_any_bytes_give_a_report_or_one_sentence(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    assert "\n" not in read(store, taxonomy, tmp_path / name)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(position=st.integers(0, 5000), byte=st.integers(0, 255))
def test_a_damaged_workbook_gives_a_report_or_one_sentence(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, position: int, byte: int
) -> None:
    content = bytearray(workbook_bytes())
    content[position % len(content)] = byte
    (tmp_path / "a.xlsx").write_bytes(content)
    assert "\n" not in read(store, taxonomy, tmp_path / "a.xlsx")
