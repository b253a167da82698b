"""The engine alone: pure, and never without a way on."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.actions import Action, Verb
from bot.conversation.codec import decode, encode
from bot.conversation.engine import Engine
from bot.conversation.events import (
    ActionChosen,
    Event,
    MatchesFound,
    SearchRefused,
    Started,
    TextReceived,
    UnreadableReceived,
)
from bot.conversation.replies import FindMatches, Results, Say
from bot.conversation.session import Session, dump_session, load_session
from bot.i18n.texts import load_catalogues
from tests.conversation.fakes import (
    CASTING,
    NOW,
    FakeAnswerer,
    MemorySessions,
    build_conversation,
    label,
)
from tests.dialogue.channels import choices_in, texts_in

ENGINE = Engine(load_catalogues(), label)
NEED = "铸件加工后总有气孔"

events = st.one_of(
    st.sampled_from(["", "zh", "en"]).map(Started),
    st.sampled_from(
        [
            NEED,
            "布料掉色",
            "castings with holes",
            "更多",
            "返回",
            "1",
            "9",
            "谢谢",
            "取消",
            "English",
            "😀",
            "",
            "/x",
        ]
    ).map(TextReceived),
    st.builds(
        lambda verb, argument, serial: ActionChosen(str(Action(verb, argument, serial))),
        st.sampled_from(list(Verb)),
        st.sampled_from(["", "1", "2", "11", "99", "all", "platform", "en", "999999999999"]),
        st.integers(0, 3),
    ),
    st.sampled_from(["", "x", "open:1", "drop:1:1", "open:１:1"]).map(ActionChosen),
    st.just(UnreadableReceived()),
)


@given(st.lists(events, max_size=12))
@settings(deadline=None)
def test_random_walks_have_no_dead_end_and_lose_no_need(walk: list[Event]) -> None:
    answerer = FakeAnswerer()
    conversation = build_conversation(answerer)
    for event in walk:
        before = conversation.session("k")
        kept = len(answerer.kept)
        replies = conversation.take("k", event)
        after = conversation.session("k")
        assert replies, event
        screens = [reply for reply in replies if isinstance(reply, Results)]
        assert all(sum(len(group.cards) for group in screen.groups) <= 3 for screen in screens)
        for choice in choices_in(replies):
            assert conversation.engine.advance(after, ActionChosen(choice.action))[1]
        if len(answerer.kept) == kept:
            assert after.need == before.need
        else:
            assert after.need == answerer.kept[-1]
        assert load_session(dump_session(after)) == after
    assert conversation.take("k", TextReceived(NEED))
    assert conversation.session("k").need == NEED


def test_advance_asks_for_matches_and_leaves_the_session_as_it_was() -> None:
    session, outputs = ENGINE.advance(Session(), TextReceived(NEED))
    assert session == Session()
    assert outputs == (FindMatches(NEED),)


def test_the_need_is_kept_as_it_was_written() -> None:
    written = "  铸件\t气孔 \n\n A<b>&  "
    conversation = build_conversation()
    conversation.take("k", TextReceived(written))
    assert conversation.session("k").need == written


def test_a_refused_search_says_the_sentence_and_changes_nothing() -> None:
    session = replace(Session(), need=NEED, serial=2)
    after, outputs = ENGINE.advance(session, SearchRefused(FindMatches("x"), "请写清楚。"))
    assert after == session
    assert isinstance(outputs[0], Say)
    assert outputs[0].text == "请写清楚。"
    assert outputs[0].choices


def test_a_button_of_an_older_need_does_not_touch_the_new_one() -> None:
    answerer = FakeAnswerer()
    conversation = build_conversation(answerer)
    conversation.take("k", TextReceived(NEED))
    conversation.take("k", TextReceived("铸铁件粘砂"))
    searched = len(answerer.asked)
    replies = conversation.take("k", ActionChosen("open:11:1"))
    assert "以前的一条需求" in "".join(texts_in(replies))
    assert len(answerer.asked) == searched


def test_looking_again_does_not_keep_the_need_twice() -> None:
    answerer = FakeAnswerer()
    conversation = build_conversation(answerer)
    conversation.take("k", TextReceived(NEED))
    for action in ("page:1:1", "open:11:1", "list::1", "yes:1:1", "no:2:1", "undo::1", "kind:platform:1"):
        conversation.take("k", ActionChosen(action))
    assert answerer.kept == [NEED]


def test_confirming_and_rejecting_reach_the_search() -> None:
    answerer = FakeAnswerer()
    conversation = build_conversation(answerer)
    conversation.take("k", TextReceived(NEED))
    conversation.take("k", ActionChosen("yes:1:1"))
    conversation.take("k", ActionChosen("no:2:1"))
    assert answerer.asked[-1] == (frozenset({1}), frozenset({2}))
    # A term cannot be both.
    conversation.take("k", ActionChosen("no:1:1"))
    assert answerer.asked[-1] == (frozenset(), frozenset({1, 2}))


def test_a_capability_that_is_gone_is_said_to_be_gone() -> None:
    answerer = FakeAnswerer()
    conversation = build_conversation(answerer)
    conversation.take("k", TextReceived(NEED))
    answerer.capabilities = CASTING[1:]
    replies = conversation.take("k", ActionChosen("open:11:1"))
    assert "下架" in "".join(texts_in(replies[:1]))
    assert isinstance(replies[1], Results)


def test_the_parts_shown_sum_to_the_score() -> None:
    conversation = build_conversation()
    conversation.take("k", TextReceived(NEED))
    (detail,) = conversation.take("k", ActionChosen("open:11:1"))
    assert detail.__class__.__name__ == "Detail"
    parts = detail.parts  # type: ignore[union-attr]
    assert sum(part.value for part in parts) == pytest.approx(1.38)
    assert "+1.38" in detail.parts_sum  # type: ignore[union-attr]


def test_a_fault_behind_the_ports_is_a_sentence_and_its_message_stays_out_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Broken(FakeAnswerer):
        def answer(self, text: str, **_options: object) -> object:  # type: ignore[override]
            raise RuntimeError(f"secret words: {text}")

    replies = build_conversation(Broken()).take("k", TextReceived(NEED))
    assert "抱歉" in "".join(texts_in(replies))
    assert "RuntimeError" in caplog.text
    assert NEED not in caplog.text


@pytest.mark.parametrize("row", ["", "{", "[]", "null", '{"":"Session"}', '{"":"Session","version":99}', "7"])
def test_an_unreadable_session_begins_anew(row: str) -> None:
    sessions = MemorySessions({"k": row})
    replies = build_conversation(sessions=sessions).take("k", Started())
    assert "您好" in "".join(texts_in(replies))


def test_a_session_of_another_version_begins_anew() -> None:
    assert load_session(encode(replace(Session(), version=2, need="x"))) == Session()


def test_results_survive_the_codec() -> None:
    answer = FakeAnswerer().answer(NEED, top=10, rejected=frozenset(), confirmed=frozenset(), now=NOW)
    _, (results,) = ENGINE.advance(Session(), MatchesFound(FindMatches(NEED), answer))
    assert decode(Results, encode(results)) == results
