"""Small pieces that several repositories use."""

import json
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

# SQLite takes 32,766 parameters to a statement, PostgreSQL twice as many.
PARAMETERS = 10_000
_LARGEST_ID = 2**63 - 1

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DECODER = json.JSONDecoder()

Item = TypeVar("Item")


def insert_or(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT that knows ON CONFLICT, in the words of the connection's database."""
    if connection.dialect.name != "postgresql":
        return sqlite.insert(table)
    # Its drivers take a twentieth of a second to import: only where they are used.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def plain_ids(ids: Iterable[int]) -> list[int]:
    """Ids as the driver takes them: NumPy's integers made plain, those that cannot exist left out."""
    return [plain for plain in map(int, ids) if 0 < plain <= _LARGEST_ID]


def slices(items: Sequence[Item], size: int = PARAMETERS) -> Iterator[Sequence[Item]]:
    """The items in pieces that fit one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def to_json(value: Any) -> str:
    """JSON that is readable in any database tool."""
    return _ENCODER.encode(value)


def to_list(words: Iterable[str]) -> str:
    """A JSON list, as `to_json` would write it, without setting up an encoder for each."""
    return f"[{','.join(map(encode_basestring, words))}]"


def from_list(text: str) -> tuple[str, ...]:
    """The words of a JSON list."""
    # The bare scanner: `to_list` leaves no space around a list, and a search decodes a hundred of them.
    return () if text == "[]" else tuple(_DECODER.raw_decode(text)[0])
