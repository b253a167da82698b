"""What words are: a wish, an answer to what was asked for, or a need."""

from bot.conversation.actions import Action, Verb
from bot.conversation.flows import card, settings, taking_in
from bot.conversation.requests import RedeemCode
from bot.conversation.session import Awaited, Session
from bot.conversation.stage import Outcome, Stage, heard
from bot.conversation.words import is_pass, is_unknown_command, is_yes, plain_word, read_wish

_LINKING = ("连接", "绑定", "link")


def hear(stage: Stage, session: Session, text: str) -> Outcome | tuple[Session, Action]:
    """What follows at once, or the action that the words stand for."""
    if not text.strip():
        sentence = stage.texts(session).say("这条消息是空的。请用一两句话写下要解决的问题。")
        return stage.reply(session, sentence)
    if session.question and is_pass(text):
        return session, Action(Verb.SKIP)
    if session.step == Awaited.CARD and is_yes(text):
        return session, Action(Verb.KEEP)
    wish = read_wish(text)
    if wish is not None and not _is_value(session, wish.action):
        return heard(session, wish.language), wish.action
    if is_unknown_command(text):
        sentence = stage.texts(session).say("没有这个命令。直接写下要解决的问题就可以。")
        return stage.reply(session, sentence)
    return _awaited(stage, session, text) or taking_in.read_words(session, text)


def _awaited(stage: Stage, session: Session, text: str) -> Outcome | None:
    """Words that something on the screen asked for."""
    if session.awaited_field is not None:
        return card.set_field(stage, session, session.awaited_field, text)
    match session.step:
        case Awaited.REFINE:
            return taking_in.refined(stage, session, text)
        case Awaited.CODE:
            return settings.hear_code(stage, session, text)
        case Awaited.QUIET:
            return settings.hear_hours(stage, session, text)
    word = plain_word(text)
    found = settings.CODE.fullmatch(word)
    if found and word.startswith(_LINKING):
        return session, (RedeemCode(found[1] + found[2]),)
    return None


def _is_value(session: Session, action: Action) -> bool:
    """While a field is asked for, a bare number is its value and no pick from the list."""
    return session.awaited_field is not None and action.verb in (Verb.PICK, Verb.THANKS)
