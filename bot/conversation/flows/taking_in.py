"""Words and files become needs at hand; several at once wait for their turn."""

from dataclasses import replace

from bot.conversation.actions import Action, Verb
from bot.conversation.flows.asking import at_hand, look_again, look_changed
from bot.conversation.replies import Choice, Say
from bot.conversation.requests import FindMatches, MessageRead, ReadFile, ReadMessage, Show
from bot.conversation.session import Awaited, Session
from bot.conversation.stage import Outcome, Stage, plain, shortened, tied
from matcher.domain.need import NeedDraft

SHORT_ANSWER = 24  # characters; what is longer might be another need and is told apart


def read_words(session: Session, text: str) -> Outcome:
    """Ask what the words are: needs of their own, or more about the need at hand."""
    # A kept need is changed by its card or by 补充说明 only: nothing slips into it unasked.
    alone = session.step == Awaited.NEW or session.need_id is not None
    open_draft = None if alone else session.draft
    return session, (ReadMessage(text, open_draft, session.question),)


def message_read(stage: Stage, session: Session, request: ReadMessage, read: MessageRead) -> Outcome:
    """More about the need at hand, or one or several new ones."""
    if read.goes_on and session.draft is not None:
        return _added(stage, session, read.drafts[0].raw)
    return _take_in(stage, session, read.drafts)


def file_read(stage: Stage, session: Session, request: ReadFile, drafts: tuple[NeedDraft, ...]) -> Outcome:
    say = stage.texts(session).say
    sentence = say("从「{name}」里读出 {n} 条需求。", name=shortened(request.name, 30), n=len(drafts))
    session, outputs = _take_in(stage, session, drafts)
    return session, (Say(sentence), *outputs)


def _take_in(stage: Stage, session: Session, drafts: tuple[NeedDraft, ...]) -> Outcome:
    first, *others = drafts
    before = session.draft if session.need_id is None else None
    session = session.with_need(first)
    said = _told_apart(stage, session, drafts, before)
    session = replace(session, waiting=(*others, *session.waiting))
    return session, (*said, look_again(session, Show.FIRST))


def _told_apart(
    stage: Stage, session: Session, drafts: tuple[NeedDraft, ...], before: NeedDraft | None
) -> tuple[Say, ...]:
    """What the person should know of how his words were taken, and how to take it otherwise."""
    say = stage.texts(session).say
    if len(drafts) > 1:
        lines = [say("您说了 {n} 件事，一件一件来，先看第 1 件：", n=len(drafts))]
        lines += [f"{place}. {shortened(draft.text)}" for place, draft in enumerate(drafts, 1)]
        same = drafts[0].raw == drafts[1].raw
        return (Say("\n".join(lines), (tied(session, Verb.ONE, say("其实是一件事")),) if same else ()),)
    if before is not None:
        sentence = say(
            "按新需求来找。刚才那条「{need}」还在「我的需求」里。", need=shortened(before.text, 20)
        )
        return (Say(sentence, (tied(session, Verb.JOIN, say("是对刚才那条的补充")),)),)
    return ()


def _added(stage: Stage, session: Session, text: str) -> Outcome:
    """The words stay as they are, as a line of their own under the need."""
    draft = at_hand(session)
    answered = bool(session.question)
    session = session.without_step()
    plain_answer = answered and len(text) <= SHORT_ANSWER
    session, requests = look_changed(
        session,
        replace(draft, supplements=(*draft.supplements, text)),
        Show.ANSWERED if answered else Show.RESULTS,
    )
    if plain_answer:
        return session, requests
    say = stage.texts(session).say
    apart = tied(session, Verb.APART, say("这是另一件事"))
    return session, (Say(say("记下了：「{text}」", text=shortened(text)), (apart,)), *requests)


def refine(stage: Stage, session: Session, _action: Action) -> Outcome:
    """The next words are added to the need at hand."""
    say = stage.texts(session).say
    sentence = say("请补充：用在什么产品上、什么条件、试过什么、要到什么程度。写一句也行。")
    session = replace(session.without_step(), step=str(Awaited.REFINE))
    return stage.reply(session, sentence, tied(session, Verb.CANCEL, say("取消")))


def refined(stage: Stage, session: Session, text: str) -> Outcome:
    return _added(stage, session, text)


def as_one(_stage: Stage, session: Session, _action: Action) -> Outcome:
    """The message was one need after all: its pieces are taken back."""
    draft = at_hand(session)
    waiting = tuple(other for other in session.waiting if other.raw != draft.raw or not other.wording)
    session = replace(session, draft=replace(draft, wording=""), waiting=waiting)
    return session, (look_again(session, Show.FIRST),)


def as_another(stage: Stage, session: Session, _action: Action) -> Outcome:
    """What was taken for more about the need at hand is a need of its own."""
    draft = at_hand(session)
    if not draft.supplements:
        return session, (look_again(session),)
    *others, last = draft.supplements
    kept = replace(draft, supplements=tuple(others))
    undone = (FindMatches(kept, session.need_id, True, show=Show.UNSEEN),) if session.need_id else ()
    session, outputs = _take_in(stage, replace(session, draft=kept), (NeedDraft(last),))
    return session, (*undone, *outputs)


def as_more(stage: Stage, session: Session, _action: Action) -> Outcome:
    """What was taken for a new need belongs to the one before."""
    if not session.waiting:
        return session, (look_again(session),)
    before, *others = session.waiting
    added = at_hand(session).raw
    joined = replace(before, supplements=(*before.supplements, added))
    session = replace(session.without_need().with_need(joined), waiting=tuple(others))
    return session, (look_again(session, Show.FIRST),)


def take_up(stage: Stage, session: Session, action: Action) -> Outcome:
    """One of those that wait, by its place."""
    if not 1 <= action.number <= len(session.waiting):
        return stage.reply(session, stage.texts(session).say("这条已经不在了。"))
    chosen = session.waiting[action.number - 1]
    others = tuple(draft for place, draft in enumerate(session.waiting, 1) if place != action.number)
    session = replace(session, waiting=others).with_need(chosen)
    return session, (look_again(session, Show.FIRST),)


def drop(stage: Stage, session: Session, _action: Action) -> Outcome:
    """The need at hand, not kept yet, is let go."""
    say = stage.texts(session).say
    if session.need_id is not None:
        return session, (look_again(session, Show.CARD),)
    session = session.without_need()
    return stage.reply(
        session, say("好的，这条不要了。"), *next_waiting(stage, session), *stage.ways(session)
    )


def next_waiting(stage: Stage, session: Session) -> tuple[Choice, ...]:
    """The way to the next need that waits, when one does."""
    if not session.waiting:
        return ()
    label = stage.texts(session).say("下一条（还有 {n} 条）", n=len(session.waiting))
    return (plain(Verb.WAITING, label, 1),)
