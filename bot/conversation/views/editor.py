"""Changing one field: what to tap, and what may be written instead."""

from bot.conversation.actions import Verb
from bot.conversation.replies import Choice, Say
from bot.conversation.requests import Show
from bot.conversation.session import Session
from bot.conversation.stage import Stage, tied
from bot.conversation.views.card import FIELD_NAMES, SECRECY
from bot.i18n.texts import mark
from matcher.domain.need import CardField
from matcher.domain.taxonomy import CooperationMode, Route

ADVICE = {
    CardField.PROBLEM: mark("请重写一遍：什么产品，现在怎么样，想变成怎么样。原来的话仍会留着。"),
    CardField.INDICATORS: mark("请写指标：现在多少，要到多少。例如：次品率从 5% 降到 2% 以下。"),
    CardField.ROUTE: mark("主要想找哪一类？"),
    CardField.INDUSTRY: mark("点一个行业，或者直接写，例如：铸造。"),
    CardField.REGION: mark("请写省或市的名字，例如：绍兴。"),
    CardField.MODES: mark("想怎么合作？点一个，或者直接写，几个用顿号隔开。"),
    CardField.BUDGET: mark("打算花多少钱？点一个，或者直接写，例如：30 万以内。"),
    CardField.DEADLINE: mark("什么时候要？点一个，或者直接写，例如：明年 6 月前。"),
    CardField.CONSTRAINTS: mark("有什么限制？例如：不能停产；要食品级。几条用分号隔开。"),
    CardField.TRIED: mark("试过什么办法？效果怎样？几条用分号隔开。"),
    CardField.CONFIDENTIALITY: mark("别人能看到多少？"),
    CardField.EXCLUDED: mark("哪些公司不能看到这条需求，也不要推荐给您？写名字，用顿号隔开。"),
}
# Ready answers for fields whose values are words: what stands in the action, and what it says.
READY: dict[CardField, tuple[tuple[str, str], ...]] = {
    CardField.BUDGET: (
        ("b10", mark("10万元以内")),
        ("b50", mark("10-50万元")),
        ("b100", mark("50-100万元")),
        ("b1000", mark("100-1000万元")),
    ),
    CardField.DEADLINE: (
        ("d1", mark("1个月内")),
        ("d3", mark("3个月内")),
        ("d6", mark("6个月内")),
        ("d12", mark("1年内")),
    ),
}
CLEARED = "clear"
NEVER_EMPTY = frozenset({CardField.PROBLEM, CardField.ROUTE, CardField.CONFIDENTIALITY})


def view_editor(stage: Stage, session: Session, field: CardField) -> Say:
    """The field's choices; the next words are taken as its value too."""
    say = stage.texts(session).say
    heading = say("改「{name}」。", name=say(FIELD_NAMES[field]))
    back = Verb.CARD if session.origin == Show.CARD else Verb.LIST
    cleared = () if field in NEVER_EMPTY else (_set(session, field, CLEARED, say("清空")),)
    return Say(
        f"{heading}{say(ADVICE[field])}",
        (*_offered(stage, session, field), *cleared, tied(session, back, say("不改了"))),
        place=session.place,
    )


def ready_words(field: CardField, code: str) -> str:
    """The words behind a ready answer; a code that is its own value stays."""
    return "" if code == CLEARED else dict(READY.get(field, ())).get(code, code)


def _offered(stage: Stage, session: Session, field: CardField) -> tuple[Choice, ...]:
    say = stage.texts(session).say
    match field:
        case CardField.ROUTE:
            pairs = [(str(route), stage.label(session, "routes", route)) for route in Route]
        case CardField.MODES:
            pairs = [(str(mode), stage.label(session, "modes", mode)) for mode in CooperationMode]
        case CardField.INDUSTRY:
            pairs = [(code, stage.label(session, "industries", code)) for code in stage.codes["industries"]]
        case CardField.CONFIDENTIALITY:
            pairs = [(code, say(words)) for code, words in SECRECY.items()]
        case _:
            pairs = [(code, say(words)) for code, words in READY.get(field, ())]
    return tuple(_set(session, field, code, label) for code, label in pairs)


def _set(session: Session, field: CardField, code: str, label: str) -> Choice:
    return tied(session, Verb.SET, label, f"{field}.{code}")
