"""A real connection to a printer that is well, unwell, silent, or breaks in the middle."""

import socket
from dataclasses import replace
from typing import Any

import pytest

from core.errors import (
    PrinterCoverOpen,
    PrinterFault,
    PrinterJammed,
    PrinterNotAnswering,
    PrinterOffline,
    PrinterOutOfPaper,
    PrinterSilent,
    PrinterUnreachable,
)
from core.language import Language
from core.machine.config import PrinterConfig
from core.printing.escpos import encode as escpos
from core.printing.escpos.commands import Command
from core.printing.escpos.models import HEADS
from core.printing.escpos.read_back import Sheet, read_sheet
from core.printing.port import PrinterState
from core.printing.printers.device import EscposPrinter
from core.printing.printers.open import open_printer
from core.printing.slip.slip import Slip
from tests.fakes.fake_printer import PROCESSED, FakePrinter, Mode
from tests.printing.slips import a_slip

# Nothing here may wait longer than the limits in the configuration: a hang is a failure.
pytestmark = pytest.mark.timeout(20)

UNWELL: list[tuple[Mode, PrinterState, type[PrinterFault]]] = [
    (Mode.OUT, PrinterState.OUT_OF_PAPER, PrinterOutOfPaper),
    (Mode.COVER_OPEN, PrinterState.COVER_OPEN, PrinterCoverOpen),
    (Mode.OFFLINE, PrinterState.OFFLINE, PrinterOffline),
    (Mode.JAMMED, PrinterState.JAMMED, PrinterJammed),
    (Mode.SILENT, PrinterState.UNKNOWN, PrinterNotAnswering),
    (Mode.HANG_UP, PrinterState.UNREACHABLE, PrinterUnreachable),
    (Mode.REFUSE, PrinterState.UNREACHABLE, PrinterUnreachable),
]
SHORT_S, LONG_S = 1.0, 5.0
MID_JOB = 40_000  # bytes, of about 90,000


def config_of(printer: FakePrinter, **changes: Any) -> PrinterConfig:
    # Only a printer that will not answer is worth a short wait.
    timeout_s = SHORT_S if printer.mode is Mode.SILENT else LONG_S
    config = PrinterConfig("network", "hall", host=printer.host, port=printer.port)
    return replace(config, **{"timeout_s": timeout_s} | changes)


def printer_at(
    printer: FakePrinter, *, printing_s: float = LONG_S, **changes: Any
) -> EscposPrinter:
    return EscposPrinter(config_of(printer, **changes), printing_s=printing_s)


@pytest.mark.parametrize("paper_mm", [80, 58])
def test_a_ticket_comes_out_whole_and_once(paper_mm: int) -> None:
    with FakePrinter() as printer:
        after = open_printer(config_of(printer, paper_mm=paper_mm)).print_slip(a_slip())

        (paper,) = printer.papers
        assert after is PrinterState.OK
        assert "Oficina San Andrés" in paper
        assert "P-014" in paper
        assert printer.sheets[0].unknown == ()
        assert printer.unfinished == b""


def test_ten_tickets_come_out_in_their_order() -> None:
    with FakePrinter() as printer:
        device = printer_at(printer)
        for number in range(10):
            device.print_slip(a_slip(code=f"A-{number:03d}"))

        assert [f"A-{number:03d}" in paper for number, paper in enumerate(printer.papers)] == [
            True
        ] * 10


def test_a_printer_is_asked_on_connections_of_their_own_before_and_after() -> None:
    with FakePrinter() as printer:
        printer_at(printer).print_slip(a_slip())

        assert printer.connections == 3


def test_paper_that_ends_soon_is_told_and_used() -> None:
    with FakePrinter(Mode.NEAR_END) as printer:
        device = printer_at(printer)

        assert device.state() is PrinterState.NEAR_END
        assert device.print_slip(a_slip()) is PrinterState.NEAR_END
        assert len(printer.papers) == 1


@pytest.mark.parametrize(("mode", "state", "_fault"), UNWELL)
def test_each_state_is_told_apart(
    mode: Mode, state: PrinterState, _fault: type[PrinterFault]
) -> None:
    with FakePrinter(mode) as printer:
        assert printer_at(printer).state() is state


@pytest.mark.parametrize(("mode", "_state", "fault"), UNWELL)
def test_nothing_is_sent_to_a_printer_that_is_not_well(
    mode: Mode, _state: PrinterState, fault: type[PrinterFault]
) -> None:
    with FakePrinter(mode) as printer:
        with pytest.raises(PrinterFault) as refusal:
            printer_at(printer).print_slip(a_slip())
        printer.become(Mode.OK)

        assert type(refusal.value) is fault
        assert not refusal.value.may_have_printed
        assert printer.papers == []
        assert printer.unfinished == b""


@pytest.mark.parametrize(("mode", "_state", "_fault"), UNWELL)
def test_each_fault_has_a_sentence_in_both_languages(
    mode: Mode, _state: PrinterState, _fault: type[PrinterFault]
) -> None:
    with FakePrinter(mode) as printer, pytest.raises(PrinterFault) as refusal:
        printer_at(printer).print_slip(a_slip())

    english, spanish = str(refusal.value), Language.load("es").sentence(refusal.value)
    assert '"hall"' in english
    assert '"hall"' in spanish
    assert spanish != english


# --- in the middle of a job ----------------------------------------------------------------------


def test_a_reset_in_mid_job_may_have_printed() -> None:
    with FakePrinter(reset_after=MID_JOB) as printer:
        with pytest.raises(PrinterUnreachable) as refusal:
            printer_at(printer).print_slip(a_slip())

        assert refusal.value.may_have_printed
        assert isinstance(refusal.value.__cause__, OSError)
        assert printer.papers == []


@pytest.mark.parametrize(
    ("mode", "fault"),
    [
        (Mode.OUT, PrinterOutOfPaper),
        (Mode.COVER_OPEN, PrinterCoverOpen),
        (Mode.OFFLINE, PrinterOffline),
        (Mode.JAMMED, PrinterJammed),
        (Mode.SILENT, PrinterSilent),
        (Mode.HANG_UP, PrinterUnreachable),
    ],
)
def test_a_printer_that_fails_in_mid_job_may_have_printed(
    mode: Mode, fault: type[PrinterFault]
) -> None:
    with FakePrinter(then=mode, then_after=MID_JOB) as printer:
        timeout_s = 1.0 if mode is Mode.SILENT else LONG_S
        device = printer_at(printer, printing_s=SHORT_S, timeout_s=timeout_s)

        with pytest.raises(PrinterFault) as refusal:
            device.print_slip(a_slip())

        assert type(refusal.value) is fault
        assert refusal.value.may_have_printed


def test_a_job_kept_in_a_printer_without_paper_comes_out_when_paper_is_loaded() -> None:
    with FakePrinter(then=Mode.OUT, then_after=MID_JOB) as printer:
        with pytest.raises(PrinterOutOfPaper):
            printer_at(printer, printing_s=SHORT_S).print_slip(a_slip())
        printer.become(Mode.OK)

        (paper,) = printer.papers
        assert "P-014" in paper  # which is why the next one must say that it is a copy


def test_a_paper_that_ends_right_after_the_ticket_is_printed() -> None:
    class LastTicket(FakePrinter):
        def take(self, commands: Any) -> bytes:
            said = super().take(commands)
            if self.jobs and said[-1:] == b"\x00":
                self.mode = Mode.OUT
            return said

    with LastTicket() as printer:
        assert printer_at(printer).print_slip(a_slip()) is PrinterState.OUT_OF_PAPER
        assert len(printer.papers) == 1


def test_a_printer_that_never_confirms_but_is_well_has_printed() -> None:
    with FakePrinter(confirms=False) as printer:
        device = printer_at(printer, printing_s=SHORT_S)

        assert device.print_slip(a_slip()) is PrinterState.OK
        assert len(printer.papers) == 1


class Forgetful(FakePrinter):
    """Its power fails for a second when it is told to forget: it answers, and prints nothing."""

    forgets = False

    def take(self, commands: list[Command]) -> bytes:
        return b"" if self.forgets else super().take(commands)


def test_a_ticket_that_a_confirming_printer_does_not_confirm_may_not_have_printed() -> None:
    with Forgetful() as printer:
        device = printer_at(printer, printing_s=SHORT_S)
        device.print_slip(a_slip())
        printer.forgets = True

        with pytest.raises(PrinterSilent) as refusal:
            device.print_slip(a_slip())

        assert refusal.value.may_have_printed
        assert device.state() is PrinterState.OK


def test_a_confirming_printer_must_confirm_its_first_ticket_too() -> None:
    class ForgetfulAtOnce(Forgetful):
        def take(self, commands: list[Command]) -> bytes:
            self.forgets |= any(command.name != PROCESSED for command in commands)
            return super().take(commands)

    with ForgetfulAtOnce() as printer, pytest.raises(PrinterSilent) as refusal:
        printer_at(printer, printing_s=SHORT_S).print_slip(a_slip())

    assert refusal.value.may_have_printed


@pytest.mark.parametrize(
    ("mode", "fault"),
    [
        (Mode.OUT, PrinterOutOfPaper),
        (Mode.COVER_OPEN, PrinterCoverOpen),
        (Mode.OFFLINE, PrinterOffline),
        (Mode.JAMMED, PrinterJammed),
    ],
)
def test_what_a_printer_says_unasked_does_not_confirm_a_ticket(
    mode: Mode, fault: type[PrinterFault]
) -> None:
    with FakePrinter(then=mode, then_after=MID_JOB, tells=True) as printer:
        device = printer_at(printer, printing_s=SHORT_S)

        with pytest.raises(PrinterFault) as refusal:
            device.print_slip(a_slip())

        assert type(refusal.value) is fault
        assert refusal.value.may_have_printed


@pytest.mark.parametrize("cut_at", [3, 5_000, 40_000, 70_000, 100_000])
def test_what_a_broken_connection_left_half_said_does_not_spoil_the_next_ticket(
    cut_at: int,
) -> None:
    with FakePrinter(reset_after=cut_at) as printer:
        device = printer_at(printer)
        with pytest.raises(PrinterUnreachable):
            device.print_slip(a_slip(code="P-014"))
        torso = printer.unfinished

        assert device.print_slip(a_slip(code="P-015")) is PrinterState.OK

        (sheet,) = printer.sheets
        (whole,) = sheets_of(a_slip(code="P-015"))
        assert sheet.lines[-len(whole.lines) :] == whole.lines
        assert printer.jobs[0].startswith(torso)


def test_a_program_that_died_in_mid_job_does_not_spoil_the_next_ticket() -> None:
    job = escpos.drawn(a_slip(code="P-014"), HEADS[80])
    with FakePrinter() as printer:
        with socket.create_connection((printer.host, printer.port)) as dying:
            dying.sendall(job[:MID_JOB])
        printer.wait_until(lambda: len(printer.unfinished) > MID_JOB - 12_000)

        printer_at(printer).print_slip(a_slip(code="P-015"))

        (whole,) = sheets_of(a_slip(code="P-015"))
        assert printer.sheets[-1].lines[-len(whole.lines) :] == whole.lines


def sheets_of(*slips: Slip) -> list[Sheet]:
    return [read_sheet(escpos.drawn(slip, HEADS[80])) for slip in slips]


# --- printers that cannot answer, and other edges ------------------------------------------------


def test_a_printer_that_is_known_not_to_answer_is_sent_the_ticket() -> None:
    with FakePrinter(Mode.SILENT) as printer:
        after = printer_at(printer, answers=False).print_slip(a_slip())

        printer.wait_for_papers(1)
        assert after is PrinterState.UNKNOWN


def test_a_printer_that_cannot_answer_may_still_be_missing() -> None:
    with FakePrinter(Mode.REFUSE) as printer:
        device = printer_at(printer, answers=False)

        with pytest.raises(PrinterUnreachable) as refusal:
            device.print_slip(a_slip())

        assert not refusal.value.may_have_printed
        assert device.state() is PrinterState.UNREACHABLE


class SimplePrinter(FakePrinter):
    """One that answers the first and the last question, and never heard of the others."""

    def _answer(self, about: int) -> bytes:
        return super()._answer(about) if about in {1, 4} else b""


def test_a_simple_printer_that_is_well_prints() -> None:
    with SimplePrinter() as printer:
        assert printer_at(printer).print_slip(a_slip()) is PrinterState.OK
        assert len(printer.papers) == 1


def test_a_simple_printer_that_cannot_say_why_is_off_line() -> None:
    with SimplePrinter(Mode.COVER_OPEN) as printer:
        assert printer_at(printer, timeout_s=1.0).state() is PrinterState.OFFLINE


def test_what_a_printer_says_unasked_is_not_taken_for_an_answer() -> None:
    class Chatty(FakePrinter):
        def _answer(self, about: int) -> bytes:
            return b"\x11\x10\x00\x00\x0f" + super()._answer(about)

    with Chatty(Mode.COVER_OPEN) as printer:
        assert printer_at(printer).state() is PrinterState.COVER_OPEN


@pytest.mark.parametrize(("host", "port"), [("hall..local", 9100), ("127.0.0.1", 99999)])
def test_an_impossible_address_is_unreachable(host: str, port: int) -> None:
    device = open_printer(PrinterConfig("network", host=host, port=port))

    assert device.state() is PrinterState.UNREACHABLE
    with pytest.raises(PrinterUnreachable):
        device.print_slip(a_slip())


def test_a_printer_that_stops_reading_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        host, port = listener.getsockname()
        config = PrinterConfig("network", host=host, port=port, timeout_s=0.3, answers=False)

        # Nobody accepts, nobody reads: what fits in the buffers of the system is all that goes.
        monkeypatch.setattr(escpos, "drawn", lambda _slip, _head: b"x" * 50_000_000)
        device = EscposPrinter(config)

        with pytest.raises(PrinterUnreachable) as refusal:
            device.print_slip(a_slip())

        assert refusal.value.may_have_printed
