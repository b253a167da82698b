"""The matcher's commands; `bot.cli` adds its own and is what `qianxian` runs."""

from typing import Any


def add_commands(commands: Any) -> None:
    """Add every command of the matcher to an argparse subparsers object."""
    from matcher.cli import doctor, evaluating, matching, profiles, thesaurus

    for module in (matching, profiles, evaluating, thesaurus, doctor):
        module.add(commands)
