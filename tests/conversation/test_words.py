"""Short messages that are a wish, and needs that only look like one."""

import pytest

from bot.conversation.actions import Verb, parse_action
from bot.conversation.words import read_wish


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("你好", Verb.HELLO),
        ("您好！", Verb.HELLO),
        (" Hello. ", Verb.HELLO),
        ("？", Verb.HELP),
        ("怎么用？", Verb.HELP),
        ("还有吗?", Verb.MORE),
        ("ＭＯＲＥ", Verb.MORE),
        ("next page", Verb.MORE),
        ("取消", Verb.CANCEL),
        ("我的需求", Verb.MINE),
        ("删除我的数据", Verb.FORGET),
        ("My needs", Verb.MINE),
        ("English", Verb.LANGUAGE),
        ("第2个", Verb.PICK),
        ("３", Verb.PICK),
        ("/start", Verb.HELLO),
    ],
)
def test_a_wish(text: str, verb: Verb) -> None:
    wish = read_wish(text)
    assert wish is not None
    assert wish.action.verb is verb


@pytest.mark.parametrize(
    "text", ["更多产品掉色", "帮助我们解决气孔", "好的铝液怎么除气", "10", "铸件", "", "how to weld"]
)
def test_a_need(text: str) -> None:
    assert read_wish(text) is None


@pytest.mark.parametrize(
    "text", ["", "x", "more", "more:1", "more::x", "more:\n:1", "MORE::1", "more::1\n", "zz::1"]
)
def test_no_action(text: str) -> None:
    assert parse_action(text) is None
