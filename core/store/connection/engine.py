"""Connections and transactions: `begin` to write, `read` to look, both databases alike.

The environment's faults become `StoreError`s here, with their cause; a lost connection and a
busy file are told apart so that a caller may try again.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import uniform
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.errors import (
    QueueError,
    StoreBusy,
    StoreClash,
    StoreNotConfirmed,
    StoreUnavailable,
    ValueRefused,
)
from core.store.connection import session
from core.store.connection.place import DatabasePlace, read_address
from core.store.connection.refusals import SQLITE_BUSY_S, database_errors, refusal_of
from core.store.connection.watchdog import TransactionWatchdog

if TYPE_CHECKING:
    import psycopg

    from core.store.connection.refusals import DatabaseError

POOL_WAIT_S = 10
_BUSY_TIMEOUT = f"PRAGMA busy_timeout = {SQLITE_BUSY_S * 1000}"
_READ = "turnos_read"
# Otherwise PostgreSQL looks anew with every statement: a call between two of them is in neither.
_ONE_STATE = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
TRIES = 5
T = TypeVar("T")


class Store:
    """One database. Safe from several threads: each transaction has a connection of its own.

    Args:
        url: the address, see `core.store.connection.place`.
        timeout_s: how long PostgreSQL may take to connect or for one transaction.
    """

    def __init__(self, url: str, *, timeout_s: float = 5.0) -> None:
        self.place: DatabasePlace = read_address(url)
        self.timeout_s = timeout_s
        self.is_sqlite = self.place.is_sqlite
        self._watchdog = None if self.is_sqlite else TransactionWatchdog(timeout_s)
        self._one_state = {} if self.is_sqlite else _ONE_STATE
        self.engine = _sqlite(self.place) if self.is_sqlite else _postgresql(self.place, timeout_s)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a transaction that writes; on SQLite it waits for the other writer first.

        Raises:
            StoreNotConfirmed: nobody knows whether it was kept.
            StoreUnavailable: nothing was changed.
        """
        with self._connection() as connection, connection.begin() as transaction:
            yield connection
            if transaction.is_active:  # not rolled back meanwhile
                with self._committing():
                    transaction.commit()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that only looks, at one state of the database, waiting for nobody."""
        with self._connection() as connection:
            looking = connection.execution_options(**{_READ: True}, **self._one_state)
            with looking.begin():
                yield looking

    @contextmanager
    def at_leisure(self, *, writes: bool = False) -> Iterator[Connection]:
        """Open a transaction that may take minutes: everything is copied, or brought back.

        One that only looks sees one state of the database, and nobody waits for it.
        """
        with self._refusing(), self.engine.connect() as connection:
            looking = {} if writes else {_READ: True, **self._one_state}
            patient = connection.execution_options(**looking)
            with patient.begin():
                for limit in () if self.is_sqlite else session.LIMITS:
                    patient.exec_driver_sql(f"SET LOCAL {limit} = 0")
                yield patient

    def reading(self, look: Callable[[Connection], T]) -> T:
        """Return what `look` finds, trying once more on a connection that was found dead."""

        def once() -> T:
            with self.read() as connection:
                return look(connection)

        try:
            return self.trying(once)
        except StoreUnavailable:
            if self.is_sqlite:
                raise
            return self.trying(once)

    def trying(self, transaction: Callable[[], T]) -> T:
        """Return what a whole transaction does, again if the server gave it up for another one.

        Raises:
            StoreClash: it was given up `TRIES` times.
        """
        for number in range(1, TRIES):
            try:
                return transaction()
            except StoreClash:
                sleep(uniform(0.5, 1.5) * number / 100)  # noqa: S311 - so that two do not keep step
        return transaction()

    def close(self) -> None:
        self.engine.dispose()
        if self._watchdog is not None:
            self._watchdog.close()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        with self._refusing(), self.engine.connect() as connection:
            if self._watchdog is None:
                yield connection
            else:
                with self._watchdog.over(connection):
                    yield connection

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Say in a sentence what goes wrong with a connection."""
        try:
            yield
        except database_errors() as error:  # unwrapped: of our own BEGIN, of preparing
            raise self.refusal(error) from error
        except (OverflowError, UnicodeError) as error:  # of a value, before the database saw it
            raise ValueRefused from error
        except PoolTimeout as error:  # more threads at once than connections, for long
            raise StoreBusy(database=self.place.shown, seconds=POOL_WAIT_S) from error

    @contextmanager
    def _committing(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            refusal = self.refusal(error)
            # SQLite undoes what it had no room for; of a disk's fault in a COMMIT it says nothing.
            name = getattr(error.orig, "sqlite_errorname", "SQLITE_IOERR")
            if isinstance(refusal, StoreUnavailable) and name.startswith("SQLITE_IOERR"):
                raise StoreNotConfirmed(**refusal.fields) from error
            raise

    def refusal(self, error: "DatabaseError") -> "QueueError | DatabaseError":
        """Return the sentence for a fault of the environment, or `error` when it is our own."""
        return refusal_of(error, self.place) or error


def _sqlite(place: DatabasePlace) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(place.file.absolute())),
        connect_args={"timeout": SQLITE_BUSY_S},
        pool_timeout=POOL_WAIT_S,
        hide_parameters=True,  # of a traceback, which may be shown to anybody
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, below
        for pragma in (
            _BUSY_TIMEOUT,
            "PRAGMA journal_mode = WAL",
            "PRAGMA synchronous = FULL",  # at NORMAL a power cut may lose a ticket on paper
            "PRAGMA foreign_keys = ON",
        ):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        if connection.get_execution_options().get(_READ, False):
            connection.exec_driver_sql("BEGIN")
        else:
            raw = connection.connection.driver_connection
            assert raw is not None  # it was just checked out
            begin_writing(raw)

    return engine


def begin_writing(raw: Any) -> None:
    """Begin a transaction that holds the write lock from its start.

    A deferred BEGIN that writes after reading fails with SQLITE_BUSY_SNAPSHOT. SQLite's own
    busy handler sleeps up to 100 ms between tries, and one of several busy writers starves for
    over a second; trying again every millisecond or so serves all of them.
    """
    deadline = monotonic() + SQLITE_BUSY_S
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorname.startswith("SQLITE_BUSY")
                if not is_busy or monotonic() > deadline:
                    raise
            else:
                return
            sleep(uniform(0.5, 1.5) / 1000)  # noqa: S311 - only so that two do not keep step
    finally:
        raw.execute(_BUSY_TIMEOUT)


def _postgresql(place: DatabasePlace, timeout_s: float) -> Engine:
    # No pre-ping: a dead connection is found by the first statement, and tried again once.
    engine = create_engine(
        "postgresql+psycopg://",
        connect_args=session.words(place, timeout_s),
        pool_size=4,
        max_overflow=8,
        pool_timeout=POOL_WAIT_S,
        hide_parameters=True,  # of a traceback, which may be shown to anybody
    )

    @event.listens_for(engine, "connect", insert=True)  # before SQLAlchemy asks anything
    def prepare(connection: "psycopg.Connection[Any]", _record: Any) -> None:
        session.prepare(connection, place, timeout_s)

    return engine
