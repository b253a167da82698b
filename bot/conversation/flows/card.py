"""The need card: look at it, change it, confirm it."""

from dataclasses import replace

from bot.conversation.actions import Action, Verb
from bot.conversation.flows.asking import at_hand, look_again, look_changed
from bot.conversation.flows.deciding import unusable
from bot.conversation.flows.taking_in import next_waiting
from bot.conversation.replies import Say
from bot.conversation.requests import Agree, EditDraft, KeepNeed, MaskDraft, Show
from bot.conversation.session import Awaited, Session
from bot.conversation.stage import Outcome, Stage, mark_of, plain, tied
from bot.conversation.views.editor import ready_words, view_editor
from matcher.domain.need import CardField, NeedDraft, NeedStatus
from matcher.service.needs import Answer


def open_card(stage: Stage, session: Session, _action: Action) -> Outcome:
    return session.without_step(), (look_again(session.without_step(), Show.CARD),)


def edit(stage: Stage, session: Session, action: Action) -> Outcome:
    """Ask for a field's value; `field.origin` tells where to go on afterwards."""
    name, _, origin = action.argument.partition(".")
    if name not in set(CardField):
        return unusable(stage, session)
    field = CardField(name)
    back = origin if origin in set(Show) else str(Show.CARD)
    session = replace(session.without_step(), step=f"{Awaited.EDIT}:{field}", origin=back)
    return session, (view_editor(stage, session, field),)


def set_by_tap(stage: Stage, session: Session, action: Action) -> Outcome:
    """`field.code`."""
    name, _, code = action.argument.partition(".")
    if name not in set(CardField):
        return unusable(stage, session)
    return set_field(stage, session, CardField(name), ready_words(CardField(name), code))


def set_field(stage: Stage, session: Session, field: CardField, words: str) -> Outcome:
    """The owner's words for a field; whether they can be read shows behind the scenes."""
    show = Show(session.origin) if session.origin else Show.CARD
    return session, (EditDraft(at_hand(session), field, words, show),)


def draft_changed(
    _stage: Stage, session: Session, request: EditDraft | MaskDraft, draft: NeedDraft
) -> Outcome:
    show = request.show if isinstance(request, EditDraft) else Show.CARD
    return look_changed(session.without_step(), draft, show)


def mask(stage: Stage, session: Session, _action: Action) -> Outcome:
    """Hide companies, people and numbers from whoever reads the need."""
    return replace(session, warned=True), (MaskDraft(at_hand(session)),)


def leave_plain(stage: Stage, session: Session, _action: Action) -> Outcome:
    """The words may stay as they are; that was asked once and is not asked again."""
    return replace(session, warned=True), (look_again(session),)


def keep(stage: Stage, session: Session, action: Action) -> Outcome:
    """Confirm the card: agreed once, kept from now on. The same card twice is one need."""
    if not session.agreed and not action.serial and session.step != Awaited.CARD:
        # A word alone is no consent: what it means stands on the card.
        return session, (look_again(session, Show.CARD),)
    if not session.agreed:
        agreed = Action(Verb.KEEP, "", session.serial)
        return replace(session, pending=session.pending or str(agreed)), (Agree(),)
    if session.need_id is not None:
        return session, (look_again(session, Show.CARD),)
    return session, (KeepNeed(at_hand(session), _token(session), frozenset(session.hidden)),)


def kept(stage: Stage, session: Session, _request: KeepNeed, answer: Answer) -> Outcome:
    """Say what happens next, and when."""
    session = replace(
        session.without_step(), need_id=answer.need_id, status=str(NeedStatus.OPEN), hidden=(), quiet=True
    )
    texts = stage.texts(session)
    lines = [texts.say("已保存，开始替您留意。随时说「我的需求」看最新结果，也可以改、暂停、删除。")]
    if answer.task_due is not None:
        day = texts.short_date(answer.task_due)
        lines.append(texts.say("眼下没有合适的，工作人员会在 {day} 前看您的需求。", day=day))
    choices = (
        *next_waiting(stage, session),
        tied(session, Verb.LIST, texts.say("看结果")),
        plain(Verb.MINE, texts.say("我的需求")),
        plain(Verb.NEW, texts.say("新需求")),
    )
    return session, (Say("\n".join(lines), choices),)


def _token(session: Session) -> str:
    """The same need of the same conversation has the same token, whatever is tapped twice."""
    return f"{session.serial}-{mark_of(at_hand(session))}"
