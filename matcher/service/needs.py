"""Answering an owner: read needs, find matches, keep what he agreed to keep, hand over to staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from matcher.domain.decision import Pair, Verdict
from matcher.domain.match import MatchOutcome
from matcher.domain.need import CardField, NeedCard, NeedDraft, NeedStatus
from matcher.domain.question import Question
from matcher.errors import NotFoundError
from matcher.service.cards import CardReader
from matcher.service.clarifying import Clarifying
from matcher.service.kept_needs import NO_SUCH_NEED, KeptNeeds, locked_need, owned_need
from matcher.service.matching import Matcher
from matcher.service.need_records import declined_pairs, due_after, record_outcome, verdicts_on
from matcher.store import Store
from matcher.text.normalise import check_need_text
from matcher.text.splitting import split_needs


@dataclass(frozen=True, slots=True)
class Answer:
    """`task_due` is the day by which staff look at a need that found nothing.

    `decisions` are the verdicts on what is shown, by capability.
    """

    outcome: MatchOutcome
    questions: tuple[Question, ...] = ()
    need_id: int | None = None
    task_due: date | None = None
    decisions: Mapping[int, Verdict] = field(default_factory=dict)
    draft: NeedDraft | None = None  # of a kept need, as it stands now


class NeedDesk(KeptNeeds):
    """Takes needs in; nothing is kept but by `keep` and what follows it."""

    def __init__(self, store: Store, matcher: Matcher, cards: CardReader, clarifying: Clarifying) -> None:
        super().__init__(store)
        self._matcher, self._cards, self._clarifying = matcher, cards, clarifying

    def read_message(self, text: str) -> tuple[NeedDraft, ...]:
        """The needs in a message, one at least; InputError for an unreadable text."""
        check_need_text(text)
        needs = split_needs(text)
        if len(needs) == 1:
            return (NeedDraft(text),)
        return tuple(NeedDraft(text, wording=need) for need in needs)

    def read_file(self, name: str, data: bytes) -> tuple[NeedDraft, ...]:
        """The needs in a form that was filled in, one at least; InputError for an unreadable file."""
        from matcher.service.forms import read_form  # its libraries are slow to import; few people send forms

        drafts = tuple(NeedDraft(need.text) for need in read_form(name, data))
        for draft in drafts:
            check_need_text(draft.raw)
        return drafts

    def edit(self, draft: NeedDraft, field: CardField, words: str) -> NeedDraft:
        """As `CardReader.edit`."""
        return self._cards.edit(draft, field, words)

    def mask(self, draft: NeedDraft) -> NeedDraft:
        """As `CardReader.mask`."""
        return self._cards.mask(draft)

    def answer(self, draft: NeedDraft, *, top: int, hidden: frozenset[Pair] = frozenset()) -> Answer:
        """The best `top` matches per kind and what to ask; nothing is kept, nor promised."""
        outcome = self._find(draft, self._cards.card(draft), top, hidden)
        due = due_after(self._cards.today()) if outcome.abstained else None
        return Answer(outcome, self._questions(draft, outcome), task_due=due)

    def keep(
        self,
        draft: NeedDraft,
        *,
        token: str,
        member_id: int,
        top: int,
        hidden: frozenset[Pair] = frozenset(),
        now: datetime,
    ) -> Answer:
        """Keep the need as open, with its matches; the same token again changes the same need.

        What is `hidden` counts as declined from then on.
        """
        card = self._cards.card(draft)
        outcome = self._find(draft, card, top, hidden | self._declined(token))
        with self._store.begin() as unit:
            if not unit.members.hold(member_id):
                raise NotFoundError("要先同意保存资料,才能保存这条需求。")
            need_id = unit.needs.keep(token, member_id, draft, card, now)
            if need_id is None:
                raise NotFoundError(NO_SUCH_NEED)
            unit.decisions.decline(need_id, hidden, now)
            due = record_outcome(unit, need_id, outcome, now, is_open=True)
            decisions = unit.decisions.of_needs([need_id])
        questions = self._questions(draft, outcome)
        return Answer(outcome, questions, need_id, due, verdicts_on(outcome, decisions))

    def answer_kept(
        self,
        need_id: int,
        *,
        member_id: int,
        draft: NeedDraft | None = None,
        top: int,
        now: datetime,
    ) -> Answer:
        """Find matches anew for a need that is kept, without what its owner declined; a draft changes it."""
        with self._store.read() as unit:
            need = owned_need(unit, need_id, member_id)
            decisions = unit.decisions.of_needs([need_id])
        said = draft or need.draft
        card = need.card if draft is None else _with_same_deadline(self._cards.card(draft), need.card)
        outcome = self._find(said, card, top, declined_pairs(decisions))
        with self._store.begin() as unit:
            need = locked_need(unit, need_id, member_id)
            if draft is not None:
                unit.needs.change(need_id, draft, card, now)
            is_open = need.status is NeedStatus.OPEN
            due = record_outcome(unit, need_id, outcome, now, is_open=is_open)
        questions = self._questions(said, outcome)
        return Answer(outcome, questions, need_id, due, verdicts_on(outcome, decisions), said)

    def _declined(self, token: str) -> frozenset[Pair]:
        with self._store.read() as unit:
            need_id = unit.needs.id_of(token)
            return declined_pairs(unit.decisions.of_needs([need_id] if need_id else []))

    def _find(self, draft: NeedDraft, card: NeedCard, top: int, hidden: frozenset[Pair]) -> MatchOutcome:
        return self._matcher.find_matches(
            draft.text,
            top=top,
            rejected=frozenset(draft.rejected),
            confirmed=frozenset(draft.confirmed),
            card=card,
            hidden=hidden,
            excluded=draft.excluded,
        )

    def _questions(self, draft: NeedDraft, outcome: MatchOutcome) -> tuple[Question, ...]:
        confirmed, rejected = frozenset(draft.confirmed), frozenset(draft.rejected)
        return self._clarifying.questions(outcome.card, outcome, confirmed, rejected)


def _with_same_deadline(card: NeedCard, before: NeedCard) -> NeedCard:
    """三个月内 counts from the day on which it was said, not from each change of the need."""
    return replace(card, deadline=before.deadline) if card.deadline_quote == before.deadline_quote else card
