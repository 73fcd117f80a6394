"""What a database's fault means for people: a sentence, or a bug of ours that stays as it is."""

import sqlite3
from collections.abc import Callable, Sequence

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from core.errors import (
    N_,
    QueueError,
    StoreBusy,
    StoreCorrupt,
    StoreDiskFault,
    StoreDiskFull,
    StoreFault,
    StoreNotReady,
    StoreUnavailable,
    ValueRefused,
)

SQLITE_BUSY_S = 10
# What no environment causes: a statement that is wrong, a row that must not be.
OUR_OWN = (IntegrityError, ProgrammingError)
OUR_OWN_OF_SQLITE = (sqlite3.IntegrityError, sqlite3.ProgrammingError)
WRONG_STATEMENTS = ("no such column", "near ")  # unsaid: SQLite calls them operational

Make = Callable[[str, str], QueueError]  # of the database as it is shown, and the problem


def _of(kind: type[QueueError]) -> Make:
    return lambda shown, problem: kind(database=shown, problem=problem)


# The first that fits: how SQLite's name of the error begins.
_SQLITE: Sequence[tuple[tuple[str, ...], Make]] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        lambda shown, _: StoreBusy(database=shown, seconds=SQLITE_BUSY_S),
    ),
    (("SQLITE_NOTADB", "SQLITE_CORRUPT"), _of(StoreCorrupt)),
    (("SQLITE_FULL",), _of(StoreDiskFull)),
    (("SQLITE_IOERR",), _of(StoreDiskFault)),
    (("SQLITE_READONLY", "SQLITE_CANTOPEN"), _of(StoreUnavailable)),
)
# How PostgreSQL's code begins: a table that is not there, its disk, its system; then a connection
# that is lost, a server that stops or has no room, who may not come in, a standby that only reads.
_POSTGRESQL: Sequence[tuple[tuple[str, ...], Make]] = (
    (("42P01",), _of(StoreNotReady)),
    (("53100",), _of(StoreDiskFull)),
    (("58",), _of(StoreDiskFault)),
    (("08", "57", "53", "28", "3D", "25006"), _of(StoreUnavailable)),
)


def refusal_of(error: DBAPIError, shown: str) -> QueueError | None:
    """Return the sentence for a fault of the environment, None when it is a bug of ours.

    `shown` is the database's address without its password.
    """
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return refusal_of_sqlite(cause, shown)
    if isinstance(error, DataError):
        return ValueRefused()
    problem, state = first_line(cause), getattr(cause, "sqlstate", None)
    if error.connection_invalidated or state is None:
        return StoreUnavailable(database=shown, problem=problem)
    if (make := _fitting(_POSTGRESQL, state)) is not None:
        return make(shown, problem)
    return None if isinstance(error, OUR_OWN) else StoreFault(database=shown, problem=problem)


def refusal_of_sqlite(cause: sqlite3.Error, shown: str) -> QueueError | None:
    """Do the same for SQLite's own errors, which SQLAlchemy does not always wrap."""
    problem = first_line(cause)
    if (make := _fitting(_SQLITE, getattr(cause, "sqlite_errorname", ""))) is not None:
        return make(shown, problem)
    if problem.startswith("no such table"):  # unsaid: SQLite says it
        return StoreNotReady(database=shown)
    if isinstance(cause, OUR_OWN_OF_SQLITE) or problem.startswith(WRONG_STATEMENTS):
        return None
    return StoreFault(database=shown, problem=problem)


def _fitting(table: Sequence[tuple[tuple[str, ...], Make]], name: str) -> Make | None:
    return next((make for beginnings, make in table if name.startswith(beginnings)), None)


def first_line(error: BaseException | None) -> str:
    """Return what an error says, in one line without a full stop."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else N_("no reason was given")
