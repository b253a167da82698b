"""Every sentence that people read exists in both languages."""

import string

import pytest
from babel.messages.pofile import read_po

from bot.i18n.extract import FOLDER, sentences
from bot.i18n.texts import LOCALES, load_catalogues

SENTENCES = {sentence for sentence, _ in sentences()}


def test_finds_the_sentences_of_python_files_and_templates() -> None:
    assert {"怎么用", "发送", "高校院所"} <= SENTENCES


@pytest.mark.parametrize("locale", LOCALES.values())
def test_no_sentence_is_missing_and_none_is_left_over(locale: str) -> None:
    with (FOLDER / f"{locale}.po").open("rb") as file:
        kept = {message.id for message in read_po(file, locale=locale) if message.id}
    assert kept == SENTENCES, "run: python -m bot.i18n.extract"


@pytest.mark.parametrize("sentence", sorted(SENTENCES))
def test_is_translated_with_the_same_names_in_braces(sentence: str) -> None:
    english = load_catalogues().texts("en").catalogue[sentence]
    assert english, "no English for this sentence"
    assert names(english) == names(sentence)


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_values_are_never_read_as_templates() -> None:
    texts = load_catalogues().texts("zh")
    assert texts.say("欢迎回来。上次您写的是「{need}」。", need="{0.__class__}") == (
        "欢迎回来。上次您写的是「{0.__class__}」。"
    )


def test_an_unknown_language_is_answered_in_the_source_language() -> None:
    assert load_catalogues().texts("fr").language == "zh"
