"""Print queues whose printer is off, hangs or breaks off: CUPS by IPP, Windows by pywin32."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.errors import (
    PrinterFault,
    PrinterOffline,
    PrinterOutOfPaper,
    PrinterQueueStopped,
    PrinterSilent,
    PrinterUnreachable,
)
from core.machine.config import PrinterConfig
from core.printing.escpos.read_back import decode
from core.printing.port import PrinterState
from core.printing.printers import ipp
from core.printing.printers.open import open_printer
from core.printing.printers.spooler import PROBE, QueuePrinter
from tests.fakes.fake_cups import HELD, FakeCups, Mode
from tests.printing.slips import a_slip

CONFIG = PrinterConfig("queue", "hall", queue="Tickets", timeout_s=0.3)


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCups]:
    """Have a CUPS with one queue, Tickets, whose printer does what a test says."""
    with FakeCups() as server:
        monkeypatch.setenv("CUPS_SERVER", server.address)
        yield server


def a_printer(config: PrinterConfig = CONFIG) -> QueuePrinter:
    return QueuePrinter(config, platform="linux", printing_s=0.3)


def refusal_of() -> PrinterFault:
    with pytest.raises(PrinterFault) as refusal:
        a_printer().print_slip(a_slip())
    return refusal.value


def test_a_ticket_goes_raw_into_the_queue_under_its_name(cups: FakeCups) -> None:
    after = open_printer(CONFIG).print_slip(a_slip())

    assert after is PrinterState.UNKNOWN
    assert cups.jobs[-1].name == "2026-11-23-P-014"
    assert cups.jobs[-1].format == "application/vnd.cups-raw"
    assert "P-014" in decode(cups.tickets[0])


def test_a_printer_is_reached_with_nothing_before_it_gets_a_ticket(cups: FakeCups) -> None:
    a_printer().print_slip(a_slip())

    assert cups.papers[0] == PROBE
    assert len(cups.papers) == 2


def test_an_idle_queue_says_nothing_of_paper(cups: FakeCups) -> None:
    assert a_printer().state() is PrinterState.UNKNOWN
    assert cups.jobs == []


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.HANGS])
def test_a_ticket_for_a_printer_that_is_off_is_not_printed_and_waits_nowhere(
    cups: FakeCups, mode: Mode
) -> None:
    cups.become(mode)

    refusals = [refusal_of() for _ in range(3)]

    assert all(isinstance(refusal, PrinterUnreachable) for refusal in refusals)
    assert not any(refusal.may_have_printed for refusal in refusals)
    assert cups.waiting == []
    cups.become(Mode.GOOD)
    assert cups.tickets == []  # nothing comes out later, when nobody waits for it


def test_what_cups_says_of_a_printer_that_is_off_is_told(cups: FakeCups) -> None:
    cups.become(Mode.OFF)

    assert "the printer may not exist or is unavailable at this time. Check" in str(refusal_of())


@pytest.mark.parametrize("mode", [Mode.STALLS, Mode.ABORTS])
def test_a_ticket_that_broke_off_is_taken_back_and_may_have_come_out(
    cups: FakeCups, mode: Mode
) -> None:
    cups.become(mode)

    refusal = refusal_of()

    assert isinstance(refusal, PrinterSilent)
    assert refusal.may_have_printed
    assert cups.waiting == []


def test_a_ticket_that_cannot_be_taken_back_may_have_come_out(cups: FakeCups) -> None:
    cups.become(Mode.STALLS)
    cups.cancels = False

    assert refusal_of().may_have_printed


@pytest.mark.parametrize(
    ("mode", "problem"), [(Mode.STOPPED, "no paper today"), (Mode.REJECTS, "it takes no papers")]
)
def test_a_stopped_queue_is_sent_nothing_and_says_why(
    cups: FakeCups, mode: Mode, problem: str
) -> None:
    cups.become(mode)

    assert a_printer().state() is PrinterState.OFFLINE
    refusal = refusal_of()
    assert isinstance(refusal, PrinterQueueStopped)
    assert problem in str(refusal)
    assert not refusal.may_have_printed
    assert cups.jobs == []


def test_a_queue_in_which_papers_wait_does_not_print(cups: FakeCups) -> None:
    cups.put("somebody's letter")

    assert a_printer().state() is PrinterState.OFFLINE
    assert "papers that wait in it: 1" in str(refusal_of())
    assert [job.name for job in cups.waiting] == ["somebody's letter"]


def test_a_ticket_that_a_killed_program_left_is_taken_back_before_its_copy(cups: FakeCups) -> None:
    cups.put("2026-11-23-P-014", user=ipp._user(), state=HELD)

    a_printer().print_slip(a_slip(copy=True))

    assert cups.waiting == []
    assert len(cups.tickets) == 1


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        ("media-empty-error", PrinterState.OUT_OF_PAPER),
        ("media-empty-warning", PrinterState.OUT_OF_PAPER),
        ("media-jam-error", PrinterState.JAMMED),
        ("cover-open", PrinterState.COVER_OPEN),
        ("door-open-report", PrinterState.COVER_OPEN),
        ("offline-report", PrinterState.OFFLINE),
        ("connecting-to-device", PrinterState.UNREACHABLE),
        ("toner-low-warning", PrinterState.UNKNOWN),
    ],
)
def test_what_a_driver_tells_cups_is_known(
    cups: FakeCups, reason: str, state: PrinterState
) -> None:
    cups.reasons = ("none", reason)

    assert a_printer().state() is state


def test_a_server_that_keeps_no_history_is_believed_unless_a_ticket_was_taken_back(
    cups: FakeCups,
) -> None:
    cups.keeps_history = False

    assert a_printer().print_slip(a_slip()) is PrinterState.UNKNOWN
    cups.become(Mode.STALLS)
    assert refusal_of().may_have_printed


def test_an_unknown_queue_is_unreachable_and_says_why(cups: FakeCups) -> None:
    printer = a_printer(PrinterConfig("queue", "hall", queue="Nope/#1", timeout_s=1))

    assert printer.state() is PrinterState.UNREACHABLE
    with pytest.raises(PrinterUnreachable, match="does not exist") as refusal:
        printer.print_slip(a_slip())

    assert not refusal.value.may_have_printed
    assert cups.jobs == []


def test_a_server_that_ends_after_it_took_a_ticket_may_have_printed_it(
    cups: FakeCups, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer, follow = a_printer(), QueuePrinter._follow

    def then_ends(self: QueuePrinter, number: int, limit_s: float) -> Any:
        if cups.tickets:
            monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")
        return follow(self, number, limit_s)

    monkeypatch.setattr(QueuePrinter, "_follow", then_ends)

    with pytest.raises(PrinterUnreachable, match="CUPS does not run") as refusal:
        printer.print_slip(a_slip())

    assert refusal.value.may_have_printed


@pytest.mark.parametrize("answer", [b"", b"HTTP", b"\x02\x00\x00\x00\x00\x00\x00\x01\x01\x47\xff"])
def test_a_server_that_talks_nonsense_is_unreachable(cups: FakeCups, answer: bytes) -> None:
    cups.broken = answer

    assert a_printer().state() is PrinterState.UNREACHABLE


def test_a_machine_without_cups_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")

    with pytest.raises(PrinterUnreachable, match="CUPS does not run") as refusal:
        a_printer().print_slip(a_slip())

    assert not refusal.value.may_have_printed


def test_cups_is_found_by_its_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:  # a socket's path has 100 letters at most
        socket = Path(folder) / "cups.sock"
        with FakeCups(socket=socket) as cups:
            monkeypatch.setenv("CUPS_SERVER", str(socket))

            a_printer().print_slip(a_slip())

            assert len(cups.tickets) == 1


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("print.example", ("print.example", 631)),
        ("print.example:8631", ("print.example", 8631)),
        ("print.example:8631/version=1.1", ("print.example", 8631)),
        ("/run/cups.sock", Path("/run/cups.sock")),
    ],
)
def test_cups_is_looked_for_where_its_own_programs_would(
    monkeypatch: pytest.MonkeyPatch, named: str, found: object
) -> None:
    monkeypatch.setenv("CUPS_SERVER", named)

    assert ipp.find_server() == found


def test_the_server_that_a_person_s_client_file_names_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".cups").mkdir()
    (tmp_path / ".cups" / "client.conf").write_text("# ours\nServerName print.example\n")
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))

    assert ipp.find_server() == ("print.example", 631)


# --- Windows -------------------------------------------------------------------------------------


DELETE = 5


def a_windows_job(number: int, title: str, status: int = 0) -> dict[str, Any]:
    return {"JobId": number, "pDocument": title, "Status": status, "PagesPrinted": 0}


class WindowsError_(Exception):  # noqa: N801, N818 - stands in for pywintypes.error
    pass


class Spooler(ModuleType):
    """What pywin32 gives, as far as the queue uses it."""

    def __init__(self) -> None:
        super().__init__("win32print")
        self.status = 0
        self.attributes = 0
        self.takes = True  # what is sent leaves the queue
        self.begins = True  # what stays in it has begun to print
        self.jobs: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.job = b""
        self.title = ""
        self.fails_at = ""
        self.spares = 0  # how many calls go well before

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> Any:
            self.calls.append(name)
            if name == self.fails_at and self.calls.count(name) > self.spares:
                raise WindowsError_(1801, name, "The printer name is invalid.")
            if name == "GetPrinter":
                count = len(self.jobs)
                return {"Status": self.status, "Attributes": self.attributes, "cJobs": count}
            if name == "EnumJobs":
                return tuple(self.jobs)
            if name == "SetJob" and arguments[4] == DELETE:
                self.jobs = [job for job in self.jobs if job["JobId"] != arguments[1]]
            if name == "StartDocPrinter":
                self.title = arguments[2][0]
                assert arguments[2][2] == "RAW"
                return 7
            if name == "WritePrinter":
                self.job += arguments[1]
            if name == "EndDocPrinter" and not self.takes:
                self.jobs.append(a_windows_job(7, self.title, 0x10 if self.begins else 0))
            return name

        if name.startswith("__"):
            raise AttributeError(name)
        return call


@pytest.fixture
def spooler(monkeypatch: pytest.MonkeyPatch) -> Spooler:
    spooler, errors = Spooler(), ModuleType("pywintypes")
    vars(errors)["error"] = WindowsError_
    monkeypatch.setitem(sys.modules, "win32print", spooler)
    monkeypatch.setitem(sys.modules, "pywintypes", errors)
    return spooler


def windows_printer() -> QueuePrinter:
    return QueuePrinter(CONFIG, platform="win32", printing_s=0.3)


def test_a_ticket_goes_raw_into_a_windows_queue(spooler: Spooler) -> None:
    assert windows_printer().print_slip(a_slip()) is PrinterState.UNKNOWN

    assert "P-014" in decode(spooler.job)
    assert spooler.title == "2026-11-23-P-014"
    assert spooler.calls.count("OpenPrinter") == spooler.calls.count("ClosePrinter")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (0, PrinterState.UNKNOWN),
        (0x10, PrinterState.OUT_OF_PAPER),
        (0x400000, PrinterState.COVER_OPEN),
        (0x8, PrinterState.JAMMED),
        (0x80, PrinterState.OFFLINE),
        (0x1, PrinterState.OFFLINE),
        (0x2, PrinterState.OFFLINE),
        (0x1000, PrinterState.UNREACHABLE),
    ],
)
def test_windows_tells_what_its_driver_knows(
    spooler: Spooler, status: int, state: PrinterState
) -> None:
    spooler.status = status

    assert windows_printer().state() is state


def test_a_windows_queue_without_paper_is_sent_nothing(spooler: Spooler) -> None:
    spooler.status = 0x10

    with pytest.raises(PrinterOutOfPaper):
        windows_printer().print_slip(a_slip())

    assert spooler.job == b""


@pytest.mark.parametrize(
    ("fails_at", "spares", "may_have_printed"),
    [
        ("OpenPrinter", 0, False),
        ("StartDocPrinter", 0, False),
        ("WritePrinter", 0, False),  # of what prints nothing
        ("StartDocPrinter", 1, False),
        ("WritePrinter", 1, True),
        ("EnumJobs", 2, True),  # the ticket has been taken
    ],
)
def test_a_windows_queue_that_fails_says_whether_paper_may_have_come(
    spooler: Spooler, fails_at: str, spares: int, may_have_printed: bool
) -> None:
    spooler.fails_at, spooler.spares = fails_at, spares

    with pytest.raises(PrinterUnreachable, match="name is invalid") as refusal:
        windows_printer().print_slip(a_slip())

    assert refusal.value.may_have_printed is may_have_printed
    assert windows_printer().state() is (
        PrinterState.UNREACHABLE if fails_at == "OpenPrinter" else PrinterState.UNKNOWN
    )


def test_a_windows_queue_in_which_papers_wait_does_not_print(spooler: Spooler) -> None:
    spooler.jobs = [a_windows_job(3, "somebody's letter")]

    assert windows_printer().state() is PrinterState.OFFLINE
    with pytest.raises(PrinterQueueStopped, match="wait in it: 1"):
        windows_printer().print_slip(a_slip())
    assert spooler.job == b""


def test_a_windows_printer_that_is_used_off_line_is_sent_nothing(spooler: Spooler) -> None:
    spooler.attributes = 0x400

    with pytest.raises(PrinterOffline):
        windows_printer().print_slip(a_slip())
    assert spooler.job == b""


@pytest.mark.parametrize("begins", [True, False])
def test_a_windows_printer_that_takes_nothing_gets_no_ticket(
    spooler: Spooler, begins: bool
) -> None:
    spooler.takes, spooler.begins = False, begins

    with pytest.raises(PrinterUnreachable) as refusal:
        windows_printer().print_slip(a_slip())

    assert not refusal.value.may_have_printed
    assert spooler.jobs == []
    assert spooler.job == PROBE
