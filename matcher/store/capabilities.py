"""Capabilities in their current version, and the versions before."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from matcher.domain.profile_row import ProfileRow, row_of
from matcher.domain.provider import Capability
from matcher.domain.taxonomy import PlatformKind, ProviderKind
from matcher.errors import NotFoundError
from matcher.store.capability_rows import content_of, reader, select_by_id, select_capabilities, values_of
from matcher.store.changes import ChangeKind, Changes
from matcher.store.providers import Providers, identity_of
from matcher.store.results import Outcome, UpsertResult
from matcher.store.statements import plain_ids, slices
from matcher.store.tables import capabilities, capability_versions, providers


class EligibilityRow(NamedTuple):
    """What decides whether a capability may be shown, for one glance over all of them."""

    id: int
    provider_id: int
    provider_kind: ProviderKind
    platform_kind: PlatformKind | None
    region_code: str
    expires_at: date | None
    revoked: bool


class Version(NamedTuple):
    """One version of a capability; `content` has the profile columns' names."""

    version: int
    recorded_on: date
    content: Mapping[str, Any]


class Capabilities:
    def __init__(self, connection: Connection, changes: Changes) -> None:
        self._connection = connection
        self._changes = changes

    def get(self, id: int) -> Capability:
        """Raises NotFoundError."""
        found = self.get_many([id]).get(id)
        if found is None:
            raise NotFoundError(f"没有编号为 {id} 的能力,它可能已被删除")
        return found

    def get_many(self, ids: Sequence[int]) -> dict[int, Capability]:
        """Those that exist, by id, in the order asked for."""
        read = reader()
        wanted_ids = plain_ids(ids)
        found = {}
        for some in slices(wanted_ids):
            rows = self._connection.execute(select_by_id(), {"ids": some}).all()
            found.update({row[0]: read(row) for row in rows})
        return {id: found[id] for id in wanted_ids if id in found}

    def iter_all(self, after_id: int = 0, batch: int = 2000) -> Iterator[list[Capability]]:
        """All of them by id, in lists of at most `batch`."""
        read = reader()
        by_id = select_capabilities().order_by(capabilities.c.id).limit(batch)
        while True:
            rows = self._connection.execute(by_id.where(capabilities.c.id > after_id)).all()
            if not rows:
                return
            yield [read(row) for row in rows]
            after_id = rows[-1].id

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(capabilities)).scalar_one()

    def eligibility_rows(self, ids: Sequence[int] | None = None) -> Iterator[EligibilityRow]:
        """All of them by id, or those of the ids that exist."""
        columns: list[ColumnElement[Any]] = [
            capabilities.c.id,
            capabilities.c.provider_id,
            providers.c.kind,
            providers.c.platform_kind,
            providers.c.region_code,
            capabilities.c.expires_at,
            providers.c.revoked_at,
        ]
        statement = select(*columns).join(providers, providers.c.id == capabilities.c.provider_id)
        if ids is None:
            yield from _eligibility(self._connection.execute(statement.order_by(capabilities.c.id)))
            return
        for some in slices(sorted(set(plain_ids(ids)))):
            wanted = statement.where(capabilities.c.id.in_(some)).order_by(capabilities.c.id)
            yield from _eligibility(self._connection.execute(wanted))

    def history(self, id: int) -> list[Version]:
        """Every version there ever was, the first one first; a deleted capability keeps its history."""
        versions = select(capability_versions).where(capability_versions.c.capability_id.in_(plain_ids([id])))
        return [
            Version(row.version, row.recorded_on, json.loads(row.content))
            for row in self._connection.execute(versions.order_by(capability_versions.c.version))
        ]

    def delete(self, ids: Sequence[int]) -> int:
        """How many there were to delete."""
        self._changes.lock()
        gone: list[int] = []
        for some in slices(plain_ids(ids)):
            deleted = delete(capabilities).where(capabilities.c.id.in_(some)).returning(capabilities.c.id)
            gone.extend(self._connection.execute(deleted).scalars())
        self._changes.record(ChangeKind.CAPABILITY, gone)
        return len(gone)

    def upsert(self, row: ProfileRow, on: date) -> UpsertResult:
        """As `upsert_many` with one row."""
        return self.upsert_many([row], on)[0]

    def upsert_many(self, rows: Sequence[ProfileRow], on: date) -> list[UpsertResult]:
        """Writes the rows in a few statements; results in the order given.

        A row whose `external_id` is known replaces that capability under a new version, unless nothing
        differs. A row without one is always new. Of two rows with the same id the later one counts.
        """
        self._changes.lock()
        results: list[UpsertResult] = []
        for some in _without_repeats(rows):
            results.extend(self._write(some, on))
        return results

    def preview_many(self, rows: Sequence[ProfileRow]) -> list[UpsertResult]:
        """What `upsert_many` would do; needs no right to write."""
        known = self._known(rows)
        return [_outcome(row, known.get(row.external_id)) for row in rows]

    def _write(self, rows: Sequence[ProfileRow], on: date) -> list[UpsertResult]:
        known = self._known(rows)
        results = [_outcome(row, known.get(row.external_id)) for row in rows]
        provider_ids = Providers(self._connection, self._changes).ids_for(rows)
        new = [row for row, result in zip(rows, results, strict=True) if result.outcome is Outcome.CREATED]
        given = iter(self._insert([values_of(row, provider_ids[identity_of(row)], 1) for row in new]))
        updates, versions = [], []
        for position, (row, result) in enumerate(zip(rows, results, strict=True)):
            version = 1
            if result.outcome is Outcome.CREATED:
                results[position] = result = result._replace(id=next(given))
            elif result.outcome is Outcome.UPDATED:
                version = known[row.external_id].version + 1
                values = values_of(row, provider_ids[identity_of(row)], version)
                updates.append({"known_id": result.id, **values})
            else:
                continue
            versions.append(
                {
                    "capability_id": result.id,
                    "version": version,
                    "recorded_on": on,
                    "content": content_of(row),
                }
            )
        if updates:
            statement = update(capabilities).where(capabilities.c.id == bindparam("known_id"))
            self._connection.execute(statement, updates)
        if versions:
            self._connection.execute(insert(capability_versions), versions)
        self._changes.record(
            ChangeKind.CAPABILITY,
            [result.id for result in results if result.outcome is not Outcome.UNCHANGED],
        )
        return results

    def _known(self, rows: Sequence[ProfileRow]) -> dict[str, Capability]:
        read = reader()
        known = {}
        for some in slices(list({row.external_id for row in rows if row.external_id})):
            wanted = select_capabilities().where(capabilities.c.external_id.in_(some))
            known.update({row.external_id: read(row) for row in self._connection.execute(wanted)})
        return known

    def _insert(self, values: list[dict[str, Any]]) -> list[int]:
        """New ids in the order of the values."""
        named = [value for value in values if value["external_id"]]
        if named:
            # RETURNING in order costs a statement a row; asking for the ids afterwards is one for all.
            self._connection.execute(insert(capabilities), named)
        wanted = select(capabilities.c.external_id, capabilities.c.id)
        ids: dict[str, int] = {}
        for some in slices([value["external_id"] for value in named]):
            found = self._connection.execute(wanted.where(capabilities.c.external_id.in_(some)))
            ids.update({row.external_id: row.id for row in found})
        one = insert(capabilities).returning(capabilities.c.id)
        return [
            ids.get(value["external_id"]) or self._connection.execute(one, value).scalar_one()
            for value in values
        ]


def _outcome(row: ProfileRow, known: Capability | None) -> UpsertResult:
    if known is None:
        return UpsertResult(0, Outcome.CREATED)
    # The region's code is looked up; a better look-up is no change of what the provider said.
    same = replace(row_of(known), region_code=row.region_code) == row
    return UpsertResult(known.id, Outcome.UNCHANGED if same else Outcome.UPDATED)


def _without_repeats(rows: Sequence[ProfileRow]) -> Iterator[list[ProfileRow]]:
    """The rows in runs, none of which holds an id twice."""
    run: list[ProfileRow] = []
    ids: set[str] = set()
    for row in rows:
        if row.external_id in ids or len(run) == 2000:
            yield run
            run, ids = [], set()
        run.append(row)
        if row.external_id:
            ids.add(row.external_id)
    if run:
        yield run


def _eligibility(rows: Iterable[Any]) -> Iterator[EligibilityRow]:
    kinds = {kind.value: kind for kind in ProviderKind}
    platforms: dict[str, PlatformKind | None] = {kind.value: kind for kind in PlatformKind}
    for id, provider_id, kind, platform_kind, region_code, expires_at, revoked_at in rows:
        yield EligibilityRow(
            id,
            provider_id,
            kinds[kind],
            platforms.get(platform_kind),
            region_code,
            expires_at,
            revoked_at is not None,
        )
