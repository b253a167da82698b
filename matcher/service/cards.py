"""Need cards: what the owner's words say, with his own corrections laid over it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from matcher.domain.need import CardEdit, CardField, NeedCard, NeedDraft
from matcher.domain.taxonomy import Taxonomy
from matcher.errors import InputError
from matcher.service.card_layers import laid_over
from matcher.service.card_values import AS_READ, is_clearing, read_firms, read_value
from matcher.text.contacts import find_contacts
from matcher.text.masking import mask
from matcher.text.normalise import check_need_text, detect_language
from matcher.text.reading import read_need


class CardReader:
    """Pure but for the day: the same draft on the same day gives the same card."""

    def __init__(self, taxonomy: Taxonomy, today: Callable[[], date]) -> None:
        self._taxonomy, self.today = taxonomy, today

    def card(self, draft: NeedDraft) -> NeedCard:
        """The card that matching and people work with; never raises."""
        card = read_need(draft.text, self._taxonomy, self.today())
        for edit in draft.edits:
            card = laid_over(card, edit, self._taxonomy)
        return card

    def edit(self, draft: NeedDraft, field: CardField, words: str) -> NeedDraft:
        """The draft with the owner's value of a field: a code or words; "", 无, 不限, 没有 clear it.

        InputError with an example when it cannot be read.
        """
        if field is CardField.PROBLEM:
            return self._reworded(draft, words)
        if field is CardField.EXCLUDED:
            return replace(draft, excluded=() if is_clearing(words) else read_firms(words))
        if is_clearing(words):
            return draft.without_edit(field) if field in AS_READ else draft.with_edit(CardEdit(field, ""))
        value = read_value(field, words, self._taxonomy, self.today())
        return draft.with_edit(CardEdit(field, value))

    def mask(self, draft: NeedDraft) -> NeedDraft:
        """The draft without private details in what is shown to others; the raw text stays."""
        language = detect_language(draft.text)

        def masked(text: str) -> str:
            return mask(text, find_contacts(text), language)

        wording = masked(draft.wording or draft.raw)
        return replace(
            draft,
            wording=draft.wording if wording == draft.raw else wording,
            supplements=tuple(map(masked, draft.supplements)),
            edits=tuple(replace(edit, value=masked(edit.value)) for edit in draft.edits),
        )

    def _reworded(self, draft: NeedDraft, words: str) -> NeedDraft:
        if is_clearing(words):
            raise InputError("问题这一栏不能空着。请用一两句话说说遇到的技术问题,例如:铸件打压老是漏。")
        check_need_text(words)
        return replace(draft, wording=words)
