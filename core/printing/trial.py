"""A test page from this computer's own printer, without an office."""

from datetime import datetime

from core.language import Language
from core.machine.config import Config
from core.printing.port import PrinterState
from core.printing.printers.open import open_printer
from core.printing.slip.slip import Slip
from core.printing.slip.test_slip import Trial, compose_test


def print_trial(config: Config, _: Language) -> tuple[Slip, PrinterState]:
    """Print a test page; return it, and how the printer is afterwards.

    Raises:
        ConfigInvalid: the printer's settings lack something.
        PrinterFault: it did not come out for sure.
    """
    printer = open_printer(config.printer)
    local = datetime.now().astimezone()
    slip = compose_test(Trial(config.device or "-", printer.name, local, config.language), _)
    return slip, printer.print_slip(slip)
