"""What the conversation does next: a pure function of session and event."""

from dataclasses import dataclass, replace

from bot.conversation.actions import Action, Verb, parse_action
from bot.conversation.events import (
    ActionChosen,
    Event,
    MatchesFound,
    SearchRefused,
    Started,
    TextReceived,
    UnreadableReceived,
)
from bot.conversation.facts import Labels
from bot.conversation.ports import Answer
from bot.conversation.present import Presenter, count_pages, on_kind
from bot.conversation.replies import Choice, FindMatches, Output, Say
from bot.conversation.session import Session
from bot.conversation.words import is_unknown_command, read_wish
from bot.i18n.texts import Catalogues, Texts
from matcher.domain.taxonomy import ProviderKind

PER_GROUP = 10  # matches asked for per kind: ten screens of three at most
Outcome = tuple[Session, tuple[Output, ...]]


@dataclass(frozen=True, slots=True)
class Engine:
    """`catalogues` holds the sentences, `labels` names the codes of the taxonomy."""

    catalogues: Catalogues
    labels: Labels

    def advance(self, session: Session, event: Event) -> Outcome:
        """The session after the event, and what to say; a FindMatches asks for an event to come back."""
        match event:
            case Started(language):
                return self._welcome(_heard(session, language))
            case TextReceived(text):
                return self._read(session, text)
            case ActionChosen(action):
                return self._choose(session, parse_action(action))
            case UnreadableReceived():
                sentence = self._texts(session).say("我现在只看得懂文字，请用一两句话写下要解决的问题。")
                return session, (Say(sentence, self._ways(session)),)
            case MatchesFound(request, answer):
                return self._show(session, request, answer)
            case SearchRefused(_, sentence):
                return session, (Say(self._refusal(session, sentence), self._ways(session)),)

    def apology(self, session: Session) -> Say:
        """What to say when something broke that the person cannot help."""
        return Say(
            self._texts(session).say("抱歉，刚才出了点问题，您的话没有处理成功。请稍后再发一次。"),
            self._ways(session),
        )

    def _read(self, session: Session, text: str) -> Outcome:
        if not text.strip():
            sentence = self._texts(session).say("这条消息是空的。请用一两句话写下要解决的问题。")
            return session, (Say(sentence, self._ways(session)),)
        wish = read_wish(text)
        if wish is not None:
            return self._do(_heard(session, wish.language), wish.action)
        if is_unknown_command(text):
            sentence = self._texts(session).say("没有这个命令。直接写下要解决的问题就可以。")
            return session, (Say(sentence, self._ways(session)),)
        return session, (FindMatches(text),)

    def _choose(self, session: Session, action: Action | None) -> Outcome:
        if action is None:
            sentence = self._texts(session).say("这个按钮用不了了。直接写下要解决的问题就可以。")
            return session, (Say(sentence, self._ways(session)),)
        if action.serial and action.serial != session.serial:
            sentence = self._texts(session).say("这个按钮属于以前的一条需求。要再看，请把那条需求重发一遍。")
            return session, (Say(sentence, self._ways(session)),)
        return self._do(session, action)

    def _do(self, session: Session, action: Action) -> Outcome:
        texts = self._texts(session)
        match action.verb:
            case Verb.HELLO:
                return self._welcome(session)
            case Verb.HELP:
                return session, (Say(_help(texts), self._ways(session)),)
            case Verb.THANKS:
                return session, (Say(texts.say("不客气。有新的问题，直接写下来就行。"), self._ways(session)),)
            case Verb.NEW:
                sentence = texts.say("请写下新的需求：是什么产品，现在怎么样，想变成怎么样。")
                return session, (Say(sentence),)
            case Verb.LANGUAGE:
                return self._speak(session, action.argument)
            case _:
                return self._look(session, action)

    def _look(self, session: Session, action: Action) -> Outcome:
        """Whatever looks at the matches of the need at hand."""
        if not session.need:
            sentence = self._texts(session).say("还没有需求可看。请先用一两句话写下要解决的问题。")
            return session, (Say(sentence, self._ways(session)),)
        request = _again(session)
        number = int(action.argument) if action.argument.isdecimal() else 0
        match action.verb:
            case Verb.MORE:
                request = replace(request, page=session.page + 1)
            case Verb.BACK:
                request = replace(request, page=max(0, session.page - 1))
            case Verb.PAGE:
                request = replace(request, page=number)
            case Verb.KIND:
                known = action.argument in set(ProviderKind)
                request = replace(request, kind=action.argument if known else "", page=0)
            case Verb.OPEN:
                request = replace(request, capability_id=number)
            case Verb.PICK if number > len(session.shown):
                sentence = self._texts(session).say("屏幕上没有第 {n} 个。", n=number)
                return session, (Say(sentence, self._ways(session)),)
            case Verb.PICK:
                request = replace(request, capability_id=session.shown[number - 1])
            case Verb.CONFIRM:
                request = replace(request, confirmed=_toggled(session.confirmed, number), page=0)
            case Verb.REJECT:
                kept = tuple(entry for entry in session.confirmed if entry != number)
                rejected = tuple(dict.fromkeys((*session.rejected, number)))
                request = replace(request, confirmed=kept, rejected=rejected, page=0)
            case Verb.RESTORE:
                request = replace(request, rejected=(), page=0)
        return session, (request,)

    def _show(self, session: Session, request: FindMatches, answer: Answer) -> Outcome:
        if not request.again:
            session = replace(
                _heard(session, answer.outcome.card.language),
                serial=session.serial + 1,
                need=request.text,
                need_id=answer.need_id,
            )
        kind = request.kind if on_kind(answer.outcome, request.kind) else ""
        last = max(0, count_pages(answer.outcome, kind) - 1)
        session = replace(
            session,
            confirmed=request.confirmed,
            rejected=request.rejected,
            kind=kind,
            page=min(request.page, last),
        )
        presenter = Presenter(self._texts(session), self.labels, session, answer)
        session = replace(session, shown=presenter.shown)
        if request.capability_id is None:
            return session, (presenter.results(),)
        detail = presenter.detail(request.capability_id)
        if detail is not None:
            return session, (detail,)
        gone = Say(self._texts(session).say("这条资料刚刚更新或下架了，下面是现在的结果。"))
        return session, (gone, presenter.results())

    def _speak(self, session: Session, language: str) -> Outcome:
        if language in self.catalogues.by_language:
            session = replace(session, language=language, language_chosen=True)
        said = Say(self._texts(session).say("好的，以后用中文。"), self._ways(session))
        return session, (said, _again(session)) if session.need else (said,)

    def _welcome(self, session: Session) -> Outcome:
        texts = self._texts(session)
        if session.need:
            head = _shortened(session.need)
            return session, (
                Say(texts.say("欢迎回来。上次您写的是「{need}」。", need=head), self._ways(session)),
            )
        return session, (Say(_greeting(texts), self._ways(session)),)

    def _ways(self, session: Session) -> tuple[Choice, ...]:
        """Ways on from anywhere: nothing ever ends without one."""
        texts = self._texts(session)
        other = "en" if session.language == "zh" else "zh"
        ways = [
            Choice(str(Action(Verb.HELP)), texts.say("怎么用")),
            Choice(str(Action(Verb.LANGUAGE, other)), "English" if other == "en" else "中文"),
        ]
        if session.need:
            ways.insert(0, Choice(str(Action(Verb.NEW)), texts.say("新需求")))
            ways.insert(0, Choice(str(Action(Verb.LIST, "", session.serial)), texts.say("看结果")))
        return tuple(ways)

    def _refusal(self, session: Session, sentence: str) -> str:
        prefix = self._texts(session).say("没能查找。")
        return f"{prefix} {sentence}" if session.language != "zh" else sentence

    def _texts(self, session: Session) -> Texts:
        return self.catalogues.texts(session.language)


def _again(session: Session) -> FindMatches:
    """The same need looked at anew, as the session stands."""
    return FindMatches(
        session.need,
        again=True,
        confirmed=session.confirmed,
        rejected=session.rejected,
        kind=session.kind,
        page=session.page,
    )


def _heard(session: Session, language: str) -> Session:
    """Follow the language a person writes, unless one was chosen."""
    if session.language_chosen or language not in ("zh", "en"):
        return session
    return replace(session, language=language)


def _toggled(entries: tuple[int, ...], entry: int) -> tuple[int, ...]:
    if entry in entries:
        return tuple(other for other in entries if other != entry)
    return (*entries, entry)


def _shortened(text: str, length: int = 40) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def _greeting(texts: Texts) -> str:
    return "\n".join(
        (
            texts.say("您好，这里是牵线，帮企业找能解决技术难题的高校院所、公共服务平台和企业。"),
            texts.say("用平常话写一句要解决的问题就行，例如：铸件加工后总有气孔，打压就漏。"),
        )
    )


def _help(texts: Texts) -> str:
    return "\n".join(
        (
            texts.say("怎么用："),
            texts.say("· 写一两句话：什么产品，现在怎么样，想变成怎么样。不用术语，有数字更好。"),
            texts.say("· 我会给出最合适的几家，说明为什么合适，没有合适的就直说。"),
            texts.say("· 我理解得不对，点「✕」排除；理解对了，点「✓」确认，马上重新查找。"),
            texts.say("· 也可以直接说：更多、返回、新需求、English。"),
        )
    )
