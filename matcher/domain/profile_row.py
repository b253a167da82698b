"""One row of a profile file: a provider together with one of its capabilities, typed and checked."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matcher.domain.provider import Capability, Provider
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, PlatformKind, ProviderKind


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """What a file says of one capability; `region_code` is looked up, everything else is as written."""

    provider: str
    provider_kind: ProviderKind
    capability: str
    kind: CapabilityKind
    platform_kind: PlatformKind | None = None
    region: str = ""
    region_code: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    modes: tuple[CooperationMode, ...] = ()
    trl: int | None = None
    evidence: str = ""
    source: str = ""
    verified_at: date | None = None
    expires_at: date | None = None
    contact_public: str = ""
    contact_confidential: str = ""
    external_id: str = ""


def provider_key(name: str) -> str:
    """The name as it is compared: full-width brackets, case and spaces make no other provider."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def derived_external_id(provider: str, capability: str) -> str:
    """The id of a row that brings none: the same provider and title always get the same one."""
    name = f"{provider_key(provider)}\n{provider_key(capability)}"
    return "auto-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def row_of(capability: Capability) -> ProfileRow:
    """The row that describes a capability as it is stored."""
    provider = capability.provider
    return ProfileRow(
        provider=provider.name,
        provider_kind=provider.kind,
        capability=capability.title,
        kind=capability.kind,
        platform_kind=provider.platform_kind,
        region=provider.region,
        region_code=provider.region_code,
        summary=capability.summary,
        keywords=capability.keywords,
        industries=capability.industries,
        modes=capability.modes,
        trl=capability.trl,
        evidence=capability.evidence,
        source=capability.source,
        verified_at=capability.verified_at,
        expires_at=capability.expires_at,
        contact_public=capability.contact_public,
        contact_confidential=capability.contact_confidential,
        external_id=capability.external_id,
    )


def capability_of(row: ProfileRow, id: int = 0, provider_id: int = 0, version: int = 1) -> Capability:
    """The capability that a row describes; ids are given by whoever stores it."""
    provider = Provider(
        provider_id, row.provider, row.provider_kind, row.platform_kind, row.region, row.region_code
    )
    return Capability(
        id=id,
        provider=provider,
        external_id=row.external_id,
        title=row.capability,
        kind=row.kind,
        summary=row.summary,
        keywords=row.keywords,
        industries=row.industries,
        modes=row.modes,
        trl=row.trl,
        evidence=row.evidence,
        source=row.source,
        verified_at=row.verified_at,
        expires_at=row.expires_at,
        contact_public=row.contact_public,
        contact_confidential=row.contact_confidential,
        version=version,
    )


def row_to_cells(row: ProfileRow) -> Mapping[str, str]:
    """The row under the contract's column names, every value as text; parsing it gives the row back."""
    return {
        "provider": row.provider,
        "provider_kind": row.provider_kind.value,
        "platform_kind": row.platform_kind.value if row.platform_kind else "",
        "region": row.region,
        "capability": row.capability,
        "kind": row.kind.value,
        "summary": row.summary,
        "keywords": ";".join(row.keywords),
        "industries": ";".join(row.industries),
        "modes": ";".join(mode.value for mode in row.modes),
        "maturity": f"TRL{row.trl}" if row.trl else "",
        "evidence": row.evidence,
        "source": row.source,
        "verified_at": row.verified_at.isoformat() if row.verified_at else "",
        "expires_at": row.expires_at.isoformat() if row.expires_at else "",
        "contact_public": row.contact_public,
        "contact_confidential": row.contact_confidential,
        "external_id": row.external_id,
    }
