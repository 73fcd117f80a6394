"""The test page: what staff print to see that a printer works, and nobody's ticket."""

import pytest

from core.clock import FixedClock
from core.errors import PrinterOutOfPaper, StoreUnavailable
from core.office import Office
from core.office.printing import PrintQueue
from core.printing.port import PrinterState
from core.printing.slip.slip import Code, SlipText, Square
from tests.office.papers.papers import DEVICE, Stub, codes, work


@pytest.fixture
def printer() -> Stub:
    return Stub()


@pytest.fixture
def queue(office: Office, printer: Stub) -> PrintQueue:
    return PrintQueue(office, printer, DEVICE)


def test_a_test_page_comes_out_and_leaves_no_trace(
    office: Office, queue: PrintQueue, printer: Stub, clock: FixedClock
) -> None:
    printer.now = PrinterState.NEAR_END
    events, devices = office.journal(), office.devices.all()

    assert queue.print_test() is PrinterState.NEAR_END

    (page,) = printer.slips
    (square,) = [block.words for block in page.blocks if isinstance(block, Square)]
    texts = [block.words for block in page.blocks if isinstance(block, SlipText)]
    assert page.name == "2026-11-23-TEST"
    assert square == "TURNOS:SAN-ANDRES/2026-11-23/TEST"
    assert {"Oficina San Andrés", "Lunes 23/11/2026 · 9:00 a. m."} <= {
        text.replace("\N{NO-BREAK SPACE}", " ") for text in texts
    }
    assert Code("A-000") in page.blocks
    assert queue.state is PrinterState.NEAR_END
    assert (office.journal(), office.devices.all()) == (events, devices)
    assert office.devices.print_jobs() == ()


def test_a_test_page_that_does_not_come_out_says_why_and_staff_are_told(
    queue: PrintQueue, printer: Stub
) -> None:
    printer.run_out()

    with pytest.raises(PrinterOutOfPaper):
        queue.print_test()

    assert queue.trouble is PrinterState.OUT_OF_PAPER


def test_a_test_page_before_a_ticket_does_not_change_it(
    office: Office, queue: PrintQueue, printer: Stub
) -> None:
    office.queue.issue("general", print_on=DEVICE)

    queue.print_test()

    assert work(queue).state == "printed"
    assert codes(printer) == [("TEST", False), ("A-001", False)]


def test_a_test_page_needs_no_database(
    office: Office, queue: PrintQueue, printer: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise StoreUnavailable(database="the hall's", problem="nobody answers")

    monkeypatch.setattr(office.queue, "board", away)

    assert queue.print_test() is PrinterState.OK
    assert not [
        block
        for block in printer.slips[0].blocks
        if isinstance(block, SlipText) and "Ofi" in block.words
    ]
