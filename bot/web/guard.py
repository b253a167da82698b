"""Around every request: headers for browsers, a limit on bodies, a log line without anyone's words."""

import logging
import time
from collections.abc import Collection

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.metrics import Metrics

log = logging.getLogger("qianxian.access")

BODY_LIMIT = 400_000  # bytes; 20,000 Chinese characters in a form are 180,000
FILE_LIMIT = 5 * 1024 * 1024  # bytes of a file
FORM_LIMIT = FILE_LIMIT + 20_000  # with what a form puts around the file
SWALLOWED = 64 * 1024 * 1024  # bytes beyond a limit that are let pass by: a browser wants to send all first
HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class BodyTooLargeError(Exception):
    """More bytes came than a form of ours can hold."""


class Guard:
    """The outermost layer. `paths` are the routes that metrics and log name; all others are one."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, paths: Collection[str]) -> None:
        self._app = app
        self._metrics = metrics
        self._paths = frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, _limited(receive, _limit_of(scope)), send_guarded)
        finally:
            seconds = time.perf_counter() - began
            path = self._name(scope["path"])
            self._metrics.record(path, status, seconds)
            log.info("%s %s %d %.0f ms", scope["method"], path, status, seconds * 1000)

    def _name(self, path: str) -> str:
        if path.startswith(("/static/", "/telegram/")):
            return path[: path.index("/", 1)]
        return path if path in self._paths else "other"


def _limit_of(scope: Scope) -> int:
    """Files come in a form of their own kind, to the chat only."""
    kind: bytes = dict(scope["headers"]).get(b"content-type", b"")
    return FORM_LIMIT if scope["path"] == "/chat" and kind.startswith(b"multipart/") else BODY_LIMIT


def _limited(receive: Receive, limit: int) -> Receive:
    size = 0

    async def receive_limited() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            await _swallow(receive, message)
            raise BodyTooLargeError
        return message

    return receive_limited


async def _swallow(receive: Receive, message: Message) -> None:
    """Read on without keeping anything, so that the browser comes to hear the answer."""
    swallowed = 0
    while message.get("more_body") and swallowed < SWALLOWED:
        message = await receive()
        swallowed += len(message.get("body", b""))
