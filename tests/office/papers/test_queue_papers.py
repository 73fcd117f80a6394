"""A device's papers through the system's print queue, whose printer is off for a while."""

from collections.abc import Iterator

import pytest

from core.machine.config import PrinterConfig
from core.office import Office
from core.office.printing import PrintQueue
from core.printing.escpos.read_back import decode
from core.printing.port import PrinterState
from core.printing.printers.spooler import QueuePrinter
from tests.fakes.fake_cups import FakeCups, Mode
from tests.office.papers.papers import DEVICE, rested, work


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCups]:
    """Have a CUPS with one queue, Tickets, whose printer does what a test says."""
    with FakeCups() as server:
        monkeypatch.setenv("CUPS_SERVER", server.address)
        yield server


@pytest.fixture
def papers(office: Office, cups: FakeCups) -> PrintQueue:
    config = PrinterConfig("queue", "hall", queue="Tickets", timeout_s=0.2)
    printer = QueuePrinter(config, platform="linux", printing_s=0.2)
    return PrintQueue(office, printer, DEVICE)


def test_what_a_queue_with_its_printer_off_took_is_not_printed_and_comes_once_later(
    office: Office, papers: PrintQueue, cups: FakeCups
) -> None:
    cups.become(Mode.OFF)
    for _ in range(3):
        office.queue.issue("general", print_on=DEVICE)

    states = [work(rested(papers)).state for _ in range(4)]

    assert states == ["pending"] * 4
    assert papers.state is PrinterState.UNREACHABLE
    assert cups.waiting == []

    cups.become(Mode.GOOD)
    assert cups.tickets == []
    states = [work(rested(papers)).state for _ in range(3)]

    assert states == ["printed"] * 3
    assert not papers.trouble
    assert [_code(paper) for paper in cups.tickets] == ["A-001", "A-002", "A-003"]
    assert not any("COPIA" in decode(paper) for paper in cups.tickets)


def test_a_ticket_that_stalled_on_its_way_comes_again_as_a_copy(
    office: Office, papers: PrintQueue, cups: FakeCups
) -> None:
    cups.become(Mode.STALLS)
    office.queue.issue("general", print_on=DEVICE)

    assert work(papers).state == "unknown"
    assert cups.waiting == []
    cups.become(Mode.GOOD)
    assert work(rested(papers)).state == "printed"

    assert ["COPIA" in decode(paper) for paper in cups.tickets] == [True]


def _code(paper: bytes) -> str:
    return next(line.strip() for line in decode(paper).splitlines() if line.strip()[:2] == "A-")
