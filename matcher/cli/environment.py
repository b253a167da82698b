"""The environment as settings, with `.env` of the current folder below it."""

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from matcher.config import Settings, read_settings

if TYPE_CHECKING:
    from matcher.bootstrap import Application


def read_environment() -> Mapping[str, str]:
    """Variables of the process win over the file's."""
    from dotenv import dotenv_values

    return {**{name: value or "" for name, value in dotenv_values(".env").items()}, **os.environ}


def settings_from_environment() -> Settings:
    """Raises SettingError naming a wrong one."""
    return read_settings(read_environment())


@contextmanager
def application() -> "Iterator[Application]":
    """The matcher as the settings want it."""
    if "matcher.bootstrap" not in sys.modules:
        _import_for_good()
    from matcher.bootstrap import open_application

    with open_application(settings_from_environment()) as opened:
        yield opened


def _import_for_good() -> None:
    """What a command imports stays: looking it through for garbage takes a quarter of a short run."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        import_module("matcher.bootstrap")
        gc.freeze()
    finally:
        if enabled:
            gc.enable()
