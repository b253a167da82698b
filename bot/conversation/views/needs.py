"""The owner's needs as a list: those that wait to be confirmed first, then those that are kept."""

from bot.conversation.actions import Verb
from bot.conversation.replies import Choice, NeedItem, NeedList
from bot.conversation.session import Session
from bot.conversation.stage import Stage, mark_of, plain, shortened, tied
from bot.conversation.views.card import STATUSES
from matcher.domain.need import NeedDraft, NeedStatus
from matcher.service.kept_needs import NeedLine

PER_SCREEN = 5


def view_needs(stage: Stage, session: Session, kept: tuple[NeedLine, ...], page: int) -> NeedList:
    """One screen of them; a page beyond the last is the last."""
    say = stage.texts(session).say
    items = [*_drafts(stage, session), *(_kept(stage, session, line) for line in kept)]
    last = max(0, (len(items) - 1) // PER_SCREEN)
    page = min(page, last)
    shown = items[page * PER_SCREEN : (page + 1) * PER_SCREEN]
    choices = [plain(Verb.NEW, say("新需求")), plain(Verb.SETTINGS, say("设置"))]
    if page > 0:
        choices.insert(0, plain(Verb.MINE, say("前面的"), page - 1))
    if page < last:
        choices.insert(0, plain(Verb.MINE, say("更多"), page + 1))
    return NeedList(
        place="needs",
        heading=say("您有 {n} 条需求", n=len(items)) if items else say("您还没有需求"),
        items=tuple(
            NeedItem(number, title, status, facts, choice)
            for number, (title, status, facts, choice) in enumerate(shown, 1)
        ),
        choices=tuple(choices),
    )


_Item = tuple[str, str, tuple[str, ...], Choice]


def _drafts(stage: Stage, session: Session) -> list[_Item]:
    """The need at hand and those that wait, none of them kept yet."""
    say = stage.texts(session).say
    facts = (say(STATUSES[NeedStatus.DRAFT]),)
    open_label = say("打开")
    items: list[_Item] = []
    if session.draft is not None and session.need_id is None:
        open_it = tied(session, Verb.CARD, open_label)
        items.append((_title(session.draft), str(NeedStatus.DRAFT), facts, open_it))
    for draft in session.waiting:
        open_it = plain(Verb.WAITING, open_label, mark_of(draft))
        items.append((_title(draft), str(NeedStatus.DRAFT), facts, open_it))
    return items


def _kept(stage: Stage, session: Session, line: NeedLine) -> _Item:
    texts, need = stage.texts(session), line.need
    facts = [texts.say(STATUSES[need.status])]
    if line.matches:
        facts.append(texts.say("{n} 个结果", n=line.matches))
    if line.interested:
        facts.append(texts.say("感兴趣 {n} 个", n=line.interested))
    if line.task_due is not None:
        facts.append(texts.say("{day} 前有人处理", day=texts.short_date(line.task_due)))
    open_it = plain(Verb.NEED, texts.say("打开"), need.id)
    return _title(need.draft), str(need.status), tuple(facts), open_it


def _title(draft: NeedDraft) -> str:
    return shortened(draft.wording or draft.raw)
