"""The messages lie in messages/: ⏎ stands for a new line, ⟦ ⟧ around each need, ⟨ ⟩ around what all share."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.splitting import MOST_NEEDS, split_needs

MESSAGES = Path(__file__).parent / "messages"


def _lines(*names: str) -> list[str]:
    # A new line inside a message is written ⏎, so a message is one line of the file.
    lines = [line for name in names for line in (MESSAGES / name).read_text("utf-8").splitlines()]
    return [line.replace("⏎", "\n") for line in lines]


@pytest.mark.parametrize("message", _lines("one-blind.txt", "one-open.txt", "one-fresh.txt", "one-last.txt"))
def test_one_need_stays_whole(message: str) -> None:
    assert split_needs(message) == (message,)


@pytest.mark.parametrize(
    "marked", _lines("several-blind.txt", "several-open.txt", "several-fresh.txt", "several-last.txt")
)
def test_each_need_comes_with_what_was_said_for_all_and_nothing_of_the_others(marked: str) -> None:
    expected = re.findall("⟦(.*?)⟧", marked)
    shared = re.findall("⟨(.*?)⟩", marked)
    needs = split_needs(re.sub("[⟦⟧⟨⟩]", "", marked))
    assert len(needs) == len(expected)
    for own, need in zip(expected, needs, strict=True):
        assert [part for part in [*shared, *expected] if part in need] == [*shared, own]


def test_what_stands_before_the_first_item_goes_to_each_item_without_its_count() -> None:
    message = "我们做压铸的，有两个问题：一是气孔多，打压漏；二是模具老粘铝。"
    assert split_needs(message) == ("我们做压铸的，气孔多，打压漏", "我们做压铸的，模具老粘铝。")


def test_more_than_five_needs_stay_together_in_the_last() -> None:
    items = ["铸件漏水", "模具粘铝", "粉尘太大", "废水超标", "窑炉费煤", "砂轮开裂", "想招个师傅"]
    needs = split_needs("".join(f"{number}、{item}。" for number, item in enumerate(items, 1)))
    assert len(needs) == MOST_NEEDS
    assert needs[-1] == "窑炉费煤。6、砂轮开裂。7、想招个师傅。"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "1.", "1.2.", "另外", "一是二是", "①②③", "also"])
def test_a_message_without_a_need_stays_as_it_is(text: str) -> None:
    assert split_needs(text) == (text,)


MARKS = [
    "1、",
    "2、",
    "3、",
    "。",
    "，",
    "\n",
    "；一是",
    "；二是",
    "另外",
    "。还有一件事，",
    "①",
    "②",
    " also, ",
]
PARTS = [
    "我们做压铸的",
    "铸件打压漏水",
    "想招个会编程的师傅",
    "污水色度超标",
    "要能折叠",
    "价格便宜",
    "pumps leak",
]
MADE_UP = st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(PARTS)), max_size=12)


@given(MADE_UP)
def test_no_words_between_the_marks_are_lost(parts: list[tuple[str, str]]) -> None:
    needs = split_needs("".join(mark + part for mark, part in parts))
    assert all(any(part in need for need in needs) for _, part in parts)


@given(MADE_UP.map(lambda parts: "".join(map("".join, parts))) | st.text())
def test_a_need_is_one_or_two_exact_pieces_of_the_message(text: str) -> None:
    for need in split_needs(text):
        assert need in text or any(
            need[:end] in text and (need[end:] in text or need[end + 1 :] in text) for end in range(len(need))
        )


@given(MADE_UP.map(lambda parts: "".join(map("".join, parts))) | st.text())
def test_a_need_does_not_split_again(text: str) -> None:
    needs = split_needs(text)
    settled = needs[: MOST_NEEDS - 1]  # the last of five may hold the rest
    assert [split_needs(need) for need in settled] == [(need,) for need in settled]
