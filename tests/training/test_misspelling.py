"""Slips of a pinyin keyboard: what owners mistype sounds like what they mean."""

import random

from hypothesis import given
from hypothesis import strategies as st

from matcher.training.misspelling import homophones, misspelt

SOUNDS = homophones("明矾凡烦染掉色瑟涩x1")


def test_a_character_is_taken_for_one_that_sounds_the_same() -> None:
    assert SOUNDS["矾"] == ("凡", "烦")
    assert "明" not in SOUNDS, "nothing else here sounds like it"
    assert "x" not in SOUNDS


@given(st.text(st.sampled_from("明矾凡染掉色abc，。"), max_size=20), st.integers(0, 99))
def test_at_most_one_character_changes_and_it_sounds_the_same(text: str, seed: int) -> None:
    typed = misspelt(text, SOUNDS, random.Random(seed))
    assert len(typed) == len(text)
    changed = [(meant, got) for meant, got in zip(text, typed, strict=True) if meant != got]
    assert len(changed) == any(character in SOUNDS for character in text)
    assert all(got in SOUNDS[meant] for meant, got in changed)
