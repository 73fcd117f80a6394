"""The ticket is committed first and printed after: whatever the printer does, nothing is lost."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from threading import Event

import pytest

from core.clock import FixedClock
from core.errors import PrinterFault, PrinterOutOfPaper, PrinterSilent
from core.machine.config import Config
from core.office import Office, Prospect
from core.office.queue.readings import Readings
from core.printing.port import PrinterState
from core.printing.slip.slip import Slip
from kiosk.visit.page_values import Home, PaperState, Result
from kiosk.visit.times import Times
from tests.fakes.fake_printer import FakePrinter, Mode
from tests.kiosk.conftest import GoodPrinter, Kiosk, Start, issued
from tests.kiosk.printers import hurried, papers_of, printer_of, wait_long, wired

QUICK = Times(print_s=0.1)


@pytest.fixture
def machine() -> Iterator[FakePrinter]:
    """Have a printer on TCP that can run out of paper."""
    with FakePrinter() as printer:
        yield printer


def paper_of(kiosk: Kiosk) -> PaperState | None:
    page = kiosk.presenter.page
    return page.paper if isinstance(page, Result) else None


def test_the_paper_comes_out_and_says_what_the_screen_said(
    start: Start, office: Office, machine: FakePrinter
) -> None:
    kiosk = start(wired(machine), times=QUICK)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.preferential)

    kiosk.wait(lambda: paper_of(kiosk) is PaperState.PRINTED)
    assert kiosk.says("Retire su tiquete")
    assert kiosk.says("Ya está impreso.")
    [paper] = papers_of(kiosk, machine, 1)
    assert "P-001" in paper
    assert office.devices.print_jobs() == ()


def test_screen_and_paper_say_the_same_even_if_somebody_is_called_between_them(
    start: Start, machine: FakePrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = count(9)
    monkeypatch.setattr(Readings, "prospect", lambda *_which: Prospect(next(ahead), 15, 40))
    kiosk = start(wired(machine), times=QUICK)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)
    kiosk.wait(lambda: paper_of(kiosk) is PaperState.PRINTED)

    [paper] = papers_of(kiosk, machine, 1)
    told = [words for words in kiosk.words() if words.startswith("Personas antes de usted: ")]
    assert len(told) == 1
    assert told[0] in paper


def test_while_it_is_printing_the_page_says_so(start: Start) -> None:
    printer = SlowPrinter()
    kiosk = start(printer)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)

    assert paper_of(kiosk) is PaperState.PRINTING
    assert kiosk.says("Imprimiendo…")
    printer.may_go_on.set()
    kiosk.wait(lambda: paper_of(kiosk) is PaperState.PRINTED)


def test_without_paper_the_person_notes_the_number_and_the_paper_comes_later(
    start: Start, office: Office, machine: FakePrinter
) -> None:
    machine.become(Mode.OUT)
    kiosk = start(wired(machine), times=QUICK)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: paper_of(kiosk) is PaperState.OUT_OF_PAPER)

    for words in (
        "La impresora no tiene papel.",
        "Por favor anote su número:",
        "A-001",
        "Su turno está guardado. Le llamaremos por pantalla y por voz.",
        "Este turno no es un radicado.",
    ):
        assert kiosk.says(words), words
    kiosk.settle()
    kiosk.pass_time(28)
    assert kiosk.shows(Result)  # for 30 s
    kiosk.wait(lambda: printer_of(office) == [("kiosk-1", "out_of_paper")])

    machine.become(Mode.OK)

    [paper] = papers_of(kiosk, machine, 1)
    assert "A-001" in paper
    assert "COPIA" not in paper  # it certainly had not been printed
    kiosk.wait(lambda: paper_of(kiosk) is PaperState.PRINTED)
    kiosk.wait(lambda: printer_of(office) == [("kiosk-1", "ok")])
    assert issued(office) == ["A-001"]


def test_paper_that_runs_out_late_leaves_half_a_minute_to_note_the_number(start: Start) -> None:
    printer = SlowPrinter()
    kiosk = start(printer)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait_for(Result)
    kiosk.pass_time(15)
    printer.fault = PrinterOutOfPaper(printer=printer.name, paper_mm=80, problem="")

    printer.may_go_on.set()

    kiosk.wait(lambda: paper_of(kiosk) is PaperState.OUT_OF_PAPER)
    kiosk.pass_time(29)
    assert kiosk.shows(Result)
    kiosk.pass_time(2)
    assert kiosk.shows(Home)


def test_the_next_person_is_told_at_once_that_there_is_no_paper(
    start: Start, office: Office, machine: FakePrinter
) -> None:
    machine.become(Mode.OUT)
    kiosk = start(wired(machine), times=QUICK)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.general)
    kiosk.wait(lambda: paper_of(kiosk) is PaperState.OUT_OF_PAPER)
    kiosk.settle()
    kiosk.touch(kiosk.window.result.done)
    kiosk.settle()

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: kiosk.says("A-002"))
    assert paper_of(kiosk) is PaperState.OUT_OF_PAPER
    machine.become(Mode.OK)
    papers = papers_of(kiosk, machine, 2)
    assert ["A-001" in papers[0], "A-002" in papers[1]] == [True, True]
    assert issued(office) == ["A-001", "A-002"]


def test_any_other_fault_is_told_as_one(start: Start, office: Office, machine: FakePrinter) -> None:
    machine.become(Mode.COVER_OPEN)
    kiosk = start(wired(machine), times=QUICK)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: paper_of(kiosk) is PaperState.FAULT)
    assert kiosk.says("La impresora no funciona ahora.")
    assert kiosk.says("Por favor anote su número:")
    kiosk.wait(lambda: printer_of(office) == [("kiosk-1", "cover_open")])


def test_a_paper_that_may_have_come_out_comes_again_as_a_copy(start: Start) -> None:
    printer = DoubtfulPrinter()
    kiosk = start(printer)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: paper_of(kiosk) is PaperState.FAULT)
    wait_long(kiosk, lambda: paper_of(kiosk) is PaperState.PRINTED)
    assert [slip.is_copy for slip in printer.slips] == [False, True]


def test_a_kiosk_without_a_printer_asks_to_note_the_number_and_asks_for_no_paper(
    start: Start, office: Office
) -> None:
    kiosk = start(None)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(Result)
    assert kiosk.says("Por favor anote su número:")
    assert not kiosk.says("La impresora no funciona ahora.")
    assert not kiosk.says("Retire su tiquete")
    assert office.devices.print_jobs() == ()


def test_a_copy_asked_for_at_a_counter_comes_out_here(
    start: Start, office: Office, machine: FakePrinter
) -> None:
    kiosk = start(wired(machine), times=QUICK)
    kiosk.wait_for(Home)
    office.queue.issue("general")

    office.devices.reprint(code="A-001", device="kiosk-1")

    [paper] = papers_of(kiosk, machine, 1)
    assert "COPIA" in paper


def test_staff_see_that_the_kiosk_is_alive(start: Start, office: Office, clock: FixedClock) -> None:
    kiosk = start(GoodPrinter(), config=Config(device="hall"))
    kiosk.wait(lambda: printer_of(office) == [("hall", "ok")])

    later = clock.advance(timedelta(seconds=11))
    kiosk.pass_time(11)

    kiosk.wait(lambda: office.devices.all()[0].seen_at == later)


# --- in the middle of a paper --------------------------------------------------------------------


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.OUT, Mode.COVER_OPEN, Mode.OFFLINE])
def test_a_printer_that_fails_in_mid_paper_prints_a_copy_when_it_is_well_again(
    start: Start, office: Office, machine: FakePrinter, mode: Mode
) -> None:
    machine.fail(mode, 40_000)
    kiosk = start(hurried(machine), times=QUICK)
    kiosk.wait_for(Home)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait(lambda: paper_of(kiosk) in {PaperState.FAULT, PaperState.OUT_OF_PAPER})
    assert kiosk.says("Por favor anote su número:")
    machine.become(Mode.OK)
    wait_long(kiosk, lambda: paper_of(kiosk) is PaperState.PRINTED)
    papers = [paper for paper in machine.papers if "A-001" in paper]
    assert "COPIA" in papers[-1]
    assert sum("COPIA" not in paper for paper in papers) <= 1
    assert office.devices.print_jobs() == ()


class SlowPrinter(GoodPrinter):
    """Prints only when it may, or fails then."""

    def __init__(self) -> None:
        super().__init__()
        self.may_go_on = Event()
        self.fault: PrinterFault | None = None

    def print_slip(self, slip: Slip) -> PrinterState:
        assert self.may_go_on.wait(10)
        if self.fault is not None:
            raise self.fault
        return super().print_slip(slip)


class DoubtfulPrinter(GoodPrinter):
    """Does not say what became of its first paper."""

    def print_slip(self, slip: Slip) -> PrinterState:
        super().print_slip(slip)
        if len(self.slips) == 1:
            raise PrinterSilent(printer=self.name, paper_mm=80, problem="", may_have_printed=True)
        return PrinterState.OK
