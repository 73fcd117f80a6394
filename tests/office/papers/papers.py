"""What tests of a device's papers share: a printer whose faults are given, and its worker."""

from typing import TYPE_CHECKING

from core.errors import PrinterFault, PrinterOutOfPaper, PrinterSilent
from core.office import PrintJob
from core.office.printing import PrintQueue
from core.printing.port import PrinterState
from core.printing.slip.slip import Slip

if TYPE_CHECKING:
    from collections.abc import Callable

DEVICE = "kiosk-1"


class Stub:
    """A printer whose faults are given; `slips` are the papers that came out."""

    name = "kiosk"

    def __init__(self) -> None:
        self.now = PrinterState.OK
        self.fault: PrinterFault | None = None
        self.slips: list[Slip] = []
        self.then: Callable[[], None] = lambda: None

    def state(self) -> PrinterState:
        return self.now

    def print_slip(self, slip: Slip) -> PrinterState:
        if self.fault is not None:
            raise self.fault
        self.slips.append(slip)
        self.then()
        return self.now

    def run_out(self) -> None:
        self.now = PrinterState.OUT_OF_PAPER
        self.fault = PrinterOutOfPaper(printer=self.name, paper_mm=80, problem="")

    def be_silent(self) -> None:
        self.now = PrinterState.UNKNOWN
        self.fault = PrinterSilent(
            printer=self.name, paper_mm=80, problem="", may_have_printed=True
        )

    def recover(self) -> None:
        self.now, self.fault = PrinterState.OK, None


def work(queue: PrintQueue) -> PrintJob:
    job = queue.work_one()
    assert job is not None
    return job


def codes(printer: Stub) -> list[tuple[str, bool]]:
    return [(slip.code, slip.is_copy) for slip in printer.slips]


def rested(queue: PrintQueue) -> PrintQueue:
    """Let the pause after a fault be over."""
    queue._rest_until = 0.0
    return queue
