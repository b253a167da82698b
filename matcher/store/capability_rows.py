"""Capabilities as database rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from matcher.domain.profile_row import ProfileRow, row_to_cells
from matcher.domain.provider import Capability, Provider
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, PlatformKind, ProviderKind
from matcher.store.statements import from_list, to_json, to_list
from matcher.store.tables import capabilities, providers

_UNREAD = (
    "id",
    "name_key",
)  # of the provider: the first is in the capability, the second only for looking up
_PROVIDER = len(capabilities.c)  # where the provider's columns begin


def select_capabilities() -> Select[Any]:
    """Every capability with its provider, as `reader` takes them."""
    columns: list[ColumnElement[Any]] = [*capabilities.c, *(c for c in providers.c if c.name not in _UNREAD)]
    return select(*columns).join(providers, providers.c.id == capabilities.c.provider_id)


def reader() -> Callable[[tuple[Any, ...]], Capability]:
    """Turns rows into capabilities; those of one provider share its object."""
    seen: dict[int, Provider] = {}

    # Taken apart by position: by name it takes twice as long, and the index reads a hundred thousand rows.
    def read(row: tuple[Any, ...]) -> Capability:
        (id, provider_id, external_id, title, kind, summary, keywords, industries, modes, trl, evidence) = (
            row[:11]
        )
        provider = seen.get(provider_id)
        if provider is None:
            provider = seen[provider_id] = _provider(provider_id, *row[_PROVIDER:])
        return Capability(
            id,
            provider,
            external_id,
            title,
            CapabilityKind(kind),
            summary,
            from_list(keywords),
            from_list(industries),
            tuple(map(CooperationMode, from_list(modes))),
            trl,
            evidence,
            *row[11:_PROVIDER],
        )

    return read


def _provider(
    id: int, name: str, kind: str, platform_kind: str, region: str, region_code: str, revoked_at: date | None
) -> Provider:
    found = PlatformKind(platform_kind) if platform_kind else None
    return Provider(id, name, ProviderKind(kind), found, region, region_code, revoked_at)


def values_of(row: ProfileRow, provider_id: int, version: int) -> dict[str, Any]:
    """The columns of the capabilities table, without the id."""
    return {
        "provider_id": provider_id,
        "external_id": row.external_id,
        "title": row.capability,
        "kind": row.kind.value,
        "summary": row.summary,
        "keywords": to_list(row.keywords),
        "industries": to_list(row.industries),
        "modes": to_list([mode.value for mode in row.modes]),
        "trl": row.trl,
        "evidence": row.evidence,
        "source": row.source,
        "verified_at": row.verified_at,
        "expires_at": row.expires_at,
        "contact_public": row.contact_public,
        "contact_confidential": row.contact_confidential,
        "version": version,
    }


def content_of(row: ProfileRow) -> str:
    """A version's JSON; lists are lists, so that a word may hold any character."""
    cells: dict[str, Any] = dict(row_to_cells(row))
    cells["keywords"] = list(row.keywords)
    cells["industries"] = list(row.industries)
    cells["modes"] = [mode.value for mode in row.modes]
    return to_json(cells)
