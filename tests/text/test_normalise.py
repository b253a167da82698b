import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.text.normalise import check_need_text, detect_language, is_blank, normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＰＶＣ　管材", "PVC 管材"),
        ("厚度３．５㎜", "厚度3.5mm"),
        ("铸\u200b件\ufeff漏", "铸件漏"),
        ("第一行\r\n\t第二行", "第一行 第二行"),
        ("  两头空格  ", "两头空格"),
        ("坏字\ud83d符", "坏字符"),
        ("控\x00制", "控 制"),
    ],
)
def test_one_spelling_for_what_looks_alike(written: str, read: str) -> None:
    assert normalise(written) == read


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    once.encode()  # what was read can be stored


@pytest.mark.parametrize("text", ["", "  \n", "😀😀", "!!!???", "\u200b\ufeff", "——……"])
def test_blank_holds_nothing_to_search_for(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["铸件", "304", "a", "😀漏"])
def test_a_word_or_a_number_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("铸件打压就漏", "zh"),
        ("CNC spindle 过热怎么办", "zh"),
        ("用 TensorFlow 做 OCR 识别", "zh"),
        ("Our castings leak under pressure", "en"),
        ("Our customer in 绍兴 wants better colour fastness for dyed polyester fabric", "en"),
        ("12345", "zh"),
    ],
)
def test_tells_chinese_from_english(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "还没有写内容"),
        (" \n\t\u200b", "还没有写内容"),
        ("😀👍", "表情"),
        ("???", "表情"),
        ("13800000000", "数字"),
        ("长" * 20_001, "20,001"),
    ],
)
def test_unreadable_text_is_refused_with_what_to_do(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        check_need_text(text)


@pytest.mark.parametrize("text", ["漏", "铸件漏水" * 2_500, "My castings leak"])
def test_readable_text_passes(text: str) -> None:
    check_need_text(text)
