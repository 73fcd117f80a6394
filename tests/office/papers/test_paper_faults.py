"""Whatever fails in the middle of a paper: it is not lost, and not printed twice but as a copy."""

from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from signal import SIGKILL

import pytest

from core.errors import StoreUnavailable
from core.machine.config import PrinterConfig
from core.office import Office
from core.office.printing import PrintQueue
from core.printing.escpos.read_back import CUT
from core.printing.port import PrinterState
from core.printing.printers.device import EscposPrinter
from tests.conftest import BACKENDS
from tests.counter.test_faults import closed
from tests.fakes.fake_printer import FakePrinter, Mode
from tests.office.papers.paper_workers import Stage, print_until_killed
from tests.office.papers.papers import DEVICE, Stub, codes, rested, work
from tests.servers import PostgresServer

SHORT_S, LONG_S = 1.5, 10.0
PATIENCE_S = 60
FIRST_WORDS, LAST_WORDS = "SOPESA", "Este turno no es un radicado."
# After so many bytes of about 100,000: on the paper, at a command; on the wire, anywhere.
PRINTED = (0, 30_000, 90_000, None)
ARRIVED = (1, 7, 1_000, 15_001, 45_678, 90_000)
STAGES: tuple[Stage, ...] = (
    "claiming", "claimed", "connected", 1, 20_000, 50_000, 80_000, "sent", "printed", "saving",
    "saved",
)  # fmt: skip
SOME_STAGES: tuple[Stage, ...] = ("claimed", 50_000, "saving")
WELL = frozenset({Mode.OK, Mode.NEAR_END})
on_postgresql = pytest.mark.parametrize("backend", ["postgresql"])


@pytest.fixture
def backend() -> str:
    """Use SQLite, but where a test names another."""
    return "sqlite"


@pytest.fixture
def machine() -> Iterator[FakePrinter]:
    with FakePrinter() as printer:
        yield printer


@pytest.fixture(scope="module")
def forks() -> ForkServerContext:
    """Start processes from one that has imported the office already."""
    context = get_context("forkserver")
    context.set_forkserver_preload(
        ["tests.office.papers.paper_workers", "psycopg", "escpos.printer"]
    )
    return context


def printer_at(
    machine: FakePrinter, *, printing_s: float = LONG_S, mode: Mode = Mode.OK
) -> EscposPrinter:
    # Only a printer that will not answer is worth a short wait.
    timeout_s = SHORT_S if mode is Mode.SILENT else LONG_S
    config = PrinterConfig("network", host=machine.host, port=machine.port, timeout_s=timeout_s)
    return EscposPrinter(config, printing_s=printing_s)


def finish(office: Office, queue: PrintQueue) -> None:
    """Let the worker go on until its outbox is empty."""
    for _ in range(10):
        rested(queue).work_one()
        if not office.devices.print_jobs():
            return
    raise AssertionError(f"still there: {office.devices.print_jobs()}")


def read(machine: FakePrinter) -> list[str]:
    """Return the papers as a person finds them: each as far as the cut, torsos too."""
    return [" ".join(paper.split()) for paper in machine.papers]


def assert_nothing_lost_and_nothing_twice(machine: FakePrinter, code: str = "A-001") -> None:
    papers = [paper for paper in read(machine) if code in paper]
    assert papers, "lost"
    without_copy = [paper for paper in papers if "COPIA" not in paper]
    assert len(without_copy) <= 1, "twice"
    last = papers[-1]
    whole = last[last.rindex(FIRST_WORDS) :]
    assert code in whole
    assert LAST_WORDS in whole
    assert whole.endswith(CUT)
    assert "[image" not in whole, "unreadable"


# --- the printer fails ---------------------------------------------------------------------------


@pytest.mark.parametrize("after", PRINTED)
@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.REFUSE])
def test_a_printer_that_fails_in_mid_job_loses_nothing_and_prints_nothing_twice(
    office: Office, machine: FakePrinter, mode: Mode, after: int | None
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printing_s = LONG_S if mode in WELL else SHORT_S
    printer = printer_at(machine, printing_s=printing_s, mode=mode)
    queue = PrintQueue(office, printer, DEVICE)
    machine.fail(mode, after)

    queue.work_one()
    machine.become(Mode.OK)
    printer._printing_s = LONG_S
    finish(office, queue)

    assert_nothing_lost_and_nothing_twice(machine)
    if mode in WELL:
        assert len(machine.jobs) == 1


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.REFUSE])
def test_a_printer_that_is_not_well_before_a_job_prints_it_later_without_copy(
    office: Office, machine: FakePrinter, mode: Mode
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    machine.become(mode)
    queue = PrintQueue(office, printer_at(machine, mode=mode), DEVICE)

    queue.work_one()
    machine.become(Mode.OK)
    finish(office, queue)

    assert_nothing_lost_and_nothing_twice(machine)
    assert len(machine.jobs) == 1
    assert "COPIA" not in machine.papers[0]


@pytest.mark.parametrize("after", ARRIVED)
def test_a_connection_that_breaks_in_mid_job_loses_nothing_and_prints_nothing_twice(
    office: Office, after: int
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    with FakePrinter(reset_after=after) as machine:
        queue = PrintQueue(office, printer_at(machine), DEVICE)

        queue.work_one()
        finish(office, queue)

        assert_nothing_lost_and_nothing_twice(machine)


@pytest.mark.parametrize("mode", [Mode.OUT, Mode.OFF])
def test_a_printer_that_fails_in_a_copy_too_still_loses_nothing(
    office: Office, machine: FakePrinter, mode: Mode
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer = printer_at(machine, printing_s=SHORT_S)
    queue = PrintQueue(office, printer, DEVICE)
    for _ in range(2):
        machine.fail(mode, 30_000)
        rested(queue).work_one()
        machine.become(Mode.OK)

    printer._printing_s = LONG_S
    finish(office, queue)

    assert_nothing_lost_and_nothing_twice(machine)


def test_paper_that_ends_among_many_tickets_loses_none(
    office: Office, machine: FakePrinter
) -> None:
    codes_issued = [office.queue.issue("general", print_on=DEVICE).code for _ in range(4)]
    printer = printer_at(machine, printing_s=SHORT_S)
    queue = PrintQueue(office, printer, DEVICE)
    machine.fail(Mode.OUT, 50_000)
    queue.work_one()
    assert work(rested(queue)).problem == "PrinterOutOfPaper"

    machine.become(Mode.OK)
    printer._printing_s = LONG_S
    finish(office, queue)

    for code in codes_issued:
        assert code is not None
        assert_nothing_lost_and_nothing_twice(machine, code)
    assert ["COPIA" in paper for paper in machine.papers] == [False, True, False, False, False]


# --- the program is killed -----------------------------------------------------------------------


def kill_at(stage: Stage, forks: ForkServerContext, url: str, machine: FakePrinter) -> None:
    """Have a process work the outbox until it dies at `stage`."""
    process = forks.Process(
        target=print_until_killed, args=(url, machine.host, machine.port, stage)
    )
    process.start()
    process.join(PATIENCE_S)
    assert process.exitcode == -SIGKILL


@pytest.mark.parametrize(
    ("backend", "stage"),
    [("sqlite", stage) for stage in STAGES] + [("postgresql", stage) for stage in SOME_STAGES],
)
def test_a_program_killed_at_any_stage_loses_nothing_and_prints_nothing_twice(
    office: Office, office_url: str, machine: FakePrinter, forks: ForkServerContext, stage: Stage
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    kill_at(stage, forks, office_url, machine)

    finish(office, PrintQueue(office, printer_at(machine), DEVICE))

    assert_nothing_lost_and_nothing_twice(machine)
    copies = sum("COPIA" in paper for paper in machine.papers)
    assert copies == (0 if stage in {"claiming", "saved"} else 1)


def test_a_program_killed_while_it_prints_a_copy_loses_nothing(
    office: Office, office_url: str, machine: FakePrinter, forks: ForkServerContext
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    for _ in range(2):
        kill_at(50_000, forks, office_url, machine)

    finish(office, PrintQueue(office, printer_at(machine), DEVICE))

    assert_nothing_lost_and_nothing_twice(machine)


# --- the database goes away ----------------------------------------------------------------------


@on_postgresql
def test_a_database_that_goes_away_while_a_paper_is_printed_does_not_print_it_again(
    office: Office, office_url: str, postgres: PostgresServer
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer = Stub()
    queue = PrintQueue(office, printer, DEVICE)
    with ExitStack() as absence:
        printer.then = lambda: absence.enter_context(closed(postgres, office_url))
        for _ in range(2):
            with pytest.raises(StoreUnavailable):
                queue.work_one()

    assert queue.work_one() is None
    assert codes(printer) == [("A-001", False)]
    assert office.devices.print_jobs() == ()


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_program_killed_before_it_could_write_that_a_paper_came_out_prints_a_copy(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.queue.issue("general", print_on=DEVICE)
    printer = Stub()

    def away(_job: object) -> None:
        raise StoreUnavailable(database="the hall's", problem="nobody answers")

    printer.then = lambda: monkeypatch.setattr(office.devices, "save_job", away)
    with pytest.raises(StoreUnavailable):
        PrintQueue(office, printer, DEVICE).work_one()
    monkeypatch.undo()
    printer.then = lambda: None

    assert work(PrintQueue(office, printer, DEVICE)).state == "printed"
    assert codes(printer) == [("A-001", False), ("A-001", True)]
    assert printer.now is PrinterState.OK
