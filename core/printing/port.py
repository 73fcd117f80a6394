"""What the office knows of a printer: its state, and that it prints slips.

One thread at a time may use a printer: the windows' device lane.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from core.errors import (
    N_,
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
from core.machine.config import PrinterConfig
from core.machine.disk import NO_ROOM
from core.printing.slip.slip import Slip
from core.reasons import reason
from core.whole import whole


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
