"""Made-up capabilities and needs of realistic wording, always the same for a seed.

Words come from the shipped thesaurus (owners' phrasings and technical terms) and from clauses of the shipped
sample profiles, so that characters and terms are as frequent as in the real thing; no such provider exists.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.domain.profile_row import ProfileRow
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, PlatformKind, ProviderKind, Taxonomy
from matcher.domain.thesaurus import ThesaurusEntry
from matcher.service.seeding import read_thesaurus
from matcher.service.taxonomy import load_taxonomy

SHORTEST_SUMMARY, LONGEST_SUMMARY = 60, 120
SHORTEST_NEED, LONGEST_NEED = 20, 120
_PER_PROVIDER = 8
_KINDS = (ProviderKind.RESEARCH,) * 12 + (ProviderKind.ENTERPRISE,) * 5 + (ProviderKind.PLATFORM,) * 3
_NAMES = {
    ProviderKind.RESEARCH: ("大学{}学院", "研究院{}所", "学院{}实验室"),
    ProviderKind.ENTERPRISE: ("{}科技公司",),
    ProviderKind.PLATFORM: ("{}公共服务平台",),
}
_TITLES = ("{0}与{1}", "{0}技术", "面向{0}的{1}", "{0}、{1}服务", "{0}及{1}攻关团队")
_OPENINGS = ("我们厂是做{}的，", "{}行业，", "做{}的小企业，", "")
_ENDINGS = (
    "想找人解决",
    "有没有办法",
    "预算20万以内",
    "希望找高校合作",
    "要求成本不超过3万元",
    "最好是浙江的单位",
    "",
)
_CLAUSE = re.compile("[,;:\uff0c\u3002\uff1b\uff1a\u3001]")
_COMMA = "\uff0c"


@dataclass(frozen=True, slots=True)
class Words:
    """What texts are composed of."""

    problems: Sequence[ThesaurusEntry]
    clauses: Sequence[str]
    taxonomy: Taxonomy


def read_words(corpora: Path) -> Words:
    """The shipped thesaurus, the clauses of the shipped profiles, and the taxonomy."""
    clauses: dict[str, None] = {}
    for file in sorted((corpora / "profiles").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            summary = json.loads(line)["summary"] if line.strip() else ""
            clauses.update((clause, None) for clause in _CLAUSE.split(summary) if 6 <= len(clause) <= 30)
    return Words(read_thesaurus(corpora), tuple(clauses), load_taxonomy(corpora / "taxonomy"))


def capability_rows(words: Words, size: int, seed: int = 1) -> Iterator[ProfileRow]:
    """`size` capabilities; the first rows of a larger corpus are those of a smaller one."""
    chance = random.Random(seed)
    regions = sorted(words.taxonomy.regions)
    industries = [industry.zh for _, industry in sorted(words.taxonomy.industries.items())]
    kind, platform, region, name = ProviderKind.RESEARCH, None, "", ""
    for number in range(size):
        if number % _PER_PROVIDER == 0:
            kind = chance.choice(_KINDS)
            platform = chance.choice(tuple(PlatformKind)) if kind is ProviderKind.PLATFORM else None
            region = chance.choice(regions)
            place = words.taxonomy.region_name(region)
            serial = f"第{number // _PER_PROVIDER + 1}"
            name = place + "示例" + chance.choice(_NAMES[kind]).format(serial)
        entry = chance.choice(words.problems)
        terms = chance.sample(entry.technical_zh, min(2, len(entry.technical_zh)))
        yield ProfileRow(
            provider=name,
            provider_kind=kind,
            platform_kind=platform,
            region=words.taxonomy.region_name(region),
            region_code=region,
            capability=chance.choice(_TITLES).format(terms[0], terms[-1]),
            kind=chance.choice(tuple(CapabilityKind)),
            summary=_summary(words, entry, chance),
            keywords=entry.technical_zh[:5],
            industries=tuple(chance.sample(industries, 2)),
            modes=tuple(chance.sample(tuple(CooperationMode), 2)),
            trl=chance.choice((None, None, 4, 6, 8)),
            source="合成数据",
            external_id=f"bench-{number:07d}",
        )


def _summary(words: Words, entry: ThesaurusEntry, chance: random.Random) -> str:
    """Its own terms first, then clauses from anywhere until it is as long as it is to be."""
    wanted = chance.randint(SHORTEST_SUMMARY, LONGEST_SUMMARY - 20)
    pieces = ["、".join(chance.sample(entry.technical_zh, min(3, len(entry.technical_zh))))]
    while len(_COMMA.join(pieces)) < wanted:
        other = chance.choice(words.problems).technical_zh
        pieces.append(chance.choice(words.clauses) if chance.random() < 0.6 else chance.choice(other))
    return _COMMA.join(pieces)[: LONGEST_SUMMARY - 1] + "。"


def needs(words: Words, size: int, seed: int = 2) -> list[str]:
    """What owners would type: one to four phrasings with the usual words around them."""
    chance = random.Random(seed)
    return [_need(words, chance) for _ in range(size)]


def _need(words: Words, chance: random.Random) -> str:
    entry = chance.choice(words.problems)
    wanted = chance.randint(SHORTEST_NEED, LONGEST_NEED - 20)
    opening, ending = chance.choice(_OPENINGS).format(entry.industry), chance.choice(_ENDINGS)
    phrases = chance.sample(entry.lay_zh, len(entry.lay_zh))
    text = opening + phrases.pop()
    while len(text) + len(ending) < wanted:
        if not phrases:
            phrases = list(chance.choice(words.problems).lay_zh)
        text += _COMMA + phrases.pop()
    return (text + (_COMMA + ending if ending else ""))[:LONGEST_NEED]
