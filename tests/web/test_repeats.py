"""The same thing sent twice from one page happens once."""

import asyncio

import pytest

from bot.web.visits import CHANNEL
from tests.conversation.fakes import FakeMatcher, MemoryMemory
from tests.web.parts import NEED, actions_of, build_parts, client_of, say, tap, token_of

pytestmark = pytest.mark.asyncio
MORE = "page:1:1"


async def test_a_text_sent_twice_is_one_need() -> None:
    matcher = FakeMatcher()
    async with client_of(build_parts(matcher=matcher), follow_redirects=True) as client:
        form = {"token": token_of((await client.get("/")).text), "text": NEED}
        first, second = await client.post("/chat", data=form), await client.post("/chat", data=form)
    assert first.text.count('class="mine"') == second.text.count('class="mine"') == 1
    assert len(matcher.asked) == 1


async def test_a_double_tap_at_the_same_moment_is_one_tap() -> None:
    parts = build_parts()
    async with client_of(parts, follow_redirects=True) as client:
        form = {"token": token_of((await client.get("/")).text), "text": NEED}
        pages = await asyncio.gather(*(client.post("/chat", data=form) for _ in range(4)))
        assert {page.status_code for page in pages} == {200}
        assert (await client.get("/")).text.count('class="mine"') == 1


async def test_two_different_taps_from_one_page_both_count() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await say(client, NEED)
        token = token_of((await client.get("/")).text)
        await client.post("/chat", data={"token": token, "action": MORE})
        page = (await client.post("/chat", data={"token": token, "action": "open:11:1"})).text
    assert "得分是下面各项相加" in page


async def test_the_same_tap_from_a_new_page_counts_again() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await say(client, NEED)
        await tap(client, "看详情：真空压铸")
        await tap(client, "返回结果")
        assert "得分是下面各项相加" in (await tap(client, "看详情：真空压铸")).text


async def test_a_repeat_after_other_things_changes_nothing() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        form = {"token": token_of((await client.get("/")).text), "text": NEED}
        await client.post("/chat", data=form)
        await tap(client, "不问了，看需求卡")
        page = (await client.post("/chat", data=form)).text
    assert "需求卡" in page
    assert page.count('class="mine"') == 1


async def test_a_confirmation_sent_twice_keeps_one_need() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await say(client, NEED)
        page = (await tap(client, "不问了，看需求卡")).text
        form = {"token": token_of(page), "action": actions_of(page)["同意并保存"]}
        await client.post("/chat", data=form)
        await client.post("/chat", data=form)
        assert "您有 1 条需求" in (await say(client, "我的需求")).text


async def test_a_turn_keeps_no_words_once_its_page_is_there() -> None:
    memory = MemoryMemory()
    async with client_of(build_parts(memory)) as client:
        await say(client, NEED)
    assert memory.turns
    assert all(turn.delivered and turn.replies is None for turn in memory.turns.values())
    assert all(channel == CHANNEL for channel, _ in memory.turns)


async def test_a_fault_of_the_memory_is_apologised_for_and_the_words_can_be_sent_again() -> None:
    memory = MemoryMemory()
    async with client_of(build_parts(memory), follow_redirects=True) as client:
        await say(client, NEED)
        memory.fault = RuntimeError("the disk is full")
        assert "请稍后再发一次" in (await say(client, "我的需求")).text
        assert "您有 1 条需求" in (await say(client, "我的需求")).text
