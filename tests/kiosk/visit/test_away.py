"""The database away: a sentence within five seconds, and never two tickets for one touch."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from core.domain.ticket import Line, Ticket
from core.errors import StoreUnavailable, UnknownService
from core.office import Board, Office
from kiosk.visit.page_values import Busy, Home, NoServer, Result
from kiosk.visit.times import Times
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start, issued, on_both_databases
from tests.servers import PostgresServer

NO_TICKET = "En este momento no podemos darle un turno aquí."
WAY_OUT = "Por favor acérquese a un facilitador."
Issue = Callable[[], Ticket]


class Wire:
    """The wire between a kiosk and its office, on which a test treads: each of `troubles` meets
    one issue of a ticket, and is called with the real one.
    """

    def __init__(self) -> None:
        self.troubles: list[Callable[[Issue], Ticket]] = []
        self.asked = 0

    def lay(
        self,
        office: Office,
        monkeypatch: pytest.MonkeyPatch,
        *,
        on: object | None = None,
        name: str = "issue",
    ) -> None:
        """Have `name` of `on` (the queue) run over this wire."""
        noun = office.queue if on is None else on
        real = getattr(noun, name)

        def issue(*args: object, **facts: object) -> Ticket:
            self.asked += 1

            def really() -> Ticket:
                answer: Ticket = real(*args, **facts)
                return answer

            return self.troubles.pop(0)(really) if self.troubles else really()

        monkeypatch.setattr(noun, name, issue)


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Have every office that a kiosk opens hang on a wire with troubles."""
    wire = Wire()
    real = Office.open

    def open_office(*args: object, **facts: object) -> Office:
        office = real(*args, **facts)  # type: ignore[arg-type] # handed on as they came
        wire.lay(office, monkeypatch)
        return office

    monkeypatch.setattr(Office, "open", open_office)
    return wire


class Server:
    """The database of this test, as its administrator has it."""

    def __init__(self, admin: psycopg.Connection, name: str) -> None:
        self._admin = admin
        self._name = name

    def cut(self) -> None:
        """End every connection."""
        self._admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [self._name],
        )

    def refuse(self) -> None:
        self._allow("false")
        self.cut()

    def accept(self) -> None:
        self._allow("true")

    def _allow(self, allowed: str) -> None:
        self._admin.execute(
            sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(
                sql.Identifier(self._name), sql.SQL(allowed)
            )
        )


@pytest.fixture
def server(postgres: PostgresServer, office_url: str) -> Iterator[Server]:
    with psycopg.connect(postgres.address, autocommit=True) as admin:
        server = Server(admin, make_url(office_url).database or "")
        yield server
        server.accept()


def lost() -> StoreUnavailable:
    return StoreUnavailable(database="the hall's", problem="the connection broke")


def lost_before(_issue: Issue) -> Ticket:
    raise lost()


def lost_after(issue: Issue) -> Ticket:
    issue()
    raise lost()


# --- at the start


def test_before_the_office_is_reached_it_asks_for_a_moment(start: Start) -> None:
    kiosk = start(GoodPrinter(), reachable=False)

    assert kiosk.shows(Busy)
    assert kiosk.says("Un momento, por favor.")


def test_without_a_database_it_sends_people_to_a_facilitator_and_starts_when_it_comes(
    start: Start,
) -> None:
    kiosk = start(GoodPrinter(), reachable=False)
    kiosk.wait_for(NoServer)
    assert kiosk.says(NO_TICKET)
    assert kiosk.says(WAY_OUT)

    kiosk.is_reachable = True

    kiosk.wait_for(Home)


def test_the_sentence_is_there_in_english_too(start: Start) -> None:
    kiosk = start(GoodPrinter(), reachable=False)
    kiosk.wait_for(NoServer)

    kiosk.touch(kiosk.button("English"))

    assert kiosk.says("We cannot issue a ticket here right now.")
    assert kiosk.says("Please speak to a staff member.")


def test_an_office_that_never_answers_is_given_up_within_five_seconds(start: Start) -> None:
    kiosk = start(GoodPrinter(), reachable=False)
    kiosk.link.away.disconnect()  # nothing says that it is away, as when a server hangs

    kiosk.hang(4.9)

    assert kiosk.shows(NoServer)


# --- while it works


def test_a_file_that_goes_away_is_noticed_and_found_again(
    kiosk: Kiosk, office: Office, office_url: str
) -> None:
    file = Path(office_url.removeprefix("sqlite:///"))
    away = file.with_suffix(".away")
    file.rename(away)

    kiosk.wait_for(NoServer)
    assert kiosk.says(NO_TICKET)
    kiosk.hang(2.1)  # it reads again, from the file it still holds open
    kiosk.wait(lambda: not kiosk.presenter._watch.reader.is_reading)
    assert kiosk.shows(NoServer)
    away.rename(file)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)
    assert issued(office) == ["A-001"]


def test_a_server_that_hangs_is_noticed_within_five_seconds_of_the_last_answer(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs = Event()
    office = kiosk.presenter._watch.office
    assert office is not None
    board = office.queue.board()
    monkeypatch.setattr(office.queue, "board", lambda: (hangs.wait(10), board)[1])

    kiosk.hang(2)  # it reads again
    kiosk.hang(2.6)

    assert kiosk.shows(NoServer)
    hangs.set()
    kiosk.wait_for(Home)


@on_both_databases
def test_a_touch_whose_answer_was_lost_is_asked_again_and_gives_one_ticket(
    wire: Wire, start: Start, office: Office
) -> None:
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    wire.troubles = [lost_after]

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(Result)
    assert kiosk.says("A-001")
    assert wire.asked == 2
    assert issued(office) == ["A-001"]


def test_a_touch_that_never_reached_the_database_is_asked_again_and_gives_one_ticket(
    wire: Wire, start: Start, office: Office
) -> None:
    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    wire.troubles = [lost_before, lost_before]
    seen: list[object] = []
    kiosk.presenter.page_changed.connect(lambda page: seen.append(type(page)))

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(Result)
    assert NoServer in seen  # the person was told meanwhile
    assert wire.asked == 3
    assert issued(office) == ["A-001"]


def test_a_late_answer_is_still_shown_and_no_touch_is_taken_meanwhile(
    wire: Wire, start: Start, office: Office
) -> None:
    late = Event()

    def answer_late(issue: Issue) -> Ticket:
        assert late.wait(10)
        return issue()

    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    wire.troubles = [answer_late]
    kiosk.touch(kiosk.window.home.general)
    kiosk.hang(0.5)
    assert kiosk.shows(Busy)
    kiosk.hang(4)
    assert kiosk.shows(NoServer)
    kiosk.presenter.take(Line.GENERAL)

    late.set()

    kiosk.wait_for(Result)
    assert issued(office) == ["A-001"]


def test_who_was_sent_away_long_ago_gets_no_ticket_any_more(
    wire: Wire, start: Start, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = start(GoodPrinter(), times=Times(retry_s=20))
    kiosk.wait_for(Home)
    board_back = Event()
    served = kiosk.presenter._watch.office
    assert served is not None
    real = served.queue.board

    def no_board() -> Board:
        if not board_back.is_set():
            raise lost()
        return real()

    monkeypatch.setattr(served.queue, "board", no_board)
    wire.troubles = [lost_before]
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(NoServer)

    kiosk.hang(21)
    board_back.set()
    kiosk.hang(3)

    kiosk.wait_for(Home)
    assert wire.asked == 1
    assert issued(office) == []
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)
    assert issued(office) == ["A-001"]


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_server_that_goes_away_is_noticed_and_found_again(
    kiosk: Kiosk, office: Office, server: Server
) -> None:
    server.refuse()

    kiosk.wait_for(NoServer)
    assert kiosk.says(NO_TICKET)
    server.accept()
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)
    assert issued(office) == ["A-001"]


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_server_that_cuts_every_connection_costs_nobody_a_ticket(
    kiosk: Kiosk, office: Office, server: Server
) -> None:
    server.cut()

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(Result)
    kiosk.touch(kiosk.window.result.done)
    kiosk.wait_for(Home)
    assert issued(office) == ["A-001"]


def test_a_refusal_nobody_expected_is_a_sentence_too(
    wire: Wire, start: Start, office: Office
) -> None:
    def refuse(_issue: Issue) -> Ticket:
        raise UnknownService(office="San Andrés", service="x", known="y")

    kiosk = start(GoodPrinter())
    kiosk.wait_for(Home)
    wire.troubles = [refuse]

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(NoServer)
    assert kiosk.says(WAY_OUT)
    kiosk.pass_time(9)
    assert kiosk.shows(Home)
