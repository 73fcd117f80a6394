"""What the databases hold to: each would be missed only on the day that it is needed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import IntegrityError

from core.domain.ticket import OfficeId
from core.office import Office
from core.store import tables, tickets
from core.store.connection.engine import Store

AT = datetime(2026, 11, 24, 14, tzinfo=UTC)
OFFICE = "san-andres"


@pytest.fixture
def store(staffed_office: Office, office_url: str) -> Iterator[Store]:
    opened = Store(office_url)
    yield opened
    opened.close()


def pragma(connection: Connection, name: str) -> Any:
    return connection.scalar(text(f"PRAGMA {name}"))


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_every_sqlite_connection_keeps_what_it_commits_through_a_power_cut(store: Store) -> None:
    with store.begin() as one, store.read() as other:
        for connection in (one, other):
            assert pragma(connection, "synchronous") == 2  # FULL
            assert pragma(connection, "journal_mode") == "wal"
            assert pragma(connection, "foreign_keys") == 1


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_every_postgresql_connection_keeps_what_it_commits_and_looks_at_one_state(
    store: Store,
) -> None:
    with store.begin() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
        assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"
    with store.read() as connection:
        assert connection.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert connection.scalar(text("SHOW transaction_read_only")) == "on"


def an_event(seq: int, **changes: Any) -> dict[str, Any]:
    row = {"office": OFFICE, "seq": seq, "at": AT, "kind": "issued", "data": {}, "request": None}
    return row | changes


def a_ticket(ticket: int, **changes: Any) -> dict[str, Any]:
    row = {
        "office": OFFICE,
        "id": ticket,
        "day": date(2026, 11, 24),
        "line": "general",
        "service": "atencion",
        "state": "waiting",
        "place": ticket,
        "channel": "in_person",
        "language": "es",
        "issued_at": AT,
        "calls": 0,
        "reinstated": False,
        "paused_s": 0.0,
    }
    return row | changes


NUMBER = {"series": "A", "number": 7}
TWICE = {
    "a number on one day": (tables.ticket, a_ticket(9001, **NUMBER), a_ticket(9002, **NUMBER)),
    "an open ticket at one counter": (
        tables.ticket,
        a_ticket(9001, counter=1, state="called"),
        a_ticket(9002, counter=1, state="serving"),
    ),
    "a ticket": (tables.ticket, a_ticket(9001), a_ticket(9001)),
    "an event's number": (tables.event, an_event(9001), an_event(9001)),
    "a request": (tables.event, an_event(9001, request="key"), an_event(9002, request="key")),
    "a person at two counters": (
        tables.counter,
        {"office": OFFICE, "number": 8, "staff": "dora", "since": AT},
        {"office": OFFICE, "number": 9, "staff": "dora", "since": AT},
    ),
    "a counter": (
        tables.counter,
        {"office": OFFICE, "number": 8, "staff": "dora", "since": AT},
        {"office": OFFICE, "number": 8, "staff": "emilio", "since": AT},
    ),
}


@pytest.mark.parametrize("what", TWICE)
def test_the_database_itself_refuses_the_same_thing_twice(store: Store, what: str) -> None:
    table, one, other = TWICE[what]
    with pytest.raises(IntegrityError), store.begin() as connection:  # noqa: PT012 - the second
        connection.execute(insert(table), one)
        connection.execute(insert(table), other)


@pytest.mark.parametrize("table", ["ticket", "event"])
def test_nothing_belongs_to_an_office_that_is_not_there(store: Store, table: str) -> None:
    row = a_ticket(9001) if table == "ticket" else an_event(9001)
    with pytest.raises(IntegrityError), store.begin() as connection:
        connection.execute(insert(tables.metadata.tables[table]), row | {"office": "nowhere"})


def test_the_number_of_a_transaction_that_was_given_up_is_given_again(
    store: Store, staffed_office: Office
) -> None:
    day = staffed_office.queue.board().day
    with pytest.raises(ZeroDivisionError), store.begin() as connection:  # noqa: PT012 - given up
        assert tickets.take_number(connection, OfficeId(OFFICE), day, "A") == 1
        raise ZeroDivisionError

    assert staffed_office.queue.issue().number == 1
