"""What is kept, why, and how it goes: agreeing, refusing, taking one's data along, deleting it."""

from dataclasses import replace

from bot.conversation.actions import Action, Verb
from bot.conversation.flows.asking import look_again
from bot.conversation.replies import Download, Forgotten, Say
from bot.conversation.requests import Agree, Export, Forget
from bot.conversation.session import Awaited, Session
from bot.conversation.stage import Outcome, Stage, plain
from bot.i18n.texts import Texts


def explain(stage: Stage, session: Session, _action: Action) -> Outcome:
    """The whole of it in plain words."""
    texts = stage.texts(session)
    say = texts.say
    choices = (
        plain(Verb.EXPORT, say("导出我的数据")),
        plain(Verb.FORGET, say("删除我的数据")),
        *stage.ways(session),
    )
    return session, (Say(_terms(texts), choices),)


def ask(stage: Stage, session: Session, pending: Action) -> Outcome:
    """Something was wanted that needs to be remembered: may we?"""
    texts = stage.texts(session)
    session = replace(session, pending=str(pending))
    text = f"{texts.say('这一步要先保存您的资料。')}\n{_terms(texts)}"
    choices = (
        plain(Verb.AGREE, texts.say("同意，继续")),
        plain(Verb.REFUSE, texts.say("不同意，只看结果")),
    )
    return session, (Say(text, choices),)


def agree(_stage: Stage, session: Session, _action: Action) -> Outcome:
    return session, (Agree(),)


def refuse(stage: Stage, session: Session, _action: Action) -> Outcome:
    """Everything that needs no memory goes on working."""
    say = stage.texts(session).say
    session = replace(session.without_step(), pending="", quiet=True)
    text = say("好的，不保存。照样可以查找、看结果；30 天不来，这段对话也会自动清掉。")
    if session.draft is None:
        return stage.reply(session, text)
    return session, (Say(text), look_again(session))


def export(_stage: Stage, session: Session, _action: Action) -> Outcome:
    return session, (Export(),)


def exported(stage: Stage, session: Session, _request: Export, content: str) -> Outcome:
    say = stage.texts(session).say
    text = say("这是我们保存的、和您有关的全部内容。")
    file = Download(text, "qianxian-my-data.json", content, str(Action(Verb.EXPORT)))
    more = Say(say("要全部删掉，说「删除我的数据」。"), stage.ways(session))
    return session, (file, more)


def ask_forgetting(stage: Stage, session: Session, _action: Action) -> Outcome:
    say = stage.texts(session).say
    text = say("真的全部删除？需求、结果、选择、各渠道的对话都会删掉，找不回来。正在对接的也会停下。")
    choices = (
        plain(Verb.CANCEL, say("不删")),
        plain(Verb.EXPORT, say("先导出一份")),
        plain(Verb.FORGET_NOW, say("全部删除，不可恢复")),
    )
    return replace(session.without_step(), step=str(Awaited.FORGET)), (Say(text, choices),)


def forget(stage: Stage, session: Session, action: Action) -> Outcome:
    """Only right after the question: an old button asks once more."""
    if session.step != Awaited.FORGET:
        return ask_forgetting(stage, session, action)
    return session, (Forget(),)


def forgotten(stage: Stage, session: Session, _request: Forget, _result: object) -> Outcome:
    blank = Session(language=session.language)
    text = stage.texts(blank).say("已经全部删除。您随时可以重新开始。")
    return blank, (Forgotten(text, stage.ways(blank)),)


def _terms(texts: Texts) -> str:
    say = texts.say
    return "\n".join(
        (
            say("· 保存什么：您写的话、需求卡、您对结果的选择、用哪个渠道。"),
            say("· 用来做什么：查找、每周告诉您新结果、让工作人员跟进对接。不做别的。"),
            say("· 谁能看到：工作人员；供给方只看到需求内容，看不到您是谁，双方都同意才互给联系方式。"),
            say("· 怎么删：随时说「删除我的数据」，当场全部删掉；也可以导出带走。"),
            say("· 不同意也能用：只查找、看结果，不保存。"),
        )
    )
