"""The printer of this machine, of whatever kind its settings name.

Each kind imports what it needs when it is the one: windows paint before that.
"""

import logging
from collections.abc import Mapping

from core.errors import N_, ConfigInvalid, PrinterFault, PrinterUnusable, Words
from core.machine.config import PrinterConfig, settings_file
from core.printing.port import Printer, PrinterState, unusable
from core.printing.slip.slip import Slip

_log = logging.getLogger(__name__)


NEEDS: Mapping[str, tuple[str, ...]] = {
    "network": ("host",),
    "usb": ("vendor_id", "product_id"),
    "serial": ("port_name",),
    "file": ("path",),
    "queue": ("queue",),
    "pdf": ("path",),
}
"""What each kind of printer has to be told."""
MISSING = N_("is missing for a printer of kind {kind}")


def open_printer(config: PrinterConfig) -> Printer:
    """Return the printer of this machine; nothing is connected until it is used.

    Whatever its libraries raise is a fault of the printer: no window ends because of a paper.

    Raises:
        ConfigInvalid: something that its kind needs is missing in the configuration, or nobody
            knows its model.
    """
    if config.kind in NEEDS:
        _require(config)
    if config.model:
        from core.printing.escpos.models import head_of  # noqa: PLC0415 - only where one is named

        head_of(config)
    return _Guarded(config)


def _open(config: PrinterConfig) -> Printer:
    match config.kind:
        case "network" | "usb" | "serial" | "file":
            from core.printing.printers.device import EscposPrinter  # noqa: PLC0415

            return EscposPrinter(config)
        case "queue":
            from core.printing.printers.spooler import QueuePrinter  # noqa: PLC0415

            return QueuePrinter(config)
        case "pdf":
            from core.printing.printers.pdf import PdfPrinter  # noqa: PLC0415

            return PdfPrinter(config)
        case _:
            return NullPrinter(config)


class _Guarded:
    """The printer of a machine, opened at its first use; its unknown errors are faults of it."""

    def __init__(self, config: PrinterConfig) -> None:
        self.name = config.name
        self._config = config
        self._printer: Printer | None = None

    def state(self) -> PrinterState:
        try:
            return self._opened().state()
        except Exception as error:  # noqa: BLE001 - a library's; a driver's
            self._note(error)
            return PrinterState.UNREACHABLE

    def print_slip(self, slip: Slip) -> PrinterState:
        try:
            printer = self._opened()
        except Exception as error:
            raise self._unusable(error, may_have_printed=False) from error
        try:
            return printer.print_slip(slip)
        except PrinterFault:
            raise
        except Exception as error:  # somewhere on its way: nobody knows what came out
            raise self._unusable(error, may_have_printed=True) from error

    def _opened(self) -> Printer:
        if self._printer is None:
            self._printer = _open(self._config)
        return self._printer

    def _unusable(self, error: Exception, *, may_have_printed: bool) -> PrinterUnusable:
        self._note(error)
        return unusable(error, self._config, may_have_printed=may_have_printed)

    def _note(self, error: Exception) -> None:
        _log.warning("printer %s: %s", self.name, type(error).__name__)


def _require(config: PrinterConfig) -> None:
    for field in NEEDS[config.kind]:
        if not getattr(config, field):
            raise ConfigInvalid(
                path=settings_file(),
                where=f"printer.{field}",
                problem=Words(MISSING, kind=config.kind),
            )


class NullPrinter:
    """No printer, by choice: people note their number."""

    def __init__(self, config: PrinterConfig) -> None:
        self.name = config.name

    def state(self) -> PrinterState:
        return PrinterState.OK

    def print_slip(self, slip: Slip) -> PrinterState:  # noqa: ARG002 - the port's signature
        return PrinterState.OK
