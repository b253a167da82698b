"""What was understood: meanings to confirm or reject, and private details that were noticed."""

from bot.conversation.actions import Verb
from bot.conversation.replies import Notice, Term, Understanding
from bot.conversation.session import Session
from bot.conversation.stage import Stage, joined, tied
from bot.i18n.texts import mark
from matcher.domain.match import UnderstoodProblem
from matcher.domain.need import NeedDraft
from matcher.service.needs import Answer

MOST_TERMS = 4
PRIVATE = {
    "company": mark("公司名称"),
    "person": mark("人名"),
    "phone": mark("电话"),
    "email": mark("邮箱"),
    "wechat": mark("微信号"),
    "id_number": mark("证件号码"),
}


def view_understanding(stage: Stage, session: Session, answer: Answer) -> Understanding:
    """「您说的可能是」: what was confirmed comes first."""
    say = stage.texts(session).say
    draft = session.draft or NeedDraft("")
    problems = answer.outcome.understood
    confirmed = [problem for problem in problems if problem.entry_id in draft.confirmed]
    others = [problem for problem in problems if problem.entry_id not in draft.confirmed]
    restore = None
    if draft.rejected:
        restore = tied(session, Verb.RESTORE, say("恢复排除的 {n} 个", n=len(draft.rejected)))
    return Understanding(
        heading=say("您说的可能是："),
        terms=tuple(
            _term(stage, session, problem, problem in confirmed)
            for problem in [*confirmed, *others][:MOST_TERMS]
        ),
        restore=restore,
    )


def view_notice(stage: Stage, session: Session, answer: Answer) -> Notice | None:
    """Once: that the words name somebody."""
    contacts = answer.outcome.card.contacts
    if session.warned or not contacts:
        return None
    say = stage.texts(session).say
    named = dict.fromkeys(say(PRIVATE[detail.kind]) for detail in contacts if detail.kind in PRIVATE)
    return Notice(
        say("您的话里有{what}，看到需求的人都会看到。要隐去吗？", what=joined(session, named)),
        (tied(session, Verb.MASK, say("隐去")), tied(session, Verb.PLAIN, say("不用，就这样"))),
    )


def _term(stage: Stage, session: Session, problem: UnderstoodProblem, chosen: bool) -> Term:
    say = stage.texts(session).say
    label = joined(session, problem.terms[:2]) or problem.lay
    confirm = say("取消确认：{term}", term=label) if chosen else say("是这个：{term}", term=label)
    return Term(
        label=label,
        state="confirmed" if chosen else "open",
        confirm=tied(session, Verb.CONFIRM, confirm, problem.entry_id, "✓"),
        reject=tied(session, Verb.REJECT, say("不是这个：{term}", term=label), problem.entry_id, "✕"),
    )
