"""Providers and what they can do."""

from dataclasses import dataclass
from datetime import date

from matcher.domain.taxonomy import CapabilityKind, CooperationMode, PlatformKind, ProviderKind


@dataclass(frozen=True, slots=True)
class Provider:
    """A research institution, a public service platform or an enterprise."""

    id: int
    name: str
    kind: ProviderKind
    platform_kind: PlatformKind | None = None
    region: str = ""  # as written, e.g. 浙江省绍兴市
    region_code: str = ""  # six digits, "" when the region is unknown
    revoked_at: date | None = None


@dataclass(frozen=True, slots=True)
class Capability:
    """One searchable thing that a provider offers, in its current version."""

    id: int
    provider: Provider
    external_id: str
    title: str
    kind: CapabilityKind
    summary: str
    keywords: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()  # as written; pillars and branches
    modes: tuple[CooperationMode, ...] = ()
    trl: int | None = None  # technology readiness level, 1..9
    evidence: str = ""
    source: str = ""
    verified_at: date | None = None
    expires_at: date | None = None
    contact_public: str = ""
    contact_confidential: str = ""
    version: int = 1

    @property
    def body(self) -> str:
        """What is searched besides the title."""
        return "\n".join(part for part in (self.summary, ";".join(self.keywords)) if part)


def is_eligible(capability: Capability, today: date) -> bool:
    """Whether it may be shown: not expired, its provider not revoked."""
    expired = capability.expires_at is not None and capability.expires_at < today
    return not expired and capability.provider.revoked_at is None
