"""`qianxian match`: matches for one need."""

import argparse
import json
import sys
from typing import Any

from matcher.cli.environment import application
from matcher.domain.card_json import card_to_dict
from matcher.domain.match import LimitState, Match, MatchOutcome
from matcher.domain.taxonomy import ProviderKind, Taxonomy
from matcher.errors import InputError, UsageError

_GROUPS = {
    ProviderKind.RESEARCH: "高校院所",
    ProviderKind.PLATFORM: "公共服务平台",
    ProviderKind.ENTERPRISE: "企业技术",
}
_STATES = {LimitState.MET: "满足", LimitState.NOT_STATED: "未说明", LimitState.NOT_MET: "不满足"}
_LARGEST = 1 << 20  # bytes read from standard input: more is not a need


def add(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("match", help="matches for one need 给一条需求找匹配")
    parser.add_argument(
        "text", metavar="TEXT", help="the need, or - for standard input 需求原文,- 表示从标准输入读"
    )
    parser.add_argument("--top", type=_top, default=3, help="per group 每组最多几条(默认 3)")
    parser.add_argument(
        "--kind", choices=[kind.value for kind in ProviderKind], help="only this group 只看一组"
    )
    parser.add_argument("--region", help="only this province or city 只看这个省或市")
    parser.add_argument("--json", action="store_true", help="for programs 输出 JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the matches; finding none is an answer, not a failure."""
    text = _standard_input() if args.text == "-" else args.text
    with application() as opened:
        outcome = opened.matcher.find_matches(
            text,
            top=args.top,
            kinds=frozenset({ProviderKind(args.kind)}) if args.kind else None,
            region=args.region,
        )
        if args.json:
            print(json.dumps(outcome_as_json(outcome), ensure_ascii=False, indent=2))
        else:
            print(outcome_as_text(outcome, opened.taxonomy))
    return 0


def outcome_as_json(outcome: MatchOutcome) -> dict[str, object]:
    """The contracted shape; a group that was not asked for is empty."""
    return {
        "need": card_to_dict(outcome.card),
        "abstained": outcome.abstained,
        "groups": {
            kind.value: [_match_as_json(match) for match in outcome.groups.get(kind, ())]
            for kind in ProviderKind
        },
        "understood": [
            {"entry_id": one.entry_id, "lay": one.lay, "terms": list(one.terms)} for one in outcome.understood
        ],
    }


def outcome_as_text(outcome: MatchOutcome, taxonomy: Taxonomy) -> str:
    """For a person at a terminal."""
    lines = []
    if outcome.understood:
        lines += ["您说的可能是:" + ";".join("、".join(one.terms[:3]) for one in outcome.understood), ""]
    if outcome.abstained:
        lines.append("暂无合适的结果。在网页或聊天里提出的需求会转给工作人员跟进。")
    for kind, matches in outcome.groups.items():
        if matches:
            lines.append(f"【{_GROUPS[kind]}】")
        for match in matches:
            lines += [*_match_as_text(match, taxonomy), ""]
    return "\n".join(lines).rstrip()


def _match_as_json(match: Match) -> dict[str, object]:
    capability = match.capability
    return {
        "capability_id": capability.id,
        "provider": capability.provider.name,
        "title": capability.title,
        "region": capability.provider.region,
        "modes": [mode.value for mode in capability.modes],
        "probability": round(match.probability, 4),
        "parts": {name: round(part, 4) for name, part in match.parts.items()},
        "reason": {"quote": match.reason.quote, "terms": list(match.reason.terms)},
        "limits": [{"text": limit.text, "state": limit.state.value} for limit in match.limits],
    }


def _match_as_text(match: Match, taxonomy: Taxonomy) -> list[str]:
    capability = match.capability
    modes = "、".join(taxonomy.label("modes", mode.value) for mode in capability.modes)
    place = " · ".join(part for part in (capability.provider.name, capability.provider.region, modes) if part)
    lines = [
        f"  {match.probability:.0%}  {capability.title}",
        f"       {place}",
        f"       「{match.reason.quote}」",
    ]
    if match.reason.terms:
        lines.append(f"       对得上的词:{'、'.join(match.reason.terms)}")
    lines += [f"       {limit.text}:{_STATES[limit.state]}" for limit in match.limits]
    return lines


def _standard_input() -> str:
    data = sys.stdin.buffer.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError("标准输入太长,请只给一条需求的文字。")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _top(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise UsageError(f"--top 写的是「{text}」,请填 1 到 100 的整数。")
    return int(text)
