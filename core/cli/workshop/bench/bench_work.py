"""What the processes of the bench do: our work, and the same work in plain SQL.

The floor writes the same rows in the same transactions with the driver alone: the office's lock
and its number, the series' number, the ticket, the event; nothing of it is left out.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from core.cli.workshop.bench.bench_process import READY
from core.office import Office
from core.store.connection.engine import begin_writing
from core.store.connection.place import read_address

OFFICE = "san-andres"
DAY = date(2020, 1, 2)  # the floor's own day, so that its numbers are its own
NOW = datetime(2020, 1, 2, 14, tzinfo=UTC)
MICROSECONDS = int(NOW.timestamp() * 1_000_000)
EVENT_DATA = (
    '{"day": "2020-01-02", "line": "general", "service": "customer-service", '
    '"language": "es", "series": "Z", "number": 1, "code": "Z-001"}'
)
CALL_DATA = '{"why": {"rule": "first_come"}, "code": "Z-001", "line": "general", "calls": 1}'
Execute = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Block:
    """One process's rounds: when they began and ended on the system's clock, and each one's ms."""

    began: float
    ended: float
    rounds_ms: tuple[float, ...]


def timed(end: Connection, work: Callable[[], object]) -> None:
    """Say that all is ready; then do as many rounds as are asked for, a block each, until 0 are."""
    work()  # warm: connections, statements
    end.send(READY)
    while rounds := end.recv():
        began = time.time()
        took = tuple(ms_of(work) for _ in range(rounds))
        end.send(Block(began, time.time(), took))


def ms_of(do: Callable[[], object]) -> float:
    """Return how many milliseconds `do` takes."""
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


Work = Callable[[str, int, Connection], None]


def telling(work: Work, url: str, number: int, end: Connection) -> None:
    """Do `work`, and send what ends it instead: the bench tells it, and goes on."""
    try:
        work(url, number, end)
    except Exception as error:  # noqa: BLE001 - of any kind: the bench is waiting
        end.send(f"{type(error).__name__}: {error}")


def issue(url: str, _number: int, end: Connection) -> None:
    with Office.open(url, OFFICE) as office:
        timed(end, lambda: office.queue.issue(outside_hours=True))


def call(url: str, number: int, end: Connection) -> None:
    def once() -> None:
        if office.queue.call_next(counter=number) is None:
            raise AssertionError("the bench ran out of waiting tickets")
        office.queue.no_show(counter=number)

    with Office.open(url, OFFICE) as office:
        timed(end, once)


def floor_issue(url: str, _number: int, end: Connection) -> None:
    with _plain(url) as (execute, now):
        timed(end, lambda: _floor_issue(execute, now))


def floor_call(url: str, number: int, end: Connection) -> None:
    with _plain(url) as (execute, now):
        timed(end, lambda: _floor_call(execute, now, number))


@contextmanager
def plain_issues(url: str) -> Iterator[Callable[[], None]]:
    """Give what issues a ticket in plain SQL."""
    with _plain(url) as (execute, now):
        yield lambda: _floor_issue(execute, now)


def _floor_issue(execute: Execute, now: Any) -> None:
    execute("BEGIN")
    seq, _ = _lock(execute)
    number = execute(
        "INSERT INTO series (office, day, series, last_number) VALUES (?, ?, 'Z', 1) "
        "ON CONFLICT (office, day, series) DO UPDATE SET last_number = series.last_number + 1 "
        "RETURNING last_number",
        (OFFICE, DAY.isoformat()),
    ).fetchone()[0]
    _event(execute, seq, now=now, kind="issued", ticket=None, data=EVENT_DATA)
    execute(
        "INSERT INTO ticket (office, id, day, line, service, state, place, channel, language, "
        "issued_at, series, number, code, calls, reinstated, paused_s) VALUES (?, ?, ?, "
        "'general', 'customer-service', 'cancelled', ?, 'in_person', 'es', ?, 'Z', ?, ?, 0, "
        "false, 0)",
        (OFFICE, seq, DAY.isoformat(), seq, now, number, f"Z-{number:03d}"),
    )
    execute("COMMIT")


def _floor_call(execute: Execute, now: Any, counter: int) -> None:
    execute("BEGIN")
    seq, day = _lock(execute)
    (ticket,) = execute(
        "SELECT id FROM ticket WHERE office = ? AND state = 'waiting' AND day = ? "
        "AND line = 'general' ORDER BY place LIMIT 1",
        (OFFICE, day),
    ).fetchone()
    _event(execute, seq, now=now, kind="called", ticket=ticket, data=CALL_DATA)
    execute(
        "UPDATE ticket SET state = 'called', counter = ?, calls = 1, call_seq = ?, "
        "called_at = ?, last_called_at = ? WHERE office = ? AND id = ?",
        (counter, seq, now, now, OFFICE, ticket),
    )
    execute("COMMIT")
    execute("BEGIN")
    seq, _ = _lock(execute)
    _event(execute, seq, now=now, kind="no_show", ticket=ticket, data="{}")
    execute(
        "UPDATE ticket SET state = 'no_show', finished_at = ? WHERE office = ? AND id = ?",
        (now, OFFICE, ticket),
    )
    execute("COMMIT")


def _lock(execute: Execute) -> tuple[int, Any]:
    """Take the office's lock; return its next number, and its day as the database writes it."""
    row = execute(
        "UPDATE office SET event_seq = event_seq + 1 WHERE id = ? RETURNING event_seq, day",
        (OFFICE,),
    ).fetchone()
    return int(row[0]), row[1]


def _event(
    execute: Execute, seq: int, *, now: Any, kind: str, ticket: int | None, data: str
) -> None:
    execute(
        "INSERT INTO event (office, seq, at, kind, ticket, data, request) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (OFFICE, seq, now, kind, ticket, data, f"{seq:032x}"),
    )


@contextmanager
def _plain(url: str) -> Iterator[tuple[Execute, Any]]:
    """Open the database with its driver alone; give `execute(sql, values)` and an instant."""
    place = read_address(url)
    if place.is_sqlite:
        connection = sqlite3.connect(place.file, timeout=10, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

        def on_sqlite(sql: str, values: tuple[Any, ...] = ()) -> Any:
            # In turn, as the office does: SQLite's own way of waiting starves one of several.
            return begin_writing(connection) if sql == "BEGIN" else connection.execute(sql, values)

        try:
            yield on_sqlite, MICROSECONDS
        finally:
            connection.close()
        return
    with psycopg.connect(make_conninfo("", **place.server), autocommit=True) as server:

        def on_postgresql(sql: str, values: tuple[Any, ...] = ()) -> Any:
            return server.execute(sql.replace("?", "%s"), values)

        yield on_postgresql, NOW


def add_history(url: str, count: int) -> None:
    """Add `count` finished tickets of past days, each with its event in the journal."""
    if count:
        _insert(url, count, state="finished")


def add_waiting(url: str, count: int) -> None:
    """Add `count` waiting tickets of today."""
    _insert(url, count, state="waiting")


def leave_waiting(url: str, count: int) -> None:
    """Take all but the first `count` who wait out of the hall, as if they had never come."""
    with _plain(url) as (execute, _):
        execute(
            "DELETE FROM ticket WHERE office = ? AND state = 'waiting' AND id NOT IN (SELECT id "
            "FROM ticket WHERE office = ? AND state = 'waiting' ORDER BY id LIMIT ?)",
            (OFFICE, OFFICE, count),
        )


def _insert(url: str, count: int, *, state: str) -> None:
    """Insert tickets with one statement; ids follow the office's events."""
    place = read_address(url)
    with Office.open(url, OFFICE) as office:
        day = office.queue.board().day
    with _plain(url) as (execute, now):
        execute("BEGIN")
        start, _ = _lock(execute)
        execute("UPDATE office SET event_seq = event_seq + ? WHERE id = ?", (count + 1, OFFICE))
        if place.is_sqlite:
            numbers = (
                f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
            )
            old_day = "date('2015-01-01', (i / 300) || ' days')"
            old_time = "? - i * 60000000"  # a minute each: instants that are all alike are no years
        else:
            numbers = f"WITH n AS (SELECT generate_series(1, {count}) AS i)"
            old_day = "date '2015-01-01' + i / 300"
            old_time = "CAST(? AS timestamptz) - i * interval '1 minute'"
        is_old = state == "finished"
        on_day = old_day if is_old else _literal_day(day, is_sqlite=place.is_sqlite)
        ended = old_time if is_old else "NULL"
        number = "i - i / 300 * 300 + 1" if is_old else f"{start} + i"
        execute(
            f"{numbers} INSERT INTO ticket (office, id, day, line, service, state, place, "
            "channel, language, issued_at, series, number, code, calls, reinstated, paused_s, "
            f"called_at, started_at, finished_at, call_seq) SELECT '{OFFICE}', {start} + i, "
            f"{on_day}, 'general', "
            f"'customer-service', '{state}', {start} + i, 'in_person', 'es', ?, 'Y', {number}, "
            f"'Y-' || ({number}), 0, false, 0, {ended}, {ended}, {ended}, "
            f"{f'{start} + i' if is_old else 'NULL'} FROM n",
            (now, *((now, now, now) if is_old else ())),
        )
        if is_old:
            execute(
                f"{numbers} INSERT INTO event (office, seq, at, kind, ticket, data) "
                f"SELECT '{OFFICE}', {start} + i, ?, 'issued', {start} + i, ? FROM n",
                (now, EVENT_DATA),
            )
        execute("COMMIT")


def analyse(url: str) -> None:
    """Have the database count what it plans by: PostgreSQL does so by itself, SQLite never."""
    with _plain(url) as (execute, _):
        execute("ANALYZE")


def _literal_day(day: date, *, is_sqlite: bool) -> str:
    return f"'{day.isoformat()}'" if is_sqlite else f"date '{day.isoformat()}'"
