"""Asking for matches of the need at hand."""

from dataclasses import replace

from bot.conversation.requests import FindMatches, Show
from bot.conversation.session import Session
from matcher.domain.decision import Pair
from matcher.domain.need import NeedDraft


def look_again(session: Session, show: Show = Show.RESULTS, capability_id: int | None = None) -> FindMatches:
    """The need at hand as it stands; there must be one."""
    return FindMatches(
        at_hand(session), session.need_id, hidden=_hidden(session), show=show, capability_id=capability_id
    )


def look_changed(session: Session, draft: NeedDraft, show: Show) -> tuple[Session, tuple[FindMatches]]:
    """The need at hand as its owner has just changed it; a kept one is written."""
    before = session.draft if session.need_id is not None else None
    session = replace(session, draft=draft, page=0)
    request = FindMatches(draft, session.need_id, before, _hidden(session), show)
    return session, (request,)


def at_hand(session: Session) -> NeedDraft:
    """The need at hand; whoever asks has made sure that there is one."""
    if session.draft is None:
        raise ValueError("no need is at hand")
    return session.draft


def _hidden(session: Session) -> frozenset[Pair]:
    return frozenset(session.hidden)
