"""What words are: a wish, an answer to what was asked for, or a need."""

from dataclasses import replace

from bot.conversation.actions import Action, Verb
from bot.conversation.flows import card, settings, taking_in
from bot.conversation.requests import RedeemCode
from bot.conversation.session import Awaited, Session
from bot.conversation.stage import Outcome, Stage, heard
from bot.conversation.words import is_no, is_pass, is_unknown_command, is_yes, plain_word, read_wish
from matcher.domain.question import About

_SHORT = 16  # characters; no code and no hours are longer, but needs are
_LINKING = ("连接", "绑定", "link")


def hear(stage: Stage, session: Session, text: str) -> Outcome | tuple[Session, Action]:
    """What follows at once, or the action that the words stand for."""
    if not text.strip():
        sentence = stage.texts(session).say("这条消息是空的。请用一两句话写下要解决的问题。")
        return stage.reply(session, sentence)
    if session.question and is_pass(text):
        return session, Action(Verb.SKIP)
    if (decided := _consent(session, text)) is not None:
        return session, decided
    if (link := _linking(text)) is not None:
        return session, (link,)
    wish = read_wish(text)
    if wish is not None and not _is_value(session, wish.action):
        return heard(session, wish.language), wish.action
    if is_unknown_command(text):
        sentence = stage.texts(session).say("没有这个命令。直接写下要解决的问题就可以。")
        return stage.reply(session, sentence)
    session = replace(session, pending="")
    awaited = _awaited(stage, session, text)
    if awaited is None and (is_pass(text) or is_no(text)):
        return session, Action(Verb.CANCEL)  # not a word of it could be searched for
    return awaited or taking_in.read_words(session, text)


def _awaited(stage: Stage, session: Session, text: str) -> Outcome | None:
    """Words that something on the screen asked for."""
    if session.awaited_field is not None:
        return card.set_field(stage, session, session.awaited_field, text)
    match session.step:
        case Awaited.REFINE:
            return taking_in.add_words(stage, session, text)
        case Awaited.CODE if len(text) <= _SHORT:
            return settings.hear_code(stage, session, text)
        case Awaited.QUIET if len(text) <= _SHORT:
            return settings.hear_hours(stage, session, text)
    return None


def _linking(text: str) -> RedeemCode | None:
    """连接 123 456."""
    word = plain_word(text)
    found = settings.CODE.fullmatch(word)
    return RedeemCode(found[1] + found[2]) if found and word.startswith(_LINKING) else None


def _consent(session: Session, text: str) -> Action | None:
    """Yes or no to what was asked outright."""
    yes, no = is_yes(text), is_no(text)
    if session.pending and (yes or no):
        return Action(Verb.AGREE if yes else Verb.REFUSE)
    if session.step == Awaited.FORGET and (yes or no):
        return Action(Verb.FORGET if yes else Verb.CANCEL)
    if session.step == Awaited.CARD and yes:
        return Action(Verb.KEEP)
    if session.step == Awaited.CARD and no:
        return Action(Verb.CANCEL if session.agreed else Verb.REFUSE)
    return None


def _is_value(session: Session, action: Action) -> bool:
    """While a value is asked for, a number is that and no pick from the list."""
    if session.question == About.QUANTITY:
        return action.verb is Verb.PICK and action.number > len(session.shown)
    return session.awaited_field is not None and action.verb in (Verb.PICK, Verb.THANKS)
