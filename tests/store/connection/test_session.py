"""Whatever a server, a database or a role sets by default, the queue works as it always does."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

import psycopg
import pytest
from argon2 import PasswordHasher
from psycopg.conninfo import make_conninfo
from sqlalchemy import text

from core.cli.doctor.doctor import examine
from core.errors import StoreClash, StoreEncoding
from core.language import Language
from core.machine.config import Config, VoiceConfig
from core.office import Office, template
from core.store.connection import engine, session
from core.store.connection.engine import Store
from core.store.connection.place import read_address
from tests.servers import PostgresServer

SOON_S = 10.0
DEFAULTS = {  # as the server shows them, units and all: they are compared with what it shows
    "DateStyle": "SQL, DMY",
    "IntervalStyle": "iso_8601",
    "TimeZone": "Asia/Kathmandu",
    "client_encoding": "LATIN1",
    "bytea_output": "escape",
    "extra_float_digits": "-15",
    "standard_conforming_strings": "off",
    "search_path": "nowhere",
    "default_transaction_isolation": "serializable",
    "default_transaction_read_only": "on",
    "default_transaction_deferrable": "on",
    "statement_timeout": "50ms",
    "lock_timeout": "1ms",
    "idle_in_transaction_session_timeout": "1ms",
    "idle_session_timeout": "1s",
    "synchronous_commit": "off",
    "lc_messages": "C",
}


@pytest.fixture
def backend() -> str:
    return "postgresql"


@contextmanager
def server_at(address: str, **other: str) -> Iterator[psycopg.Connection]:
    words = {**read_address(address).server, **other}
    with psycopg.connect(make_conninfo("", **words), autocommit=True) as connection:
        yield connection


def set_default(address: str, name: str, value: str) -> None:
    """Have the database of `address` begin each session with another value."""
    with server_at(address, dbname="postgres") as connection:
        connection.execute(
            psycopg.sql.SQL("ALTER DATABASE {} SET {} = {}").format(
                psycopg.sql.Identifier(read_address(address).server["dbname"]),
                psycopg.sql.Identifier(name),
                psycopg.sql.Literal(value) if name != "search_path" else psycopg.sql.SQL(value),
            )
        )


@pytest.mark.parametrize("name", [*DEFAULTS, "all at once"])
def test_a_morning_goes_as_always(
    database_url: str, name: str, cheap_hasher: PasswordHasher
) -> None:
    for each in DEFAULTS if name == "all at once" else (name,):
        set_default(database_url, each, DEFAULTS[each])

    document = template("san-andres")
    Office.create(database_url, "san-andres", document, hasher=cheap_hasher).close()
    with Office.open(database_url, hasher=cheap_hasher) as office:
        bell = office.doorbell()
        assert bell.wait(SOON_S)
        office.staff.add("ana", name="Ana ñandú – ★", pin="2468", must_change_pin=False)
        office.staff.sign_in("ana", pin="2468", counter=1)
        first = office.queue.issue(outside_hours=True)
        assert bell.wait(SOON_S)
        office.queue.issue("preferential", outside_hours=True, print_on="kiosk")
        called = office.queue.call_next(counter=1)
        office.queue.recall(counter=1)
        office.queue.start(counter=1)
        office.queue.hold(counter=1, reason="Buscar un «documento» \\ 'aparte'")
        office.queue.resume(counter=1)
        finished = office.queue.finish(counter=1)
        bell.close()
        bell.wait(0)

        assert called is not None
        assert called.code == "P-001"
        assert office.queue.waiting() == (first,)
        assert finished.paused_s > 0
        assert office.reports.day().figures.hall.served == 1
        assert office.staff.all()[0].name == "Ana ñandú – ★"
        assert office.inconsistencies() == ()
    config = Config(database=database_url, voice=VoiceConfig(engine="none"))
    assert [each for each in examine(config, Language.load("en")) if not each.ok] == []


def test_what_is_set_holds_in_every_transaction_and_in_the_doorbells(database_url: str) -> None:
    for name, value in DEFAULTS.items():
        set_default(database_url, name, value)
    store = Store(database_url)
    names = [each for each in DEFAULTS if each != "lc_messages"]
    shown = f"SELECT {', '.join(f'current_setting({each!r})' for each in names)}"

    with store.begin() as connection:
        writing = dict(zip(names, connection.execute(text(shown)).one(), strict=True))
    with store.read() as connection:
        reading = dict(zip(names, connection.execute(text(shown)).one(), strict=True))
    store.close()

    assert writing == reading
    assert (writing["synchronous_commit"], writing["statement_timeout"]) == ("on", "10s")
    assert not [each for each in names if writing[each] == DEFAULTS[each]]


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_hold_every_letter_is_refused_once(
    encoding: str, postgres: PostgresServer
) -> None:
    address = postgres.address_of(f"in_{encoding.lower()}")
    with server_at(postgres.address) as connection:
        connection.execute(
            f"CREATE DATABASE in_{encoding.lower()} ENCODING '{encoding}' TEMPLATE template0 "
            "LC_COLLATE 'C' LC_CTYPE 'C'"
        )

    try:
        with pytest.raises(StoreEncoding, match=f"{encoding}.*ENCODING 'UTF8'"):
            Office.create(address, "san-andres", template("san-andres"))
    finally:
        postgres.drop(address)


def give_up(address: str, *, times: int, state: str) -> None:
    """Have the server give up the next transactions that write to the journal."""
    with server_at(address) as connection:
        connection.execute("CREATE SEQUENCE given_up")  # no rollback takes it back
        connection.execute(
            "CREATE FUNCTION give_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF nextval('given_up') <= {times} THEN "
            f"RAISE EXCEPTION 'given up' USING ERRCODE = '{state}'; END IF; RETURN NULL; END $$"
        )
        connection.execute(
            "CREATE TRIGGER give_up AFTER INSERT ON event "
            "FOR EACH STATEMENT EXECUTE FUNCTION give_up()"
        )


@pytest.mark.parametrize("state", ["40001", "40P01"])
def test_a_transaction_given_up_for_anothers_sake_is_tried_again(
    staffed_office: Office, office_url: str, state: str
) -> None:
    give_up(office_url, times=engine.TRIES - 1, state=state)

    ticket = staffed_office.queue.issue()

    assert ticket.code == "A-001"
    assert staffed_office.queue.waiting() == (ticket,)


def test_it_is_not_tried_for_ever(staffed_office: Office, office_url: str) -> None:
    give_up(office_url, times=1000, state="40001")

    with pytest.raises(StoreClash, match="nothing was changed"):
        staffed_office.queue.issue()

    with server_at(office_url) as connection:
        row = connection.execute("SELECT last_value FROM given_up").fetchone()
        connection.execute("DROP TRIGGER give_up ON event")
    assert row == (engine.TRIES,)
    assert staffed_office.queue.waiting() == ()


class Pooler:
    """Stands between as a pooler does: the server process has another number than it tells."""

    def __init__(self, socket_file: str) -> None:
        self._socket_file = socket_file
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in self._threads:
            each.join()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._socket_file)
                for work in ((self._up, client, server), (self._down, server, client)):
                    self._threads.append(threading.Thread(target=work[0], args=work[1:]))
                    self._threads[-1].start()

    def _up(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):  # the other direction ended first, and closed both
            while data := client.recv(65536):
                server.sendall(data)
            server.shutdown(socket.SHUT_WR)

    def _down(self, server: socket.socket, client: socket.socket) -> None:
        with server, client, server.makefile("rb") as said:
            while head := said.read(5):
                kind, length = struct.unpack("!ci", head)
                body = said.read(length - 4)
                if kind == b"K":  # the number of the process, and a secret to cancel with
                    body = struct.pack("!i", 7) + body[4:]
                client.sendall(head + body)


def count_prepared(address: str) -> int:
    """Return how many statements the server has prepared after twenty times the same."""
    store = Store(address)
    with store.begin() as connection:
        for number in range(20):
            connection.execute(text("SELECT :number"), {"number": number})
        prepared = connection.scalar(text("SELECT count(*) FROM pg_prepared_statements"))
    store.close()
    return int(prepared or 0)


def test_statements_are_prepared_only_where_no_pooler_stands_between(office_url: str) -> None:
    words = read_address(office_url).server
    pooler = Pooler(f"{words['host']}/.s.PGSQL.5432")
    through = f"postgresql://postgres@127.0.0.1:{pooler.port}/{words['dbname']}?sslmode=disable"

    try:
        assert count_prepared(office_url) > 0
        assert count_prepared(f"{through}&gssencmode=disable") == 0
    finally:
        pooler.close()


def test_a_client_that_stands_still_in_a_transaction_holds_the_others_up_for_a_moment(
    staffed_office: Office, office_url: str
) -> None:
    place = read_address(office_url)
    still = psycopg.connect("", **session.words(place, 0.5))
    session.prepare(still, place, 0.5)
    still.execute("UPDATE office SET event_seq = event_seq + 0")

    ticket = staffed_office.queue.issue()

    assert ticket.code == "A-001"
    with pytest.raises(psycopg.Error):
        still.execute("SELECT 1")
    still.close()


@pytest.mark.parametrize(
    "hosts",
    [
        "127.0.0.1:9,{}:5432",
        "{}:5432,127.0.0.1:9",
        "no.such.host.invalid:5432,%2Fno%2Fsuch%2Ffolder:5433,{}:5432",
    ],
)
@pytest.mark.parametrize("options", ["", "?target_session_attrs=read-write"])
def test_of_several_hosts_the_one_that_answers_is_taken(
    hosts: str, options: str, office_url: str
) -> None:
    place = read_address(office_url)
    host = quote(place.server["host"], safe="")
    address = f"postgresql://postgres@{hosts.format(host)}/{place.server['dbname']}{options}"

    with Office.open(address) as office:
        bell = office.doorbell()

        assert bell.wait(SOON_S)
        assert office.queue.issue(outside_hours=True).code == "A-001"
        bell.close()
        bell.wait(0)
