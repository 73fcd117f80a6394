"""The doorbell rings for every change, on each connection, and after every silence."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from core.clock import FixedClock
from core.errors import StoreUnavailable
from core.office import Doorbell, Office
from tests.servers import PostgresServer

SOON_S = 5.0


@pytest.fixture
def bell(office: Office) -> Iterator[Doorbell]:
    """Give a bell that has rung for being connected."""
    doorbell = office.doorbell()
    assert doorbell.wait(SOON_S)
    yield doorbell
    doorbell.close()
    doorbell.wait(0)


def test_it_rings_when_another_window_changes_something(
    bell: Doorbell, office: Office, office_url: str, clock: FixedClock
) -> None:
    assert not bell.wait(0.1)

    with Office.open(office_url, "san-andres", clock) as other:
        other.queue.issue()

    assert bell.wait(SOON_S)


def test_it_rings_for_what_devices_report(bell: Doorbell, office: Office) -> None:
    office.devices.seen("kiosk", "kiosk", {"printer": "ok"})

    assert bell.wait(SOON_S)


def test_a_burst_rings_at_least_once_and_then_it_is_quiet(bell: Doorbell, office: Office) -> None:
    for _ in range(20):
        office.queue.issue()

    assert bell.wait(SOON_S)
    while bell.wait(0.2):
        pass
    assert not bell.wait(0.1)


def test_closing_from_another_thread_ends_a_wait(bell: Doorbell) -> None:
    timer = threading.Timer(0.05, bell.close)
    timer.start()

    began = time.monotonic()
    rang = bell.wait(60)
    timer.join()

    assert not rang
    assert time.monotonic() - began < SOON_S


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_lost_connection_is_said_and_the_next_one_rings(
    bell: Doorbell, office: Office, postgres: PostgresServer
) -> None:
    with psycopg.connect(postgres.address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'turnos doorbell'"
        )

    with pytest.raises(StoreUnavailable):
        bell.wait(SOON_S)

    assert bell.wait(SOON_S), "what happened meanwhile must be read"


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_database_file_put_in_the_place_of_another_rings(
    bell: Doorbell, office: Office, office_url: str, tmp_path: Path
) -> None:
    file = Path(office_url.removeprefix("sqlite:///"))
    shutil.copy(file, tmp_path / "backup")

    (tmp_path / "backup").replace(file)

    assert bell.wait(SOON_S)
