"""What a database's fault means for people: a sentence, or a bug of ours that stays as it is."""

import sqlite3
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from core.errors import (
    QueueError,
    StoreBusy,
    StoreClash,
    StoreCorrupt,
    StoreDiskFault,
    StoreDiskFull,
    StoreFault,
    StoreForbidden,
    StoreNotReady,
    StoreUnavailable,
    ValueRefused,
    Words,
)
from core.machine.disk import is_full
from core.store.connection.complaints import problem_of
from core.store.connection.place import DatabasePlace

if TYPE_CHECKING:
    import psycopg

    DatabaseError = DBAPIError | sqlite3.Error | psycopg.Error

SQLITE_BUSY_S = 10
# What no environment causes: a statement that is wrong, a row that must not be.
OUR_OWN_OF_SQLITE = (sqlite3.IntegrityError, sqlite3.ProgrammingError)
WRONG_STATEMENTS = ("no such column", "near ")  # unsaid: SQLite calls them operational
Make = Callable[[DatabasePlace, str | Words], QueueError]  # of the database, and the problem


def _of(kind: type[QueueError]) -> Make:
    return lambda place, problem: kind(database=place.shown, problem=problem)


def _forbidden(place: DatabasePlace, problem: str | Words) -> StoreForbidden:
    role, name = place.as_sql("user"), place.as_sql("dbname")
    return StoreForbidden(database=place.shown, problem=problem, role=role, name=name)


def _or_full(kind: type[QueueError]) -> Make:
    """Tell a full disk from another fault: where SQLite cannot grow a file it names both alike."""

    def make(place: DatabasePlace, problem: str | Words) -> QueueError:
        found = StoreDiskFull if is_full(place.file) else kind
        return found(database=place.shown, problem=problem)

    return make


# The first that fits: how SQLite's name of the error begins.
_SQLITE: Sequence[tuple[tuple[str, ...], Make]] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        lambda place, _: StoreBusy(database=place.shown, seconds=SQLITE_BUSY_S),
    ),
    (("SQLITE_NOTADB", "SQLITE_CORRUPT"), _of(StoreCorrupt)),
    (("SQLITE_FULL",), _of(StoreDiskFull)),
    (("SQLITE_IOERR",), _or_full(StoreDiskFault)),
    (("SQLITE_CANTOPEN",), _or_full(StoreUnavailable)),
    (("SQLITE_READONLY",), _of(StoreUnavailable)),
)
# How PostgreSQL's code begins: a transaction given up for another's sake; what the role may not
# do, or in no schema; a table that is not there; its disk, its system; then a connection that is
# lost, a server that stops or has no room, who may not come in, a standby that only reads, a
# client that stood still for too long.
_POSTGRESQL: Sequence[tuple[tuple[str, ...], Make]] = (
    (("40001", "40P01"), _of(StoreClash)),
    (("42501", "3F000"), _forbidden),
    (("42P01",), _of(StoreNotReady)),
    (("53100",), _of(StoreDiskFull)),
    (("58",), _of(StoreDiskFault)),
    (("08", "57", "53", "28", "3D", "25006", "25P03", "25P04"), _of(StoreUnavailable)),
)


def database_errors() -> "tuple[type[DatabaseError], ...]":
    """Return what a database's faults are raised as, by SQLAlchemy and by the drivers themselves.

    Of the drivers that are loaded: psycopg is where PostgreSQL is alone, as it takes 9 MB.
    """
    loaded = sys.modules.get("psycopg")
    ours = (DBAPIError, sqlite3.Error)
    return ours if loaded is None else (*ours, loaded.Error)


def refusal_of(error: "DatabaseError", place: DatabasePlace) -> QueueError | None:
    """Return the sentence for a fault of the environment, None when it is a bug of ours.

    SQLAlchemy wraps a driver's error, except before it has a connection.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    is_lost = isinstance(error, DBAPIError) and error.connection_invalidated
    problem = problem_of(cause)
    if isinstance(cause, sqlite3.Error):
        return _refusal_of_sqlite(cause, place, problem)
    import psycopg  # noqa: PLC0415 - it is loaded: no other driver has an error left

    if isinstance(cause, psycopg.DataError):
        return ValueRefused()
    state = getattr(cause, "sqlstate", None)
    if is_lost or state is None:
        return StoreUnavailable(database=place.shown, problem=problem)
    if (make := _fitting(_POSTGRESQL, state)) is not None:
        return make(place, problem)
    if isinstance(cause, psycopg.IntegrityError | psycopg.ProgrammingError):
        return None
    return StoreFault(database=place.shown, problem=problem)


def _refusal_of_sqlite(
    cause: sqlite3.Error, place: DatabasePlace, problem: str | Words
) -> QueueError | None:
    if (make := _fitting(_SQLITE, getattr(cause, "sqlite_errorname", ""))) is not None:
        return make(place, problem)
    said = str(cause)
    if said.startswith("no such table"):  # unsaid: SQLite says it
        return StoreNotReady(database=place.shown)
    if isinstance(cause, OUR_OWN_OF_SQLITE) or said.startswith(WRONG_STATEMENTS):
        return None
    return StoreFault(database=place.shown, problem=problem)


def _fitting(table: Sequence[tuple[tuple[str, ...], Make]], name: str) -> Make | None:
    return next((make for beginnings, make in table if name.startswith(beginnings)), None)
