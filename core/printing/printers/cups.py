"""A queue of CUPS, on Linux and macOS, asked by IPP.

What it says was seen of cupsd 2.4 before sockets, USB and serial ports that are off, hang or break
off in the middle.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress

from core.errors import N_, Words
from core.printing.port import PrinterState
from core.printing.printers import ipp
from core.printing.printers.queues import Fate, SpoolerLook

RAW = "application/vnd.cups-raw"  # no filter makes something else of it
_PRINTER = (
    "printer-state",
    "printer-state-reasons",
    "printer-state-message",
    "printer-is-accepting-jobs",
    "queued-job-count",
)
_JOB = ("job-state", "time-at-processing")
_STOPPED = 5  # printer-state
# job-state
_PENDING, _HELD, _PROCESSING, _HALTED, _COMPLETED = 3, 4, 5, 6, 9
_OPEN = frozenset({_PENDING, _HELD, _PROCESSING, _HALTED})
# printer-state-reasons, without -report, -warning, -error.
_REASONS: dict[str, PrinterState] = {
    "cover-open": PrinterState.COVER_OPEN,
    "door-open": PrinterState.COVER_OPEN,
    "interlock-open": PrinterState.COVER_OPEN,
    "media-empty": PrinterState.OUT_OF_PAPER,
    "media-needed": PrinterState.OUT_OF_PAPER,
    "media-jam": PrinterState.JAMMED,
    "offline": PrinterState.OFFLINE,
    "paused": PrinterState.OFFLINE,
    "shutdown": PrinterState.UNREACHABLE,
    "timed-out": PrinterState.UNREACHABLE,
    "connecting-to-device": PrinterState.UNREACHABLE,
}
# What the programs that carry a job to its printer say while they have not reached it.
_NOT_REACHED = (
    "Connecting to printer",  # unsaid
    "The printer is in use",  # unsaid
    "The printer is not responding",  # unsaid
    "The printer is unreachable",  # unsaid
    "The printer may not exist",  # unsaid
    "Unable to locate printer",  # unsaid
    "Unable to open",  # unsaid
    "Waiting for printer to become available",  # unsaid
)


class CupsQueue:
    def __init__(self, queue: str, timeout_s: float) -> None:
        self._queue = queue
        self._timeout_s = timeout_s

    def look(self) -> SpoolerLook:
        said = self._ask(ipp.PRINTER_ATTRIBUTES, _PRINTER)
        message = str(_first(said, "printer-state-message") or "").rstrip(".")
        waiting = _first(said, "queued-job-count") or 0
        assert isinstance(waiting, int)
        if (state := _state(said.get("printer-state-reasons", ()))) is not None:
            return SpoolerLook(state, message, waiting)
        if _first(said, "printer-state") == _STOPPED:
            return SpoolerLook(PrinterState.OFFLINE, message or Words(N_("it is stopped")), waiting)
        if _first(said, "printer-is-accepting-jobs") is False:
            return SpoolerLook(
                PrinterState.OFFLINE, message or Words(N_("it takes no papers")), waiting
            )
        if waiting and message.startswith(_NOT_REACHED):
            return SpoolerLook(PrinterState.UNREACHABLE, message, waiting)
        return SpoolerLook(PrinterState.UNKNOWN, "", waiting)

    def send(self, title: str, job: bytes) -> int:
        said = self._ask(ipp.PRINT_JOB, data=job, job_name=title, document_format=RAW)
        number = _first(said, "job-id")
        if not isinstance(number, int):
            raise OSError(N_("CUPS gave the job no number"))
        return number

    def fate(self, number: int) -> Fate:
        try:
            said = self._ask(ipp.JOB_ATTRIBUTES, _JOB, job_id=number)
        except ipp.UnknownError:
            return Fate.DONE  # a server that keeps no history
        state = _first(said, "job-state")
        if state == _COMPLETED:
            return Fate.DONE
        if state in _OPEN:
            return Fate.UNDER_WAY
        return Fate.UNSENT if _first(said, "time-at-processing") is None else Fate.DOUBTFUL

    def cancel(self, number: int) -> Fate:
        with suppress(ipp.RefusedError):  # it may be over by now, which its fate tells
            self._ask(ipp.CANCEL_JOB, job_id=number)
            if self._is_forgotten(number):
                return Fate.DOUBTFUL
        return self.fate(number)

    def _is_forgotten(self, number: int) -> bool:
        try:
            self._ask(ipp.JOB_ATTRIBUTES, ("job-state",), job_id=number)
        except ipp.UnknownError:
            return True
        return False

    def drop(self, titles: Collection[str]) -> None:
        said = self._ask(ipp.JOBS, ("job-id", "job-name"), my_jobs=True)
        for number, name in zip(said.get("job-id", ()), said.get("job-name", ()), strict=False):
            if name in titles and isinstance(number, int):
                self.cancel(number)

    def _ask(
        self,
        operation: int,
        wanted: tuple[str, ...] = (),
        *,
        data: bytes = b"",
        **fields: str | int,
    ) -> ipp.Attributes:
        return ipp.ask(
            operation, self._queue, wanted, timeout_s=self._timeout_s, data=data, **fields
        )


def _first(said: ipp.Attributes, name: str) -> ipp.Value:
    return said.get(name, (None,))[0]


def _state(reasons: Iterable[ipp.Value]) -> PrinterState | None:
    """Return the first state that a printer's reasons mean."""
    for reason in reasons:
        plain = str(reason)
        for severity in ("-report", "-warning", "-error"):
            plain = plain.removesuffix(severity)
        if plain in _REASONS:
            return _REASONS[plain]
    return None
