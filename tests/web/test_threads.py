"""What the page shows of a talk: places, folded answers, docked questions, links, forgetting."""

import re

import httpx
import pytest

from bot.web.visitors import COOKIE
from tests.conversation.fakes import MemoryMemory
from tests.web.parts import NEED, actions_of, build_parts, client_of, say, tap

pytestmark = pytest.mark.asyncio


def question_of(page: str) -> str:
    found = re.search(r'<section id="question".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


async def keep_need(client: httpx.AsyncClient) -> httpx.Response:
    await say(client, NEED)
    await tap(client, "不问了，看需求卡")
    return await tap(client, "同意并保存")


async def test_a_question_is_docked_at_the_box_until_it_is_answered() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        page = (await say(client, NEED)).text
        assert "现在多少，要到多少" in question_of(page)
        assert page.count("现在多少，要到多少") == 1
        assert page.index('id="question"') < page.index('id="composer"')
        page = (await say(client, "从5%到2%以下")).text
        assert "现在多少" not in question_of(page)


async def test_only_the_newest_question_is_docked() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await say(client, NEED)
        assert question_of((await say(client, "帮助")).text) == ""


async def test_what_was_understood_can_be_changed_by_a_tap() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        page = (await say(client, f"{NEED}，预算30万以内")).text
        assert re.search(r'aria-hidden="true">预算</span>\s*30万', page)
        page = (await tap(client, "改预算")).text
        assert "打算花多少钱" in page
        assert "找到 5 个" in (await say(client, "50万以内")).text


async def test_private_details_are_noticed_with_a_way_to_hide_them() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        page = (await say(client, f"{NEED}，联系人王建国13805741234")).text
    assert re.search(r'class="notice"><p>[^<]*要隐去吗', page)
    assert {"隐去", "不用，就这样"} <= set(actions_of(page))


async def test_the_card_shows_every_field_and_marks_empty_ones() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await say(client, NEED)
        page = (await tap(client, "不问了，看需求卡")).text
    assert page.count('aria-label="改') == 12
    assert 'aria-label="改预算">预算 ＋</button>' in page
    assert {"改地区", "改不给谁看", "同意并保存"} <= set(actions_of(page))


async def test_written_words_stay_above_their_answer_and_the_older_answer_is_folded() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await say(client, NEED)
        page = (await say(client, "从5%到2%以下")).text
    assert page.count('class="mine"') == 2
    assert page.count('<article class="card">') <= 3
    assert '<div class="say old">' in page


async def test_the_matches_can_still_be_tapped_while_something_else_is_said() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await say(client, NEED)
        page = (await say(client, "帮助")).text
    assert "看详情：真空压铸气孔控制" in actions_of(page)


async def test_a_card_that_was_confirmed_cannot_be_confirmed_above_again() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        page = (await keep_need(client)).text
    assert "已保存" in page
    assert "同意并保存" not in actions_of(page)


async def test_kept_needs_are_rows_to_tap() -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await keep_need(client)
        page = (await tap(client, "我的需求")).text
        assert re.search(r'<button class="row open"[^>]*><span class="title">压铸件', page)
        assert "需求卡" in (await tap(client, "打开")).text


async def test_a_link_opens_a_need_of_the_visitor_once() -> None:
    async with client_of(build_parts()) as client:
        await say(client, NEED)
        await tap(client, "不问了，看需求卡")
        await tap(client, "同意并保存")
        led = await client.get("/?need=1")
        assert led.status_code == 303
        assert led.headers["location"] == "/#latest"
        assert "继续找" not in (page := (await client.get("/")).text)
        assert {"暂停", "结束", "改地区"} <= set(actions_of(page))


@pytest.mark.parametrize("need", ["", "x", "-1", "1" * 10, "１", "999"])
async def test_an_odd_link_is_no_crash(need: str) -> None:
    async with client_of(build_parts(), follow_redirects=True) as client:
        await say(client, NEED)
        response = await client.get("/", params={"need": need})
    assert response.status_code == 200


async def test_a_link_opens_nothing_for_a_stranger() -> None:
    parts = build_parts()
    async with client_of(parts, follow_redirects=True) as client:
        await keep_need(client)
    async with client_of(parts, follow_redirects=True) as stranger:
        page = (await stranger.get("/?need=1")).text
        assert NEED not in page
        await say(stranger, "帮助")
        page = (await stranger.get("/?need=1")).text
        assert NEED not in page


async def test_forgetting_leaves_an_empty_page_and_another_visitor() -> None:
    memory = MemoryMemory()
    async with client_of(build_parts(memory), follow_redirects=True) as client:
        await keep_need(client)
        before = client.cookies[COOKIE]
        await say(client, "删除我的数据")
        page = (await tap(client, "全部删除，不可恢复")).text
        assert "已经全部删除" in page
        assert NEED not in page
        assert 'class="mine"' not in page
        assert client.cookies[COOKIE] != before
        assert "已经全部删除" in (await client.get("/")).text
        client.cookies.clear()
        old = await client.get("/", headers={"cookie": f"{COOKIE}={before}"})
        assert NEED not in old.text
    visitor = before.split(".")[0]
    assert not [key for key in memory.states if visitor in key]


async def test_a_new_visitor_is_answered_in_the_language_of_his_browser() -> None:
    english = {"accept-language": "en-GB"}
    async with client_of(build_parts(), follow_redirects=True, headers=english) as client:
        page = (await tap(client, "How")).text
    assert '<html lang="en">' in page
    assert "怎么用" not in page


async def test_it_can_be_put_on_the_home_screen() -> None:
    async with client_of(build_parts()) as client:
        page = (await client.get("/")).text
        address = re.search(r'rel="manifest" href="([^"]+)"', page)
        assert address is not None
        response = await client.get(address[1])
        manifest = response.json()
        assert response.headers["content-type"] == "application/manifest+json"
        assert manifest["name"] == "牵线"
        assert manifest["start_url"] == "/"
        for icon in manifest["icons"]:
            found = await client.get(icon["src"])
            assert found.headers["content-type"] == icon["type"]
        assert page.count('name="theme-color"') == 2
        assert 'rel="apple-touch-icon"' in page
