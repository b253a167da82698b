"""`qianxian import`, `export` and `reindex`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matcher.cli.environment import application

# What reads and writes files is imported by the command that does: the others start without it.
if TYPE_CHECKING:
    from matcher.bootstrap import Application
    from matcher.service.imports import ImportReport

_WORDS = {"created": "新增", "updated": "更新", "unchanged": "未变", "failed": "失败"}  # by RowOutcome
_ROWS_SHOWN = 200  # outcomes of good rows printed one by one; failed rows are all printed


def add(commands: Any) -> None:
    """Declare the commands."""
    importing = commands.add_parser("import", help="profiles from CSV, XLSX or JSONL 导入供给方资料")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument(
        "--dry-run", action="store_true", help="say what would happen, write nothing 只检查不写入"
    )
    importing.add_argument("--mapping", type=Path, help="their columns → ours, JSON 列名对照文件")
    importing.set_defaults(run=_import)
    exporting = commands.add_parser("export", help="profiles to CSV, XLSX or JSONL 导出供给方资料")
    exporting.add_argument("file", type=Path, metavar="FILE")
    exporting.set_defaults(run=_export)
    reindexing = commands.add_parser("reindex", help="rebuild the index from the database 重建索引")
    reindexing.set_defaults(run=_reindex)


def _import(args: argparse.Namespace) -> int:
    from matcher.bootstrap import today_in
    from matcher.service.imports import import_profiles

    with application() as opened:
        report = import_profiles(
            opened.store, args.file, opened.taxonomy, today_in(opened.settings)(), args.dry_run, args.mapping
        )
        if not args.dry_run:
            opened.keeper.refresh()
            opened.save_indexes()
    _print(report)
    return 1 if report.failed else 0


def _print(report: "ImportReport") -> None:
    from matcher.service.imports import RowOutcome

    shown = hidden = 0
    for row in report.rows:
        if row.outcome is RowOutcome.FAILED or row.sentences or shown < _ROWS_SHOWN:
            shown += row.outcome is not RowOutcome.FAILED
            print(f"第 {row.number} 行 {_WORDS[row.outcome]}", *row.sentences, sep="  ")
        else:
            hidden += 1
    if hidden:
        print(f"…(其余 {hidden:,} 行没有问题,不再逐行列出)")
    counts = ",".join(f"{word} {report.count(RowOutcome(outcome)):,}" for outcome, word in _WORDS.items())
    print(("试运行,没有写入:" if report.dry_run else "完成:") + counts)


def _export(args: argparse.Namespace) -> int:
    from matcher.service.exports import export_profiles

    with application() as opened:
        count = export_profiles(opened.store, args.file)
    print(f"已导出 {count:,} 条到 {args.file}")
    return 0


def _reindex(_args: argparse.Namespace) -> int:
    with application() as opened:
        opened.keeper.rebuild()
        opened.knowledge.keeper.rebuild()
        opened.save_indexes()
        print(_sizes(opened))
    return 0


def _sizes(opened: "Application") -> str:
    return f"索引已重建:能力 {len(opened.keeper.index):,} 条,词典 {len(opened.knowledge.keeper.index):,} 条。"
