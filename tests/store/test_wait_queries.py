"""The queries of a wait: read at each ticket and for each board, they never walk a history.

Asked of both databases, with and without their statistics, after a history of months.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from core.clock import FixedClock
from core.domain.ticket import Kind
from core.store import lines, tables, tickets
from core.store.connection.engine import Store
from tests.builders import OFFICE, a_ticket, local

HOUR = timedelta(hours=1)
HISTORY_DAYS = 100
A_DAY = 40
Ask = Callable[[Connection, datetime], object]
A_TICKET = a_ticket(1_000_000, issued_at=local("2026-11-23 09:00"))

# What is asked, by the index that leads to it.
QUERIES: dict[str, Ask] = {
    "ticket_waiting": lambda connection, _now: lines.needs_before(connection, A_TICKET),
    "ticket_served": lambda connection, now: tickets.recent_services(
        connection, OFFICE, 40, until=now
    ),
    "ticket_number": lambda connection, now: lines.came_with_priority(
        connection, OFFICE, now.date(), since=now - HOUR, until=now
    ),
}


@pytest.fixture
def store(office_url: str, clock: FixedClock) -> Iterator[Store]:
    """Open an office's database with months of finished tickets in it, and a few of today."""
    opened = Store(office_url, timeout_s=120)
    with opened.begin() as connection:
        add_history(connection, clock.now())
    yield opened
    opened.close()


def add_history(connection: Connection, now: datetime) -> None:
    """Add tickets and their events, of every day before `now` and of today."""
    rows, lines = [], []
    seq = 1000
    for days in range(HISTORY_DAYS, -1, -1):
        at = now - timedelta(days=days)
        for number in range(A_DAY):
            seq += 1
            came_at = at + timedelta(minutes=number - A_DAY)
            is_over = days or number < A_DAY // 2
            ticket = a_ticket(
                number + 1,
                line="preferential" if number % 4 == 0 else "general",
                issued_at=came_at,
                after=(Kind.CALLED, Kind.STARTED, Kind.FINISHED) if is_over else (),
                id=seq,
                place=seq,
                day=at.date(),
                call_seq=seq if is_over else None,
            )
            rows.append(tickets.as_row(ticket))
            lines.append(
                {
                    "office": OFFICE,
                    "seq": seq,
                    "at": came_at,
                    "kind": "issued",
                    "ticket": seq,
                    "counter": 1,
                    "staff": None,
                    "data": {},
                    "request": None,
                }
            )
    connection.execute(tables.ticket.insert(), rows)
    connection.execute(tables.event.insert(), lines)


def plan_of(store: Store, ask: Ask, now: datetime) -> str:
    """Return how the database goes about the one query that `ask` makes."""
    asked: list[tuple[str, Any]] = []

    def note(
        _connection: Any, _cursor: Any, statement: str, given: Any, _context: Any, _many: bool
    ) -> None:
        asked.append((statement, given))

    with store.read() as connection:
        event.listen(store.engine, "before_cursor_execute", note)
        try:
            ask(connection, now)
        finally:
            event.remove(store.engine, "before_cursor_execute", note)
        [(statement, given)] = asked
        explain = "EXPLAIN QUERY PLAN" if store.is_sqlite else "EXPLAIN"
        rows = connection.exec_driver_sql(f"{explain} {statement}", given)
        return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize("are_counted", [False, True], ids=["new", "with statistics"])
def test_a_query_of_a_wait_reads_by_its_index_whatever_the_history(
    store: Store, clock: FixedClock, are_counted: bool
) -> None:
    if are_counted:
        with store.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))

    plans = {index: plan_of(store, ask, clock.now()) for index, ask in QUERIES.items()}

    others = {index: plan for index, plan in plans.items() if f" {index} " not in plan}
    assert others == {}
    assert [plan for plan in plans.values() if "SCAN" in plan or "Seq Scan" in plan] == []
