"""How an answer looks on a screen."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bootstrap.wiring import stage_of
from bot.conversation.session import Session
from bot.conversation.views.facts import PART_NAMES, origin_of, standing_of
from bot.conversation.views.results import Presenter, emphasise
from bot.i18n.texts import load_catalogues
from matcher.domain.match import MatchOutcome
from matcher.domain.need import NeedCard
from matcher.domain.taxonomy import ProviderKind
from matcher.service.needs import Answer
from tests.conversation.fakes import CASTING, match, real_taxonomy

TEXTS = load_catalogues().texts("zh")


@given(st.text(max_size=60), st.lists(st.text(max_size=5), max_size=4))
def test_emphasis_changes_no_word_of_a_quote(quote: str, terms: list[str]) -> None:
    spans = emphasise(quote, tuple(terms))
    assert "".join(span.text for span in spans) == quote


def test_the_longest_shared_term_is_emphasised() -> None:
    spans = emphasise("采用真空压铸工艺", ("压铸", "真空压铸"))
    assert [span.text for span in spans if span.emphasised] == ["真空压铸"]


@pytest.mark.parametrize(
    ("probability", "words", "percent"),
    [
        (0.999, "很合适", 99),
        (0.5, "很合适", 50),
        (0.49, "比较合适", 49),
        (0.15, "可以看看", 15),
        (0.14, "把握不大", 14),
        (0.001, "把握不大", 1),
    ],
)
def test_probability_in_plain_words_is_never_a_certainty(
    probability: float, words: str, percent: int
) -> None:
    outcome = MatchOutcome(NeedCard(), {ProviderKind.RESEARCH: (match(CASTING[0], probability),)})
    results = Presenter(stage_of(real_taxonomy()), Session(), Answer(outcome)).results()
    card = results.groups[0].cards[0]
    assert (card.fit, card.percent) == (words, percent)


def test_without_a_task_nobody_is_promised() -> None:
    outcome = MatchOutcome(NeedCard(), {})
    assert "工作人员" not in Presenter(stage_of(real_taxonomy()), Session(), Answer(outcome)).results().note


def test_only_an_address_in_the_source_is_a_link() -> None:
    assert origin_of(CASTING[0]) == "https://www.example.edu.cn/lab"


def test_verified_and_unverified_are_told_apart() -> None:
    assert standing_of(CASTING[0], TEXTS) == ("示例资料，待核实", False)
    assert standing_of(CASTING[1], TEXTS) == ("核实于 2026年11月1日", True)


def test_every_part_of_the_shipped_score_has_plain_words() -> None:
    weights = json.loads(files("corpora").joinpath("ranking", "fusion.json").read_text())["weights"]
    assert {*weights, "base"} <= PART_NAMES.keys()
