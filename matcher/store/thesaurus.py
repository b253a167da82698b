"""The problem thesaurus."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from matcher.domain.thesaurus import ThesaurusEntry
from matcher.store.changes import ChangeKind, Changes
from matcher.store.results import Outcome, UpsertResult
from matcher.store.statements import from_list, plain_ids, slices, to_list
from matcher.store.tables import thesaurus_entries


class Thesaurus:
    def __init__(self, connection: Connection, changes: Changes) -> None:
        self._connection = connection
        self._changes = changes

    def count(self) -> int:
        return self._connection.execute(select(func.count()).select_from(thesaurus_entries)).scalar_one()

    def iter_all(self) -> Iterator[ThesaurusEntry]:
        """By id."""
        rows = self._connection.execute(select(thesaurus_entries).order_by(thesaurus_entries.c.id))
        yield from map(_to_entry, rows)

    def get_many(self, ids: Sequence[int]) -> dict[int, ThesaurusEntry]:
        """Those that exist, by id, in the order asked for."""
        wanted_ids = plain_ids(ids)
        found = {}
        for some in slices(wanted_ids):
            wanted = select(thesaurus_entries).where(thesaurus_entries.c.id.in_(some))
            found.update({row.id: _to_entry(row) for row in self._connection.execute(wanted)})
        return {id: found[id] for id in wanted_ids if id in found}

    def upsert_many(self, entries: Sequence[ThesaurusEntry]) -> list[UpsertResult]:
        """In the order given. Id 0 asks for a new id; a changed entry gets the next version."""
        self._changes.lock()
        known = self.get_many([entry.id for entry in entries])
        new = [entry for entry in entries if entry.id not in known]
        changed = [entry for entry in entries if entry.id in known and _differs(entry, known[entry.id])]
        given = iter(self._insert(new))
        self._update([replace(entry, version=known[entry.id].version + 1) for entry in changed])
        altered = {entry.id for entry in changed}
        results = []
        for entry in entries:
            if entry.id not in known:
                results.append(UpsertResult(next(given), Outcome.CREATED))
            else:
                outcome = Outcome.UPDATED if entry.id in altered else Outcome.UNCHANGED
                results.append(UpsertResult(entry.id, outcome))
        touched = [result.id for result in results if result.outcome is not Outcome.UNCHANGED]
        self._changes.record(ChangeKind.THESAURUS, touched)
        return results

    def _insert(self, entries: Sequence[ThesaurusEntry]) -> list[int]:
        """New ids in the order of the entries."""
        chosen = [{"id": entry.id, **_values(entry)} for entry in entries if entry.id]
        if chosen:
            self._connection.execute(insert(thesaurus_entries), chosen)
        open_ids = [_values(entry) for entry in entries if not entry.id]
        statement = insert(thesaurus_entries).returning(thesaurus_entries.c.id, sort_by_parameter_order=True)
        given = iter(self._connection.execute(statement, open_ids).scalars() if open_ids else ())
        return [entry.id or next(given) for entry in entries]

    def _update(self, entries: Sequence[ThesaurusEntry]) -> None:
        if not entries:
            return
        statement = update(thesaurus_entries).where(thesaurus_entries.c.id == bindparam("known_id"))
        self._connection.execute(statement, [{"known_id": entry.id, **_values(entry)} for entry in entries])


def _differs(entry: ThesaurusEntry, known: ThesaurusEntry) -> bool:
    return replace(entry, version=known.version) != known


def _values(entry: ThesaurusEntry) -> dict[str, str | int]:
    return {
        "industry": entry.industry,
        "lay_zh": to_list(entry.lay_zh),
        "technical_zh": to_list(entry.technical_zh),
        "lay_en": to_list(entry.lay_en),
        "technical_en": to_list(entry.technical_en),
        "version": entry.version,
    }


def _to_entry(row: Row[Any]) -> ThesaurusEntry:
    return ThesaurusEntry(
        id=row.id,
        industry=row.industry,
        lay_zh=from_list(row.lay_zh),
        technical_zh=from_list(row.technical_zh),
        lay_en=from_list(row.lay_en),
        technical_en=from_list(row.technical_en),
        version=row.version,
    )
