"""What every flow has at hand: the sentences, the labels, and ways on from anywhere."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.conversation.actions import Action, Verb
from bot.conversation.replies import Choice, Reply, Say
from bot.conversation.requests import Request
from bot.conversation.session import Session
from bot.i18n.texts import Catalogues, Texts
from matcher.domain.need import NeedDraft

_WIDE = dict(zip(",;:?!", "，；：？！", strict=True))
_NARROW = re.compile("(?<=[\u4e00-\u9fff])[,;:?!]")

Output = Reply | Request
Outcome = tuple[Session, tuple[Output, ...]]
Labels = Callable[[str, str, str], str]
"""(vocabulary, code, language) -> what people call it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`codes` lists by vocabulary what may be offered for a tap: pillars of industry."""

    catalogues: Catalogues
    labels: Labels
    codes: Mapping[str, tuple[str, ...]]

    def texts(self, session: Session) -> Texts:
        return self.catalogues.texts(session.language)

    def label(self, session: Session, vocabulary: str, code: str) -> str:
        return self.labels(vocabulary, code, session.language)

    def reply(self, session: Session, text: str, *choices: Choice) -> Outcome:
        """One sentence with these choices, or with the ways on that there always are."""
        return session, (Say(text, choices or self.ways(session)),)

    def ways(self, session: Session) -> tuple[Choice, ...]:
        """Ways on from anywhere: nothing ever ends without one."""
        say = self.texts(session).say
        other = "en" if session.language == "zh" else "zh"
        ways = [
            plain(Verb.HELP, say("怎么用")),
            plain(Verb.PRIVACY, say("隐私说明")),
            plain(Verb.LANGUAGE, "English" if other == "en" else "中文", other),
        ]
        if session.agreed or session.waiting:
            ways.insert(0, plain(Verb.MINE, say("我的需求")))
        if session.draft is not None:
            ways.insert(0, plain(Verb.NEW, say("新需求")))
            ways.insert(0, tied(session, Verb.LIST, say("看结果")))
        return tuple(ways)

    def stay(self, session: Session) -> tuple[Choice, ...]:
        """The way out of a value that could not be read."""
        return (tied(session, Verb.CARD, self.texts(session).say("不改了")),)


def plain(verb: Verb, label: str, argument: object = "", mark: str = "") -> Choice:
    """A choice that is always good."""
    return Choice(str(Action(verb, str(argument))), label, mark)


def tied(session: Session, verb: Verb, label: str, argument: object = "", mark: str = "") -> Choice:
    """A choice about the need at hand: with another need at hand it does nothing."""
    return Choice(str(Action(verb, str(argument), session.serial)), label, mark)


def heard(session: Session, language: str) -> Session:
    """Follow the language a person writes, unless one was chosen."""
    if session.language_chosen or language not in ("zh", "en"):
        return session
    return replace(session, language=language)


def mark_of(draft: NeedDraft) -> str:
    """A few letters that tell a draft from others, however the list is ordered by then."""
    said = "\0".join((draft.raw, draft.wording)).encode("utf-8", "surrogatepass")
    return sha256(said).hexdigest()[:12]


def wide_marks(text: str) -> str:
    """Behind Chinese characters the marks that Chinese uses, whatever was typed."""
    return _NARROW.sub(lambda mark: _WIDE[mark[0]], text)


def joined(session: Session, words: Iterable[str]) -> str:
    """A list in the marks of the person's language."""
    return ("、" if session.language == "zh" else ", ").join(words)


def shortened(text: str, length: int = 40) -> str:
    """One line of a longer text."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
