import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.text.segment import LONGEST_SENTENCE, clauses, sentences

texts = st.text(alphabet=st.sampled_from("铸件气孔漏,，、。；!?\n 1２.)(（）一:：aB'\"”% ")) | st.text()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("铸件漏。怎么办？", ("铸件漏。", "怎么办？")),
        ("要求：1、不漏 2、成本低", ("要求", "1、不漏", "2、成本低")),
        ("需求如下:(1)保鲜;(2)烘干", ("需求如下", "(1)保鲜", "(2)烘干")),
        ("一、厚度3.5mm。二、宽1.2m", ("一、厚度3.5mm。", "二、宽1.2m")),
        ("客户说“太软！”我们没办法", ("客户说“太软！”", "我们没办法")),
        (
            "The valve leaks. We tried No. 5 sand, e.g. zircon.",
            ("The valve leaks.", "We tried No. 5 sand, e.g. zircon."),
        ),
        ("第一行\n第二行", ("第一行", "第二行")),
        ("。。。", ()),
        ("", ()),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, pieces: tuple[str, ...]) -> None:
    assert sentences(text) == pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("我们做铸件的,里面老有气孔、砂眼,打压就漏", ("我们做铸件的", "里面老有气孔、砂眼", "打压就漏")),
        ("铸件有气孔 打压老是漏", ("铸件有气孔", "打压老是漏")),
        ("成本不超过1,000元,不漏", ("成本不超过1,000元,不漏",)),
        ("castings leak, customers complain", ("castings leak", "customers complain")),
    ],
)
def test_clauses_are_cut_at_commas_but_not_into_crumbs(text: str, pieces: tuple[str, ...]) -> None:
    assert clauses(text) == pieces


@given(texts)
def test_every_piece_stands_in_the_text_and_none_is_lost(text: str) -> None:
    for pieces in (sentences(text), clauses(text)):
        position = 0
        for piece in pieces:
            position = text.index(piece, position) + len(piece)
        assert _letters("".join(pieces)) == _letters(text)


@given(st.text(alphabet="铸件, ，a", min_size=100, max_size=2_000))
def test_no_sentence_is_too_long_to_show(text: str) -> None:
    assert all(len(piece) <= LONGEST_SENTENCE for piece in sentences(text))


@pytest.mark.parametrize("unit", ["铸件有气孔,打压就漏。", "，", "1、", "一", " ", '("', "a b", "十"])
def test_ten_thousand_characters_take_no_longer_than_their_share(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        best = float("inf")
        for _ in range(3):
            begin = time.perf_counter()
            clauses(text)
            best = min(best, time.perf_counter() - begin)
        return best

    assert seconds(10_000) < 0.1 + 30 * seconds(1_000)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
