"""What a profile says of a capability, line by line, and the parts of a match's score."""

import re

from bot.conversation.replies import Line, Part
from bot.conversation.stage import Labels
from bot.i18n.texts import Texts, mark
from matcher.domain.match import Match
from matcher.domain.provider import Capability

# The parts of the score in an owner's words; a part without an entry here is shown under its own name.
PART_NAMES = {
    "base": mark("起点（没有任何依据时）"),
    "wording": mark("说法和资料正文相近"),
    "title_wording": mark("说法和能力名称相近"),
    "meaning": mark("意思相近"),
    "best_sentence": mark("最贴近的一句话"),
    "coverage": mark("资料库里有没有相近的"),
    "problem_wording": mark("专业说法和资料正文相近"),
    "problem_title": mark("专业说法和能力名称相近"),
    "problem_meaning": mark("专业说法的意思相近"),
    "industry": mark("行业"),
    "route": mark("是不是您要找的那一类"),
    "region": mark("地区"),
    "mode": mark("合作方式"),
    "maturity": mark("成熟度"),
    "limits": mark("您提的指标和条件"),
}

_UNVERIFIED = re.compile(r"[;；。,，\s]*示例资料[,，]\s*待核实。?\s*$")
_ADDRESS = re.compile(r"https?://[\w.:-]+(?:/[\w./%~?=&#-]*)?", re.ASCII)


def standing_of(capability: Capability, texts: Texts) -> tuple[str, bool]:
    """How far the profile can be trusted, in words, and whether staff have verified it."""
    if capability.verified_at is None:
        return texts.say("示例资料，待核实"), False
    return texts.say("核实于 {day}", day=texts.long_date(capability.verified_at)), True


def origin_of(capability: Capability) -> str:
    """The web address in the source, "" when there is none."""
    found = _ADDRESS.search(capability.source)
    return found[0] if found else ""


def detail_facts(capability: Capability, texts: Texts, labels: Labels) -> tuple[Line, ...]:
    """The lines of the detail view; what the profile leaves open is left out."""
    say, language, provider = texts.say, texts.language, capability.provider
    kind = labels("capability_kinds", capability.kind, language)
    platform = provider.platform_kind
    maturity = "" if capability.trl is None else labels("maturity", f"TRL{capability.trl}", language)
    until = "" if capability.expires_at is None else texts.long_date(capability.expires_at)
    lines = (
        Line(say("提供什么"), kind),
        Line(say("简介"), capability.summary),
        Line(say("平台类别"), labels("platform_kinds", platform, language) if platform else ""),
        Line(say("成熟度"), maturity),
        Line(say("依据"), _UNVERIFIED.sub("", capability.evidence)),
        Line(say("来源"), capability.source),
        Line(say("核实情况"), standing_of(capability, texts)[0]),
        Line(say("有效期至"), until),
    )
    return tuple(line for line in lines if line.value)


def part_lines(match: Match, texts: Texts) -> tuple[Part, ...]:
    """Every part of the score, largest first; none is hidden, so that they sum to it."""
    parts = sorted(match.parts.items(), key=lambda part: -abs(part[1]))
    return tuple(
        Part(texts.say(PART_NAMES[name]) if name in PART_NAMES else name, value) for name, value in parts
    )
