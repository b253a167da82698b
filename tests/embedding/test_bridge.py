"""The bridge: an English need asks with the Chinese words that are nearest to its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.embedding.bridge import WordBridge
from matcher.embedding.static import StaticEncoder
from tests.helpers.tiny_model import WORDS, tiny_tokenizer

CHINESE = ("漏水", "渗漏", "铸件", "染料", "颜色", "焊接", "噪声", "水泵")


@pytest.fixture(scope="module")
def bridge() -> WordBridge:
    """Every word points its own way, but for those that mean the same."""
    tokenizer = tiny_tokenizer((*WORDS, *CHINESE))
    vocabulary = tokenizer.get_vocab()
    vectors = np.zeros((len(vocabulary), 16), np.float32)
    for axis, (english, *chinese) in enumerate(
        [("leak", "漏水", "渗漏"), ("casting", "铸件"), ("dye", "染料"), ("colour", "颜色"), ("pump", "水泵")]
    ):
        vectors[vocabulary[english], axis] = 1
        for nearness, word in zip((0.9, 0.6), chinese, strict=False):
            vectors[vocabulary[word], [axis, 15]] = nearness, (1 - nearness**2) ** 0.5
    vectors[vocabulary["leak"]] *= 2  # the rarer word says more
    return WordBridge(StaticEncoder(tokenizer, vectors, np.ones(len(vectors), np.float32), "tiny"))


def test_a_foreign_word_asks_with_those_that_mean_the_same_nearest_first(bridge: WordBridge) -> None:
    assert [word for word, _ in bridge.chinese_for("Leak!")] == ["漏水", "渗漏"]


def test_a_word_that_says_more_weighs_more(bridge: WordBridge) -> None:
    weights = dict(bridge.chinese_for("casting leak"))
    assert weights["漏水"] > weights["铸件"] > 0


@pytest.mark.parametrize("text", ["", "🧵", "shaft", "…?", "q"])
def test_words_without_a_near_one_ask_for_nothing(bridge: WordBridge, text: str) -> None:
    assert bridge.chinese_for(text) == ()


@given(st.text(max_size=80))
def test_any_text_can_be_bridged(bridge: WordBridge, text: str) -> None:
    found = bridge.chinese_for(text)
    assert all(weight > 0 for _, weight in found)
    assert len({word for word, _ in found}) == len(found)
