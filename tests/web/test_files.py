"""Files in and out of the chat page."""

import asyncio
import json
import threading
import time
from datetime import timedelta

import pytest

from bot.web.allowance import PER_HOUR, FileAllowance
from bot.web.guard import FILE_LIMIT, FORM_LIMIT
from bot.web.pages import FILES_AT_ONCE
from tests.conversation.fakes import NOW, MemoryMemory
from tests.web.parts import NEED, build_parts, client_of, say, send, tap, token_of

pytestmark = pytest.mark.asyncio
SHEET = "技术需求：压铸件有气孔，气孔率要降到2%以下\n".encode()


async def test_a_form_is_read_into_a_need() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        page = (await send(client, "需求表.txt", SHEET)).text
    assert "读出 1 条需求" in page
    assert '<span class="unseen">您：</span>需求表.txt' in page
    assert "找到 5 个" in page


@pytest.mark.parametrize("name", ["..\\..\\a/b/表.txt", "/etc/表.txt"])
async def test_a_file_is_called_by_its_last_name_only(name: str) -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        page = (await send(client, name, SHEET)).text
    assert ">您：</span>表.txt" in page


async def test_a_file_nobody_can_read_is_answered_with_a_sentence() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        response = await send(client, "照片.exe", b"MZ\x00\x01")
    assert response.status_code == 200
    assert "文本文件" in response.text.split('id="latest"')[1].split("</section>")[0]


async def test_a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        largest = await send(client, "a.bin", b"x" * FILE_LIMIT)
        assert largest.status_code == 200
        beyond = await send(client, "a.bin", b"x" * (FILE_LIMIT + 1))
        assert beyond.status_code == 413
        far_beyond = await send(client, "a.bin", b"x" * (FORM_LIMIT + 1))
        assert far_beyond.status_code == 413
    for refused in (beyond, far_beyond):
        assert "文件超过 5 MB" in refused.text


async def test_no_file_at_all_is_no_crash() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        response = await send(client, "", b"")
    assert response.status_code == 200


async def test_a_file_without_our_token_is_refused() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await client.get("/")
        response = await client.post("/chat", data={"token": "x"}, files={"file": ("a.txt", SHEET)})
    assert response.status_code == 403
    assert "找到" not in response.text


async def test_the_eleventh_file_of_an_hour_is_refused_with_a_sentence() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        for number in range(PER_HOUR):
            assert (await send(client, f"{number}.txt", SHEET)).status_code == 200
        refused = await send(client, "11.txt", SHEET)
    assert refused.status_code == 429
    assert "一小时最多" in refused.text


async def test_an_hour_later_files_are_taken_again_and_nobody_is_remembered() -> None:
    now = [NOW]
    allowance = FileAllowance(lambda: now[0])
    assert [allowance.take("a") for _ in range(PER_HOUR + 1)] == [True] * PER_HOUR + [False]
    assert allowance.take("b")
    now[0] += timedelta(hours=1)
    assert allowance.take("a")
    assert list(allowance._times) == ["a"]


async def test_two_files_are_read_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    parts, running, most = build_parts(), [0], [0]
    lock = threading.Lock()
    take = type(parts.visits).send_file

    def watched(self: object, *arguments: object) -> str:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        time.sleep(0.05)
        try:
            return take(self, *arguments)  # type: ignore[arg-type]
        finally:
            with lock:
                running[0] -= 1

    monkeypatch.setattr(type(parts.visits), "send_file", watched)
    async with client_of(parts) as client:
        token = token_of((await client.get("/")).text)
        posts = (
            client.post("/chat", data={"token": token}, files={"file": (f"{number}.txt", SHEET)})
            for number in range(5)
        )
        await asyncio.gather(*posts)
    assert most == [FILES_AT_ONCE]


async def test_the_export_is_a_file_and_stays_nowhere() -> None:
    memory = MemoryMemory()
    async with client_of(build_parts(memory), follow_redirects=True) as client:
        await say(client, NEED)
        await tap(client, "不问了，看需求卡")
        await tap(client, "同意并保存")
        page = (await say(client, "导出我的数据")).text
        assert "下载 qianxian-my-data.json" in page
        form = {"token": token_of(page), "download": "export::0"}
        first, second = await client.post("/chat", data=form), await client.post("/chat", data=form)
    for response in (first, second):
        assert response.headers["content-disposition"].startswith("attachment")
        assert response.headers["cache-control"] == "no-store"
        assert NEED in json.dumps(json.loads(response.text), ensure_ascii=False)
    assert not any('\\"' in state for key, state in memory.states.items() if key.endswith("#thread"))


async def test_asking_to_download_what_is_no_file_leads_back_to_the_page() -> None:
    async with client_of(build_parts()) as client:
        response = await say(client, download="help::0")
    assert response.status_code == 303
