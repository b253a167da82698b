"""`qianxian thesaurus`: look after the problem thesaurus."""

import argparse
from pathlib import Path
from typing import Any

from matcher.cli.environment import settings_from_environment

_SHOWN = 50


def add(commands: Any) -> None:
    """Declare the commands."""
    parser = commands.add_parser("thesaurus", help="look after the problem thesaurus 维护问题词典")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    checking = actions.add_parser("check", help="form, phrasings, near-duplicates 查格式、说法和近似重复")
    checking.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help="folder of .tsv (default: the shipped one)"
    )
    checking.add_argument("--near", action="store_true", help="list near-duplicates 列出近似重复的条目")
    checking.set_defaults(run=_check)
    covering = actions.add_parser("cover", help="are the right terms reached? 测覆盖率")
    covering.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="BEIR folder, or JSONL with need and title"
    )
    covering.set_defaults(run=_cover)
    loading = actions.add_parser(
        "load", help="after an upgrade: bring in new shipped entries 升级后载入新增条目"
    )
    loading.set_defaults(run=_load)


def _check(args: argparse.Namespace) -> int:
    from matcher.bootstrap import corpora_folder
    from matcher.evaluation.thesaurus_review import read_placed, review

    placed = read_placed(args.folder or corpora_folder() / "thesaurus")
    found = review(placed)
    for sentence in found.findings[:_SHOWN]:
        print(sentence)
    if len(found.findings) > _SHOWN:
        print(f"……还有 {len(found.findings) - _SHOWN} 处")
    for one, other in found.near_duplicates if args.near else ():
        print(f"近似重复 {one} {other}")
    print(
        f"{found.files} 个文件,{found.entries:,} 条;要改 {len(found.findings)} 处;"
        f"近似重复 {len(found.near_duplicates)} 对,涉及 {found.near_duplicate_rate:.1%} 的条目"
    )
    return 1 if found.findings else 0


def _cover(args: argparse.Namespace) -> int:
    from matcher.bootstrap import open_scratch, today_in
    from matcher.evaluation.thesaurus_cover import ENTRIES_LOOKED_AT, coverage, read_cases

    cases = {path: read_cases(path) for path in args.paths}
    settings = settings_from_environment()
    with open_scratch(settings, today_in(settings)()) as opened:
        for path, some in cases.items():
            found = coverage(some, opened.asking)
            print(
                f"{path.name}\t{found.reached}/{found.needs}\t{found.share:.1%}"
                f"\t最近的 {ENTRIES_LOOKED_AT} 条里有答案所用术语的需求"
            )
    return 0


def _load(_args: argparse.Namespace) -> int:
    from matcher.bootstrap import corpora_folder, open_application
    from matcher.service.seeding import load_new_entries

    with open_application(settings_from_environment()) as opened:
        count = load_new_entries(opened.store, corpora_folder())
        opened.matcher.counts()  # brings the indexes up to date before they are saved
    print(f"新增 {count:,} 条;改过和删过的条目没有动。" if count else "没有新增的条目,词典已是最新。")
    return 0
