"""Members: agreeing to be remembered, settings, and one person on several channels."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from matcher.domain.member import CONSENT_VERSION, Member, QuietHours
from matcher.errors import InputError
from matcher.service.code_tries import check_tries, typed_code
from matcher.store import Store, Unit

_CODE_HOLDS = timedelta(minutes=10)
_DRAWS = 50  # until a code is found that nobody holds


@dataclass(frozen=True, slots=True)
class LinkCode:
    """To be typed on the other channel by then."""

    code: str
    expires_at: datetime


class Members:
    """`key` names a conversation: telegram:42, web:…; `random` gives six digits."""

    def __init__(self, store: Store, random: Callable[[], str]) -> None:
        self._store, self._random = store, random

    def find(self, key: str) -> Member | None:
        """Whose conversation it is; None for a person who has not agreed."""
        with self._store.read() as unit:
            return unit.members.find(key)

    def agree(self, key: str, language: str, now: datetime) -> Member:
        """The person agrees to being remembered; who agreed before keeps everything."""
        with self._store.begin() as unit:
            unit.members.lock()
            id = unit.members.id_of(key)
            if id is None:
                id = unit.members.add(language, CONSENT_VERSION, now)
                unit.members.link(key, id, now)
            elif unit.members.consent_of(id) != CONSENT_VERSION:
                unit.members.agree(id, CONSENT_VERSION, now)
            return unit.members.get(id)

    def set_language(self, member_id: int, language: str) -> Member:
        with self._store.begin() as unit:
            unit.members.set_language(member_id, language)
            return unit.members.get(member_id)

    def set_digest(self, member_id: int, on: bool) -> Member:
        with self._store.begin() as unit:
            unit.members.set_digest(member_id, on)
            return unit.members.get(member_id)

    def set_quiet(self, member_id: int, quiet: QuietHours | None) -> Member:
        with self._store.begin() as unit:
            unit.members.set_quiet(member_id, quiet)
            return unit.members.get(member_id)

    def issue_code(self, key: str, now: datetime) -> LinkCode:
        """A code that links another conversation once; it voids the one before. InputError for no member."""
        with self._store.begin() as unit:
            id = unit.members.id_of(key)
            if id is None:
                raise InputError("要先同意保存资料,才能把别的渠道连过来。")
            unit.link_codes.void(id)
            unit.link_codes.prune(expired=now, tried=now - timedelta(days=1))
            expires = now + _CODE_HOLDS
            for code in (self._random() for _ in range(_DRAWS)):
                if unit.link_codes.issue(code, id, expires):
                    return LinkCode(code, expires)
        raise InputError("现在要连接的人太多,暂时给不出新的连接码。请过几分钟再试。")

    def redeem(self, key: str, code: str, now: datetime) -> Member:
        """Link this conversation to who got the code; what its own member kept moves over, and he goes.

        InputError for the person's own code, a wrong or expired one, and after too many wrong ones.
        """
        with self._store.begin() as unit:
            unit.members.lock()
            check_tries(unit, key, now)
            owner = unit.link_codes.owner(typed_code(code), now)
            if owner is not None:
                return _linked(unit, key, owner, now)
            unit.link_codes.note_wrong_try(key, now)
        raise InputError("连接码不对,或者已经过期。请在另一个渠道重新要一个连接码,十分钟内输入。")

    def unlink(self, key: str) -> None:
        """This conversation is nobody's any more; InputError for the only one that its member has."""
        with self._store.begin() as unit:
            unit.members.lock()
            member = unit.members.find(key)
            if member is None:
                return
            if len(member.channels) == 1:
                raise InputError("这是您唯一的渠道,断开后就找不回资料了。如果不想再用,请选「删除我的资料」。")
            unit.members.unlink(key)


def _linked(unit: Unit, key: str, owner: int, now: datetime) -> Member:
    own = unit.members.id_of(key)
    if own == owner:
        raise InputError("这是您自己要来的连接码。请到另一个渠道(比如网页或 Telegram)里输入它。")
    unit.link_codes.void(owner)
    if own is None:
        unit.members.link(key, owner, now)
    else:
        unit.members.hold(own)
        unit.needs.move(own, to=owner)
        unit.members.move(own, to=owner)
        unit.link_codes.void(own)
        unit.members.delete(own)
    return unit.members.get(owner)
