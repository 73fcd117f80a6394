"""A server that freezes, dies or forgets us: a sentence in time, and nothing done twice."""

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Connection, text

from core.errors import StoreBusy, StoreUnavailable
from core.office import Office
from core.store.connection import engine
from core.store.connection.engine import Store
from tests.servers import PostgresServer


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_frozen_server_is_given_up_in_time(office_url: str) -> None:
    store = Store(office_url, timeout_s=0.5)
    with store.read() as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)

    began = time.monotonic()
    try:
        with pytest.raises(StoreUnavailable), store.read() as connection:
            connection.execute(text("SELECT 1"))
        took_s = time.monotonic() - began
    finally:
        os.kill(pid, signal.SIGCONT)
        store.close()

    assert took_s < 10, "it would otherwise hang until the server is thawed"


@pytest.mark.parametrize("backend", ["postgresql"])
def test_an_action_survives_the_loss_of_its_connection(
    staffed_office: Office, postgres: PostgresServer
) -> None:
    staffed_office.queue.issue()
    with psycopg.connect(postgres.address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'turnos'"
        )

    ticket = staffed_office.queue.issue()

    assert ticket.code == "A-002"
    assert [each.code for each in staffed_office.queue.waiting()] == ["A-001", "A-002"]


@pytest.mark.parametrize("backend", ["postgresql"])
def test_an_action_whose_answer_was_lost_is_not_done_twice(
    staffed_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = Store.begin
    lost: list[bool] = []

    @contextmanager
    def lose_the_answer(store: Store) -> Iterator[Connection]:
        with begin(store) as connection:
            yield connection
        if not lost:  # committed, and then the cable was pulled
            lost.append(True)
            raise StoreUnavailable(database="server", problem="the connection is lost")

    monkeypatch.setattr(Store, "begin", lose_the_answer)

    ticket = staffed_office.queue.issue()

    assert lost
    assert ticket.code == "A-001"
    assert len(staffed_office.queue.waiting()) == 1


def test_the_same_request_is_done_once(staffed_office: Office) -> None:
    first = staffed_office.queue.issue(request="one touch")
    again = staffed_office.queue.issue(request="one touch")
    called = staffed_office.queue.call_next(counter=1, request="one press")
    called_again = staffed_office.queue.call_next(counter=1, request="one press")

    assert first == again
    assert called == called_again
    assert len(staffed_office.journal()) == len({e.seq for e in staffed_office.journal()})
    assert sum(event.kind == "issued" for event in staffed_office.journal()) == 1
    assert sum(event.kind == "called" for event in staffed_office.journal()) == 1


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_file_that_another_program_holds_is_said_to_be_busy(
    staffed_office: Office, office_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SQLITE_BUSY_S", 0.2)
    other = sqlite3.connect(office_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreBusy, match="nothing was changed"):
        staffed_office.queue.issue()

    other.execute("ROLLBACK")
    other.close()
    assert staffed_office.queue.issue().code == "A-001"
