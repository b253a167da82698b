"""Coming, asking for help, changing the language, leaving off."""

from dataclasses import replace

from bot.conversation.actions import Action, Verb
from bot.conversation.events import Started
from bot.conversation.flows.asking import look_again
from bot.conversation.requests import OpenNeed, SetLanguage
from bot.conversation.session import Awaited, Session
from bot.conversation.stage import Outcome, Stage, heard, plain, shortened
from bot.i18n.texts import Texts


def arrive(stage: Stage, session: Session, event: Started) -> Outcome:
    """A link leads to its need; otherwise a greeting, or where one was."""
    session = heard(session, event.language)
    if event.need_id is not None:
        return session, (OpenNeed(event.need_id),)
    return greet(stage, session, Action(Verb.HELLO))


def greet(stage: Stage, session: Session, _action: Action) -> Outcome:
    texts = stage.texts(session)
    if session.draft is None:
        return stage.reply(session, _greeting(texts))
    head = shortened(session.draft.text)
    return stage.reply(session, texts.say("欢迎回来。上次您写的是「{need}」。", need=head))


def help_out(stage: Stage, session: Session, _action: Action) -> Outcome:
    say = stage.texts(session).say
    lines = (
        say("怎么用："),
        say("· 写一两句话：什么产品，现在怎么样，想变成怎么样。不用术语，有数字更好。"),
        say("· 我会给出最合适的几家，说明为什么合适，没有合适的就直说。"),
        say("· 我理解得不对，点「✕」排除；理解对了，点「✓」确认，马上重新查找。"),
        say("· 填好的需求表（docx、xlsx、pdf、txt）也可以直接发来。"),
        say("· 也可以直接说：更多、返回、取消、新需求、我的需求、设置、人工、English。"),
    )
    more = (plain(Verb.SETTINGS, say("设置")), plain(Verb.HUMAN, say("找人工")))
    return stage.reply(session, "\n".join(lines), *stage.ways(session), *more)


def thank(stage: Stage, session: Session, _action: Action) -> Outcome:
    return stage.reply(session, stage.texts(session).say("不客气。有新的问题，直接写下来就行。"))


def begin_anew(stage: Stage, session: Session, _action: Action) -> Outcome:
    """The next words are a need of their own; what is at hand stays until they come."""
    session = session.without_step()
    sentence = stage.texts(session).say("请写下新的需求：是什么产品，现在怎么样，想变成怎么样。")
    cancel = (plain(Verb.CANCEL, stage.texts(session).say("取消")),) if session.draft else ()
    return stage.reply(replace(session, step=str(Awaited.NEW)), sentence, *cancel)


def leave_off(stage: Stage, session: Session, _action: Action) -> Outcome:
    """Whatever was begun is left as it was."""
    begun = bool(session.step or session.question or session.pending)
    session = replace(session.without_step(), pending="")
    say = stage.texts(session).say
    sentence = say("好的，这一步不做了。") if begun else say("好的，什么都没动。")
    return stage.reply(session, sentence)


def speak(stage: Stage, session: Session, action: Action) -> Outcome:
    """Another language from now on, and what is on the screen once more."""
    if action.argument in stage.catalogues.by_language:
        session = replace(session, language=action.argument, language_chosen=True)
    _, said = stage.reply(session, stage.texts(session).say("好的，以后用中文。"))
    remembered = (SetLanguage(session.language),) if session.agreed else ()
    again = (look_again(session),) if session.draft is not None else ()
    return session, (*said, *remembered, *again)


def language_set(_stage: Stage, session: Session, _request: SetLanguage, _result: object) -> Outcome:
    return session, ()


def _greeting(texts: Texts) -> str:
    return "\n".join(
        (
            texts.say("您好，这里是牵线，帮企业找能解决技术难题的高校院所、公共服务平台和企业。"),
            texts.say("用平常话写一句要解决的问题就行，例如：铸件加工后总有气孔，打压就漏。"),
            texts.say("只查找不会替您保存；要保存、要人跟进时，会先问您同不同意。"),
        )
    )
