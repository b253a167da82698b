"""The matcher's commands; `bot.cli` adds its own and is what `qianxian` runs."""

from typing import Any


def add_commands(commands: Any) -> None:
    """Add match, import, export, eval, train, reindex and doctor to an argparse subparsers object."""
    from matcher.cli import doctor, evaluating, matching, profiles

    for module in (matching, profiles, evaluating, doctor):
        module.add(commands)
