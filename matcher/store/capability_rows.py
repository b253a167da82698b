"""Capabilities as database rows."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select

from matcher.domain.profile_row import ProfileRow, row_to_cells
from matcher.domain.provider import Capability, Provider
from matcher.domain.taxonomy import CapabilityKind, CooperationMode, PlatformKind, ProviderKind
from matcher.store.statements import from_list, to_json, to_list
from matcher.store.tables import capabilities, providers

# Of the provider: the first is in the capability, the second only for looking up.
_UNREAD = ("id", "name_key")


def select_capabilities() -> Select[Any]:
    """Every capability with its provider, as `reader` takes them."""
    columns: list[ColumnElement[Any]] = [*capabilities.c, *(c for c in providers.c if c.name not in _UNREAD)]
    return select(*columns).join(providers, providers.c.id == capabilities.c.provider_id)


@cache
def select_by_id() -> Select[Any]:
    """Those of the parameter `ids`; built once, as building it takes longer than reading a few rows."""
    return select_capabilities().where(capabilities.c.id.in_(bindparam("ids", expanding=True)))


def reader() -> Callable[[tuple[Any, ...]], Capability]:
    """Turns rows into capabilities; those of one provider share its object."""
    seen: dict[int, Provider] = {}
    # Looked up, not converted by the enumeration: that takes ten times as long.
    kinds = {kind.value: kind for kind in CapabilityKind}
    modes = {mode.value: mode for mode in CooperationMode}
    provider_kinds = {kind.value: kind for kind in ProviderKind}
    platform_kinds = {"": None, **{kind.value: kind for kind in PlatformKind}}

    # Taken apart by position: by name it takes twice as long, and the index reads a hundred thousand rows.
    def read(row: tuple[Any, ...]) -> Capability:
        id, provider_id, external_id, title, kind, summary, keywords, industries, wishes, trl, *rest = row
        evidence, source, verified_at, expires_at, public, confidential, version, name, *about = rest
        provider = seen.get(provider_id)
        if provider is None:
            provider_kind, platform_kind, *place = about
            provider = seen[provider_id] = Provider(
                provider_id, name, provider_kinds[provider_kind], platform_kinds[platform_kind], *place
            )
        return Capability(
            id,
            provider,
            external_id,
            title,
            kinds[kind],
            summary,
            from_list(keywords),
            from_list(industries),
            tuple(map(modes.__getitem__, from_list(wishes))),
            trl,
            evidence,
            source,
            verified_at,
            expires_at,
            public,
            confidential,
            version,
        )

    return read


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
