"""What can be told of a database's own health: its pages, its structure, whether it takes a row.

For `turnos doctor`. Plain SQL and the database's own catalogue: what is damaged may not be read
through the tables that this program knows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Inspector, Table, func, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from core.domain.receipt import Unspoken
from core.domain.ticket import Kind, OfficeId
from core.errors import N_, StoreBusy, Words
from core.store import tables
from core.store.connection.engine import Store
from core.store.tables import metadata
from core.store.upgrade import VERSION_TABLE

MOST_TOLD = 5
LOCK_WAIT_S = 3
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code for a lock that was waited for in vain
RING = "turnos_ring"  # the doorbell's trigger, on each table that rings
_OF_ROLES = (Kind.STAFF_ADDED.value, Kind.ROLE_CHANGED.value, Kind.PERSON_CHANGED.value)
_OF_SETTINGS = (Kind.OFFICE_CREATED.value, Kind.SETTINGS_CHANGED.value)
RINGS = frozenset({"event", "print_job", "receipt", "device"})


def damage(store: Store) -> tuple[str, ...]:
    """Return what SQLite finds wrong in its file, a line each; PostgreSQL has no such question."""
    if not store.is_sqlite:
        return ()
    with store.read() as connection:
        found = connection.execute(text(f"PRAGMA integrity_check({MOST_TOLD})")).scalars()
        return tuple(line for line in map(str, found) if line != "ok")


def differences(store: Store) -> tuple[Words, ...]:
    """Return where the stored structure is not the one that this program uses."""
    with store.read() as connection:
        found = inspect(connection)
        there = set(found.get_table_names())
        missing = [name for name in metadata.tables if name not in there]
        lines = [Words(N_("table {name} is missing"), name=name) for name in missing]
        for table in metadata.tables.values():
            if table.name in there:
                lines += _of_table(found, table)
        if VERSION_TABLE in there:
            versions = connection.scalar(text(f"SELECT count(*) FROM {VERSION_TABLE}"))  # noqa: S608
            if versions != 1:
                words = N_("table {name} has {n} rows, not one")
                lines.append(Words(words, name=VERSION_TABLE, n=versions))
        return (*lines, *_of_triggers(connection, store))


def _of_table(found: Inspector, table: Table) -> Iterator[Words]:
    columns = {column["name"]: column for column in found.get_columns(table.name)}
    for column in table.columns:
        stored = columns.get(column.name)
        if stored is None:
            yield Words(N_("column {name} is missing"), name=f"{table.name}.{column.name}")
        elif stored["nullable"] is not bool(column.nullable):
            yield Words(N_("column {name} is another one"), name=f"{table.name}.{column.name}")
    key = found.get_pk_constraint(table.name)["constrained_columns"]
    if key != [column.name for column in table.primary_key.columns]:
        yield Words(N_("the primary key of {name} is another one"), name=table.name)
    stored_indexes = {
        index["name"]: (bool(index["unique"]), tuple(index["column_names"]), _where(index))
        for index in found.get_indexes(table.name)
    }
    for wanted in table.indexes:
        condition = wanted.dialect_options["sqlite"]["where"]
        expected = (
            wanted.unique,
            tuple(column.name for column in wanted.columns),
            condition is not None,
        )
        if wanted.name not in stored_indexes:
            yield Words(N_("index {name} is missing"), name=wanted.name)
        elif stored_indexes[wanted.name] != expected:
            yield Words(N_("index {name} is another one"), name=wanted.name)


def _where(index: Any) -> bool:
    """Return whether an index holds only some rows."""
    options = index.get("dialect_options", {})
    return any(options.get(f"{name}_where") is not None for name in ("sqlite", "postgresql"))


def _of_triggers(connection: Connection, store: Store) -> Iterator[Words]:
    """Say which triggers and rules there are that nobody here made, and which bells are missing."""
    if store.is_sqlite:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        names = connection.execute(text(query)).scalars()
        yield from (Words(N_("trigger {name} is none of ours"), name=name) for name in names)
        return
    query = (
        "SELECT t.tgname, c.relname, t.tgenabled FROM pg_trigger t JOIN pg_class c "
        "ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE NOT t.tgisinternal AND n.nspname = current_schema() ORDER BY 1, 2"
    )
    bells = set()
    for name, table, enabled in connection.execute(text(query)):
        state = enabled.decode() if isinstance(enabled, bytes) else enabled
        if name == RING and table in RINGS and state == "O":
            bells.add(table)
        elif table in metadata.tables and name != RING:
            yield Words(N_("trigger {name} is none of ours"), name=f"{name} ({table})")
    yield from (
        Words(N_("the bell of {name} is missing"), name=each) for each in sorted(RINGS - bells)
    )
    rules = "SELECT rulename, tablename FROM pg_rules WHERE schemaname = current_schema()"
    for name, table in connection.execute(text(rules)):
        yield Words(N_("rule {name} is none of ours"), name=f"{name} ({table})")


def swallows(store: Store, office: OfficeId) -> bool:
    """Take the office's lock, write an event, look for it, and take it all back.

    True when it was written and is not there.

    Raises:
        StoreBusy: somebody else holds the lock, for longer than any action takes.
        StoreError: the database takes nothing.
    """
    seq = _nobody_has()
    with store.begin() as connection:
        try:
            if not store.is_sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_WAIT_S}s'"))
            connection.execute(
                tables.office.update()
                .where(tables.office.c.id == office)
                .values(event_seq=tables.office.c.event_seq)
            )
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
                shown = store.place.shown
                raise StoreBusy(database=shown, seconds=LOCK_WAIT_S) from error
            raise
        row = {"office": office, "seq": seq, "at": datetime.now(UTC), "data": {}}
        connection.execute(insert(tables.event), row | {"kind": Kind.VOICE_TESTED.value})
        is_there = connection.execute(
            select(tables.event.c.seq).where(
                tables.event.c.office == office, tables.event.c.seq == seq
            )
        ).first()
        connection.rollback()
    return is_there is None


def _nobody_has() -> int:
    """Return the number of an event that no office will ever reach."""
    return tables.LARGEST_ID - 1


def journal_ends(store: Store, office: OfficeId) -> tuple[int, int, int]:
    """Return the last event's number by the office and by the journal, and how many events are
    there.
    """
    event = tables.event
    with store.read() as connection:
        said = connection.scalar(
            select(tables.office.c.event_seq).where(tables.office.c.id == office)
        )
        last, count = connection.execute(
            select(func.max(event.c.seq), func.count()).where(event.c.office == office)
        ).one()
        return said or 0, last or 0, count


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """Somebody who works at an office, as the table has them, whatever that is."""

    username: str
    role: str
    pin_hash: str
    wrong_tries: int
    paused_until: datetime | None


def people(connection: Connection, office: OfficeId) -> tuple[StoredPerson, ...]:
    """Return everybody who is registered at an office and has not left."""
    staff = tables.staff
    rows = connection.execute(
        select(*(staff.c[name] for name in StoredPerson.__slots__))
        .where(staff.c.office == office, staff.c.deactivated_at.is_(None))
        .order_by(staff.c.username)
    )
    return tuple(StoredPerson(*row) for row in rows)


def told_roles(connection: Connection, office: OfficeId) -> dict[str, str]:
    """Return everybody's role by the journal's latest word, by user name."""
    event = tables.event
    rows = connection.execute(
        select(event.c.staff, event.c.data)
        .where(event.c.office == office, event.c.kind.in_(_OF_ROLES))
        .order_by(event.c.seq)
    )
    return {row.staff: row.data["role"] for row in rows if "role" in row.data}


def strange_receipts(connection: Connection, office: OfficeId) -> tuple[str, ...]:
    """Return the words in receipts that no display of ours writes."""
    receipt = tables.receipt
    rows = connection.scalars(
        select(receipt.c.unspoken)
        .where(receipt.c.office == office, receipt.c.unspoken.not_in(list(Unspoken)))
        .distinct()
    )
    return tuple(sorted(rows))


def settings_events(connection: Connection, office: OfficeId) -> tuple[int, int | None]:
    """Return the event that the settings are said to come from, and the latest that made any."""
    event = tables.event
    said = connection.scalar(
        select(tables.office.c.settings_seq).where(tables.office.c.id == office)
    )
    last = connection.scalar(
        select(func.max(event.c.seq)).where(
            event.c.office == office, event.c.kind.in_(_OF_SETTINGS)
        )
    )
    return said or 0, last
