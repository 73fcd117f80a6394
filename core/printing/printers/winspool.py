"""A queue of Windows, through pywin32, written by its reference: it never ran here.

A job has left the queue when it was handed to its port. What a port or a driver knows of its
printer stands in the status of the printer and of the job.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

from core.errors import N_, Words
from core.printing.port import PrinterState
from core.printing.printers import ipp
from core.printing.printers.queues import Fate, SpoolerLook

# Bits of PRINTER_INFO_2.Status; a raw queue's driver sets them only if it knows the printer.
_STATES = (
    (0x0040_0000, PrinterState.COVER_OPEN),  # PRINTER_STATUS_DOOR_OPEN
    (0x0000_0010, PrinterState.OUT_OF_PAPER),  # PRINTER_STATUS_PAPER_OUT
    (0x0000_0008, PrinterState.JAMMED),  # PRINTER_STATUS_PAPER_JAM
    (0x0000_1000, PrinterState.UNREACHABLE),  # PRINTER_STATUS_NOT_AVAILABLE
    (0x0000_0080 | 0x0000_0001, PrinterState.OFFLINE),  # …_OFFLINE, …_PAUSED
    (0x0000_0002 | 0x0010_0000, PrinterState.OFFLINE),  # …_ERROR, …_USER_INTERVENTION
)
_WORKS_OFFLINE = 0x0400  # PRINTER_ATTRIBUTE_WORK_OFFLINE
# Bits of JOB_INFO_1.Status
_PRINTING, _DELETED, _PRINTED, _COMPLETE = 0x0010, 0x0004 | 0x0100, 0x0080, 0x1000
_PAUSE, _DELETE = 1, 5  # JOB_CONTROL_…
_MOST_JOBS = 999


class WindowsQueue:
    def __init__(self, queue: str) -> None:
        self._queue = queue
        self._spooler: Any = import_module("win32print")
        self._error: Any = import_module("pywintypes").error

    def look(self) -> SpoolerLook:
        with self._open() as handle:
            info = self._spooler.GetPrinter(handle, 2)
        waiting = int(info["cJobs"])
        for bits, state in _STATES:
            if info["Status"] & bits:
                problem = Words(N_("it is stopped")) if state is PrinterState.OFFLINE else ""
                return SpoolerLook(state, problem, waiting)
        if info["Attributes"] & _WORKS_OFFLINE:
            return SpoolerLook(PrinterState.OFFLINE, Words(N_("it is stopped")), waiting)
        return SpoolerLook(PrinterState.UNKNOWN, "", waiting)

    def send(self, title: str, job: bytes) -> int:
        began = False
        try:
            with self._open() as handle:
                number = int(self._spooler.StartDocPrinter(handle, 1, (title, None, "RAW")))
                self._spooler.StartPagePrinter(handle)
                began = True
                self._spooler.WritePrinter(handle, job)
                self._spooler.EndPagePrinter(handle)
                self._spooler.EndDocPrinter(handle)
        except ipp.RefusedError as error:
            if began:
                raise OSError(str(error)) from error
            raise
        return number

    def fate(self, number: int) -> Fate:
        job = self._job(number)
        if job is None or job["Status"] & (_PRINTED | _COMPLETE):
            return Fate.DONE
        if job["Status"] & _DELETED:
            return Fate.DOUBTFUL if _has_begun(job) else Fate.UNSENT
        return Fate.UNDER_WAY

    def cancel(self, number: int) -> Fate:
        with suppress(ipp.RefusedError):  # it may be over by now
            self._control(number, _PAUSE)  # what has not begun now begins no more
        if (job := self._job(number)) is None or job["Status"] & (_PRINTED | _COMPLETE):
            return Fate.DONE
        self._control(number, _DELETE)
        return Fate.DOUBTFUL if _has_begun(job) else Fate.UNSENT

    def drop(self, titles: Collection[str]) -> None:
        for job in self._jobs():
            if job["pDocument"] in titles:
                self._control(job["JobId"], _DELETE)

    def _control(self, number: int, what: int) -> None:
        with self._open() as handle:
            self._spooler.SetJob(handle, number, 0, None, what)

    def _job(self, number: int) -> dict[str, Any] | None:
        return next((job for job in self._jobs() if job["JobId"] == number), None)

    def _jobs(self) -> list[dict[str, Any]]:
        with self._open() as handle:
            return list(self._spooler.EnumJobs(handle, 0, _MOST_JOBS, 1))

    @contextmanager
    def _open(self) -> Iterator[Any]:
        try:
            handle = self._spooler.OpenPrinter(self._queue)
            try:
                yield handle
            finally:
                self._spooler.ClosePrinter(handle)
        except self._error as error:
            raise ipp.RefusedError(str(error.args[-1]).rstrip(".")) from error


def _has_begun(job: dict[str, Any]) -> bool:
    return bool(job["Status"] & _PRINTING or job["PagesPrinted"])
