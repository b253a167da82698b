"""The command `qianxian`: the bot's `serve` and `chat`, and the matcher's commands."""

import argparse
import asyncio
import io
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

from matcher.errors import QianxianError, UsageError

ALL_PARTS = ("web", "telegram", "scheduler")
BROKEN_PIPE = 141  # what a shell reports of a program that wrote to nobody
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """Every command takes --debug; a wrong call is one sentence."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks 出错时显示细节"
        )

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"命令写得不对（{message}）。用 {self.prog} --help 看用法。")


def build_parser() -> Parser:
    """All commands; a handler is `args.run(args) -> int`."""
    from matcher.cli import add_commands

    parser = Parser(
        prog="qianxian", description="牵线：企业难题，找对人 · matchmaking for companies' technical needs"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="start the chat page and Telegram 启动网页和 Telegram")
    serve.add_argument(
        "--only",
        type=_parts,
        default=frozenset(ALL_PARTS),
        help="web,telegram,scheduler: only these parts 只启动这些部分",
    )
    serve.set_defaults(run=_serve)
    chat = commands.add_parser("chat", help="talk in the terminal 在终端里对话")
    chat.set_defaults(run=_chat)
    add_commands(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    _let_any_text_through()
    try:
        args = build_parser().parse_args(arguments)
        return int(args.run(args))
    except QianxianError as error:
        if "--debug" in arguments:
            traceback.print_exc()
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; the interpreter must not complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:
        if "--debug" in arguments:
            traceback.print_exc()
        print(
            f"程序内部出错（{type(error).__name__}）。加上 --debug 再运行一次可以看到细节。", file=sys.stderr
        )
        return 1


def _serve(args: argparse.Namespace) -> int:
    from bot.bootstrap.serving import announcement, prepare, reserve, serve
    from bot.bootstrap.wiring import build_bot
    from bot.config import read_settings
    from matcher.cli.environment import application, read_environment

    settings = read_settings(read_environment())
    _log_to_stderr(logging.INFO)
    listening = reserve(settings, args.only)
    with application() as opened:
        serving = prepare(build_bot(opened, settings), settings, args.only, listening)
        lines = announcement(serving, args.only)
        privacy, zone = opened.privacy, settings.timezone
        asyncio.run(
            serve(
                serving,
                lambda: print(*lines, sep="\n", flush=True),
                tidy=lambda: privacy.forget_idle(datetime.now(zone)),
            )
        )
    print("已停止。", flush=True)
    return 0


def _chat(_args: argparse.Namespace) -> int:
    from bot.bootstrap.wiring import build_bot
    from bot.config import read_settings
    from bot.terminal.chat import TerminalChat
    from matcher.cli.environment import application, read_environment

    settings = read_settings(read_environment())
    _log_to_stderr(logging.WARNING)
    with application() as opened:
        TerminalChat(build_bot(opened, settings).conversation, sys.stdin, sys.stdout).run()
    return 0


def _parts(text: str) -> frozenset[str]:
    parts = frozenset(part.strip() for part in text.split(",") if part.strip())
    if not parts or not parts <= set(ALL_PARTS):
        raise UsageError(f"--only 写的是「{text}」，请填 {'、'.join(ALL_PARTS)} 中的一个或几个，用逗号隔开。")
    return parts


def _log_to_stderr(level: int) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for library in ("uvicorn", "alembic"):
        logging.getLogger(library).setLevel(logging.WARNING)


def _let_any_text_through() -> None:
    """A terminal or pipe of another encoding must not stop a sentence on its way."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
