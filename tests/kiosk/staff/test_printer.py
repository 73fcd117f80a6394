"""What staff know of the kiosk's printer: at its start, before paper is out, and by a test page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.errors import PrinterOutOfPaper, StoreUnavailable
from core.machine.config import PrinterConfig
from core.office import Office
from core.printing.port import PrinterState
from core.printing.printers.open import open_printer
from core.printing.slip.slip import Slip
from kiosk.printer_lane import PaperLane
from kiosk.visit.page_values import Home, PaperState, Result
from kiosk.visit.times import Times
from tests.fakes.fake_printer import FakePrinter, Mode
from tests.kiosk.conftest import PATIENCE_MS, GoodPrinter, Kiosk, SilentPrinter, Start, issued
from tests.kiosk.printers import papers_of, printer_of, wait_until_told, wired

QUICK = Times(print_s=0.1)


@pytest.fixture
def machine() -> Iterator[FakePrinter]:
    """Have a printer on TCP that can run out of paper."""
    with FakePrinter() as printer:
        yield printer


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        (Mode.OK, "ok"),
        (Mode.NEAR_END, "near_end"),
        (Mode.OUT, "out_of_paper"),
        (Mode.COVER_OPEN, "cover_open"),
        (Mode.OFFLINE, "offline"),
        (Mode.JAMMED, "jammed"),
        (Mode.SILENT, "unknown"),
        (Mode.OFF, "unreachable"),
    ],
)
def test_at_start_the_printer_is_asked_how_it_is_and_staff_are_told(
    start: Start, office: Office, machine: FakePrinter, mode: Mode, told: str
) -> None:
    machine.become(mode)

    kiosk = start(wired(machine))

    wait_until_told(kiosk, office, told)
    assert machine.jobs == []


def test_staff_are_told_that_paper_is_nearly_out_while_papers_still_come_out(
    start: Start, office: Office, machine: FakePrinter
) -> None:
    kiosk = start(wired(machine), times=QUICK)
    kiosk.wait_for(Home)
    wait_until_told(kiosk, office, "ok")
    machine.become(Mode.NEAR_END)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: printer_of(office) == [("kiosk-1", "near_end")])
    kiosk.wait(lambda: has_printed(kiosk))
    assert "A-001" in machine.papers[0]


def test_paper_that_ends_with_a_ticket_is_told_at_once_and_the_ticket_is_printed(
    start: Start, office: Office
) -> None:
    printer = LastPaperPrinter()
    kiosk = start(printer)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: printer_of(office) == [("kiosk-1", "out_of_paper")])
    kiosk.wait(lambda: has_printed(kiosk))
    assert len(printer.slips) == 1


def test_a_paper_that_was_only_taken_is_never_called_printed(start: Start) -> None:
    printer = SilentPrinter()
    kiosk = start(printer)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: kiosk.says("Enviado a la impresora."))
    assert len(printer.slips) == 1
    assert not kiosk.says("Ya está impreso.")


def test_a_print_library_that_cannot_be_used_leaves_the_kiosk_at_work(
    start: Start, office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def raise_it(*_arguments: object) -> bytes:
        raise ImportError("no module named escpos")

    monkeypatch.setattr("core.printing.escpos.encode.drawn", raise_it)
    kiosk = start(open_printer(PrinterConfig("file", path=str(tmp_path / "paper"))), times=QUICK)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: kiosk.says("La impresora no funciona ahora."))
    assert kiosk.says("A-001")
    wait_until_told(kiosk, office, "unreachable")


def test_staff_who_want_to_know_now_need_not_wait(
    start: Start, office: Office, machine: FakePrinter
) -> None:
    kiosk = start(wired(machine))
    wait_until_told(kiosk, office, "ok")
    machine.become(Mode.COVER_OPEN)

    lane_of(kiosk).look()

    wait_until_told(kiosk, office, "cover_open")


def test_at_start_the_printer_is_asked_even_if_the_database_just_went(
    office: Office, machine: FakePrinter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_device: str) -> None:
        raise StoreUnavailable(database="the hall's", problem="nobody answers")

    monkeypatch.setattr(office.devices, "print_jobs", away)
    machine.become(Mode.OUT)
    lane = PaperLane(wired(machine), "kiosk-1", try_s=60)

    with qtbot.waitSignal(lane.changed, timeout=PATIENCE_MS):
        lane.use(office)

    assert lane.state is PrinterState.OUT_OF_PAPER
    lane.close()


# --- the test page -------------------------------------------------------------------------------


def test_a_test_page_comes_out_and_says_what_it_is(
    start: Start, office: Office, machine: FakePrinter, qtbot: QtBot
) -> None:
    kiosk = start(wired(machine))
    machine.become(Mode.NEAR_END)

    with qtbot.waitSignal(lane_of(kiosk).tested, timeout=PATIENCE_MS) as tested:
        lane_of(kiosk).test()

    assert tested.args == [PrinterState.NEAR_END]
    [page] = papers_of(kiosk, machine, 1)
    assert "A-000" in page
    assert "kiosk-1" in page
    assert "[ruler 576]" in page
    wait_until_told(kiosk, office, "near_end")
    assert issued(office) == []


def test_a_test_page_that_cannot_come_out_says_why(
    start: Start, office: Office, machine: FakePrinter, qtbot: QtBot
) -> None:
    kiosk = start(wired(machine))
    machine.become(Mode.OUT)

    with qtbot.waitSignal(lane_of(kiosk).tested, timeout=PATIENCE_MS) as tested:
        lane_of(kiosk).test()

    [fault] = tested.args or []
    assert isinstance(fault, PrinterOutOfPaper)
    wait_until_told(kiosk, office, "out_of_paper")


def test_a_test_page_wanted_before_the_office_was_reached_comes_out_afterwards(
    start: Start, machine: FakePrinter
) -> None:
    kiosk = start(wired(machine), reachable=False)
    lane_of(kiosk).test()

    kiosk.is_reachable = True

    [page] = papers_of(kiosk, machine, 1)
    assert "A-000" in page


class LastPaperPrinter(GoodPrinter):
    """Its roll ends with the first ticket."""

    def state(self) -> PrinterState:
        return PrinterState.OUT_OF_PAPER if self.slips else PrinterState.OK

    def print_slip(self, slip: Slip) -> PrinterState:
        super().print_slip(slip)
        return PrinterState.OUT_OF_PAPER


def has_printed(kiosk: Kiosk) -> bool:
    page = kiosk.presenter.page
    return isinstance(page, Result) and page.paper is PaperState.PRINTED


def lane_of(kiosk: Kiosk) -> PaperLane:
    lane = kiosk.window._paper
    assert lane is not None
    return lane
