"""What the office knows of a printer: its state, and that it prints slips.

One thread at a time may use a printer: the windows' device lane.
"""

import logging
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from core.config import PrinterConfig, settings_file
from core.disk import NO_ROOM
from core.errors import (
    N_,
    ConfigInvalid,
    PrinterCoverOpen,
    PrinterFault,
    PrinterFull,
    PrinterJammed,
    PrinterNotAnswering,
    PrinterOffline,
    PrinterOutOfPaper,
    PrinterSilent,
    PrinterUnreachable,
    PrinterUnusable,
    Words,
)
from core.printing.slip import Slip
from core.reasons import reason
from core.whole import whole

_log = logging.getLogger(__name__)


class PrinterState(StrEnum):
    """UNKNOWN: it does not say, which is never taken for fine."""

    OK = "ok"
    NEAR_END = "near_end"
    OUT_OF_PAPER = "out_of_paper"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    JAMMED = "jammed"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"

    @property
    def is_ready(self) -> bool:
        """True when it says that it prints."""
        return self in {PrinterState.OK, PrinterState.NEAR_END}


STATE_WORDS = whole(
    PrinterState,
    {
        PrinterState.OK: N_("ready"),
        PrinterState.NEAR_END: N_("its paper is running out"),
        PrinterState.OUT_OF_PAPER: N_("no paper"),
        PrinterState.COVER_OPEN: N_("its cover is open"),
        PrinterState.OFFLINE: N_("off line"),
        PrinterState.JAMMED: N_("paper jam"),
        PrinterState.UNREACHABLE: N_("out of reach"),
        PrinterState.UNKNOWN: N_("it does not say how it is"),
    },
)
"""How a printer is, as a part of a sentence."""
FULL = N_("the disk it writes to is full")


class Printer(Protocol):
    @property
    def name(self) -> str:
        """What people call it."""

    def state(self) -> PrinterState:
        """Return how it is now; takes a few times the configured limit at most, never raises."""

    def print_slip(self, slip: Slip) -> PrinterState:
        """Print a slip and return how the printer is afterwards.

        UNKNOWN: the job was handed over to something that never tells (a file, a queue).

        Raises:
            PrinterFault: the paper did not come out for sure; `may_have_printed` tells whether
                some of it may have, so that another try must say it is a copy.
        """


_FAULTS: dict[PrinterState, type[PrinterFault]] = {
    PrinterState.OUT_OF_PAPER: PrinterOutOfPaper,
    PrinterState.COVER_OPEN: PrinterCoverOpen,
    PrinterState.OFFLINE: PrinterOffline,
    PrinterState.JAMMED: PrinterJammed,
    PrinterState.UNREACHABLE: PrinterUnreachable,
}


def fault(
    state: PrinterState, config: PrinterConfig, *, may_have_printed: bool, problem: str | Words = ""
) -> PrinterFault:
    """Return the refusal that a state means for a job; `problem` is only told of no connection."""
    kind = _FAULTS.get(state, PrinterSilent if may_have_printed else PrinterNotAnswering)
    return kind(
        printer=config.name,
        paper_mm=config.paper_mm,
        problem=problem,
        may_have_printed=may_have_printed,
    )


def unreachable(
    error: OSError, config: PrinterConfig, *, may_have_printed: bool
) -> PrinterUnreachable:
    """Return what an error of the wire, or of the disk behind it, means."""
    kind = PrinterFull if error.errno in NO_ROOM else PrinterUnreachable
    return kind(printer=config.name, problem=reason(error), may_have_printed=may_have_printed)


def open_printer(config: PrinterConfig) -> Printer:
    """Return the printer of this machine; nothing is connected until it is used.

    Whatever its libraries raise is a fault of the printer: no window ends because of a paper.

    Raises:
        ConfigInvalid: something that its kind needs is missing in the configuration, or nobody
            knows its model.
    """
    if config.kind in _NEEDS:
        _require(config)
    if config.model:
        from core.printing.models import head_of  # noqa: PLC0415 - only where one is named

        head_of(config)
    return _Guarded(config)


def _open(config: PrinterConfig) -> Printer:
    # Each kind imports what it needs when it is the one: windows paint before that.
    match config.kind:
        case "network" | "usb" | "serial" | "file":
            from core.printing.device import EscposPrinter  # noqa: PLC0415

            return EscposPrinter(config)
        case "queue":
            from core.printing.spooler import QueuePrinter  # noqa: PLC0415

            return QueuePrinter(config)
        case "pdf":
            from core.printing.pdf import PdfPrinter  # noqa: PLC0415

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


def unusable(error: Exception, config: PrinterConfig, *, may_have_printed: bool) -> PrinterUnusable:
    """Return the fault that an error nobody foresaw means."""
    return PrinterUnusable(
        printer=config.name,
        problem=f"{type(error).__name__}: {error}",
        may_have_printed=may_have_printed,
    )


def made(make: Callable[[], bytes], config: PrinterConfig) -> bytes:
    """Return what `make` makes of a paper: should it fail, nothing was sent yet.

    Raises:
        PrinterUnusable: it failed.
    """
    try:
        return make()
    except Exception as error:
        raise unusable(error, config, may_have_printed=False) from error


_NEEDS: dict[str, tuple[str, ...]] = {
    "network": ("host",),
    "usb": ("vendor_id", "product_id"),
    "serial": ("port_name",),
    "file": ("path",),
    "queue": ("queue",),
    "pdf": ("path",),
}


def _require(config: PrinterConfig) -> None:
    for field in _NEEDS[config.kind]:
        if not getattr(config, field):
            raise ConfigInvalid(
                path=settings_file(),
                where=f"printer.{field}",
                problem=Words(N_("is missing for a printer of kind {kind}"), kind=config.kind),
            )


class NullPrinter:
    """No printer, by choice: people note their number."""

    def __init__(self, config: PrinterConfig) -> None:
        self.name = config.name

    def state(self) -> PrinterState:
        return PrinterState.OK

    def print_slip(self, slip: Slip) -> PrinterState:  # noqa: ARG002 - the port's signature
        return PrinterState.OK
