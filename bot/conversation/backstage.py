"""The services behind the conversation: what is asked for, done."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversation import requests as asked
from bot.conversation.ports import NOT_AGREED
from matcher.domain.member import Member
from matcher.domain.need import NeedDraft, merged
from matcher.errors import NotFoundError
from matcher.service.continuing import Continuing
from matcher.service.members import Members
from matcher.service.needs import Answer, NeedDesk
from matcher.service.privacy import Privacy

PER_GROUP = 10  # matches asked for per kind: ten screens of three at most


@dataclass(frozen=True, slots=True)
class ServiceBackstage:
    """Knows who a conversation belongs to; a person reaches only what is his."""

    desk: NeedDesk
    members: Members
    privacy: Privacy
    continuing: Continuing

    def fulfil(self, key: str, language: str, request: asked.Request, now: datetime) -> object:
        """See `requests` for what comes back."""
        match request:
            case asked.ReadMessage() | asked.ReadFile() | asked.EditDraft() | asked.MaskDraft():
                return self._read(request)
            case asked.FindMatches():
                return self._find(key, request, now)
            case asked.Agree():
                return self.members.agree(key, language, now)
            case asked.ReadMember():
                return self.members.find(key)
            case asked.RedeemCode(code):
                return self.members.redeem(key, code, now)
            case asked.IssueCode():
                return self.members.issue_code(key, now)
            case asked.Export():
                return self.privacy.export(key)
            case asked.Forget():
                self.privacy.forget(key)
                return None
            case asked.ListNeeds():
                member = self.members.find(key)
                return self.desk.of_member(member.id) if member else ()
            case asked.SetLanguage(chosen):
                return self.members.set_language(self._member(key).id, chosen)
            case asked.SetDigest(on):
                return self.members.set_digest(self._member(key).id, on)
            case asked.SetQuiet(quiet):
                return self.members.set_quiet(self._member(key).id, quiet)
        return self._with_need(key, request, now)

    def _read(
        self, request: asked.ReadMessage | asked.ReadFile | asked.EditDraft | asked.MaskDraft
    ) -> asked.MessageRead | NeedDraft | tuple[NeedDraft, ...]:
        match request:
            case asked.ReadMessage(text, draft, question):
                if draft is not None and self.continuing.goes_on(draft, text, question):
                    added = self.continuing.as_read(draft, text, question)
                    return asked.MessageRead((NeedDraft(added),), goes_on=True)
                return asked.MessageRead(self.desk.read_message(text))
            case asked.ReadFile(name, data):
                return self.desk.read_file(name, data)
            case asked.EditDraft(draft, field, words):
                return self.desk.edit(draft, field, words)
            case asked.MaskDraft(draft):
                return self.desk.mask(draft)

    def _find(self, key: str, request: asked.FindMatches, now: datetime) -> Answer:
        if request.need_id is None:
            return self.desk.answer(request.draft, top=PER_GROUP, hidden=request.hidden)
        member_id, draft = self._member(key).id, None
        if request.before is not None:
            # Another channel of his may have changed it meanwhile.
            kept = self.desk.get(request.need_id, member_id).draft
            draft = merged(request.before, request.draft, kept)
        return self.desk.answer_kept(
            request.need_id,
            member_id=member_id,
            draft=draft,
            top=PER_GROUP,
            now=now,
        )

    def _with_need(self, key: str, request: asked.Request, now: datetime) -> object:
        """Everything about needs that are kept."""
        member = self._member(key).id
        match request:
            case asked.KeepNeed(draft, token, hidden):
                return self.desk.keep(
                    draft, token=f"{key}#{token}", member_id=member, top=PER_GROUP, hidden=hidden, now=now
                )
            case asked.OpenNeed(need_id):
                return self.desk.get(need_id, member)
            case asked.ChangeStatus(need_id, status, outcome):
                self.desk.set_status(need_id, member, status, outcome, now)
                return None
            case asked.DeleteNeed(need_id):
                self.desk.delete(need_id, member)
                return None
            case asked.Decide(need_id, pair, verdict, reason):
                return self.desk.decide(need_id, member, pair, verdict, reason, now)
            case asked.TakeBack(need_id, capability_id):
                self.desk.undecide(need_id, member, capability_id)
                return None
            case asked.AskForPerson(need_id):
                return self.desk.ask_for_person(need_id, member, now)
        raise TypeError(f"nobody answers a {type(request).__name__}")

    def _member(self, key: str) -> Member:
        member = self.members.find(key)
        if member is None:
            raise NotFoundError(NOT_AGREED)
        return member
