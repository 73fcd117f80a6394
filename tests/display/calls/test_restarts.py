"""The database goes away while a call is spoken: it is spoken to its end, and told once."""

from collections import Counter
from threading import Event

import psycopg
import pytest
from sqlalchemy import make_url

from core.announce import Announcement
from core.errors import StoreError
from core.office import Office, Receipt
from core.office.devices import Devices
from core.speech.voice import SpokenResult, Voice
from tests.display.builders import issue_and_call, receipts, wait_for_call
from tests.display.conftest import NewHall
from tests.servers import PostgresServer


def shut(postgres: PostgresServer, url: str, *, is_shut: bool) -> None:
    """Let nobody in, and put out who is there, as a server that is started again does."""
    name = make_url(url).database
    allowed = "false" if is_shut else "true"
    with psycopg.connect(postgres.address, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {allowed}'.encode())
        if is_shut:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_database_that_restarts_while_a_call_is_spoken_hears_of_it_once_afterwards(  # noqa: PLR0917
    new_hall: NewHall,
    staffed_office: Office,
    office_url: str,
    postgres: PostgresServer,
    voice: Voice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, may_end = Event(), Event()
    say, add = voice.say, Devices.add_receipt
    written: Counter[tuple[int, bool]] = Counter()

    def slowly(announcement: Announcement, *, since: int | None = None) -> SpokenResult:
        begun.set()
        may_end.wait(60)
        return say(announcement, since=since)

    def counted(self: Devices, receipt: Receipt) -> None:
        add(self, receipt)
        written[receipt.call_seq, receipt.spoken_at is not None] += 1

    monkeypatch.setattr(voice, "say", slowly)
    monkeypatch.setattr(Devices, "add_receipt", counted)
    hall = new_hall()
    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    hall.wait(begun.is_set)
    hall.wait(lambda: hall.presenter.is_idle)

    shut(postgres, office_url, is_shut=True)
    may_end.set()
    hall.wait(lambda: not hall.announcer.is_busy and not hall.link.is_here)
    with pytest.raises(StoreError):
        receipts(staffed_office)
    shut(postgres, office_url, is_shut=False)
    hall.wait(lambda: hall.link.is_here)
    hall.seconds.pass_(3)
    hall.presenter.tick()
    hall.wait(lambda: hall.presenter.is_idle)

    (receipt,) = receipts(staffed_office)
    assert receipt.shown_at is not None
    assert receipt.spoken_at is not None
    assert receipt.failed is None
    assert written[receipt.call_seq, True] == 1
