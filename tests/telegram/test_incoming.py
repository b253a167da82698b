"""What an update says."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message

from bot.conversation.events import Event, Started, TextReceived
from bot.telegram.incoming import read_message


def read(text: str) -> object:
    sent = Message(1, datetime(2026, 11, 24, tzinfo=UTC), Chat(1, "private"), text=text)
    return read_message(sent, "zh-hans")


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/start", Started("zh")),
        ("/start need_123", Started("zh", 123)),
        ("/start@qianxian_bot need_7", Started("zh", 7)),
        ("/start need_", Started("zh")),
        ("/start need_1234567890", Started("zh")),
        ("/start need_１２", Started("zh")),
        ("/start friend", Started("zh")),
        ("/mine", TextReceived("/mine")),
        ("/mine@qianxian_bot", TextReceived("/mine")),
        ("/ 20目滤网 怎么选", TextReceived("/ 20目滤网 怎么选")),
    ],
)
def test_commands_and_deep_links(text: str, event: Event) -> None:
    assert read(text) == event


@given(st.text(min_size=1).filter(lambda text: not text.strip().startswith("/")))
def test_words_stay_word_for_word(text: str) -> None:
    assert read(text) == TextReceived(text)


def test_a_long_command_takes_no_long_time() -> None:
    assert isinstance(read("/" + "a" * 20_000 + " " * 20_000 + "\nb c"), TextReceived)
