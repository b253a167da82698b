"""Exported profiles come back as they were."""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from matcher.domain.profile_cells import BROKEN, tidy
from matcher.domain.profile_row import ProfileRow
from matcher.domain.taxonomy import CapabilityKind, ProviderKind, Taxonomy
from matcher.errors import InputError
from matcher.service.exports import export_profiles
from matcher.service.imports import import_profiles
from matcher.service.tabular.escaping import neutralise, restore
from matcher.service.taxonomy import load_taxonomy
from matcher.store import Store, open_store

TODAY = date(2026, 11, 24)
ENDINGS = ["csv", "xlsx", "jsonl"]
HARD_TEXTS = (
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+86",
    "-20℃ 低温",
    "@now",
    "'=已有撇号",
    "''-x",
    "'引号开头",
    "一,二;三\t四\n五",
    '"',
    "🧵",
    "_x000D_ _x0041_",
    "007",
    "1e5",
    "2026-01-02",
    "TRUE",
    "#名",
    "<a&b>",
    "\\",
    "NULL",
)


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy(files("corpora") / "taxonomy")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'qianxian.db'}") as opened:
        yield opened


def row(number: int, text: str) -> ProfileRow:
    return ProfileRow(
        provider="东华大学",
        provider_kind=ProviderKind.RESEARCH,
        capability=f"能力{number}",
        kind=CapabilityKind.TEAM,
        summary=text,
        evidence=text,
        contact_confidential=text,
        external_id=f"x-{number}",
    )


def fill(store: Store, texts: list[str] | tuple[str, ...]) -> None:
    with store.begin() as unit:
        unit.capabilities.upsert_many([row(n, text) for n, text in enumerate(texts, start=1)], TODAY)


@pytest.mark.parametrize("ending", ENDINGS)
def test_importing_an_export_changes_nothing(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, ending: str
) -> None:
    fill(store, HARD_TEXTS)
    path = tmp_path / f"out.{ending}"
    assert export_profiles(store, path) == len(HARD_TEXTS)
    report = import_profiles(store, path, taxonomy, TODAY)
    assert report.unchanged == len(HARD_TEXTS)


storable = st.text(st.characters(exclude_categories=["Cs"])).map(tidy).filter(lambda text: text not in BROKEN)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(storable, min_size=1, max_size=20))
def test_any_text_comes_back(
    store: Store, taxonomy: Taxonomy, tmp_path: Path, ending: str, texts: list[str]
) -> None:
    fill(store, texts)
    export_profiles(store, tmp_path / f"out.{ending}")
    report = import_profiles(store, tmp_path / f"out.{ending}", taxonomy, TODAY)
    assert (report.updated, report.failed) == (0, 0)


def test_an_export_fills_another_database(store: Store, taxonomy: Taxonomy, tmp_path: Path) -> None:
    fill(store, HARD_TEXTS)
    export_profiles(store, tmp_path / "out.xlsx")
    with open_store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        assert import_profiles(other, tmp_path / "out.xlsx", taxonomy, TODAY).created == len(HARD_TEXTS)
        export_profiles(other, tmp_path / "again.jsonl")
    export_profiles(store, tmp_path / "out.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_no_cell_of_a_spreadsheet_can_be_taken_for_a_formula(store: Store, tmp_path: Path) -> None:
    fill(store, HARD_TEXTS)
    export_profiles(store, tmp_path / "out.csv")
    export_profiles(store, tmp_path / "out.xlsx")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    workbook = load_workbook(tmp_path / "out.xlsx")
    cells += [str(cell.value) for line in workbook.active.iter_rows() for cell in line if cell.value]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert not [c for line in workbook.active.iter_rows() for c in line if c.data_type == "f"]


def test_excel_knows_the_encoding_of_an_exported_csv(store: Store, tmp_path: Path) -> None:
    fill(store, ["一"])
    export_profiles(store, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfprovider,provider_kind,")


@given(st.text(max_size=5) | st.text(st.sampled_from("'=+-@\t\nx"), max_size=5))
def test_restoring_gives_what_was_neutralised(text: str) -> None:
    assert restore(neutralise(text)) == text
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_failed_export_leaves_the_old_file_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, ["一"])
    path = tmp_path / "out.csv"
    path.write_text("旧", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("matcher.service.exports.os.fsync", full)
    with pytest.raises(InputError, match="磁盘空间"):
        export_profiles(store, path)
    assert path.read_text(encoding="utf-8") == "旧"
    assert {file.name for file in tmp_path.iterdir() if "qianxian" not in file.name} == {"out.csv"}


@pytest.mark.parametrize(
    ("name", "part"), [("out.docx", "应以 .csv"), ("out", "应以 .csv"), ("no/where.csv", "换一个文件夹")]
)
def test_a_place_that_cannot_be_written_is_one_sentence(
    store: Store, tmp_path: Path, name: str, part: str
) -> None:
    with pytest.raises(InputError, match=part):
        export_profiles(store, tmp_path / name)
