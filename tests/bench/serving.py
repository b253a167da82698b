"""A real `qianxian serve` in a process of its own, and the forms of its page."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import httpx

_START_LIMIT = 60.0  # seconds until the server must answer


class _Hidden(HTMLParser):
    """The hidden fields of the form in which people write."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._inside = values.get("id") == "composer"
        if tag == "input" and self._inside and values.get("type") == "hidden":
            self.fields[values["name"]] = values["value"]


def hidden_fields(html: str) -> dict[str, str]:
    """What the page's own form brings back besides the words."""
    return _Hidden(html).fields


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def start_server(home: Path, port: int) -> subprocess.Popen[bytes]:
    """Started, and answering."""
    environ = os.environ | {"QIANXIAN_HOME": str(home), "QIANXIAN_PORT": str(port)}
    command = [sys.executable, "-m", "bot.cli", "serve", "--only", "web"]
    with (home / "log").open("a") as log:
        server = subprocess.Popen(command, env=environ, stdout=log, stderr=log)
    until = time.monotonic() + _START_LIMIT
    while time.monotonic() < until:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200:
                return server
        except httpx.TransportError:
            time.sleep(0.1)
    server.kill()
    raise RuntimeError("the server did not start")


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a server that ends with the block."""
    port = free_port()
    server = start_server(home, port)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
