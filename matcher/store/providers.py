"""Providers: looked up by all that a row says of them, revoked by name."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, insert, select, update

from matcher.domain.profile_row import ProfileRow, provider_key
from matcher.domain.provider import Provider
from matcher.domain.taxonomy import PlatformKind, ProviderKind
from matcher.errors import NotFoundError
from matcher.store.changes import ChangeKind, Changes
from matcher.store.statements import plain_ids, slices
from matcher.store.tables import capabilities, providers


class Identity(NamedTuple):
    """What tells one provider from another."""

    name: str
    kind: str
    platform_kind: str
    region: str


def identity_of(row: ProfileRow) -> Identity:
    """The provider that a row speaks of."""
    platform_kind = row.platform_kind.value if row.platform_kind else ""
    return Identity(row.provider, row.provider_kind.value, platform_kind, row.region)


def to_provider(row: Row[Any]) -> Provider:
    """From a row of the providers table."""
    return Provider(
        id=row.id,
        name=row.name,
        kind=ProviderKind(row.kind),
        platform_kind=PlatformKind(row.platform_kind) if row.platform_kind else None,
        region=row.region,
        region_code=row.region_code,
        revoked_at=row.revoked_at,
    )


class Providers:
    def __init__(self, connection: Connection, changes: Changes) -> None:
        self._connection = connection
        self._changes = changes

    def get(self, id: int) -> Provider:
        """Raises NotFoundError."""
        found = self._connection.execute(select(providers).where(providers.c.id.in_(plain_ids([id])))).first()
        if found is None:
            raise NotFoundError(f"没有编号为 {id} 的供给方,它可能已被删除")
        return to_provider(found)

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(providers)).scalar_one()

    def iter_all(self) -> Iterator[Provider]:
        """By id."""
        yield from map(to_provider, self._connection.execute(select(providers).order_by(providers.c.id)))

    def revoke(self, id: int, on: date) -> list[int]:
        """Revokes every provider of this name, whatever its region; gives the ids of the capabilities hidden.

        Rows imported later under the same name are revoked as well: another spelling of the region must not
        bring a revoked platform back.
        """
        self._changes.lock()
        key = provider_key(self.get(id).name)
        mine = select(providers.c.id).where(providers.c.name_key == key, providers.c.revoked_at.is_(None))
        ids = list(self._connection.execute(mine).scalars())
        if not ids:
            return []
        hidden = select(capabilities.c.id).where(capabilities.c.provider_id.in_(ids))
        hidden_ids = list(self._connection.execute(hidden.order_by(capabilities.c.id)).scalars())
        self._connection.execute(update(providers).where(providers.c.id.in_(ids)).values(revoked_at=on))
        self._changes.record(ChangeKind.CAPABILITY, hidden_ids)
        return hidden_ids

    def ids_for(self, rows: Iterable[ProfileRow]) -> dict[Identity, int]:
        """The providers that the rows speak of, created where they are new; writers only, under the lock."""
        wanted = {identity_of(row): row for row in rows}
        known = self._known({row.provider for row in wanted.values()})
        self._correct_region_codes(wanted, known)
        missing = [identity for identity in wanted if identity not in known]
        ids = {identity: found.id for identity, found in known.items() if identity in wanted}
        if missing:
            self._create([wanted[identity] for identity in missing])
            created = self._known({identity.name for identity in missing})
            ids.update({identity: created[identity].id for identity in missing})
        return ids

    def _known(self, names: set[str]) -> dict[Identity, Row[Any]]:
        known = {}
        for some in slices(sorted(names)):
            for found in self._connection.execute(select(providers).where(providers.c.name.in_(some))):
                known[Identity(found.name, found.kind, found.platform_kind, found.region)] = found
        return known

    def _correct_region_codes(
        self, wanted: dict[Identity, ProfileRow], known: dict[Identity, Row[Any]]
    ) -> None:
        """A code is looked up, not written by anyone: a better table of regions makes no new version."""
        for identity, row in wanted.items():
            found = known.get(identity)
            if found is None or found.region_code == row.region_code:
                continue
            corrected = update(providers).where(providers.c.id == found.id)
            self._connection.execute(corrected.values(region_code=row.region_code))
            theirs = select(capabilities.c.id).where(capabilities.c.provider_id == found.id)
            self._changes.record(ChangeKind.CAPABILITY, self._connection.execute(theirs).scalars())

    def _create(self, rows: list[ProfileRow]) -> None:
        revoked = self._revoked({provider_key(row.provider) for row in rows})
        values = [
            {
                **identity_of(row)._asdict(),
                "name_key": provider_key(row.provider),
                "region_code": row.region_code,
                "revoked_at": revoked.get(provider_key(row.provider)),
            }
            for row in rows
        ]
        self._connection.execute(insert(providers), values)

    def _revoked(self, keys: set[str]) -> dict[str, date]:
        revoked = {}
        for some in slices(sorted(keys)):
            found = select(providers.c.name_key, providers.c.revoked_at).where(
                providers.c.name_key.in_(some), providers.c.revoked_at.is_not(None)
            )
            revoked.update({key: on for key, on in self._connection.execute(found) if on is not None})
        return revoked
