"""The channels that can play a transcript without a network."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from html.parser import HTMLParser

import httpx

from bot.conversation.events import ActionChosen, Event, Started, TextReceived
from bot.conversation.replies import Card, Part, Reply, Span, choices_in
from bot.conversation.talk import Conversation
from bot.terminal.chat import TerminalChat
from bot.web.app import create_app
from tests.conversation.fakes import build_conversation
from tests.dialogue.script import Button
from tests.web.parts import build_parts

KEY = "test:one"


@dataclass
class EngineChannel:
    """The engine alone."""

    conversation: Conversation = field(default_factory=build_conversation)
    replies: tuple[Reply, ...] = ()

    async def start(self) -> None:
        self._take(Started())

    async def write(self, text: str) -> None:
        self._take(TextReceived(text))

    async def tap(self, button: Button) -> None:
        self._take(ActionChosen(button.action))

    def buttons(self) -> list[Button]:
        return [Button(f"{choice.mark} {choice.label}", choice.action) for choice in choices_in(self.replies)]

    def answer(self) -> str:
        return "\n".join(texts_in(self.replies))

    def _take(self, event: Event) -> None:
        self.replies = self.conversation.take(KEY, event)


def texts_in(value: object) -> Iterator[str]:
    """Every text that replies hold; a quote's spans are one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Part):
        yield f"{value.name} {value.value:+.2f}"
    elif isinstance(value, tuple) and value and isinstance(value[0], Span):
        yield "".join(span.text for span in value)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_in(item)
    elif is_dataclass(value):
        if isinstance(value, Card):
            yield f"{value.fit} {value.percent}%"
        for member in fields(value):
            yield from texts_in(getattr(value, member.name))


class TerminalChannel:
    """Lines in, lines out."""

    def __init__(self) -> None:
        self._target = io.StringIO()
        self._chat = TerminalChat(build_conversation(), io.StringIO(), self._target)

    async def start(self) -> None:
        self._clear()
        self._chat.greet()

    async def write(self, text: str) -> None:
        self._clear()
        self._chat.hear(text)

    async def tap(self, button: Button) -> None:
        number = next(
            number for number, choice in enumerate(self._chat.choices, 1) if choice.action == button.action
        )
        assert f"[{number}] " in self.answer() or f"{number}. " in self.answer()
        self._clear()
        self._chat.hear(str(number))

    def buttons(self) -> list[Button]:
        return [Button(f"{choice.mark} {choice.label}", choice.action) for choice in self._chat.choices]

    def answer(self) -> str:
        return self._target.getvalue()

    def _clear(self) -> None:
        self._target.seek(0)
        self._target.truncate()


class PageReader(HTMLParser):
    """The buttons, the hidden token and the text of the last answer on the chat page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self.texts: list[str] = []
        self.token = ""
        self._pending: dict[str, str] = {}
        self._latest = False
        self.feed(html)

    @property
    def answer(self) -> str:
        return "".join(self.texts)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if values.get("id") in ("latest", "question"):
            self._latest = True
        if tag == "input" and values.get("name") == "token":
            self.token = values["value"]
        if tag == "button" and values.get("name") == "action":
            self._pending = {"action": values["value"], "label": values.get("aria-label", "")}

    def handle_data(self, data: str) -> None:
        if self._pending:
            self._pending["label"] = f"{self._pending['label']} {data.strip()}"
        if self._latest:
            self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "button" and self._pending:
            self.buttons.append(Button(self._pending["label"], self._pending["action"]))
            self._pending = {}
        if tag == "section":
            self._latest = False


class WebChannel:
    """The chat page without JavaScript: forms, redirects, cookies."""

    def __init__(self) -> None:
        transport = httpx.ASGITransport(create_app(build_parts()))
        self._client = httpx.AsyncClient(transport=transport, base_url="http://test", follow_redirects=True)
        self._page = PageReader("")

    async def start(self) -> None:
        self._read(await self._client.get("/"))

    async def write(self, text: str) -> None:
        await self._post({"text": text})

    async def tap(self, button: Button) -> None:
        await self._post({"action": button.action})

    def buttons(self) -> list[Button]:
        return self._page.buttons

    def answer(self) -> str:
        return self._page.answer

    async def _post(self, data: dict[str, str]) -> None:
        self._read(await self._client.post("/chat", data={**data, "token": self._page.token}))

    def _read(self, response: httpx.Response) -> None:
        assert response.status_code == 200, response.text
        self._page = PageReader(response.text)
