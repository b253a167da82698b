"""The need card: every field with its way to change it."""

from collections.abc import Iterator

from bot.conversation.actions import Verb
from bot.conversation.replies import Choice, FieldLine, NeedCardView
from bot.conversation.requests import Show
from bot.conversation.session import Session
from bot.conversation.stage import Stage, joined, plain, shortened, tied, wide_marks
from bot.i18n.texts import mark
from matcher.domain.need import CardField, Comparator, Indicator, NeedCard, NeedStatus
from matcher.service.needs import Answer

FIELD_NAMES = {
    CardField.PROBLEM: mark("要解决的问题"),
    CardField.INDICATORS: mark("指标"),
    CardField.ROUTE: mark("方向"),
    CardField.INDUSTRY: mark("行业"),
    CardField.REGION: mark("地区"),
    CardField.MODES: mark("合作方式"),
    CardField.BUDGET: mark("预算"),
    CardField.DEADLINE: mark("期限"),
    CardField.CONSTRAINTS: mark("限制条件"),
    CardField.TRIED: mark("试过什么"),
    CardField.CONFIDENTIALITY: mark("公开程度"),
    CardField.EXCLUDED: mark("不给谁看"),
}
SECRECY = {
    "public": mark("可以公开"),
    "limited": mark("只给合适的一方看"),
    "confidential": mark("保密，只给工作人员看"),
}
STATUSES = {
    NeedStatus.DRAFT: mark("还没保存"),
    NeedStatus.OPEN: mark("进行中"),
    NeedStatus.PAUSED: mark("已暂停"),
    NeedStatus.CLOSED: mark("已结束"),
}
# Fields that are worth a chip above the results; the rest is on the card.
CHIPS = (
    CardField.ROUTE,
    CardField.INDICATORS,
    CardField.INDUSTRY,
    CardField.REGION,
    CardField.BUDGET,
    CardField.DEADLINE,
)
_SIGNS = {Comparator.AT_LEAST: "≥ ", Comparator.AT_MOST: "≤ ", Comparator.ABOUT: ""}
_CHIP_LENGTH = 24


def view_card(stage: Stage, session: Session, answer: Answer) -> NeedCardView:
    """The need at hand as a card; what confirming means is said while it is not kept."""
    say = stage.texts(session).say
    status = NeedStatus(session.status or NeedStatus.DRAFT)
    return NeedCardView(
        place=session.place,
        heading=say("需求卡"),
        status=say(STATUSES[status]),
        fields=tuple(_lines(stage, session, answer.outcome.card, Show.CARD)),
        note=_note(stage, session, status, answer),
        choices=_choices(stage, session, status, answer),
    )


def view_chips(stage: Stage, session: Session, card: NeedCard) -> tuple[FieldLine, ...]:
    """The fields that hold something, short."""
    lines = _lines(stage, session, card, Show.RESULTS, CHIPS)
    return tuple(line for line in lines if line.value)


def _lines(
    stage: Stage, session: Session, card: NeedCard, origin: Show, fields: tuple[CardField, ...] = ()
) -> Iterator[FieldLine]:
    say = stage.texts(session).say
    edited = {edit.field for edit in session.draft.edits} if session.draft else set()
    for field in fields or CardField:
        value = field_value(stage, session, card, field)
        name = say(FIELD_NAMES[field])
        change = tied(session, Verb.EDIT, say("改{name}", name=name), f"{field}.{origin}", say("改"))
        yield FieldLine(name, shortened(value, _CHIP_LENGTH) if fields else value, field in edited, change)


def field_value(stage: Stage, session: Session, card: NeedCard, field: CardField) -> str:
    """What the card says there, in words; "" when nothing."""
    say, texts = stage.texts(session).say, stage.texts(session)
    match field:
        case CardField.PROBLEM:
            return wide_marks(card.problem)
        case CardField.INDICATORS:
            return "\n".join(map(indicator_text, card.indicators))
        case CardField.ROUTE:
            return stage.label(session, "routes", card.route)
        case CardField.INDUSTRY:
            return joined(session, [stage.label(session, "industries", code) for code in card.industries])
        case CardField.REGION:
            return stage.label(session, "regions", card.region_code) if card.region_code else ""
        case CardField.MODES:
            return joined(session, [stage.label(session, "modes", mode) for mode in card.modes])
        case CardField.BUDGET:
            return card.budget.quote if card.budget else ""
        case CardField.DEADLINE:
            return texts.long_date(card.deadline) if card.deadline else ""
        case CardField.CONSTRAINTS:
            return "\n".join(card.constraints)
        case CardField.TRIED:
            return "\n".join(card.tried)
        case CardField.CONFIDENTIALITY:
            return say(SECRECY[card.confidentiality])
        case CardField.EXCLUDED:
            return joined(session, list(session.draft.excluded) if session.draft else [])


def indicator_text(indicator: Indicator) -> str:
    """气孔率 5% → ≤ 2%; without a name the words as they stand."""
    if not indicator.name:
        return indicator.quote
    gap = "" if indicator.unit in ("%", "‰") else " "

    def value(number: float) -> str:
        return f"{number:,.6f}".rstrip("0").rstrip(".") + gap + indicator.unit

    start = f"{value(indicator.start)} → " if indicator.start is not None else ""
    upper = f"–{value(indicator.upper)}" if indicator.upper is not None else ""
    return f"{indicator.name} {start}{_SIGNS[indicator.comparator]}{value(indicator.target)}{upper}"


def _note(stage: Stage, session: Session, status: NeedStatus, answer: Answer) -> str:
    say = stage.texts(session).say
    if status is not NeedStatus.DRAFT:
        due = answer.task_due
        return (
            say("工作人员会在 {day} 前看您的需求。", day=stage.texts(session).short_date(due)) if due else ""
        )
    if session.agreed:
        return say("哪一栏不对就点「改」。确认后才保存，并开始替您留意新的合适结果。")
    return say(
        "哪一栏不对就点「改」。点「同意并保存」就是同意我们保存您写的话和这张卡，用来查找、每周告诉您新结果、"
        "让工作人员跟进；联系方式要双方都同意才给对方。随时可以说「删除我的数据」，全部删掉。"
    )


def _choices(stage: Stage, session: Session, status: NeedStatus, answer: Answer) -> tuple[Choice, ...]:
    say = stage.texts(session).say
    masked = (tied(session, Verb.MASK, say("隐去公司、人名、电话")),) if answer.outcome.card.contacts else ()
    look = tied(session, Verb.LIST, say("看结果"))
    if status is NeedStatus.DRAFT:
        keep = say("确认，保存") if session.agreed else say("同意并保存")
        first = (tied(session, Verb.KEEP, keep), look)
        refuse = () if session.agreed else (tied(session, Verb.REFUSE, say("不保存，只看结果")),)
        return (*first, *masked, *refuse, tied(session, Verb.DROP, say("不要这条了")))
    number = session.need_id
    delete = plain(Verb.DELETE, say("删除"), number)
    mine = plain(Verb.MINE, say("我的需求"))
    resume = plain(Verb.RESUME, say("继续找"), number)
    close = plain(Verb.CLOSE, say("结束"), number)
    ways: tuple[Choice, ...]
    match status:
        case NeedStatus.OPEN:
            ways = (plain(Verb.PAUSE, say("暂停"), number), close)
        case NeedStatus.PAUSED:
            ways = (resume, close)
        case _:
            ways = (resume,)
    person = plain(Verb.HUMAN, say("找人工"))
    return (look, *masked, *ways, delete, person, mine)
