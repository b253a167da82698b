"""The web application over the tests' database, and what a browser without JavaScript would read of it."""

import re
from collections.abc import Mapping
from html import unescape

import httpx

from bot.bootstrap.memory import StoreMemory
from bot.conversation.ports import Memory
from bot.web.app import WebParts, create_app
from bot.web.thread import Threads
from bot.web.visitors import Visitors
from bot.web.visits import Visits
from tests.conversation.fakes import FakeMatcher, WellHealth, build_conversation, build_store

NEED = "压铸件一加工就露出气孔"


def build_parts(memory: Memory | None = None, matcher: FakeMatcher | None = None) -> WebParts:
    """Only what is found is made up."""
    store = build_store()
    conversation = build_conversation(matcher, memory or StoreMemory(store), store)
    return WebParts(
        visits=Visits(conversation, Threads(conversation.memory)),
        visitors=Visitors(b"a secret of the tests"),
        catalogues=conversation.engine.stage.catalogues,
        health=WellHealth(),
    )


def client_of(parts: WebParts, **options: object) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(create_app(parts))
    return httpx.AsyncClient(transport=transport, base_url="http://test", **options)  # type: ignore[arg-type]


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


async def say(client: httpx.AsyncClient, text: str = "", **fields: str) -> httpx.Response:
    """Write, or tap, from a page just loaded."""
    token = token_of((await client.get("/")).text)
    return await client.post("/chat", data={"token": token, "text": text, **fields})


async def send(client: httpx.AsyncClient, name: str, data: bytes) -> httpx.Response:
    """Send a file from a page just loaded."""
    token = token_of((await client.get("/")).text)
    return await client.post("/chat", data={"token": token}, files={"file": (name, data)})


def actions_of(page: str) -> Mapping[str, str]:
    """Label of each button -> its action."""
    pairs = re.findall(r'<button[^>]*name="action" value="([^"]+)"([^>]*)>(.*?)</button>', page, re.DOTALL)
    actions = {}
    for action, attributes, inside in pairs:
        label = re.search(r'aria-label="([^"]+)"', attributes)
        text = label[1] if label else re.sub(r"<[^>]+>|\s+", " ", inside).strip()
        actions[unescape(text)] = action
    return actions


async def tap(client: httpx.AsyncClient, label: str) -> httpx.Response:
    """Tap the button that holds this label."""
    page = (await client.get("/")).text
    actions = actions_of(page)
    action = next((action for name, action in actions.items() if label in name), None)
    assert action is not None, f"no button {label} among {list(actions)}"
    return await client.post("/chat", data={"token": token_of(page), "action": action})
