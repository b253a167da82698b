"""`qianxian eval` and `qianxian train`."""

import argparse
import json
from pathlib import Path
from typing import Any

from matcher.cli.environment import settings_from_environment
from matcher.errors import UsageError


def add(commands: Any) -> None:
    """Declare the commands."""
    evaluating = commands.add_parser(
        "eval", help="figures on a judged collection (BEIR folder) 在评测集上打分"
    )
    evaluating.add_argument("folder", type=Path, metavar="DIR")
    evaluating.add_argument(
        "--run", dest="out", type=Path, metavar="OUT", help="write the TREC run 写出检索结果"
    )
    evaluating.add_argument("--json", action="store_true", help="for programs 输出 JSON")
    evaluating.set_defaults(run=_evaluate)
    training = commands.add_parser("train", help="train the shipped model 训练随附的向量模型")
    training.add_argument(
        "--data", type=Path, required=True, help="folder of open sources 开放数据所在文件夹"
    )
    training.add_argument("--out", type=Path, help="model folder (default: the shipped one) 写到哪里")
    training.add_argument("--steps", type=int, default=None, help="batches 训练步数")
    training.set_defaults(run=_train)


def _evaluate(args: argparse.Namespace) -> int:
    from matcher.bootstrap import open_scratch, today_in
    from matcher.evaluation.collection import read_collection
    from matcher.evaluation.running import evaluate, write_trec_run

    settings = settings_from_environment()
    if args.out and not args.out.absolute().parent.is_dir():
        raise UsageError(f"--run 的文件夹 {args.out.absolute().parent} 不存在,请先建好或换一个位置。")
    collection = read_collection(args.folder)
    today = today_in(settings)()
    with open_scratch(settings, today) as opened:
        result = evaluate(collection, opened.store, opened.matcher, today)
    if args.out:
        write_trec_run(result.run, args.out)
    figures: dict[str, object] = {
        **{name: round(value, 4) for name, value in result.overall.overall.items()},
        "seconds_per_query": round(result.seconds_per_query, 5),
        "queries": len(collection.queries),
        "documents": len(collection.documents),
        "by_language": {
            language: {name: round(value, 4) for name, value in measured.overall.items()}
            for language, measured in result.by_language.items()
        },
    }
    if args.json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
    else:
        for name, value in figures.items():
            if name != "by_language":
                print(f"{name}\t{value}")
        for language, measured in result.by_language.items():
            for name, value in measured.overall.items():
                print(f"{language} {name}\t{value:.4f}")
    return 0


def _train(args: argparse.Namespace) -> int:
    from dataclasses import replace

    from matcher.bootstrap import corpora_folder
    from matcher.training.contrastive import Recipe
    from matcher.training.training import train

    recipe = Recipe()
    if args.steps is not None:
        if args.steps < 1:
            raise UsageError("--steps 请填大于 0 的整数。")
        recipe = replace(recipe, steps=args.steps)
    corpora = corpora_folder()
    train(args.data, corpora, args.out or corpora / "model", recipe, lambda line: print(line, flush=True))
    return 0
