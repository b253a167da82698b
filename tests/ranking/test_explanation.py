"""The reason is a sentence of the profile, word for word, and terms that really stand there."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.domain.match import Reason
from matcher.domain.provider import Capability
from matcher.ranking.explanation import explain, quotable
from matcher.text.grams import fold
from tests.helpers.capabilities import capability

ALPHABET = "掉色染手牢度固剂"


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """One number a character: texts are near as far as they share them."""
    vectors = np.array([[text.count(one) for one in ALPHABET] for text in texts], np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    made: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return made


def explained(
    profile: Capability, need_vector: NDArray[np.float32], need: str, terms: Sequence[str]
) -> Reason:
    quotes = quotable(profile)
    return explain(profile, quotes, (encode(quotes) @ need_vector).tolist(), need, terms)


DYEING = capability(
    title="纺织品染整技术", summary="成立于1958年。研究色牢度提升和固色剂,解决掉色染手。另有食品检测业务。"
)


def test_the_closest_sentence_is_quoted_with_the_terms_of_both_sides() -> None:
    need = "布料掉色染手"
    reason = explained(DYEING, encode([need])[0], need, ("色牢度", "焊接气孔"))
    assert reason.quote == "研究色牢度提升和固色剂,解决掉色染手。"
    assert reason.terms == ("色牢度", "掉色染手")


def test_without_any_likeness_something_of_the_profile_is_quoted_all_the_same() -> None:
    reason = explained(DYEING, np.zeros(len(ALPHABET), np.float32), "航空发动机", ())
    assert reason.quote in DYEING.summary
    assert reason.terms == ()


def test_a_profile_without_a_summary_quotes_its_title() -> None:
    bare = capability(title="固色剂", summary="")
    assert explained(bare, encode(["固色剂"])[0], "固色剂", ()).quote == "固色剂"


def test_terms_beyond_the_quoted_sentence_are_named_when_it_holds_none() -> None:
    profile = capability(title="染整", summary="掉色掉色掉色。", keywords=("压铸气孔",))
    reason = explained(profile, encode(["掉色"])[0], "压铸气孔", ())
    assert reason.terms == ("压铸气孔",)


@given(
    st.text(st.sampled_from(ALPHABET + "。，; .\nAb1"), min_size=1, max_size=30).filter(str.strip),
    st.text(st.sampled_from(ALPHABET + "。，; .\nAb1🧵") | st.characters(codec="utf-8"), max_size=300),
    st.text(st.sampled_from(ALPHABET + "。，Ab1"), max_size=30),
    st.lists(st.text(st.sampled_from(ALPHABET + "Ab"), max_size=4), max_size=4),
)
def test_quotes_and_terms_stand_in_the_profile(title: str, summary: str, need: str, terms: list[str]) -> None:
    profile = capability(title=title, summary=summary)
    reason = explained(profile, encode([need])[0], need, terms)
    assert reason.quote in title or reason.quote in summary
    assert len(reason.terms) <= 6
    whole = fold(f"{title}\n{profile.body}")
    assert all(fold(term) in whole for term in reason.terms)
