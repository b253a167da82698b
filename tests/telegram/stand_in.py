"""A Bot API server of our own over real HTTP: keeps what is sent, hands out updates, fails on command."""

import asyncio
import json
import re
import socket
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

TOKEN = "123456:abcdef"
BOT = {"id": 123456, "is_bot": True, "first_name": "Qianxian", "username": "qianxian_bot"}
USER = 4242
_TAG = re.compile(r"<(/?)(b|i|blockquote)>")


@dataclass(frozen=True, slots=True)
class Fault:
    """What to answer instead, once; `after` does what was asked before the fault."""

    status: int
    description: str
    retry_after: int | None = None
    after: bool = False


SILENT, CUT = 0, -1
SILENCE = Fault(SILENT, "no answer at all")
CUT_OFF = Fault(CUT, "the connection breaks before the answer", after=True)


class CutOff(Response):
    """An answer that breaks off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"99")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


@dataclass
class Sent:
    """A message in a chat, as the bot left it."""

    id: int
    chat_id: int
    text: str
    buttons: list[tuple[str, str]]


@dataclass
class BotApi:
    """State of the server; `calls` holds every request as (method, parameters)."""

    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    shown: list[Sent] = field(default_factory=list)  # every text sent or edited, in order
    faults: dict[str, list[Fault | None]] = field(default_factory=lambda: defaultdict(list))
    files: dict[str, bytes] = field(default_factory=dict)  # by their id
    updates: list[dict[str, Any]] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    next_id: int = 1
    address: str = ""

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)

    async def offer(self, **update: Any) -> int:
        """Let the bot fetch an update; its id is the next one unless given."""
        update_id = int(update.pop("update_id", self._new_id()))
        async with self.changed:
            self.updates.append({"update_id": update_id, **update})
            self.changed.notify_all()
        return update_id

    async def write(self, text: str, *, user: int = USER, kind: str = "private", **more: Any) -> int:
        """A person writes to the bot."""
        return await self.offer(message=self.message_from(user, kind, text=text), **more)

    async def tap(self, data: str, message_id: int, *, user: int = USER, owner: int = USER) -> int:
        """A person taps a button of a message in the chat with `owner`."""
        message = {**self.message_from(owner, "private", text="…"), "message_id": message_id, "from": BOT}
        query = {"id": str(self._new_id()), "from": person(user), "message": message, "chat_instance": "1"}
        return await self.offer(callback_query={**query, "data": data})

    async def send_file(self, name: str, data: bytes, *, size: int | None = None, **more: Any) -> int:
        """A person sends a document; `size` is what Telegram says of it."""
        file_id = f"file-{self._new_id()}"
        self.files[file_id] = data
        said = len(data) if size is None else size
        document = {"file_id": file_id, "file_unique_id": file_id, "file_name": name, "file_size": said}
        return await self.offer(message=self.message_from(USER, "private", document=document), **more)

    def message_from(self, user: int, kind: str, **content: Any) -> dict[str, Any]:
        chat = {"id": user if kind == "private" else -100, "type": kind, "title": "群"}
        message = {"message_id": self._new_id(), "date": 1_795_000_000, "chat": chat}
        message |= {"from": person(user), **content}
        if str(content.get("text", "")).startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(content["text"])}]
        return message

    async def serve_file(self, request: Request) -> Response:
        """The bytes of a file, to who knows the token."""
        if request.path_params["token"] != TOKEN:
            return Response(status_code=401)
        self.calls.append(("file", {}))
        if (fault := self._next_fault("file")) is not None:
            return await self._fail(fault)
        return Response(self.files[request.path_params["path"]])

    async def answer(self, request: Request) -> Response:
        """One request of the bot."""
        if request.path_params["token"] != TOKEN:
            return refusal(Fault(401, "Unauthorized"))
        method = request.path_params["method"]
        async with request.form() as form:
            parameters = {name: await _content(value) for name, value in form.items()}
        self.calls.append((method, parameters))
        fault = self._next_fault(method)
        if fault is not None and not fault.after:
            return await self._fail(fault)
        answer = await self._do(method, parameters)
        return answer if fault is None else await self._fail(fault)

    def _next_fault(self, method: str) -> Fault | None:
        return self.faults[method].pop(0) if self.faults[method] else None

    async def _fail(self, fault: Fault) -> Response:
        if fault.status == SILENT:
            await self.ended.wait()
        return CutOff() if fault.status == CUT else refusal(fault)

    async def _do(self, method: str, parameters: dict[str, Any]) -> Response:
        result: Any = True
        match method:
            case "getMe":
                result = BOT
            case "getUpdates":
                result = await self._waiting_updates(int(parameters.get("offset", 0)))
            case "getFile":
                name = parameters["file_id"]
                result = {"file_id": name, "file_unique_id": name, "file_path": name}
            case "sendDocument":
                result = await self._keep(method, {**parameters, "text": parameters["document"]})
            case "sendMessage" | "editMessageText":
                problem = find_problem(parameters)
                if problem:
                    return refusal(Fault(400, f"Bad Request: {problem}"))
                result = await self._keep(method, parameters)
        return JSONResponse({"ok": True, "result": result})

    async def _waiting_updates(self, offset: int) -> list[dict[str, Any]]:
        async with self.changed:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
            if not self.updates:
                # A short poll keeps the tests' end quick; the real one waits for seconds.
                try:
                    await asyncio.wait_for(self.changed.wait(), 0.2)
                except TimeoutError:
                    return []
            return list(self.updates)

    async def _keep(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        chat_id = int(parameters["chat_id"])
        message_id = int(parameters["message_id"]) if method == "editMessageText" else self._new_id()
        rows = json.loads(parameters.get("reply_markup", "{}")).get("inline_keyboard", [])
        buttons = [(button["text"], button["callback_data"]) for row in rows for button in row]
        self.shown.append(Sent(message_id, chat_id, plain(parameters["text"]), buttons))
        chat = {"id": chat_id, "type": "private"}
        return {"message_id": message_id, "date": 1_795_000_000, "chat": chat, "from": BOT, "text": "…"}

    def _new_id(self) -> int:
        self.next_id += 1
        return self.next_id


async def _content(value: UploadFile | str) -> str:
    return value if isinstance(value, str) else (await value.read()).decode()


def person(user: int) -> dict[str, Any]:
    return {"id": user, "is_bot": False, "first_name": "王老板", "language_code": "zh-hans"}


def plain(html: str) -> str:
    return unescape(_TAG.sub("", html))


def refusal(fault: Fault) -> JSONResponse:
    more = {"parameters": {"retry_after": fault.retry_after}} if fault.retry_after else {}
    body = {"ok": False, "error_code": fault.status, "description": fault.description, **more}
    return JSONResponse(body, status_code=fault.status)


def find_problem(parameters: dict[str, Any]) -> str:
    """What Telegram would refuse: too long, no text, broken markup, long callback data."""
    text = parameters["text"]
    if not plain(text).strip():
        return "message text is empty"
    if len(plain(text).encode("utf-16-le")) // 2 > 4096:
        return "message is too long"
    opened: list[str] = []
    for tag in _TAG.finditer(text):
        if not tag[1]:
            opened.append(tag[2])
        elif not opened or opened.pop() != tag[2]:
            return "can't parse entities"
    if opened or "<" in _TAG.sub("", text) or re.search(r"&(?!amp;|lt;|gt;|quot;)", text):
        return "can't parse entities"
    rows = json.loads(parameters.get("reply_markup", "{}")).get("inline_keyboard", [])
    if any(len(button["callback_data"].encode()) > 64 for row in rows for button in row):
        return "BUTTON_DATA_INVALID"
    return ""


@asynccontextmanager
async def running_bot_api() -> AsyncIterator[BotApi]:
    """The server on a free port; its `address` goes before the token."""
    api = BotApi()
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", api.answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path}", api.serve_file),
        ]
    )
    listening = socket.create_server(("127.0.0.1", 0))
    api.address = f"http://127.0.0.1:{listening.getsockname()[1]}/bot"
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    serving = asyncio.create_task(server._serve([listening]))
    try:
        yield api
    finally:
        api.ended.set()
        server.should_exit = True
        await serving
        listening.close()
