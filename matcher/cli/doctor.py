"""`qianxian doctor`: is everything in its place?"""

import argparse
from collections.abc import Mapping
from typing import Any

from matcher.cli.environment import settings_from_environment
from matcher.domain.task import TaskKind
from matcher.domain.taxonomy import ProviderKind
from matcher.errors import QianxianError

_NAMES = {
    ProviderKind.RESEARCH: "高校院所",
    ProviderKind.PLATFORM: "公共服务平台",
    ProviderKind.ENTERPRISE: "企业",
}
_TASKS = {
    TaskKind.UNMATCHED_NEED: "没有找到合适的,请找人",
    TaskKind.INTEREST: "对一条结果感兴趣,请联系对方",
    TaskKind.REQUEST: "想要人工看看",
}


def add(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("doctor", help="check the installation 检查安装是否正常")
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Every part on a line; exit status 1 when one does not work."""
    from matcher.bootstrap import open_application

    settings = settings_from_environment()
    print(f"数据文件夹  {settings.home.absolute()}")
    try:
        with open_application(settings) as opened:
            with opened.store.read() as unit:
                needs, tasks = unit.needs.count(), unit.tasks.list_open()
            counts = opened.matcher.counts()
            print(f"数据库      正常,{needs:,} 条需求")
            print(f"向量模型    正常,{opened.encoder.fingerprint},{opened.encoder.dimension} 维")
            print(f"能力索引    正常,可查 {sum(counts.values()):,} 条({_by_kind(counts)})")
            print(f"问题词典    正常,{len(opened.knowledge.keeper.index):,} 条")
            print(f"待办        {len(tasks):,} 条需求等待工作人员处理")
            for task in tasks[:20]:
                print(f"            需求 {task.need_id}:{_TASKS[task.kind]}({task.due:%Y-%m-%d} 前)")
    except QianxianError as error:
        print(f"有问题      {error}")
        return 1
    return 0


def _by_kind(counts: Mapping[ProviderKind, int]) -> str:
    return "、".join(f"{_NAMES[kind]} {count:,}" for kind, count in counts.items())
