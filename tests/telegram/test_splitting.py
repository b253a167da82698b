"""Long messages in pieces."""

import re
from html import escape, unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.splitting import split_html

TAG = re.compile(r"</?(?:b|blockquote)>")
words = st.text(st.sampled_from("铸件气孔。，<&😀 a.\n"), max_size=60)
markup = st.lists(st.tuples(st.sampled_from(["", "b", "blockquote"]), words), max_size=12).map(
    lambda parts: "".join(
        f"<{tag}>{escape(text, quote=False)}</{tag}>" if tag else escape(text, quote=False)
        for tag, text in parts
    )
)


def seen(html: str) -> str:
    return re.sub(r"\s", "", unescape(TAG.sub("", html)))


@given(markup, st.integers(min_value=60, max_value=200))
def test_nothing_is_lost_and_every_piece_stands_alone(html: str, limit: int) -> None:
    pieces = split_html(html, limit)
    assert "".join(map(seen, pieces)) == seen(html)
    for piece in pieces:
        assert len(piece.encode("utf-16-le")) // 2 <= limit
        assert piece.count("<b>") == piece.count("</b>")
        assert piece.count("<blockquote>") == piece.count("</blockquote>")
        assert not re.search(r"&(?!amp;|lt;|gt;)", piece)


def test_a_short_message_stays_whole() -> None:
    assert split_html("<b>短</b>") == ["<b>短</b>"]


def test_cuts_between_paragraphs_before_sentences_before_words() -> None:
    assert split_html("一二三四。\n\n五六七。八九十", 12)[0] == "一二三四。\n\n"
    assert split_html("一二三四五。六七八九十", 9)[0] == "一二三四五。"


def test_reopens_what_was_open() -> None:
    assert split_html("<b>一二三四。五六七八</b>", 14) == ["<b>一二三四。</b>", "<b>五六七八</b>"]


def test_blank_text_sends_nothing() -> None:
    assert split_html(" \n ") == []
