"""At most three short questions, each after the matches and each skipped by a tap."""

from dataclasses import replace

from bot.conversation.actions import Action
from bot.conversation.flows.asking import at_hand, look_again, look_changed
from bot.conversation.replies import Question
from bot.conversation.requests import EditDraft, Show
from bot.conversation.session import Session
from bot.conversation.stage import Outcome, Stage
from bot.conversation.views.question import view_question
from matcher.domain.need import CardField, NeedDraft
from matcher.domain.question import About
from matcher.service.needs import Answer

MOST_QUESTIONS = 3
NONE = "none"  # none of the meanings that were offered
# The field of the card that an answer fills.
FIELDS = {
    About.INDUSTRY: CardField.INDUSTRY,
    About.REGION: CardField.REGION,
    About.MODE: CardField.MODES,
    About.ROUTE: CardField.ROUTE,
}


def next_question(stage: Stage, session: Session, answer: Answer) -> tuple[Session, tuple[Question, ...]]:
    """The one most worth asking that was not asked yet; none once three were, or the person had enough."""
    session = session.without_step()
    if session.quiet or session.need_id is not None or len(session.asked) >= MOST_QUESTIONS:
        return session, ()
    for question in answer.questions:
        if question.about not in session.asked:
            session = replace(
                session,
                question=str(question.about),
                options=question.options,
                asked=(*session.asked, str(question.about)),
            )
            return session, (view_question(stage, session, answer),)
    return session, ()


def open_question(stage: Stage, session: Session, answer: Answer) -> tuple[Question, ...]:
    """The one that still waits for an answer, once more."""
    return (view_question(stage, session, answer),) if session.question else ()


def skip(_stage: Stage, session: Session, _action: Action) -> Outcome:
    """The next question, or the card."""
    return session.without_step(), (look_again(session, Show.ANSWERED),)


def enough(stage: Stage, session: Session, action: Action) -> Outcome:
    """No more questions about this need."""
    return skip(stage, replace(session, quiet=True), action)


def answer_by_tap(_stage: Stage, session: Session, action: Action) -> Outcome:
    """`about.code`: a meaning is confirmed, a field filled."""
    name, _, code = action.argument.partition(".")
    draft = at_hand(session)
    if name not in set(About):
        return session, (look_again(session),)
    about = About(name)
    options = session.options if session.question == about else ()
    session = session.without_step()
    if about is About.MEANING:
        return look_changed(session, _meant(draft, code, options), Show.ANSWERED)
    if about not in FIELDS:
        return session, (look_again(session, Show.ANSWERED),)
    return session, (EditDraft(draft, FIELDS[about], code, Show.ANSWERED),)


def _meant(draft: NeedDraft, code: str, options: tuple[str, ...]) -> NeedDraft:
    if code == NONE:
        offered = (int(option) for option in options if option.isdecimal())
        return replace(draft, rejected=tuple(dict.fromkeys((*draft.rejected, *offered))))
    if not code.isdecimal() or int(code) in draft.confirmed:
        return draft
    return replace(draft, confirmed=(*draft.confirmed, int(code)))
