"""Templates: everything a person wrote is escaped on its way out."""

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.conversation.replies import (
    Detail,
    Download,
    Forgotten,
    NeedCardView,
    NeedList,
    Question,
    Results,
    Say,
)

FOLDER = Path(__file__).parent
ASSETS = ("chat.css", "chat.js", "mark.svg", "manifest.webmanifest", "mark-192.png")
# Kinds of reply by their names in the templates.
KINDS: Mapping[str, tuple[type, ...]] = {
    "saying": (Say, Forgotten),
    "question": (Question,),
    "results": (Results,),
    "detail": (Detail,),
    "need_card": (NeedCardView,),
    "need_list": (NeedList,),
    "download": (Download,),
}


def build_environment() -> Environment:
    """The templates, with the addresses of our style and script: they change when the files do."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    tests: Any = {name: partial(_is_a, kinds) for name, kinds in KINDS.items()}
    environment.tests.update(tests)
    environment.globals["asset"] = {name: _address(name) for name in ASSETS}
    return environment


def _is_a(kinds: tuple[type, ...], reply: object) -> bool:
    return isinstance(reply, kinds)


def _address(name: str) -> str:
    digest = hashlib.sha256((FOLDER / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"
