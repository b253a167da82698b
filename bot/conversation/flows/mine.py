"""Needs that are kept: look, pause, take up again, close, delete."""

from dataclasses import replace

from bot.conversation.actions import Action, Verb
from bot.conversation.flows.asking import look_again
from bot.conversation.flows.deciding import unusable
from bot.conversation.replies import Say
from bot.conversation.requests import (
    AskForPerson,
    ChangeStatus,
    DeleteNeed,
    ListNeeds,
    OpenNeed,
    Show,
)
from bot.conversation.session import Session
from bot.conversation.stage import Outcome, Stage, plain
from bot.conversation.views.card import STATUSES
from bot.conversation.views.needs import view_needs
from bot.i18n.texts import mark
from matcher.domain.need import Need, NeedOutcome, NeedStatus
from matcher.service.kept_needs import NeedLine

OUTCOMES = {
    NeedOutcome.AGREED_HERE: mark("和这里找到的谈成了"),
    NeedOutcome.SOLVED_ELSEWHERE: mark("在别处解决了"),
    NeedOutcome.NOT_NEEDED: mark("不需要了"),
    NeedOutcome.GIVEN_UP: mark("没找到，先放下"),
}


def list_needs(_stage: Stage, session: Session, action: Action) -> Outcome:
    return session.without_step(), (ListNeeds(action.number),)


def listed(stage: Stage, session: Session, request: ListNeeds, kept: tuple[NeedLine, ...]) -> Outcome:
    session = replace(session, agreed=session.agreed or bool(kept))
    return session, (view_needs(stage, session, kept, request.page),)


def open_need(_stage: Stage, session: Session, action: Action) -> Outcome:
    return session.without_step(), (OpenNeed(action.number),)


def opened(_stage: Stage, session: Session, _request: OpenNeed, need: Need) -> Outcome:
    """It becomes the need at hand."""
    session = replace(session, agreed=True)
    if session.need_id != need.id:
        session = session.with_need(need.draft, need.id)
    session = replace(session, draft=need.draft, status=str(need.status), warned=True, quiet=True)
    return session, (look_again(session, Show.CARD),)


def pause(_stage: Stage, session: Session, action: Action) -> Outcome:
    return session, (ChangeStatus(action.number, NeedStatus.PAUSED),)


def resume(_stage: Stage, session: Session, action: Action) -> Outcome:
    return session, (ChangeStatus(action.number, NeedStatus.OPEN),)


def ask_outcome(stage: Stage, session: Session, action: Action) -> Outcome:
    """How it ended, in one tap; it tells what works."""
    say = stage.texts(session).say
    outcomes = [
        plain(Verb.END, say(words), f"{action.number}.{outcome}") for outcome, words in OUTCOMES.items()
    ]
    back = plain(Verb.NEED, say("不结束"), action.number)
    return session, (Say(say("这条需求怎么结束的？"), (*outcomes, back), place=session.place),)


def close(stage: Stage, session: Session, action: Action) -> Outcome:
    """`need.outcome`."""
    number, _, outcome = action.argument.partition(".")
    if not number.isdecimal() or len(number) > 18 or outcome not in set(NeedOutcome):
        return unusable(stage, session)
    return session, (ChangeStatus(int(number), NeedStatus.CLOSED, NeedOutcome(outcome)),)


def status_changed(stage: Stage, session: Session, request: ChangeStatus, _result: object) -> Outcome:
    if session.need_id == request.need_id:
        session = replace(session, status=str(request.status))
    say = stage.texts(session).say
    sentence = say("好的，这条需求现在是：{status}。", status=say(STATUSES[request.status]))
    choices = (plain(Verb.NEED, say("打开"), request.need_id), plain(Verb.MINE, say("我的需求")))
    return session, (Say(sentence, choices, place=session.place),)


def ask_deletion(stage: Stage, session: Session, action: Action) -> Outcome:
    say = stage.texts(session).say
    sure = plain(Verb.DELETE_NOW, say("删除，不可恢复"), action.number)
    back = plain(Verb.NEED, say("不删"), action.number)
    text = say("真的删除这条需求？它的结果和您的选择也一起删掉。只是暂时不找，可以「暂停」。")
    return session, (Say(text, (back, sure), place=session.place),)


def delete(_stage: Stage, session: Session, action: Action) -> Outcome:
    return session, (DeleteNeed(action.number),)


def deleted(stage: Stage, session: Session, request: DeleteNeed, _result: object) -> Outcome:
    if session.need_id == request.need_id:
        session = session.without_need()
    return stage.reply(session, stage.texts(session).say("已经删除。"))


def call_person(_stage: Stage, session: Session, _action: Action) -> Outcome:
    """Somebody of the staff looks at the need at hand; it is kept by now."""
    return session, (AskForPerson(session.need_id or 0),)


def person_called(stage: Stage, session: Session, _request: AskForPerson, due: object) -> Outcome:
    texts = stage.texts(session)
    day = texts.short_date(due)  # type: ignore[arg-type]
    sentence = texts.say("好的，工作人员会在 {day} 前看您这条需求，在这里答复您。", day=day)
    return stage.reply(session, sentence)
