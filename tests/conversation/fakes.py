"""Stand-ins for everything behind the conversation's ports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from weakref import finalize

import numpy as np

from bot.bootstrap.wiring import stage_of
from bot.conversation.backstage import ServiceBackstage
from bot.conversation.engine import Engine
from bot.conversation.ports import KnownTurn, Memory, TurnId
from bot.conversation.talk import Conversation
from matcher.bootstrap import corpora_folder
from matcher.domain.decision import Pair
from matcher.domain.match import Limit, LimitState, Match, MatchOutcome, Reason, UnderstoodProblem
from matcher.domain.need import NeedCard
from matcher.domain.provider import Capability, Provider
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, PlatformKind, ProviderKind, Taxonomy
from matcher.service.cards import CardReader
from matcher.service.clarifying import Clarifying
from matcher.service.continuing import Continuing
from matcher.service.members import Members
from matcher.service.needs import NeedDesk
from matcher.service.privacy import Privacy
from matcher.service.taxonomy import load_taxonomy
from matcher.store import Store, open_store
from tests.helpers.capabilities import row

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
DUE = date(2026, 11, 27)


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
class FakeMatcher:
    """Knows five capabilities about castings; everything else finds nothing."""

    capabilities: tuple[Capability, ...] = CASTING
    asked: list[str] = field(default_factory=list)
    fault: Exception | None = None

    def find_matches(
        self,
        text: str,
        *,
        top: int = 3,
        kinds: frozenset[ProviderKind] | None = None,
        region: str | None = None,
        rejected: frozenset[int] = frozenset(),
        confirmed: frozenset[int] = frozenset(),
        card: NeedCard | None = None,
        hidden: frozenset[Pair] = frozenset(),
        excluded: tuple[str, ...] = (),
    ) -> MatchOutcome:
        if self.fault is not None:
            raise self.fault
        self.asked.append(text)
        about_castings = any(word in text for word in ("铸", "气孔", "cast"))
        understood = (
            tuple(each for each in (GAS, SAND) if each.entry_id not in rejected) if about_castings else ()
        )
        found = self.capabilities if about_castings and GAS.entry_id not in rejected else ()
        if confirmed:
            found = found[:2]
        shown = [
            match(each, 0.91 - 0.12 * place)
            for place, each in enumerate(found)
            if Pair(each.id, each.version) not in hidden
            and not any(name in each.provider.name for name in excluded)
        ]
        groups = {
            kind: tuple(each for each in shown if each.capability.provider.kind is kind)[:top]
            for kind in ProviderKind
        }
        return MatchOutcome(card or NeedCard(problem=text), groups, understood)


@dataclass(slots=True)
class MemoryMemory:
    """Rows in dictionaries."""

    states: dict[str, str] = field(default_factory=dict)
    turns: dict[tuple[str, str], KnownTurn] = field(default_factory=dict)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    fault: Exception | None = None  # raised by the next save, once

    def load(self, key: str) -> str | None:
        return self.states.get(key)

    def save(
        self,
        states: Mapping[str, str | None],
        now: datetime,
        turn: TurnId | None = None,
        replies: str = "",
    ) -> None:
        if self.fault is not None:
            fault, self.fault = self.fault, None
            raise fault
        for key, state in states.items():
            if state is None:
                self.states.pop(key, None)
            else:
                self.states[key] = state
        if turn is not None:
            known = self.turns.get((turn.channel, turn.number))
            payload = known.payload if known else None
            self.turns[turn.channel, turn.number] = KnownTurn(payload, replies, False)

    def receive(self, turn: TurnId, payload: str, now: datetime) -> bool:
        place = turn.channel, turn.number
        if place in self.turns:
            return False
        self.turns[place] = KnownTurn(payload, None, False)
        self.keys[place] = turn.key
        return True

    def turn(self, turn: TurnId) -> KnownTurn | None:
        return self.turns.get((turn.channel, turn.number))

    def deliver(self, turn: TurnId) -> None:
        self.turns[turn.channel, turn.number] = KnownTurn(None, None, True)

    def undelivered(self, channel: str) -> list[tuple[TurnId, KnownTurn]]:
        waiting = [
            (TurnId(*place, self.keys.get(place, "")), known)
            for place, known in self.turns.items()
            if place[0] == channel and not known.delivered
        ]
        return sorted(waiting, key=lambda each: int(each[0].number))


class WellHealth:
    """Everything answers."""

    def check(self) -> dict[str, bool]:
        return {"database": True, "model": True, "index": True}


@cache
def real_taxonomy() -> Taxonomy:
    return load_taxonomy(corpora_folder() / "taxonomy")


@cache
def _empty_database() -> bytes:
    """An upgraded database's file with the capabilities: copying it is quicker than making it anew."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        with open_store(f"sqlite:///{file}") as store:
            with store.begin() as unit:
                # Ids are given out from 1: those of CASTING are among them.
                rows = [row(f"c-{number}", f"能力{number}", "铸件") for number in range(1, 16)]
                unit.capabilities.upsert_many(rows, NOW.date())
            store.checkpoint()
        return file.read_bytes()


def build_store() -> Store:
    """A database of its own, gone with the store."""
    folder = TemporaryDirectory()
    file = Path(folder.name) / "qianxian.db"
    file.write_bytes(_empty_database())
    store = open_store(f"sqlite:///{file}")
    finalize(store, folder.cleanup)
    return store


class NoEncoder:
    """Every two texts are strangers."""

    fingerprint = "none"
    dimension = 2

    def encode(self, texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        return np.eye(2, dtype=np.float32)[np.arange(len(texts)) % 2]


def build_backstage(matcher: FakeMatcher | None = None, store: Store | None = None) -> ServiceBackstage:
    """The real services on a real database; only what is found is made up."""
    store, taxonomy = store or build_store(), real_taxonomy()
    cards = CardReader(taxonomy, NOW.date)
    found: Any = matcher or FakeMatcher()
    desk = NeedDesk(store, found, cards, Clarifying(taxonomy))
    codes = (f"{number:06}" for number in count(123456))
    members = Members(store, lambda: next(codes))
    return ServiceBackstage(desk, members, Privacy(store), Continuing(NoEncoder()))


def build_conversation(
    matcher: FakeMatcher | None = None, memory: Memory | None = None, store: Store | None = None
) -> Conversation:
    """A conversation over a database of its own; it is always half past nine."""
    return Conversation(
        engine=Engine(stage_of(real_taxonomy())),
        backstage=build_backstage(matcher, store),
        memory=memory or MemoryMemory(),
        clock=lambda: NOW,
    )
