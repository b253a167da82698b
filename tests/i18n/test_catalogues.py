"""Every sentence that people read exists in both languages."""

import string

import pytest
from babel.messages.pofile import read_po

from bot.i18n.extract import FOLDER, refusals, sentences
from bot.i18n.texts import LOCALES, load_catalogues

SENTENCES = {sentence for sentence, _ in sentences()}


def test_finds_the_sentences_of_python_files_and_templates() -> None:
    assert {"怎么用", "发送", "高校院所"} <= SENTENCES


def test_finds_what_the_services_refuse_with() -> None:
    assert {
        "没有这条需求,它可能已被删除。请到「我的需求」里看看还有哪些。",
        "文件超过 {most} MB。请删掉里面的图片再发，或直接用一两句话写下要解决的问题。",
        "内容太长({length:,} 字),一次最多 {most:,} 字。请先写最要紧的问题,其余的分几次发。",
    } <= SENTENCES


def test_a_refusal_is_found_in_place_and_under_its_name() -> None:
    source = 'GONE = "没有了。"\nraise NotFoundError(GONE)\nraise InputError("太长", most=3)'
    assert list(refusals(source)) == ["没有了。", "太长"]


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
