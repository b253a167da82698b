"""Which flow follows which tap, and which follows an answered request."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.conversation import requests as asked
from bot.conversation.actions import Action, Verb
from bot.conversation.flows import (
    arriving,
    card,
    consent,
    deciding,
    matches,
    mine,
    questions,
    settings,
    taking_in,
)
from bot.conversation.session import Session
from bot.conversation.stage import Outcome, Stage

Flow = Callable[[Stage, Session, Action], Outcome]

FLOWS: Mapping[Verb, Flow] = {
    Verb.HELLO: arriving.greet,
    Verb.HELP: arriving.help_out,
    Verb.THANKS: arriving.thank,
    Verb.NEW: arriving.begin_anew,
    Verb.CANCEL: arriving.leave_off,
    Verb.LANGUAGE: arriving.speak,
    **dict.fromkeys(
        (
            Verb.LIST,
            Verb.PAGE,
            Verb.MORE,
            Verb.BACK,
            Verb.KIND,
            Verb.OPEN,
            Verb.PICK,
            Verb.CONFIRM,
            Verb.REJECT,
            Verb.RESTORE,
        ),
        matches.look,
    ),
    Verb.REFINE: taking_in.refine,
    Verb.ONE: taking_in.as_one,
    Verb.APART: taking_in.as_another,
    Verb.JOIN: taking_in.as_more,
    Verb.WAITING: taking_in.take_up,
    Verb.DROP: taking_in.drop,
    Verb.ANSWER: questions.answer_by_tap,
    Verb.SKIP: questions.skip,
    Verb.ENOUGH: questions.enough,
    Verb.CARD: card.open_card,
    Verb.EDIT: card.edit,
    Verb.SET: card.set_by_tap,
    Verb.MASK: card.mask,
    Verb.PLAIN: card.leave_plain,
    Verb.KEEP: card.keep,
    Verb.LIKE: deciding.like,
    Verb.PASS: deciding.ask_why,
    Verb.WHY: deciding.decline,
    Verb.TAKE_BACK: deciding.take_back,
    Verb.MINE: mine.list_needs,
    Verb.NEED: mine.open_need,
    Verb.PAUSE: mine.pause,
    Verb.RESUME: mine.resume,
    Verb.CLOSE: mine.ask_outcome,
    Verb.END: mine.close,
    Verb.DELETE: mine.ask_deletion,
    Verb.DELETE_NOW: mine.delete,
    Verb.HUMAN: mine.call_person,
    Verb.AGREE: consent.agree,
    Verb.REFUSE: consent.refuse,
    Verb.PRIVACY: consent.explain,
    Verb.EXPORT: consent.export,
    Verb.FORGET: consent.ask_forgetting,
    Verb.FORGET_NOW: consent.forget,
    Verb.SETTINGS: settings.open_settings,
    Verb.DIGEST: settings.set_digest,
    Verb.QUIET: settings.set_quiet,
    Verb.LINK: settings.give_code,
    Verb.CODE: settings.ask_code,
}
# What becomes of an answered request.
GOING_ON: Mapping[type, Callable[[Stage, Session, Any, Any], Outcome]] = {
    asked.ReadMessage: taking_in.message_read,
    asked.ReadFile: taking_in.file_read,
    asked.EditDraft: card.draft_changed,
    asked.MaskDraft: card.draft_changed,
    asked.FindMatches: matches.found,
    asked.KeepNeed: card.kept,
    asked.Decide: deciding.decided,
    asked.TakeBack: deciding.taken_back,
    asked.AskForPerson: mine.person_called,
    asked.ListNeeds: mine.listed,
    asked.OpenNeed: mine.opened,
    asked.ChangeStatus: mine.status_changed,
    asked.DeleteNeed: mine.deleted,
    asked.SetLanguage: arriving.language_set,
    asked.SetDigest: settings.member_changed,
    asked.SetQuiet: settings.member_changed,
    asked.IssueCode: settings.code_given,
    asked.RedeemCode: settings.linked,
    asked.Export: consent.exported,
    asked.Forget: consent.forgotten,
}
# These are about the need at hand: without one there is nothing to do.
OF_A_NEED = frozenset(
    {
        Verb.REFINE,
        Verb.ONE,
        Verb.APART,
        Verb.JOIN,
        Verb.ANSWER,
        Verb.SKIP,
        Verb.ENOUGH,
        Verb.CARD,
        Verb.EDIT,
        Verb.SET,
        Verb.MASK,
        Verb.PLAIN,
        Verb.KEEP,
        Verb.PASS,
        Verb.WHY,
        Verb.TAKE_BACK,
        Verb.LIKE,
        Verb.HUMAN,
    }
)
# These want the person to have agreed, the first also a need at hand that is kept.
OF_A_KEPT_NEED = frozenset({Verb.LIKE, Verb.HUMAN})
# With these what the next words are for stays as it was, or they look at it themselves.
STEP_STAYS = frozenset({Verb.LANGUAGE, Verb.THANKS, Verb.CANCEL, Verb.KEEP, Verb.FORGET_NOW})
# What a person wanted before he was asked for his consent waits through these.
WAITED_FOR = frozenset({Verb.AGREE, Verb.KEEP, Verb.REFUSE, Verb.CANCEL, Verb.PRIVACY})
OF_A_MEMBER = OF_A_KEPT_NEED | {Verb.DIGEST, Verb.QUIET, Verb.LINK}
