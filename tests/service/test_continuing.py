"""Words after a need: more about it, or another one."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from matcher.domain.need import NeedDraft
from matcher.domain.question import About
from matcher.service.continuing import Continuing

CASTING = NeedDraft("压铸件加工后总有气孔，打压就漏")


class Encoder:
    """Texts about holes are alike, all others are strangers to them."""

    fingerprint = "two directions"
    dimension = 2

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[1, 0] if "孔" in text else [0, 1] for text in texts], np.float32)


def goes_on(words: str, question: str = "") -> bool:
    return Continuing(Encoder()).goes_on(CASTING, words, question)


@pytest.mark.parametrize(
    "words",
    ["现在8%，要到3%以内", "5降到2", "5%", "从百分之五到百分之二", "300N提到500N", "8个点，想要3个点"],
)
def test_numbers_answer_the_question_for_numbers(words: str) -> None:
    assert goes_on(words, About.QUANTITY)


@pytest.mark.parametrize(
    "words", ["用的是A356", "绍兴的", "主要是汽车件", "补充一下，壁厚3毫米", "我的意思是内部的孔"]
)
def test_what_tells_of_no_trouble_of_its_own_answers_an_open_question(words: str) -> None:
    assert goes_on(words, About.QUANTITY)
    assert goes_on(words, About.REGION)


@pytest.mark.parametrize(
    "words",
    [
        "布料洗几次就掉色，客户投诉染手",
        "另外还有个事，模具老粘铝",
        "对了，想招两个会编程的师傅",
        "我们还有一个问题：污水色度超标怎么处理",
        "by the way we need a lab to test our paint",
    ],
)
@pytest.mark.parametrize("question", ["", About.QUANTITY, About.MODE])
def test_another_trouble_is_another_need_whatever_was_asked(words: str, question: str) -> None:
    assert not goes_on(words, question)


def test_the_same_trouble_told_again_belongs_to_the_need() -> None:
    assert goes_on("铸件里面全是孔，一加工就露出来漏气", About.MODE)


def test_without_a_question_only_clear_words_go_on() -> None:
    assert goes_on("补充一下，材料是A356")
    assert goes_on("预算大概三十万")
    assert not goes_on("防爆锂离子电池")
    assert not goes_on("现在我们的布总是掉色，怎么办")


def test_an_answer_is_put_into_the_form_that_a_card_is_read_from() -> None:
    read = Continuing(Encoder()).as_read(NeedDraft("次品率太高"), "5个点降到2", About.QUANTITY)
    assert read == "5个点降到2个点"
    assert Continuing(Encoder()).as_read(CASTING, "绍兴的", About.REGION) == "绍兴的"
