"""Rows out of a database and into one, as lines of JSON that are the same for both kinds.

A line holds a row's values in the order of its columns: instants and days as ISO 8601, the rest as
JSON has it, keys of objects in their alphabetical order. So equal rows are equal lines.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    insert,
    select,
)
from sqlalchemy.types import TypeEngine

from core.store.tables import Instant, Json, JsonText

BATCH = 500
# What a column holds, by the word that a copy has for it; the first that fits names it.
_KINDS: Mapping[str, tuple[type[TypeEngine[Any]], TypeEngine[Any]]] = {
    "instant": (Instant, Instant()),
    "date": (Date, Date()),
    "json": (JsonText, Json),
    "boolean": (Boolean, Boolean()),
    "float": (Float, Float()),
    "integer": (Integer, BigInteger()),
    "text": (Text, Text()),
}
_READ: Mapping[str, Callable[[str], Any]] = {
    "instant": datetime.fromisoformat,
    "date": date.fromisoformat,
}


@dataclass(frozen=True, slots=True)
class CopiedColumn:
    """`kind` is a word of ours; `in_key`: part of the primary key."""

    name: str
    kind: str
    in_key: bool = False


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table as a copy holds it; `digest` is the SHA-256 of its lines, in hex."""

    name: str
    columns: tuple[CopiedColumn, ...]
    rows: int = 0
    digest: str = ""


def described(table: Table) -> CopiedTable:
    """Return what a copy says of one of our tables, before its rows are counted."""
    columns = (
        CopiedColumn(str(column.name), _kind_of(column), column.primary_key)
        for column in table.columns
    )
    return CopiedTable(str(table.name), tuple(columns))


def lines(connection: Connection, described: CopiedTable) -> Iterator[bytes]:
    """Yield the rows of a table, by their key, a line each."""
    table = _table(described)
    rows = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    for row in connection.execute(rows):
        yield msgspec.json.encode(list(row), order="sorted") + b"\n"


def digest_of(found: Iterable[bytes]) -> tuple[int, str]:
    """Return how many lines there are, and their SHA-256 in hex."""
    digest, count = sha256(), 0
    for line in found:
        digest.update(line)
        count += 1
    return count, digest.hexdigest()


def load(connection: Connection, described: CopiedTable, found: Iterable[bytes]) -> None:
    """Insert the rows of a table."""
    table = _table(described)
    names = [(column.name, _READ.get(column.kind)) for column in described.columns]
    values = (_values(names, msgspec.json.decode(line)) for line in found)
    while batch := list(islice(values, BATCH)):
        connection.execute(insert(table), batch)


def _values(
    names: Sequence[tuple[str, Callable[[str], Any] | None]], plain: Sequence[Any]
) -> dict[str, Any]:
    return {
        name: value if read is None or value is None else read(value)
        for (name, read), value in zip(names, plain, strict=True)
    }


def _table(described: CopiedTable) -> Table:
    """Return the table as it was when it was copied: a later program may have another."""
    columns = (
        Column(column.name, _KINDS[column.kind][1], primary_key=column.in_key)
        for column in described.columns
    )
    return Table(described.name, MetaData(), *columns)


def _kind_of(column: Column[Any]) -> str:
    return next(kind for kind, (known, _) in _KINDS.items() if isinstance(column.type, known))
