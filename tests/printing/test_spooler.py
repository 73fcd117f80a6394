"""Print queues: CUPS through programs on the path, Windows through its library."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.config import PrinterConfig
from core.errors import PrinterOffline, PrinterOutOfPaper, PrinterUnreachable
from core.printing.paper import decode
from core.printing.port import PrinterState, open_printer
from core.printing.spooler import QueuePrinter
from tests.printing.slips import a_slip

CONFIG = PrinterConfig("queue", "hall", queue="Tickets", timeout_s=5)


class Cups:
    """The programs `lp` and `lpstat`, as scripts that do what a test says."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.job = folder / "job"
        self.arguments = folder / "arguments"
        self.program("lpstat", 'echo "printer $2 is idle.  enabled since today"')
        self.program("lp", f'echo "$@" > {self.arguments}; cat > {self.job}')

    def program(self, name: str, script: str) -> None:
        path = self._folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cups:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return Cups(folder)


def test_a_ticket_goes_raw_into_the_queue_under_its_name(cups: Cups) -> None:
    after = open_printer(CONFIG).print_slip(a_slip())

    assert after is PrinterState.UNKNOWN
    assert cups.arguments.read_text() == "-d Tickets -t 2026-11-23-P-014 -o raw\n"
    assert "P-014" in decode(cups.job.read_bytes())


def test_an_idle_queue_says_nothing_of_paper(cups: Cups) -> None:
    assert open_printer(CONFIG).state() is PrinterState.UNKNOWN


def test_a_stopped_queue_is_sent_nothing(cups: Cups) -> None:
    cups.program("lpstat", 'echo "printer Tickets disabled since today - paused"')
    printer = open_printer(CONFIG)

    assert printer.state() is PrinterState.OFFLINE
    with pytest.raises(PrinterOffline) as refusal:
        printer.print_slip(a_slip())

    assert not refusal.value.may_have_printed
    assert not cups.job.exists()


def test_an_unknown_queue_is_unreachable_and_says_why(cups: Cups) -> None:
    cups.program(
        "lpstat", "echo 'lpstat: Invalid destination name in list \"Tickets\".' >&2; exit 1"
    )
    printer = open_printer(CONFIG)

    assert printer.state() is PrinterState.UNREACHABLE
    with pytest.raises(PrinterUnreachable, match="Invalid destination"):
        printer.print_slip(a_slip())


def test_a_queue_that_refuses_a_ticket_has_not_printed_it(cups: Cups) -> None:
    cups.program("lp", "cat > /dev/null; exit 1")

    with pytest.raises(PrinterUnreachable, match="refused the ticket") as refusal:
        open_printer(CONFIG).print_slip(a_slip())

    assert not refusal.value.may_have_printed


def test_a_queue_that_hangs_with_a_ticket_may_have_printed_it(cups: Cups) -> None:
    cups.program("lp", "exec sleep 60")
    config = PrinterConfig("queue", "hall", queue="Tickets", timeout_s=1)

    with pytest.raises(PrinterUnreachable, match="does not answer") as refusal:
        open_printer(config).print_slip(a_slip())

    assert refusal.value.may_have_printed


def test_a_machine_without_cups_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(PrinterUnreachable, match="lpstat of CUPS is not installed"):
        open_printer(CONFIG).print_slip(a_slip())


# --- Windows -------------------------------------------------------------------------------------


class WindowsError_(Exception):  # noqa: N801, N818 - stands in for pywintypes.error
    pass


class Spooler(ModuleType):
    """What pywin32 gives, as far as the queue uses it."""

    def __init__(self) -> None:
        super().__init__("win32print")
        self.status = 0
        self.calls: list[str] = []
        self.job = b""
        self.title = ""
        self.fails_at = ""

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> Any:
            self.calls.append(name)
            if name == self.fails_at:
                raise WindowsError_(1801, name, "The printer name is invalid.")
            if name == "GetPrinter":
                return {"Status": self.status}
            if name == "StartDocPrinter":
                self.title = arguments[2][0]
                assert arguments[2][2] == "RAW"
            if name == "WritePrinter":
                self.job += arguments[1]
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
    return QueuePrinter(CONFIG, platform="win32")


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
    ("fails_at", "may_have_printed"),
    [("OpenPrinter", False), ("StartDocPrinter", False), ("WritePrinter", True)],
)
def test_a_windows_queue_that_fails_says_whether_paper_may_have_come(
    spooler: Spooler, fails_at: str, may_have_printed: bool
) -> None:
    spooler.fails_at = fails_at

    with pytest.raises(PrinterUnreachable, match="name is invalid") as refusal:
        windows_printer().print_slip(a_slip())

    assert refusal.value.may_have_printed is may_have_printed
    assert windows_printer().state() is (
        PrinterState.UNREACHABLE if fails_at == "OpenPrinter" else PrinterState.UNKNOWN
    )
