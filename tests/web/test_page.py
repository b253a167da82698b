"""The chat page over HTTP, as a browser without JavaScript sees it."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from bot.web.app import WebParts, create_app
from bot.web.guard import BODY_LIMIT
from bot.web.thread import KEPT
from bot.web.visitors import COOKIE, Visitors
from bot.web.webhook import Webhook
from tests.conversation.fakes import MemoryMemory
from tests.web.parts import NEED, build_parts, client_of, say

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(build_parts(), follow_redirects=True) as client:
        yield client


async def test_a_post_redirects_to_the_page_and_the_thread_stays(client: httpx.AsyncClient) -> None:
    response = await say(client, NEED)
    assert response.history[0].status_code == 303
    assert response.url.path == "/"
    again = await client.get("/")
    assert NEED in again.text
    assert "真空压铸气孔控制" in again.text


async def test_a_first_look_keeps_nothing() -> None:
    memory = MemoryMemory()
    async with client_of(build_parts(memory)) as client:
        await client.get("/", headers={"accept-language": "en"})
    assert memory.states == {}


async def test_the_cookie_is_kept_from_scripts_and_other_sites(client: httpx.AsyncClient) -> None:
    cookie = (await client.get("/")).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


async def test_a_forged_cookie_opens_nobodys_thread(client: httpx.AsyncClient) -> None:
    await say(client, NEED)
    value = client.cookies[COOKIE]
    visitor = value.split(".")[0]
    for forged in (visitor, f"{visitor}.", f"{visitor}.{'0' * 40}", value[:-1], "é.é", "x" * 5000):
        client.cookies.clear()
        response = await client.get("/", headers={b"cookie": f"{COOKIE}={forged}".encode()})
        assert response.status_code == 200
        assert NEED not in response.text


async def test_a_post_without_our_token_is_refused_and_the_words_stay_in_the_box(
    client: httpx.AsyncClient,
) -> None:
    await client.get("/")
    response = await client.post("/chat", data={"text": NEED, "token": "x"})
    assert response.status_code == 403
    assert re.search(rf"<textarea[^>]*>{NEED}</textarea>", response.text)
    assert "再点一次发送" in response.text


async def test_everything_written_is_escaped(client: httpx.AsyncClient) -> None:
    response = await say(client, "铸件<script>alert(1)</script>\"'&")
    assert "<script>alert" not in response.text
    assert "铸件&lt;script&gt;alert(1)&lt;/script&gt;" in response.text


async def test_browsers_are_told_to_load_only_ours(client: httpx.AsyncClient) -> None:
    response = await client.get("/")
    assert response.headers["content-security-policy"].startswith("default-src 'self'")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "//" not in re.sub(r'xmlns="[^"]*"|<!.*?>', "", response.text)
    assert not re.search(r"\sstyle=|\son[a-z]+=", response.text)


async def test_ten_thousand_characters_are_read(client: httpx.AsyncClient) -> None:
    response = await say(client, "铸件有气孔" * 2000)
    assert response.status_code == 200
    assert "找到 5 个" in response.text


async def test_a_body_beyond_all_measure_is_refused_with_a_sentence(client: httpx.AsyncClient) -> None:
    response = await say(client, "x" * (BODY_LIMIT + 1))
    assert response.status_code == 413
    assert "太长" in response.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe=%ff", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"a&" * 5000, "application/x-www-form-urlencoded"),
    ],
)
async def test_an_odd_body_is_no_crash(client: httpx.AsyncClient, body: bytes, kind: str) -> None:
    response = await client.post("/chat", content=body, headers={"content-type": kind})
    assert response.status_code in (400, 403)
    assert 'role="alert">' in response.text


async def test_the_page_is_small_however_long_the_talk(client: httpx.AsyncClient) -> None:
    for number in range(KEPT + 3):
        response = await say(client, f"{number} 铸件气孔" + "很急" * 400)
    page = len(response.content)
    assets = [(await client.get(path)).content for path in re.findall(r'"(/static/[^"]+)"', response.text)]
    assert page + sum(map(len, assets)) < 60_000
    assert len(response.text.split('class="mine"')) - 1 == KEPT


async def test_a_tap_takes_the_room_of_the_list(client: httpx.AsyncClient) -> None:
    await say(client, NEED)
    response = await say(client, action="open:11:1")
    assert response.text.count('class="mine"') == 1
    assert "得分是下面各项相加" in response.text


async def test_the_language_of_the_browser_greets_and_a_choice_stays(client: httpx.AsyncClient) -> None:
    response = await client.get("/", headers={"accept-language": "fr,en-GB;q=0.8"})
    assert '<html lang="en">' in response.text
    response = await say(client, action="lang:zh:0")
    assert '<html lang="zh-CN">' in response.text


async def test_line_ends_of_a_form_are_taken_back() -> None:
    parts = build_parts()
    async with client_of(parts) as client:
        await say(client, "铸件\r\n气孔")
        visitor = parts.visitors.read(client.cookies[COOKIE])
    kept = parts.visits.conversation.session(f"web:{visitor}").draft
    assert kept is not None
    assert kept.raw == "铸件\n气孔"


async def test_visitors_at_once_do_not_mix() -> None:
    parts = build_parts()
    app = httpx.ASGITransport(create_app(parts))

    async def visit(number: int) -> str:
        async with httpx.AsyncClient(transport=app, base_url="http://test", follow_redirects=True) as client:
            return (await say(client, f"铸件气孔 第{number}号")).text

    pages = await asyncio.gather(*(visit(number) for number in range(20)))
    for number, page in enumerate(pages):
        assert f"第{number}号" in page
        assert page.count('class="mine"') == 1


async def test_health_tells_which_part_does_not_answer() -> None:
    class Ill:
        def check(self) -> dict[str, bool]:
            return {"database": True, "model": True, "index": False}

    parts = build_parts()
    async with client_of(parts) as client:
        assert (await client.get("/healthz")).json()["ok"] is True
    ill = WebParts(parts.visits, parts.visitors, parts.catalogues, Ill())
    async with client_of(ill) as client:
        response = await client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"ok": False, "database": True, "model": True, "index": False}


async def test_metrics_count_requests_by_route(client: httpx.AsyncClient) -> None:
    await client.get("/")
    await client.get("/private/someone")
    text = (await client.get("/metrics")).text
    assert 'qianxian_http_requests_total{path="/",status="200"} 1' in text
    assert 'path="other",status="404"' in text
    assert "someone" not in text


async def test_the_log_has_no_words_of_visitors(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="qianxian.access")
    await say(client, NEED)
    await client.get(f"/?q={NEED}")
    lines = [record.getMessage() for record in caplog.records if record.name == "qianxian.access"]
    assert any(line.startswith("POST /chat 303") for line in lines)
    assert not any(NEED in line for line in lines)


async def test_a_webhook_wants_its_secret() -> None:
    taken: list[dict[str, object]] = []

    async def feed(update: dict[str, object]) -> None:
        taken.append(update)

    parts = build_parts()
    webhook = Webhook("/telegram/abc", "a-secret-word", feed)
    with_hook = WebParts(parts.visits, parts.visitors, parts.catalogues, parts.health, webhook=webhook)
    header = "x-telegram-bot-api-secret-token"
    async with client_of(with_hook) as client:
        assert (await client.post("/telegram/abc", json={"update_id": 1})).status_code == 404
        wrong = await client.post("/telegram/abc", json={"update_id": 1}, headers={header: "other"})
        assert wrong.status_code == 404
        right = await client.post("/telegram/abc", json={"update_id": 1}, headers={header: "a-secret-word"})
        assert right.status_code == 200
        odd = await client.post("/telegram/abc", content=b"[", headers={header: "a-secret-word"})
        assert odd.status_code == 400
    assert taken == [{"update_id": 1}]


async def test_a_secret_of_another_installation_reads_no_cookie() -> None:
    visitor = Visitors(b"one").new()
    cookie = Visitors(b"one").sign(visitor)
    assert Visitors(b"one").read(cookie) == visitor
    assert Visitors(b"two").read(cookie) is None
