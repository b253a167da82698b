"""Looking at the matches of the need at hand."""

from dataclasses import replace

from bot.conversation.actions import Action, Verb
from bot.conversation.flows.asking import look_again, look_changed
from bot.conversation.flows.questions import next_question, open_question
from bot.conversation.replies import Say
from bot.conversation.requests import FindMatches, Show
from bot.conversation.session import Awaited, Session
from bot.conversation.stage import Outcome, Output, Stage, heard
from bot.conversation.views.card import view_card
from bot.conversation.views.results import Presenter, count_pages, on_kind
from matcher.domain.need import NeedDraft
from matcher.domain.taxonomy import ProviderKind
from matcher.service.needs import Answer


def look(stage: Stage, session: Session, action: Action) -> Outcome:
    """Whatever looks at the matches of the need at hand."""
    draft = session.draft
    if draft is None:
        return no_need(stage, session)
    match action.verb:
        case Verb.MORE:
            session = replace(session, page=session.page + 1)
        case Verb.BACK:
            session = replace(session, page=max(0, session.page - 1))
        case Verb.PAGE:
            session = replace(session, page=action.number)
        case Verb.KIND:
            known = action.argument in set(ProviderKind)
            session = replace(session, kind=action.argument if known else "", page=0)
        case Verb.OPEN:
            return session, (look_again(session, Show.DETAIL, action.number),)
        case Verb.PICK:
            return _pick(stage, session, action.number)
        case Verb.CONFIRM | Verb.REJECT | Verb.RESTORE:
            return look_changed(session, _with_verdict(draft, action), Show.RESULTS)
    return session, (look_again(session),)


def no_need(stage: Stage, session: Session) -> Outcome:
    """There is nothing at hand to do this with."""
    sentence = stage.texts(session).say("还没有需求可看。请先用一两句话写下要解决的问题。")
    return stage.reply(session, sentence)


def _pick(stage: Stage, session: Session, number: int) -> Outcome:
    if not 1 <= number <= len(session.shown):
        return stage.reply(session, stage.texts(session).say("屏幕上没有第 {n} 个。", n=number))
    return session, (look_again(session, Show.DETAIL, session.shown[number - 1]),)


def _with_verdict(draft: NeedDraft, action: Action) -> NeedDraft:
    """A thesaurus entry confirmed (or not any more), rejected, or all rejected ones brought back."""
    entry = action.number
    if action.verb is Verb.RESTORE:
        return replace(draft, rejected=())
    others = tuple(other for other in draft.confirmed if other != entry)
    if action.verb is Verb.CONFIRM:
        return replace(draft, confirmed=others if entry in draft.confirmed else (*others, entry))
    return replace(draft, confirmed=others, rejected=tuple(dict.fromkeys((*draft.rejected, entry))))


def found(stage: Stage, session: Session, request: FindMatches, answer: Answer) -> Outcome:
    """Put on the screen what was asked for."""
    if request.show is Show.UNSEEN:
        return session, ()
    session = replace(heard(session, answer.outcome.card.language), draft=answer.draft or session.draft)
    match request.show:
        case Show.CARD:
            return show_card(stage, session, answer)
        case Show.DETAIL:
            return _show_detail(stage, session, request.capability_id, answer)
        case Show.FIRST:
            session, results = show_results(stage, session, answer)
            session, question = next_question(stage, session, answer)
            return session, (*results, *question)
        case Show.ANSWERED:
            return _go_on(stage, session, answer)
    session, results = show_results(stage, session, answer)
    return session, (*results, *open_question(stage, session, answer))


def _go_on(stage: Stage, session: Session, answer: Answer) -> Outcome:
    """After an answer: the results as they are now and the next question, or the card."""
    asked, question = next_question(stage, session, answer)
    if question:
        asked, results = show_results(stage, asked, answer)
        return asked, (*results, *question)
    return show_card(stage, session, answer)


def show_results(stage: Stage, session: Session, answer: Answer) -> tuple[Session, tuple[Output, ...]]:
    """One screen of matches; private details are spoken of once."""
    kind = session.kind if on_kind(answer.outcome, session.kind) else ""
    last = max(0, count_pages(answer.outcome, kind) - 1)
    session = replace(session, kind=kind, page=min(session.page, last))
    presenter = Presenter(stage, session, answer)
    results = presenter.results()
    warned = session.warned or results.notice is not None
    return replace(session, shown=presenter.shown, warned=warned), (results,)


def show_card(stage: Stage, session: Session, answer: Answer) -> Outcome:
    """The card; while it is not kept, a yes confirms it."""
    step = Awaited.CARD if session.need_id is None else ""
    session = replace(session.without_step(), step=step)
    return session, (view_card(stage, session, answer),)


def _show_detail(stage: Stage, session: Session, capability_id: int | None, answer: Answer) -> Outcome:
    detail = Presenter(stage, session, answer).detail(capability_id or 0)
    if detail is not None:
        return session, (detail,)
    session, results = show_results(stage, session, answer)
    gone = Say(stage.texts(session).say("这条资料刚刚更新或下架了，下面是现在的结果。"))
    return session, (gone, *results)
