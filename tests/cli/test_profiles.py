"""`qianxian import`, `export` and `reindex`."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.helpers.application import CAST, ROWS

BAD_ROW = {"provider": "", "provider_kind": "research", "capability": "没有供给方", "kind": "result"}


def test_an_import_says_what_became_of_every_row_and_is_found_at_once(run: Run, rows_file: Path) -> None:
    first = run("import", str(rows_file))
    assert first.status == 0
    assert f"完成:新增 {len(ROWS)},更新 0,未变 0,失败 0" in first.out
    assert first.out.count("新增") == len(ROWS) + 1
    assert f"未变 {len(ROWS)}" in run("import", str(rows_file)).out
    assert "压铸件气孔控制" in run("match", CAST).out


def test_one_bad_row_fails_alone_and_the_status_says_so(run: Run, rows_file: Path) -> None:
    with rows_file.open("a", encoding="utf-8") as file:
        file.write(json.dumps(BAD_ROW, ensure_ascii=False) + "\n")
    done = run("import", str(rows_file))
    assert done.status == 1
    assert f"第 {len(ROWS) + 1} 行 失败" in done.out
    assert f"新增 {len(ROWS)}" in done.out
    assert "压铸件气孔控制" in run("match", CAST).out


def test_a_dry_run_writes_nothing(run: Run, rows_file: Path) -> None:
    done = run("import", str(rows_file), "--dry-run")
    assert done.status == 0
    assert "试运行,没有写入" in done.out
    assert "暂无合适" in run("match", CAST).out


def test_a_mapping_names_their_columns(run: Run, tmp_path: Path) -> None:
    (tmp_path / "theirs.csv").write_text(
        "院校,类别,做什么,种类\n某大学,research,压铸件气孔控制,result\n", encoding="utf-8"
    )
    mapping = {"院校": "provider", "类别": "provider_kind", "做什么": "capability", "种类": "kind"}
    (tmp_path / "mapping.json").write_text(json.dumps(mapping), encoding="utf-8")
    done = run("import", "theirs.csv", "--mapping", "mapping.json")
    assert done.status == 0, done.out + done.err


def test_of_many_good_rows_only_the_first_are_listed(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"某大学,research,技术{number},result,简介{number},{number}\n" for number in range(250))
    (tmp_path / "many.csv").write_text(
        "provider,provider_kind,capability,kind,summary,external_id\n" + rows, encoding="utf-8"
    )
    done = run("import", "many.csv")
    assert "新增 250" in done.out
    assert "其余 50 行没有问题" in done.out
    assert done.out.count("\n") == 202


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_an_export_imports_as_unchanged(filled: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"out.{ending}"
    exported = filled("export", str(file))
    assert (exported.status, exported.out) == (0, f"已导出 {len(ROWS)} 条到 {file}\n")
    assert f"未变 {len(ROWS)},失败 0" in filled("import", str(file)).out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("import", "nowhere.csv"), "nowhere.csv"),
        (("import", "."), ""),
        (("import", "empty.csv"), ""),
        (("import", "rows.jsonl", "--mapping", "nowhere.json"), "nowhere.json"),
        (("export", "out.docx"), ".csv"),
        (("export", "nowhere/out.csv"), "nowhere"),
    ],
)
def test_a_file_that_is_no_use_is_one_sentence(
    run: Run, rows_file: Path, arguments: tuple[str, ...], word: str
) -> None:
    (rows_file.parent / "empty.csv").touch()
    done = run(*arguments)
    assert done.status in (1, 2)
    assert word in done.err
    assert done.err.count("\n") == 1
    assert "内部出错" not in done.err


def test_reindex_says_how_much_is_indexed_and_changes_no_answer(filled: Run) -> None:
    before = filled("match", CAST, "--json").out
    done = filled("reindex")
    assert (done.status, done.out) == (0, f"索引已重建:能力 {len(ROWS)} 条,词典 0 条。\n")
    assert filled("match", CAST, "--json").out == before


def test_a_damaged_index_is_rebuilt_without_a_word(filled: Run, home: Path) -> None:
    before = filled("match", CAST, "--json").out
    snapshots = list((home / "index").rglob("*.index"))
    assert len(snapshots) == 2
    for file in snapshots:
        file.write_bytes(file.read_bytes()[:-3] + b"xyz")
    done = filled("match", CAST, "--json")
    assert (done.status, done.out, done.err) == (0, before, "")


def test_two_databases_behind_one_home_do_not_mix(
    filled: Run, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Their revisions count alike: a snapshot of one would pass for one of the other."""
    monkeypatch.setenv("QIANXIAN_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    (tmp_path / "one.csv").write_text(
        "provider,provider_kind,capability,kind\n某大学,research,古琴修复,result\n", encoding="utf-8"
    )
    assert filled("import", "one.csv").status == 0
    assert "暂无合适" in filled("match", CAST).out
    monkeypatch.delenv("QIANXIAN_DATABASE_URL")
    assert "压铸件气孔控制" in filled("match", CAST).out
