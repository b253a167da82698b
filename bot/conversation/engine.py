"""What the conversation does next: a pure function of session and event."""

from dataclasses import dataclass, replace
from typing import Any

from bot.conversation import requests as asked
from bot.conversation.actions import Action, Verb, parse_action
from bot.conversation.events import (
    ActionChosen,
    Event,
    FileReceived,
    Fulfilled,
    Refused,
    Started,
    TextReceived,
    UnreadableReceived,
)
from bot.conversation.flows import (
    arriving,
    card,
    consent,
    deciding,
    matches,
    settings,
)
from bot.conversation.flows.hearing import hear
from bot.conversation.ports import NOT_AGREED
from bot.conversation.replies import Say
from bot.conversation.routing import (
    FLOWS,
    GOING_ON,
    OF_A_KEPT_NEED,
    OF_A_MEMBER,
    OF_A_NEED,
    STEP_STAYS,
    WAITED_FOR,
)
from bot.conversation.session import Session
from bot.conversation.stage import Outcome, Stage, wide_marks


@dataclass(frozen=True, slots=True)
class Engine:
    """One for all conversations; holds nothing of any."""

    stage: Stage

    def advance(self, session: Session, event: Event) -> Outcome:
        """The session after the event and what to say; a request among it asks for an event to come back."""
        match event:
            case Started():
                return arriving.arrive(self.stage, session, event)
            case TextReceived(text):
                return self._hear(session, text)
            case ActionChosen(action):
                return self._choose(session, parse_action(action))
            case FileReceived(name, data):
                return session, (asked.ReadFile(name, data),)
            case UnreadableReceived(too_large):
                return self._unreadable(session, too_large)
            case Fulfilled(request, result):
                return self._go_on(session, request, result)
            case Refused():
                return self._refused(session, event)

    def apology(self, session: Session) -> Say:
        """What to say when something broke that the person cannot help."""
        sentence = self.stage.texts(session).say("抱歉，刚才出了点问题，您的话没有处理成功。请稍后再发一次。")
        return Say(sentence, self.stage.ways(session))

    def _hear(self, session: Session, text: str) -> Outcome:
        """Words are a wish, what was asked for, or a need."""
        done = hear(self.stage, session, text)
        return self._do(*done) if isinstance(done[1], Action) else done

    def _choose(self, session: Session, action: Action | None) -> Outcome:
        if action is None:
            return deciding.unusable(self.stage, session)
        if action.serial and action.serial != session.serial:
            sentence = self.stage.texts(session).say(
                "这个按钮属于以前的一条需求。要再看它，请到「我的需求」里打开。"
            )
            return self.stage.reply(session, sentence)
        return self._do(session, action)

    def _do(self, session: Session, action: Action) -> Outcome:
        if action.verb not in WAITED_FOR:
            session = replace(session, pending="")
        if action.verb not in STEP_STAYS:
            session = replace(session, step="")
        if session.draft is None and action.verb in OF_A_NEED:
            return matches.no_need(self.stage, session)
        if action.verb in OF_A_MEMBER and not session.agreed:
            return replace(session, pending=str(action)), (asked.ReadMember(),)
        if action.verb in OF_A_KEPT_NEED and session.need_id is None:
            session = replace(session, pending=str(action))
            return card.keep(self.stage, session, Action(Verb.KEEP, "", session.serial))
        return FLOWS[action.verb](self.stage, session, action)

    def _go_on(self, session: Session, request: asked.Request, result: Any) -> Outcome:
        match request:
            case asked.ReadMember() if session.pending:
                return self._after_reading(session, result is not None)
            case asked.ReadMember():
                return settings.member_read(self.stage, session, result)
            case asked.Agree():
                return self._resume(replace(session, agreed=True))
            case asked.KeepNeed() if session.pending:
                session, said = card.kept(self.stage, session, request, result)
                session, more = self._resume(session)
                return session, (*said, *more)
        return GOING_ON[type(request)](self.stage, session, request, result)

    def _after_reading(self, session: Session, agreed: bool) -> Outcome:
        """A member on another channel need not be asked again."""
        pending = parse_action(session.pending)
        if agreed or pending is None:
            return self._resume(replace(session, agreed=agreed))
        return consent.ask(self.stage, session, pending)

    def _resume(self, session: Session) -> Outcome:
        """Go on with what had to wait for the person's consent."""
        pending = parse_action(session.pending)
        session = replace(session, pending="")
        if pending is None:
            sentence = self.stage.texts(session).say("好的，记下了您的同意。")
            return self.stage.reply(session, sentence)
        return self._choose(session, pending)

    def _refused(self, session: Session, event: Refused) -> Outcome:
        if event.sentence == NOT_AGREED:
            # The data was deleted from another channel: this conversation learns of it here.
            return self.stage.reply(
                replace(session, agreed=False, need_id=None, status="", pending=""),
                self.stage.texts(session).say(event.sentence),
            )
        sentence = wide_marks(self.stage.texts(session).say(event.sentence, **event.values))
        back = () if session.awaited_field is None else self.stage.stay(session)
        return self.stage.reply(session, sentence, *back)

    def _unreadable(self, session: Session, too_large: bool) -> Outcome:
        say = self.stage.texts(session).say
        if too_large:
            return self.stage.reply(
                session, say("文件超过 5 MB，太大了。请只发需求表那几页，或者直接写一两句话。")
            )
        return self.stage.reply(
            session,
            say(
                "我看不懂图片和语音。请用一两句话写下要解决的问题，或者发一份需求表（docx、xlsx、pdf、txt）。"
            ),
        )
