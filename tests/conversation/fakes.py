"""Stand-ins for everything behind the conversation's ports."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.conversation.engine import Engine
from bot.conversation.talk import Conversation
from bot.i18n.texts import load_catalogues
from matcher.domain.match import Limit, LimitState, Match, MatchOutcome, Reason, UnderstoodProblem
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability, Provider
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, PlatformKind, ProviderKind
from matcher.errors import InputError

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DUE = date(2026, 11, 27)

MODES = {"commissioned": "委托开发", "testing": "检测", "joint_development": "联合开发"}


def label(vocabulary: str, code: str, language: str) -> str:
    """A few labels; an unknown code stands for itself."""
    return MODES.get(code, code) if vocabulary == "modes" and language == "zh" else code


@dataclass(frozen=True, slots=True)
class Answer:
    """What the need desk hands back."""

    outcome: MatchOutcome
    need_id: int | None = None
    task_due: date | None = None


def capability(
    number: int,
    title: str,
    provider: str,
    kind: ProviderKind = ProviderKind.RESEARCH,
    *,
    verified_at: date | None = None,
) -> Capability:
    platform = PlatformKind.QUALITY_TESTING if kind is ProviderKind.PLATFORM else None
    return Capability(
        id=number,
        provider=Provider(number, provider, kind, platform, "浙江省宁波市", "330200"),
        external_id=f"c-{number}",
        title=title,
        kind=CapabilityKind.RESULT,
        summary=f"针对铸件气孔，用真空压铸和除气工艺解决{title}。",
        modes=(CooperationMode.COMMISSIONED, CooperationMode.TESTING),
        trl=7,
        evidence="国家重点实验室；示例资料，待核实",
        source="https://www.example.edu.cn/lab 公开资料，2026-11整理",
        verified_at=verified_at,
    )


CASTING = (
    capability(11, "真空压铸气孔控制", "哈尔滨工业大学"),
    capability(12, "铝液除气与熔体净化", "上海交通大学", verified_at=date(2026, 11, 1)),
    capability(13, "铸件 X 射线探伤", "宁波市产品质量检测中心", ProviderKind.PLATFORM),
    capability(14, "压铸模具温控技术转让", "宁波某某压铸有限公司", ProviderKind.ENTERPRISE),
    capability(15, "铸造工艺仿真", "华中科技大学"),
)
GAS = UnderstoodProblem(1, "铸造", "铸件里面有气孔", ("铸造气孔", "精炼除气"), 0.9)
SAND = UnderstoodProblem(2, "铸造", "铸件表面粘砂", ("粘砂", "铸型涂料"), 0.5)


def match(found: Capability, probability: float) -> Match:
    return Match(
        capability=found,
        probability=probability,
        parts={"dense_title": 1.4, "lexical": 0.6, "bias": -0.62},
        reason=Reason("采用真空压铸减少铸件气孔。", ("真空压铸", "气孔")),
        limits=(
            Limit("气孔率 ≤ 2%", LimitState.MET),
            Limit("成本 ≤ 50 万元", LimitState.NOT_STATED),
            Limit("强度 ≥ 300 MPa", LimitState.NOT_MET),
        ),
    )


@dataclass(slots=True)
class FakeAnswerer:
    """Knows five capabilities about castings; everything else finds nothing."""

    capabilities: tuple[Capability, ...] = CASTING
    kept: list[str] = field(default_factory=list)
    asked: list[tuple[frozenset[int], frozenset[int]]] = field(default_factory=list)

    def answer(
        self, text: str, *, top: int, rejected: frozenset[int], confirmed: frozenset[int], now: datetime
    ) -> Answer:
        found = self.answer_again(
            text, need_id=None, top=top, rejected=rejected, confirmed=confirmed, now=now
        )
        self.kept.append(text)
        return Answer(found.outcome, len(self.kept), found.task_due)

    def answer_again(
        self,
        text: str,
        *,
        need_id: int | None,
        top: int,
        rejected: frozenset[int],
        confirmed: frozenset[int],
        now: datetime,
    ) -> Answer:
        self.asked.append((confirmed, rejected))
        if not any(character.isalnum() for character in text):
            raise InputError("这条消息里没有能查找的文字，请用一两句话写下要解决的问题。")
        if len(text) > 20_000:
            raise InputError("这段话太长了，请缩短到两万字以内。")
        english = text.isascii()
        about_castings = any(word in text for word in ("铸", "气孔", "cast"))
        understood = (
            tuple(each for each in (GAS, SAND) if each.entry_id not in rejected) if about_castings else ()
        )
        found = self.capabilities if about_castings and GAS.entry_id not in rejected else ()
        if confirmed:
            found = found[:2]
        groups = {
            kind: tuple(
                match(each, 0.91 - 0.12 * place)
                for place, each in enumerate(found)
                if each.provider.kind is kind
            )[:top]
            for kind in ProviderKind
        }
        card = NeedCard(problem=text, language="en" if english else "zh")
        outcome = MatchOutcome(card, groups, understood)
        return Answer(outcome, need_id, DUE if outcome.abstained else None)


@dataclass(slots=True)
class MemorySessions:
    """Rows in a dictionary."""

    rows: dict[str, str] = field(default_factory=dict)

    def load(self, key: str) -> str | None:
        return self.rows.get(key)

    def save(self, key: str, state: str, now: datetime) -> None:
        self.rows[key] = state


@dataclass(slots=True)
class MemoryLedger:
    """Update ids in a set."""

    taken: set[tuple[str, str]] = field(default_factory=set)

    def seen(self, channel: str, update_id: str) -> bool:
        known = (channel, update_id) in self.taken
        self.taken.add((channel, update_id))
        return known


class WellHealth:
    """Everything answers."""

    def check(self) -> dict[str, bool]:
        return {"database": True, "model": True, "index": True}


def build_conversation(
    answerer: FakeAnswerer | None = None, sessions: MemorySessions | None = None
) -> Conversation:
    """A conversation over fakes; it is always half past nine."""
    return Conversation(
        engine=Engine(load_catalogues(), label),
        answerer=answerer or FakeAnswerer(),
        sessions=sessions or MemorySessions(),
        clock=lambda: NOW,
    )
