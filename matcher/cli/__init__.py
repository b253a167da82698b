"""The matcher's commands; `bot.cli` adds its own and is what `qianxian` runs."""

from typing import Any

from matcher.cli.environment import read_environment

__all__ = ["add_commands", "read_environment"]


def add_commands(commands: Any) -> None:
    """Add match, import, export, eval, train, reindex and doctor to an argparse subparsers object."""
    from matcher.cli import doctor, evaluating, matching, profiles

    for module in (matching, profiles, evaluating, doctor):
        module.add(commands)
