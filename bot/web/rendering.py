"""Templates: everything a person wrote is escaped on its way out."""

import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.conversation.replies import Detail, Results, Say

FOLDER = Path(__file__).parent


def build_environment() -> Environment:
    """The templates, with the addresses of our style and script: they change when the files do."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["saying"] = lambda reply: isinstance(reply, Say)
    environment.tests["results"] = lambda reply: isinstance(reply, Results)
    environment.tests["detail"] = lambda reply: isinstance(reply, Detail)
    environment.globals["asset"] = {name: _address(name) for name in ("chat.css", "chat.js", "mark.svg")}
    return environment


def _address(name: str) -> str:
    digest = hashlib.sha256((FOLDER / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?{digest}"
