"""Grams hold exactly what is in a text, and shared terms stand in both texts."""

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from matcher.text.grams import fold, grams, shared_terms

TEXTS = st.text(
    st.sampled_from("压铸气孔色牢度，。 \n\t-/.3579aBzＡ㎜é字𠀀🧵\ud83d\x00") | st.characters(), max_size=40
)


def naive(text: str) -> Counter[str]:
    """Written again, one character after the other."""
    folded = fold(text).replace("\n", " ")
    han = [character if "\u3400" <= character <= "\u9fff" else "" for character in folded]
    pairs = [one + other for one, other in pairwise(han) if one and other]
    return Counter([*filter(None, han), *pairs, *re.findall(r"[a-z]+|[0-9]+(?:\.[0-9]+)?", folded)])


@given(st.lists(TEXTS, max_size=5))
def test_counts_are_those_of_a_naive_count(texts: list[str]) -> None:
    found = grams(texts)
    for number, text in enumerate(texts):
        mine = found.texts == number
        assert sorted(found.counts[mine]) == sorted(naive(text).values())
        assert found.keys[mine].tolist() == sorted(set(found.keys[mine].tolist()))
    assert found.texts.tolist() == sorted(found.texts)


@given(TEXTS, TEXTS)
def test_two_texts_share_as_many_keys_as_grams(one: str, other: str) -> None:
    keys = [set(grams([text]).keys.tolist()) for text in (one, other)]
    assert len(keys[0] & keys[1]) == len(set(naive(one)) & set(naive(other)))


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_text_has_the_same_grams_alone_and_among_others(texts: list[str]) -> None:
    together = grams(texts)
    for number, text in enumerate(texts):
        alone, mine = grams([text]), together.texts == number
        assert together.keys[mine].tolist() == alone.keys.tolist()
        assert together.counts[mine].tolist() == alone.counts.tolist()


def test_nothing_gives_nothing() -> None:
    assert not len(grams([]).keys)
    assert not len(grams(["", "🧵…"]).keys)


@given(TEXTS, TEXTS)
def test_shared_terms_stand_in_both_texts(one: str, other: str) -> None:
    for term in shared_terms(one, other):
        assert len(term) >= 2
        assert term in fold(one)
        assert term in fold(other)


def test_shared_terms_are_as_long_as_can_be_and_come_longest_first() -> None:
    assert shared_terms("压铸件气孔多，IPC 标准 85", "析出气孔；压铸件 ipc 85") == ("压铸件", "ipc", "气孔")
