"""The owner's own values of a card's fields: read, kept in one spelling, and laid over what his words say."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bootstrap import corpora_folder
from matcher.domain.card_json import card_to_dict
from matcher.domain.need import CardEdit, CardField, Confidentiality, NeedDraft
from matcher.domain.taxonomy import CooperationMode, Route
from matcher.errors import InputError
from matcher.service.cards import CardReader
from matcher.service.taxonomy import load_taxonomy
from matcher.text.reading import read_need
from tests.helpers.capabilities import TODAY

TAXONOMY = load_taxonomy(corpora_folder() / "taxonomy")
CARDS = CardReader(TAXONOMY, lambda: TODAY)
WORDS = (
    "我们是绍兴的印染厂,布的断裂强力从300N提高到500N,不能换设备,换过纱没效果,"
    "预算20万以内,年底前解决,想委托开发"
)
DRAFT = NeedDraft(WORDS)
PLAIN = NeedDraft("压铸件气孔太多")


def edited(field: CardField, words: str, draft: NeedDraft = DRAFT) -> NeedDraft:
    return CARDS.edit(draft, field, words)


def value(field: CardField, words: str) -> str:
    (edit,) = edited(field, words, PLAIN).edits
    assert edit.field is field
    return edit.value


def test_without_edits_the_card_is_what_the_words_say() -> None:
    assert CARDS.card(DRAFT) == read_need(WORDS, TAXONOMY, TODAY)


def test_answers_are_read_with_the_words() -> None:
    card = CARDS.card(NeedDraft("布老断", supplements=("我们在绍兴", "强力从300N提高到500N")))
    assert card.region_code == "330600"
    assert [indicator.target for indicator in card.indicators] == [500.0]


@pytest.mark.parametrize(
    ("field", "words", "kept"),
    [
        (CardField.REGION, "绍兴", "330600"),
        (CardField.REGION, "330600", "330600"),
        (CardField.REGION, " 浙江省 ", "330000"),
        (CardField.REGION, "Shaoxing", "330600"),
        (CardField.INDUSTRY, "textiles", "textiles"),
        (CardField.INDUSTRY, "纺织、建材", "textiles,building_materials"),
        (CardField.INDUSTRY, "做袜子的", "knitting"),
        (CardField.INDUSTRY, "textiles，casting", "textiles,casting"),
        (CardField.MODES, "commissioned,testing", "commissioned,testing"),
        (CardField.MODES, "委托开发、检测", "commissioned,testing"),
        (CardField.MODES, "想找专家来看看", "expert_help"),
        (CardField.ROUTE, "platform", "platform"),
        (CardField.ROUTE, "找企业", "enterprise"),
        (CardField.ROUTE, "招人", "people"),
        (CardField.ROUTE, "高校", "research"),
        (CardField.BUDGET, "３０万以内", "30万以内"),
        (CardField.BUDGET, "5-10万", "5-10万"),
        (CardField.DEADLINE, "三个月内", "2027-02-24"),
        (CardField.DEADLINE, "三个月", "2027-02-24"),
        (CardField.DEADLINE, "年底", "2026-12-31"),
        (CardField.DEADLINE, "2026-11-24", "2026-11-24"),
        (CardField.DEADLINE, "by June 2027", "2027-06-30"),
        (CardField.CONFIDENTIALITY, "保密", "confidential"),
        (CardField.CONFIDENTIALITY, "Public", "public"),
        (CardField.CONSTRAINTS, "不能停产；成本不能涨\n不能停产\n", "不能停产\n成本不能涨"),
        (CardField.TRIED, "换过纱;调过张力", "换过纱\n调过张力"),
        (CardField.INDICATORS, " 强力从300N提高到500N ", "强力从300N提高到500N"),
    ],
)
def test_codes_and_words_are_kept_in_one_spelling(field: CardField, words: str, kept: str) -> None:
    assert value(field, words) == kept


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (CardField.REGION, "月球"),
        (CardField.INDUSTRY, "外星"),
        (CardField.MODES, "看心情"),
        (CardField.ROUTE, "找对象"),
        (CardField.BUDGET, "有钱"),
        (CardField.BUDGET, "30"),
        (CardField.DEADLINE, "尽快"),
        (CardField.DEADLINE, "2020-01-01"),
        (CardField.DEADLINE, "2027-02-30"),
        (CardField.CONFIDENTIALITY, "看情况"),
        (CardField.CONSTRAINTS, "；；"),
        (CardField.CONSTRAINTS, "\n".join(f"第{n}条" for n in range(9))),
        (CardField.TRIED, "长" * 201),
        (CardField.TRIED, "长" * 20_000),
        (CardField.INDICATORS, "大一点"),
        (CardField.EXCLUDED, "甲"),
        (CardField.EXCLUDED, "、、"),
        (CardField.EXCLUDED, "、".join(f"某某公司{n}" for n in range(21))),
        (CardField.PROBLEM, ""),
        (CardField.PROBLEM, "没有"),
        (CardField.PROBLEM, "🧵🧵"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_write(field: CardField, words: str) -> None:
    with pytest.raises(InputError, match="请") as caught:
        edited(field, words)
    assert "{" not in str(caught.value)


def test_the_card_shows_the_owners_values_instead_of_what_was_read() -> None:
    draft = DRAFT
    for field, words in (
        (CardField.REGION, "杭州"),
        (CardField.INDUSTRY, "casting"),
        (CardField.MODES, "检测"),
        (CardField.ROUTE, "platform"),
        (CardField.BUDGET, "不超过5万"),
        (CardField.DEADLINE, "2027-06-30"),
        (CardField.CONFIDENTIALITY, "public"),
        (CardField.CONSTRAINTS, "不能停产"),
        (CardField.TRIED, "调过张力"),
        (CardField.INDICATORS, "缩水率降到3%"),
    ):
        draft = edited(field, words, draft)
    card = CARDS.card(draft)
    assert (card.region, card.region_code) == ("浙江省杭州市", "330100")
    assert card.industries == ("casting",)
    assert card.modes == (CooperationMode.TESTING,)
    assert card.route is Route.PLATFORM
    assert card.budget is not None
    assert (card.budget.low, card.budget.high) == (0.0, 50_000.0)
    assert (card.deadline, card.deadline_quote) == (date(2027, 6, 30), "2027-06-30")
    assert card.confidentiality is Confidentiality.PUBLIC
    assert (card.constraints, card.tried) == (("不能停产",), ("调过张力",))
    assert [(one.name, one.target) for one in card.indicators] == [("缩水率", 3.0)]
    assert card.problem == CARDS.card(DRAFT).problem


EMPTY = {
    CardField.REGION: "region_code",
    CardField.INDUSTRY: "industries",
    CardField.MODES: "modes",
    CardField.BUDGET: "budget",
    CardField.DEADLINE: "deadline",
    CardField.CONSTRAINTS: "constraints",
    CardField.TRIED: "tried",
    CardField.INDICATORS: "indicators",
}


@pytest.mark.parametrize("words", ["", " 无。", "不限", "没有", "None"])
@pytest.mark.parametrize("field", EMPTY)
def test_a_field_is_cleared_by_saying_so(field: CardField, words: str) -> None:
    assert card_to_dict(CARDS.card(DRAFT))[EMPTY[field]]
    assert not card_to_dict(CARDS.card(edited(field, words)))[EMPTY[field]]


@pytest.mark.parametrize(
    ("field", "words"), [(CardField.ROUTE, "platform"), (CardField.CONFIDENTIALITY, "public")]
)
def test_what_always_has_a_value_is_read_anew_when_it_is_cleared(field: CardField, words: str) -> None:
    assert edited(field, "", edited(field, words)) == DRAFT


def test_the_last_value_of_a_field_counts() -> None:
    draft = edited(CardField.REGION, "杭州", edited(CardField.REGION, "绍兴"))
    assert draft.edits == (CardEdit(CardField.REGION, "330100"),)


def test_a_reworded_problem_keeps_what_was_typed_and_what_was_answered() -> None:
    before = NeedDraft("质量不好", supplements=("我们在绍兴",))
    draft = edited(CardField.PROBLEM, "布的色牢度不够", before)
    assert (draft.raw, draft.supplements) == (before.raw, before.supplements)
    assert draft.text == "布的色牢度不够\n我们在绍兴"
    assert "色牢度" in CARDS.card(draft).problem


def test_excluded_firms_are_names_once_each() -> None:
    draft = edited(CardField.EXCLUDED, "示例大学、某公司\n丙丁，丙丁")
    assert draft.excluded == ("示例大学", "某公司", "丙丁")
    assert draft.edits == ()
    assert edited(CardField.EXCLUDED, "无", draft).excluded == ()


def test_private_details_in_an_owners_value_are_noticed() -> None:
    card = CARDS.card(edited(CardField.TRIED, "请过13912345678的师傅", PLAIN))
    assert [detail.quote for detail in card.contacts] == ["13912345678"]


@pytest.mark.parametrize("field", CardField)
def test_a_value_of_another_version_changes_nothing_that_it_cannot(field: CardField) -> None:
    odd = NeedDraft(PLAIN.raw, edits=(CardEdit(field, "no,such\nvalue"),))
    card = CARDS.card(odd)
    assert card.problem == CARDS.card(PLAIN).problem
    assert (card.route, card.confidentiality) == (Route.RESEARCH, Confidentiality.LIMITED)
    assert (card.modes, card.industries, card.region, card.budget) == (
        (),
        CARDS.card(PLAIN).industries,
        "",
        None,
    )


@given(words=st.text(st.characters(codec=None)), field=st.sampled_from(CardField))
def test_any_value_is_kept_or_answered_with_a_sentence(words: str, field: CardField) -> None:
    with suppress(InputError):
        draft = edited(field, words)
        assert edited(field, _shown(draft, field), DRAFT) == draft, "what was kept is read as itself"
        CARDS.card(draft)


@given(words=st.text("万元0123456789 -到以内绍兴纺织检测不能停;,、\n个月年底前N%", max_size=60))
@pytest.mark.parametrize("field", CardField)
def test_words_close_to_a_value_are_kept_or_answered_with_a_sentence(field: CardField, words: str) -> None:
    with suppress(InputError):
        draft = edited(field, words)
        assert edited(field, _shown(draft, field), DRAFT) == draft
        CARDS.card(draft)


def _shown(draft: NeedDraft, field: CardField) -> str:
    """The value as a form would offer it for another change."""
    if field is CardField.PROBLEM:
        return draft.wording
    if field is CardField.EXCLUDED:
        return "、".join(draft.excluded)
    return next((edit.value for edit in draft.edits if edit.field is field), "")
