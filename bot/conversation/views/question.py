"""A question in an owner's words."""

from bot.conversation.actions import Verb
from bot.conversation.replies import Choice, Question
from bot.conversation.session import Session
from bot.conversation.stage import Stage, tied
from bot.i18n.texts import mark
from matcher.domain.question import About
from matcher.service.needs import Answer

ASKED = {
    About.QUANTITY: mark("现在多少，要到多少？"),
    About.MEANING: mark("您说的是哪一种？"),
    About.INDUSTRY: mark("这是哪个行业的事？"),
    About.REGION: mark("希望对方在哪里？"),
    About.MODE: mark("想怎么合作？"),
    About.ROUTE: mark("主要想找哪一类？"),
}
VOCABULARIES = {
    About.INDUSTRY: "industries",
    About.REGION: "regions",
    About.MODE: "modes",
    About.ROUTE: "routes",
}


def view_question(stage: Stage, session: Session, answer: Answer) -> Question:
    """The question that is open in the session."""
    say, about = stage.texts(session).say, About(session.question)
    return Question(
        place=f"{session.place}-question",
        text=say(ASKED[about]),
        hint=say("例如：次品率现在 5%，要到 2% 以下") if about is About.QUANTITY else "",
        options=_options(stage, session, answer, about),
        ways=(
            tied(session, Verb.SKIP, say("跳过")),
            tied(session, Verb.ENOUGH, say("不问了，看需求卡")),
        ),
    )


def _options(stage: Stage, session: Session, answer: Answer, about: About) -> tuple[Choice, ...]:
    say = stage.texts(session).say

    def option(label: str, code: str) -> Choice:
        return tied(session, Verb.ANSWER, label, f"{about}.{code}")

    if about is About.QUANTITY:
        return ()
    if about is About.MEANING:
        understood = {str(problem.entry_id): problem for problem in answer.outcome.understood}
        meanings = [understood[code] for code in session.options if code in understood]
        named = [option("、".join(each.terms[:2]) or each.lay, str(each.entry_id)) for each in meanings]
        return (*named, option(say("都不是"), "none"))
    vocabulary = VOCABULARIES[about]
    named = [option(stage.label(session, vocabulary, code), code) for code in session.options]
    return (*named, option(say("都可以"), "")) if about in (About.REGION, About.MODE) else tuple(named)
