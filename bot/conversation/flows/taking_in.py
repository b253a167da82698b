"""Words and files become needs at hand; several at once wait for their turn."""

from dataclasses import replace

from bot.conversation.actions import Action, Verb
from bot.conversation.flows.asking import at_hand, look_again, look_changed
from bot.conversation.flows.deciding import unusable
from bot.conversation.replies import Choice, Say
from bot.conversation.requests import MessageRead, ReadFile, ReadMessage, Show
from bot.conversation.session import MOST_WAITING, Awaited, Session
from bot.conversation.stage import Outcome, Stage, mark_of, plain, shortened, tied
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
        return add_words(stage, session, read.drafts[0].raw)
    return _take_in(stage, session, read.drafts)


def file_read(stage: Stage, session: Session, request: ReadFile, drafts: tuple[NeedDraft, ...]) -> Outcome:
    say = stage.texts(session).say
    sentence = say("从「{name}」里读出 {n} 条需求。", name=shortened(request.name, 30), n=len(drafts))
    session, outputs = _take_in(stage, session, drafts)
    return session, (Say(sentence), *outputs)


def _take_in(stage: Stage, session: Session, drafts: tuple[NeedDraft, ...]) -> Outcome:
    if len(session.waiting) + len(drafts) > MOST_WAITING:
        say = stage.texts(session).say
        return stage.reply(
            session,
            say("没确认的需求太多了（{n} 条）。请先到「我的需求」里确认或去掉几条。", n=len(session.waiting)),
            plain(Verb.MINE, say("我的需求")),
        )
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


def add_words(stage: Stage, session: Session, text: str) -> Outcome:
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
    apart = tied(session, Verb.APART, say("这是另一件事"), len(draft.supplements) + 1)
    return session, (Say(say("记下了：「{text}」", text=shortened(text)), (apart,)), *requests)


def refine(stage: Stage, session: Session, _action: Action) -> Outcome:
    """The next words are added to the need at hand."""
    say = stage.texts(session).say
    sentence = say("请补充：用在什么产品上、什么条件、试过什么、要到什么程度。写一句也行。")
    session = replace(session.without_step(), step=str(Awaited.REFINE))
    return stage.reply(session, sentence, tied(session, Verb.CANCEL, say("取消")))


def as_one(stage: Stage, session: Session, _action: Action) -> Outcome:
    """The message was one need after all: its pieces are taken back."""
    draft = at_hand(session)
    if session.need_id is not None:
        return unusable(stage, session)
    waiting = tuple(other for other in session.waiting if other.raw != draft.raw or not other.wording)
    # The whole message may name somebody whom the piece did not: that is said anew.
    session = replace(session, draft=replace(draft, wording=""), waiting=waiting, warned=False, asked=())
    return session, (look_again(session, Show.FIRST),)


def as_another(stage: Stage, session: Session, action: Action) -> Outcome:
    """What was taken for more about the need at hand is a need of its own; the argument is its place."""
    draft = at_hand(session)
    if not 1 <= action.number <= len(draft.supplements):
        return unusable(stage, session)
    words = draft.supplements[action.number - 1]
    others = tuple(more for place, more in enumerate(draft.supplements, 1) if place != action.number)
    session, changed = look_changed(session, replace(draft, supplements=others), Show.UNSEEN)
    # Read first: words that cannot be read stay where they were.
    return session, (ReadMessage(words), *changed)


def as_more(stage: Stage, session: Session, _action: Action) -> Outcome:
    """What was taken for a new need belongs to the one before."""
    if not session.waiting or session.need_id is not None:
        return unusable(stage, session)
    before, *others = session.waiting
    added = at_hand(session)
    joined = replace(
        before,
        supplements=(*before.supplements, added.wording or added.raw, *added.supplements),
    )
    for edit in added.edits:
        joined = joined.with_edit(edit)
    session = replace(session.without_need().with_need(joined), waiting=tuple(others))
    return session, (look_again(session, Show.FIRST),)


def take_up(stage: Stage, session: Session, action: Action) -> Outcome:
    """One of those that wait, by its mark."""
    chosen = next((draft for draft in session.waiting if mark_of(draft) == action.argument), None)
    if chosen is None:
        return stage.reply(session, stage.texts(session).say("这条已经不在了。"))
    others = tuple(draft for draft in session.waiting if draft is not chosen)
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
    return (plain(Verb.WAITING, label, mark_of(session.waiting[0])),)
