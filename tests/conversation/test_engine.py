"""The engine alone: pure, never without a way on, and no need is lost on any walk through it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bootstrap.wiring import stage_of
from bot.conversation.actions import Action, Verb, parse_action
from bot.conversation.codec import decode, encode
from bot.conversation.engine import Engine
from bot.conversation.events import (
    ActionChosen,
    Event,
    FileReceived,
    Fulfilled,
    Refused,
    Started,
    TextReceived,
    UnreadableReceived,
)
from bot.conversation.replies import Detail, Results, Say, choices_in
from bot.conversation.requests import FindMatches, ReadMessage, Show
from bot.conversation.session import Session, dump_session, load_session
from bot.conversation.talk import Conversation
from bot.telegram.callbacks import LIMIT, Callback
from matcher.domain.need import NeedDraft
from tests.conversation.fakes import (
    CASTING,
    FakeMatcher,
    MemoryMemory,
    build_conversation,
    real_taxonomy,
)
from tests.dialogue.channels import texts_in

ENGINE = Engine(stage_of(real_taxonomy()))
NEED = "铸件加工后总有气孔"
LONGEST_USER = 2**52 - 1  # Telegram's ids have at most 52 bits
WORDS = (
    NEED,
    "布料掉色，客户投诉",
    "我们做压铸的，有两个问题：一是气孔多，打压漏；二是模具老粘铝，一天要停好几次",
    "castings with holes, call Mr Wang 13800138000",
    *("5%降到2%", "绍兴", "火星", "22-8", "123456", "连接 123456", "30万以内", "不限", "不知道"),
    *("好的", "不用了", "取消", "返回", "更多", "1", "9", "帮助", "English", "中文"),
    *("我的需求", "设置", "隐私", "人工", "导出", "删除我的数据", "保存", "补充", "需求卡", "新需求"),
    *("😀", "", "/x", "\ud800铸件"),
)
ARGUMENTS = (
    *("", "1", "2", "11", "99", "all", "platform", "en", "off", "on", "22-8", "0-0", "9" * 20),
    *("region.330000", "region.card", "modes.commissioned", "problem.results", "budget.b10", "tried.clear"),
    *("11.1", "11.1.te", "11.0.te", "meaning.1", "meaning.none", "mode.", "quantity.", "1.here", "-.-", "1."),
)
# What lets a need go on purpose.
LETTING_GO = {Verb.DROP, Verb.DELETE_NOW, Verb.FORGET_NOW}
# What changes which words belong to which need.
REGROUPING = {Verb.ONE, Verb.JOIN, Verb.APART}

events = st.one_of(
    st.sampled_from(WORDS).map(TextReceived),
    st.builds(
        lambda verb, argument, serial: ActionChosen(str(Action(verb, argument, serial))),
        st.sampled_from(list(Verb)),
        st.sampled_from(ARGUMENTS),
        st.integers(0, 3),
    ),
    st.integers(0, 40),  # the choice at this place among those on the screen
    st.sampled_from(["", "x", "open:1", "drop:1:1", "open:１:1"]).map(ActionChosen),
    st.sampled_from([Started(), Started("en"), Started("", 1), Started("", 99)]),
    st.sampled_from([UnreadableReceived(), UnreadableReceived(True), FileReceived("a.png", b"\x89PNG")]),
)


def needs_of(conversation: Conversation) -> set[str]:
    """The first words of every need: at hand, waiting, kept."""
    session = conversation.session("k")
    backstage = conversation.backstage
    member = backstage.members.find("k")  # type: ignore[attr-defined]
    kept = backstage.desk.of_member(member.id) if member else ()  # type: ignore[attr-defined]
    drafts = [*session.waiting, *(line.need.draft for line in kept), *filter(None, [session.draft])]
    return {draft.raw for draft in drafts}


@given(st.lists(events, max_size=14))
@settings(deadline=None, max_examples=60)
def test_random_walks_have_no_dead_end_and_lose_no_need(walk: list[Event | int]) -> None:
    conversation = build_conversation()
    screen: tuple[object, ...] = ()
    for step in walk:
        offered = list(choices_in(screen))
        if isinstance(step, int):
            if not offered:
                continue
            step = ActionChosen(offered[step % len(offered)].action)
        before = needs_of(conversation)
        screen = conversation.take("k", step)
        session = conversation.session("k")
        assert list(choices_in(screen)), step
        assert "抱歉" not in "".join(texts_in(screen)), step
        for choice in choices_in(screen):
            assert parse_action(choice.action) is not None
            assert len(str(Callback(LONGEST_USER, choice.action)).encode()) <= LIMIT
        assert load_session(dump_session(session)) == session
        action = parse_action(step.action) if isinstance(step, ActionChosen) else None
        if action is None or action.verb not in LETTING_GO | REGROUPING:
            assert before <= needs_of(conversation), step
    for way_out in ("取消", "帮助", "我的需求", "English", "新需求"):
        assert list(choices_in(conversation.take("k", TextReceived(way_out))))
    conversation.take("k", TextReceived("皮革发霉长毛，怎么防"))
    assert "皮革发霉长毛，怎么防" in needs_of(conversation)


@given(st.lists(st.sampled_from([*WORDS[:8], *range(12)]), max_size=8))
@settings(deadline=None, max_examples=40)
def test_what_is_kept_is_the_card_that_was_confirmed(walk: list[str | int]) -> None:
    conversation = build_conversation()
    screen = conversation.take("k", TextReceived(NEED))
    for step in walk:
        offered = [choice.action for choice in choices_in(screen)]
        event = ActionChosen(offered[step % len(offered)]) if isinstance(step, int) else TextReceived(step)
        screen = conversation.take("k", event)
    conversation.take("k", TextReceived("取消"))
    session = conversation.session("k")
    if session.draft is None or session.need_id is not None:
        return
    conversation.take("k", TextReceived("需求卡"))
    shown = conversation.session("k").draft
    conversation.take("k", TextReceived("确认"))
    backstage = conversation.backstage
    member = backstage.members.find("k")  # type: ignore[attr-defined]
    newest = backstage.desk.of_member(member.id)[0].need  # type: ignore[attr-defined]
    assert newest.draft == shown


def test_advance_asks_for_what_it_needs_and_leaves_the_session_as_it_was() -> None:
    session, outputs = ENGINE.advance(Session(), TextReceived(NEED))
    assert session == Session()
    assert outputs == (ReadMessage(NEED),)


def test_the_need_is_kept_as_it_was_written() -> None:
    written = "  铸件\t气孔 \n\n A<b>&  "
    conversation = build_conversation()
    conversation.take("k", TextReceived(written))
    draft = conversation.session("k").draft
    assert draft is not None
    assert draft.raw == written


def test_a_refused_search_says_the_sentence_and_changes_nothing() -> None:
    session = replace(Session(), draft=NeedDraft(NEED), serial=2)
    after, outputs = ENGINE.advance(session, Refused(ReadMessage("x"), "请写清楚{what}。", {"what": "产品"}))
    assert after == session
    assert isinstance(outputs[0], Say)
    assert outputs[0].text == "请写清楚产品。"
    assert outputs[0].choices


def test_a_button_of_an_older_need_does_not_touch_the_new_one() -> None:
    matcher = FakeMatcher()
    conversation = build_conversation(matcher)
    conversation.take("k", TextReceived(NEED))
    conversation.take("k", TextReceived("另外，铸铁件粘砂"))
    searched = len(matcher.asked)
    replies = conversation.take("k", ActionChosen("open:11:1"))
    assert "以前的一条需求" in "".join(texts_in(replies))
    assert len(matcher.asked) == searched


def test_confirming_and_rejecting_exclude_each_other() -> None:
    conversation = build_conversation()
    conversation.take("k", TextReceived(NEED))
    for action in ("yes:1:1", "no:2:1", "no:1:1"):
        conversation.take("k", ActionChosen(action))
    draft = conversation.session("k").draft
    assert draft is not None
    assert (draft.confirmed, draft.rejected) == ((), (2, 1))


def test_a_capability_that_is_gone_is_said_to_be_gone() -> None:
    matcher = FakeMatcher()
    conversation = build_conversation(matcher)
    conversation.take("k", TextReceived(NEED))
    matcher.capabilities = CASTING[1:]
    replies = conversation.take("k", ActionChosen("open:11:1"))
    assert "下架" in "".join(texts_in(replies[:1]))
    assert isinstance(replies[1], Results)


def test_the_parts_shown_sum_to_the_score() -> None:
    conversation = build_conversation()
    conversation.take("k", TextReceived(NEED))
    (detail,) = conversation.take("k", ActionChosen("open:11:1"))
    assert isinstance(detail, Detail)
    assert sum(part.value for part in detail.parts) == pytest.approx(1.38)
    assert "+1.38" in detail.parts_sum


def test_a_fault_behind_the_ports_is_a_sentence_and_its_message_stays_out_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    matcher = FakeMatcher(fault=RuntimeError(f"secret words: {NEED}"))
    replies = build_conversation(matcher).take("k", TextReceived(NEED))
    assert "抱歉" in "".join(texts_in(replies))
    assert "RuntimeError" in caplog.text
    assert NEED not in caplog.text


@pytest.mark.parametrize("row", ["", "{", "[]", "null", '{"":"Session"}', '{"":"Session","version":99}', "7"])
def test_an_unreadable_session_begins_anew(row: str) -> None:
    replies = build_conversation(memory=MemoryMemory({"k": row})).take("k", Started())
    assert "您好" in "".join(texts_in(replies))


def test_a_session_of_another_version_begins_anew() -> None:
    assert load_session(encode(replace(Session(), version=1, serial=7))) == Session()


def test_results_survive_the_codec() -> None:
    desk = build_conversation().backstage.desk  # type: ignore[attr-defined]
    answer = desk.answer(NeedDraft(NEED), top=10)
    session = replace(Session(), draft=NeedDraft(NEED), serial=1)
    request = FindMatches(NeedDraft(NEED), show=Show.RESULTS)
    _, (results,) = ENGINE.advance(session, Fulfilled(request, answer))
    assert isinstance(results, Results)
    assert decode(Results, encode(results)) == results
