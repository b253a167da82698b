"""Providers and their capabilities as others look them up, and revocation."""

from collections.abc import Sequence
from datetime import date

from matcher.domain.provider import Capability, Provider
from matcher.store import Store


def get_capability(store: Store, id: int) -> Capability:
    """Raises NotFoundError."""
    with store.read() as unit:
        return unit.capabilities.get(id)


def get_capabilities(store: Store, ids: Sequence[int]) -> dict[int, Capability]:
    """Those that exist, by id, in the order asked for."""
    with store.read() as unit:
        return unit.capabilities.get_many(ids)


def list_providers(store: Store) -> list[Provider]:
    """By id."""
    with store.read() as unit:
        return list(unit.providers.iter_all())


def revoke_provider(store: Store, id: int, today: date) -> list[int]:
    """Hides everything of this provider's name from now on; gives the ids of the capabilities hidden by it.

    Raises NotFoundError.
    """
    with store.begin() as unit:
        return unit.providers.revoke(id, today)


def delete_capabilities(store: Store, ids: Sequence[int]) -> int:
    """How many there were to delete; their history stays."""
    with store.begin() as unit:
        return unit.capabilities.delete(ids)
