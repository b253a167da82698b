"""Importing profiles: what each kind of file gives, row by row."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from matcher.domain.taxonomy import CooperationMode, PlatformKind, ProviderKind, Taxonomy
from matcher.errors import InputError, StoreError
from matcher.service.imports import ImportReport, import_profiles
from matcher.service.taxonomy import load_taxonomy
from matcher.store import Store, open_store

TODAY = date(2026, 11, 24)
HEADER = ("provider", "provider_kind", "capability", "summary", "external_id")
ROW = ("东华大学", "research", "原液着色", "直接纺丝，省去染色。", "a-1")
OTHER = ("浙江理工大学", "research", "数码印花", "小批量印花。", "a-2")


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy(files("corpora") / "taxonomy")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'qianxian.db'}") as opened:
        yield opened


def csv_of(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def titles(store: Store) -> list[str]:
    with store.read() as unit:
        return [capability.title for batch in unit.capabilities.iter_all() for capability in batch]


def outcomes(report: ImportReport) -> list[tuple[int, str]]:
    return [(row.number, row.outcome.value) for row in report.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_encoding_and_delimiter(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = write(tmp_path / "rows.csv", csv_of(HEADER, ROW, OTHER, delimiter=delimiter), encoding)
    report = import_profiles(store, path, taxonomy, TODAY)
    assert outcomes(report) == [(2, "created"), (3, "created")]
    assert titles(store) == ["原液着色", "数码印花"]


def test_a_mark_may_stand_before_utf_16(store: Store, taxonomy: Taxonomy, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.txt", "\ufeff" + csv_of(HEADER, ROW, delimiter="\t"), "utf-16-be")
    assert import_profiles(store, path, taxonomy, TODAY).created == 1


def test_chinese_headers_titles_above_them_and_quoted_line_breaks_are_read(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    text = (
        "供给方汇总表,,,\n\n"
        "供给方,供给方类型,平台类别,成果名称,简介,合作方式,地区\n"
        '某中心,平台,检测中心,检测,"一,二\n三 ""四""",检测、人才培训,浙江省绍兴市\n'
        ",,,,,,\n"
    )
    report = import_profiles(store, write(tmp_path / "a.csv", text), taxonomy, TODAY)
    assert outcomes(report) == [(4, "created")]
    with store.read() as unit:
        (capability,) = next(unit.capabilities.iter_all())
    assert capability.summary == '一,二\n三 "四"'
    assert capability.modes == (CooperationMode.TESTING, CooperationMode.TRAINING)
    assert capability.provider.platform_kind is PlatformKind.QUALITY_TESTING
    assert capability.provider.region_code == "330600"


def test_jsonl_takes_lists_and_numbers_and_chinese_keys(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    items: list[dict[str, Any]] = [
        {
            "provider": "甲",
            "provider_kind": "企业",
            "capability": "一",
            "keywords": ["a", "b"],
            "maturity": 4,
        },
        {"供给方": "甲", "类型": "企业", "能力名称": "二", "简介": None},
    ]
    text = "\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n\n"
    report = import_profiles(store, write(tmp_path / "a.jsonl", text), taxonomy, TODAY)
    assert outcomes(report) == [(1, "created"), (2, "created")]
    with store.read() as unit:
        first, _ = next(unit.capabilities.iter_all())
    assert (first.keywords, first.trl, first.provider.kind) == (("a", "b"), 4, ProviderKind.ENTERPRISE)


def test_a_workbook_gives_dates_numbers_and_the_values_of_formulas(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "说明"
    sheet.append(["填写说明"])
    rows = workbook.create_sheet("数据")
    rows.append(["供给方汇总表"])
    rows.append(["供给方", "类型", "能力名称", "成熟度", "有效期至", "简介"])
    rows.append(["甲", "企业", "一", 7, date(2027, 3, 1), "=1+1"])
    rows.append([None] * 6)
    rows.append(["甲", "企业", "二", None, 46447, "好"])
    workbook.save(tmp_path / "a.xlsx")
    report = import_profiles(store, tmp_path / "a.xlsx", taxonomy, TODAY)
    assert outcomes(report) == [(3, "created"), (5, "created")]
    with store.read() as unit:
        first, second = next(unit.capabilities.iter_all())
    assert (first.trl, first.expires_at, second.expires_at) == (7, date(2027, 3, 1), date(2027, 3, 1))
    assert first.summary == ""  # nobody has ever worked the formula out, and we do not


def test_the_same_file_again_changes_nothing_and_a_changed_row_makes_a_version(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", csv_of(HEADER, ROW, OTHER))
    import_profiles(store, path, taxonomy, TODAY)
    assert import_profiles(store, path, taxonomy, TODAY).unchanged == 2
    write(path, csv_of(HEADER, ROW, (*OTHER[:3], "大批量印花。", OTHER[4])))
    assert outcomes(import_profiles(store, path, taxonomy, TODAY)) == [(2, "unchanged"), (3, "updated")]
    with store.read() as unit:
        assert [capability.version for capability in next(unit.capabilities.iter_all())] == [1, 2]


def test_good_rows_are_kept_and_bad_ones_explained(store: Store, taxonomy: Taxonomy, tmp_path: Path) -> None:
    bad = ("某校", "大学城", "某事", "", "b")
    report = import_profiles(
        store, write(tmp_path / "a.csv", csv_of(HEADER, ROW, bad, OTHER)), taxonomy, TODAY
    )
    assert outcomes(report) == [(2, "created"), (3, "failed"), (4, "created")]
    assert report.rows[1].sentences[0].startswith("第 3 行「provider_kind」写的是「大学城」,请填 research/")
    assert titles(store) == ["原液着色", "数码印花"]


def test_a_row_without_a_summary_is_kept_with_advice(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", csv_of(HEADER, (*ROW[:3], "", "x")))
    (row,) = import_profiles(store, path, taxonomy, TODAY).rows
    assert row.outcome.value == "created"
    assert "建议补上" in row.sentences[0]


def test_an_id_used_twice_fails_and_names_the_first_row(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", csv_of(HEADER, ROW, (*OTHER[:4], "a-1"), OTHER))
    report = import_profiles(store, path, taxonomy, TODAY)
    assert outcomes(report) == [(2, "created"), (3, "failed"), (4, "created")]
    assert "与第 2 行相同" in report.rows[1].sentences[0]


def test_the_same_provider_and_title_twice_fails_when_no_ids_are_given(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.csv", csv_of(HEADER[:4], ROW[:4], ROW[:4]))
    report = import_profiles(store, path, taxonomy, TODAY)
    assert (report.created, report.failed) == (1, 1)
    assert "与第 2 行的供给方和能力名称相同" in report.rows[1].sentences[0]


def test_a_dry_run_tells_all_and_writes_nothing(store: Store, taxonomy: Taxonomy, tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", csv_of(HEADER, ROW, OTHER, OTHER))
    report = import_profiles(store, path, taxonomy, TODAY, dry_run=True)
    assert outcomes(report) == [(2, "created"), (3, "created"), (4, "failed")]
    assert report.dry_run
    assert titles(store) == []


MAPPINGS: list[Mapping[str, str]] = [
    {"学校": "provider", "性质": "类型", "题目": "capability", "序号": ""},
    {"学校": "供给方", "性质": "provider_kind", "题目": "成果名称", "序号": " "},
]


@pytest.mark.parametrize("mapping", MAPPINGS)
@pytest.mark.parametrize("form", ["dictionary", "json", "table"])
def test_a_mapping_tells_which_column_is_which(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, mapping: Mapping[str, str], form: str
) -> None:
    path = write(tmp_path / "a.csv", csv_of(("序号", "学校", "性质", "题目"), ("1", "甲", "大学", "一")))
    given: Mapping[str, str] | Path = mapping
    if form == "json":
        given = write(tmp_path / "m.json", json.dumps(mapping))
    elif form == "table":
        given = write(tmp_path / "m.csv", csv_of(*mapping.items()))
    assert import_profiles(store, path, taxonomy, TODAY, mapping=given).created == 1


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ('{"学校": "供给放"}', "最接近的是「供给方」"),
        ('{"学校": 3}', "读不懂"),
        ("{", "读不懂"),
        ("a,b,c\n", "读不懂"),
        (None, "打不开"),
    ],
)
def test_a_wrong_mapping_is_one_sentence(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, content: str | None, part: str
) -> None:
    path = write(tmp_path / "a.csv", csv_of(HEADER, ROW))
    if content is not None:
        write(tmp_path / "m.json", content)
    with pytest.raises(InputError, match=part) as caught:
        import_profiles(store, path, taxonomy, TODAY, mapping=tmp_path / "m.json")
    assert "\n" not in str(caught.value)


def test_rows_are_written_in_batches_and_a_failing_batch_leaves_those_before(
    store: Store, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    rows = [("甲", "企业", f"能力{number}", "好", f"x-{number}") for number in range(1100)]
    path = write(tmp_path / "a.csv", csv_of(HEADER, *rows))
    with store.begin() as unit:
        # The database refuses the 700th row, whatever the reason.
        unit.capabilities._connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON capabilities WHEN NEW.external_id = 'x-700' "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
    with pytest.raises(StoreError):
        import_profiles(store, path, taxonomy, TODAY)
    assert len(titles(store)) == 500
    with store.begin() as unit:
        assert unit.changes.revision() == 1
        unit.capabilities._connection.exec_driver_sql("DROP TRIGGER full")
    report = import_profiles(store, path, taxonomy, TODAY)
    assert (report.unchanged, report.created) == (500, 600)
