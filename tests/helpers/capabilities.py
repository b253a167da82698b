"""Capabilities and rows that tests are about."""

from datetime import date
from typing import Any

from matcher.domain.profile_row import ProfileRow
from matcher.domain.provider import Capability, Provider
from matcher.domain.taxonomy import CapabilityKind, PlatformKind, ProviderKind

TODAY = date(2026, 11, 24)


def capability(identity: int = 1, title: str = "一项技术", summary: str = "", **fields: Any) -> Capability:
    """One of provider 1 unless `provider` says otherwise."""
    provider = fields.pop("provider", None) or Provider(1, "示例大学", ProviderKind.RESEARCH)
    kind = fields.pop("kind", CapabilityKind.RESULT)
    return Capability(identity, provider, f"c-{identity}", title, kind, summary, **fields)


def row(
    external_id: str, title: str, summary: str = "", kind: str = "research", provider: str = "", **fields: Any
) -> ProfileRow:
    """A row of a provider of its own unless `provider` names one."""
    if kind == "platform":
        fields.setdefault("platform_kind", PlatformKind.QUALITY_TESTING)
    return ProfileRow(
        provider=provider or f"供给方{external_id}",
        provider_kind=ProviderKind(kind),
        capability=title,
        kind=CapabilityKind.RESULT,
        summary=summary,
        external_id=external_id,
        **fields,
    )
