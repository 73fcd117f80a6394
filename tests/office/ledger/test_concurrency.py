"""Many processes on one queue, and processes that die: nothing twice, nothing lost, no gap."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import connection, get_context
from multiprocessing.context import ForkServerContext
from typing import Any

import pytest

from core.cli.doctor.doctor import examine
from core.domain.order.policy import choose_next
from core.domain.pins import TRIES
from core.domain.ticket import Event, Kind, Line, State, Ticket, apply, make
from core.errors import PinPaused
from core.language import Language
from core.machine.config import Config, VoiceConfig
from core.office import Office, template
from tests.conftest import SAMPLE_PIN
from tests.office.changes import whole_journal
from tests.office.ledger import workers

PROCESSES = 8
ROUNDS = 50
KILLS = 50
PATIENCE_S = 60


@pytest.fixture(scope="module")
def forks() -> ForkServerContext:
    """Start processes from one that has imported the office already."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["core.office", "tests.office.ledger.workers", "psycopg"])
    return context


@pytest.fixture
def eight_counters(office_url: str) -> str:
    """Have eight people at eight counters, on the real clock."""
    with Office.open(office_url, "san-andres") as office:
        document = dict(template("san-andres"))
        document["counters"] = [{"number": n} for n in range(1, PROCESSES + 1)]
        office.settings.change(document)
        for n in range(1, PROCESSES + 1):
            office.staff.add(f"f{n}", name=f"F{n}", pin="1357", must_change_pin=False)
            office.staff.sign_in(f"f{n}", pin="1357", counter=n)
    return office_url


def test_eight_processes_issue_and_call_400_tickets_each_once_in_order(
    eight_counters: str, forks: ForkServerContext
) -> None:
    ends = [
        start(forks, workers.issue_and_call, eight_counters, counter, ROUNDS)
        for counter in range(1, PROCESSES + 1)
    ]

    results = [receive(end) for _, end in ends]

    for process, end in ends:
        process.join(PATIENCE_S)
        end.close()
        assert process.exitcode == 0
    issued = [ticket_id for each, _ in results for ticket_id in each]
    called = [ticket_id for _, each in results for ticket_id in each]
    assert None not in called, "somebody waited, and a counter was told that nobody did"
    assert len(issued) == len(set(issued)) == PROCESSES * ROUNDS
    assert sorted(called) == sorted(issued), "each ticket is called exactly once"
    with Office.open(eight_counters, "san-andres") as office:
        check_journal(whole_journal(office))
        assert office.queue.waiting() == ()
        assert office.inconsistencies() == ()


def test_a_writer_killed_fifty_times_loses_nothing_and_reuses_no_number(
    office_url: str, forks: ForkServerContext
) -> None:
    chance = random.Random(50)
    acknowledged: list[tuple[int, str]] = []

    for _ in range(KILLS):
        process, end = start(forks, workers.issue_until_killed, office_url)
        assert receive(end) is None  # it has opened the office
        acknowledged.extend(receive(end) for _ in range(chance.randrange(4)))
        if chance.random() < 0.5:  # somewhere inside the next transaction
            end.poll(chance.random() * 0.01)
        process.kill()
        process.join(PATIENCE_S)
        acknowledged.extend(rest(end))
        end.close()

    with Office.open(office_url, "san-andres") as office:
        events = whole_journal(office)
        check_journal(events)
        stored = {event.seq: event.data["code"] for event in events if event.kind is Kind.ISSUED}
        assert all(stored.get(ticket_id) == code for ticket_id, code in acknowledged)
        assert len({code for _, code in acknowledged}) == len(acknowledged) > KILLS
        assert len(office.devices.print_jobs()) == len(stored), "each ticket has its paper"
        assert office.inconsistencies() == ()
        assert office.queue.issue(outside_hours=True).number == len(stored) + 1
    config = Config(database=office_url, office="san-andres", voice=VoiceConfig(engine="none"))
    red = [check.name for check in examine(config, Language.load("en")) if not check.ok]
    assert red == ["copies"], "turnos doctor is green; its office of last week was never copied"


def start(
    forks: ForkServerContext, work: Any, *arguments: Any
) -> tuple[Any, connection.Connection]:
    ours, theirs = forks.Pipe(duplex=False)
    process = forks.Process(target=work, args=(*arguments, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def receive(end: connection.Connection) -> Any:
    assert end.poll(PATIENCE_S), "the other process said nothing"
    return end.recv()


def rest(end: connection.Connection) -> Iterator[Any]:
    """Yield what a killed process had sent; a message cut in the middle is no message."""
    while end.poll(0):
        try:
            yield end.recv()
        except (EOFError, OSError):
            return


def check_journal(events: Sequence[Event]) -> None:
    """Check the whole story: numbers without gap, and at each call the right ticket was next."""
    assert [event.seq for event in events] == sorted({event.seq for event in events})
    numbers: Counter[str] = Counter()
    tickets: dict[int, Ticket] = {}
    for event in events:
        if event.kind is Kind.ISSUED:
            ticket = make(event)
            assert ticket.series is not None
            numbers[ticket.series] += 1
            assert ticket.number == numbers[ticket.series], "no gap and no number twice"
            tickets[ticket.id] = ticket
        elif event.ticket is not None:
            if event.kind is Kind.CALLED:
                assert event.ticket == next_by_policy(tickets.values())
            tickets[event.ticket] = apply(tickets[event.ticket], event)


def next_by_policy(tickets: Iterator[Ticket] | Any) -> int | None:
    waiting = [ticket for ticket in tickets if ticket.state is State.WAITING]
    heads = [
        min((t for t in waiting if t.line is line), key=lambda t: t.place, default=None)
        for line in (Line.GENERAL, Line.PREFERENTIAL)
    ]
    choice = choose_next(*heads)
    return None if choice is None else choice[0].id


def test_twelve_processes_that_guess_a_pin_get_five_tries_in_all(
    office_url: str, forks: ForkServerContext
) -> None:
    """A director works at every office and has one PIN: half of them try it at another office."""
    Office.create(office_url, "providencia", template("providencia")).close()
    ends = [
        start(
            forks,
            workers.guess_pins,
            office_url,
            ("san-andres", "providencia")[n % 2],
            "director",
            8,
        )
        for n in range(12)
    ]

    looked_at = [receive(end) for _, end in ends]

    for process, end in ends:
        process.join(PATIENCE_S)
        end.close()
    assert sum(looked_at) == TRIES
    with (
        Office.open(office_url, "san-andres") as here,
        Office.open(office_url, "providencia") as there,
    ):
        events = [*whole_journal(here), *whole_journal(there)]
        tried = [each.data["left"] for each in events if each.kind is Kind.PIN_REFUSED]
        assert sorted(tried) == [0, 1, 2, 3, 4]
        with pytest.raises(PinPaused):
            there.staff.check_pin("director", SAMPLE_PIN)


def test_forty_threads_share_one_office(office_url: str) -> None:
    with Office.open(office_url, "san-andres") as office, ThreadPoolExecutor(40) as threads:
        issued = [threads.submit(office.queue.issue, outside_hours=True) for _ in range(200)]

        numbers = sorted(each.result().number or 0 for each in issued)

    assert numbers == list(range(1, 201))
