"""A verdict on a match: interested, or not suitable for one of eight reasons."""

from dataclasses import replace
from datetime import date

from bot.conversation.actions import Action, Verb
from bot.conversation.flows.asking import look_again
from bot.conversation.replies import Say
from bot.conversation.requests import Decide, TakeBack
from bot.conversation.session import Session
from bot.conversation.stage import Outcome, Stage, tied
from bot.i18n.texts import mark
from matcher.domain.decision import DeclineReason, Pair, Verdict

REASONS = {
    DeclineReason.OTHER_PROBLEM: mark("不是一回事"),
    DeclineReason.NOT_MATURE: mark("还不成熟"),
    DeclineReason.TOO_EXPENSIVE: mark("太贵"),
    DeclineReason.TOO_FAR: mark("太远"),
    DeclineReason.WRONG_MODE: mark("合作方式不合适"),
    DeclineReason.ALREADY_KNOWN: mark("已经接触过"),
    DeclineReason.OUTDATED: mark("资料过时了"),
    DeclineReason.OTHER: mark("其他原因"),
}


def like(stage: Stage, session: Session, action: Action) -> Outcome:
    """`id.version`: staff bring both sides together. The need must be kept by now."""
    pair = _pair(action.argument)
    if pair is None or session.need_id is None:
        return unusable(stage, session)
    return session, (Decide(session.need_id, pair, Verdict.INTERESTED),)


def ask_why(stage: Stage, session: Session, action: Action) -> Outcome:
    """`id.version`: one tap tells the reason."""
    if _pair(action.argument) is None:
        return unusable(stage, session)
    say = stage.texts(session).say
    reasons = tuple(
        tied(session, Verb.WHY, say(words), f"{action.argument}.{_short(reason)}")
        for reason, words in REASONS.items()
    )
    back = tied(session, Verb.LIST, say("返回结果"))
    text = say("哪里不合适？对方会看到这个原因。点了以后不再给您看这一条，除非它的资料变了。")
    return session, (Say(text, (*reasons, back), place=session.place),)


def decline(stage: Stage, session: Session, action: Action) -> Outcome:
    """`id.version.reason`."""
    target, _, code = action.argument.rpartition(".")
    pair = _pair(target)
    reason = next((each for each in DeclineReason if _short(each) == code), None)
    if pair is None or reason is None:
        return unusable(stage, session)
    if session.need_id is not None:
        return session, (Decide(session.need_id, pair, Verdict.DECLINED, reason),)
    others = tuple(other for other in session.hidden if other.capability_id != pair.capability_id)
    return _declined(stage, replace(session, hidden=(*others, pair)), pair)


def decided(stage: Stage, session: Session, request: Decide, due: date | None) -> Outcome:
    if request.verdict is Verdict.DECLINED:
        return _declined(stage, session, request.pair)
    texts = stage.texts(session)
    text = texts.say("记下了您感兴趣。")
    if due is not None:
        day = texts.short_date(due)
        text += texts.say("工作人员会在 {day} 前问对方的意思；双方都同意，才互给联系方式。", day=day)
    number = request.pair.capability_id
    choices = (
        tied(session, Verb.LIST, texts.say("返回结果")),
        tied(session, Verb.TAKE_BACK, texts.say("撤回"), number),
    )
    return session, (Say(text, choices, place=session.place),)


def take_back(_stage: Stage, session: Session, action: Action) -> Outcome:
    """As if nothing had been decided."""
    if session.need_id is not None:
        return session, (TakeBack(session.need_id, action.number),)
    hidden = tuple(pair for pair in session.hidden if pair.capability_id != action.number)
    session = replace(session, hidden=hidden)
    return session, (look_again(session),)


def taken_back(_stage: Stage, session: Session, _request: TakeBack, _result: object) -> Outcome:
    return session, (look_again(session),)


def unusable(stage: Stage, session: Session) -> Outcome:
    """A button that leads nowhere any more."""
    sentence = stage.texts(session).say("这个按钮用不了了。直接写下要解决的问题就可以。")
    return stage.reply(session, sentence)


def _declined(stage: Stage, session: Session, pair: Pair) -> Outcome:
    say = stage.texts(session).say
    undo = tied(session, Verb.TAKE_BACK, say("撤回"), pair.capability_id)
    return session, (Say(say("记下了，不再给您看这一条。"), (undo,)), look_again(session))


def _pair(text: str) -> Pair | None:
    number, _, version = text.partition(".")
    if not (number.isdecimal() and version.isdecimal()) or len(number) > 18 or len(version) > 9:
        return None
    return Pair(int(number), int(version))


def _short(reason: DeclineReason) -> str:
    """A reason in few letters: a button holds 64 bytes in all."""
    return "".join(word[0] for word in reason.split("_")) if "_" in reason else reason[:2]
