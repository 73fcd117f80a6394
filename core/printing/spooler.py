"""A printer behind the system's print queue: CUPS on Linux and macOS, the spooler on Windows.

A queue takes a job and says nothing of paper; what it can tell is that it is missing or stopped.
The bytes go through raw, as they would over a wire.
"""

import os
import shutil
import subprocess
import sys
from importlib import import_module
from typing import Any

from core.config import PrinterConfig
from core.errors import N_, PrinterUnreachable, Words
from core.printing import escpos
from core.printing.port import PrinterState, fault
from core.printing.slip import Slip

# Bits of PRINTER_INFO_2.Status; a raw queue's driver sets them only if it knows the printer.
_WINDOWS_STATES = (
    (0x0040_0000, PrinterState.COVER_OPEN),  # PRINTER_STATUS_DOOR_OPEN
    (0x0000_0010, PrinterState.OUT_OF_PAPER),  # PRINTER_STATUS_PAPER_OUT
    (0x0000_0008, PrinterState.JAMMED),  # PRINTER_STATUS_PAPER_JAM
    (0x0000_0080 | 0x0000_0001, PrinterState.OFFLINE),  # …_OFFLINE, …_PAUSED
)


class QueuePrinter:
    """A printer of kind queue. `platform` is `sys.platform` of the machine with the queue."""

    def __init__(self, config: PrinterConfig, *, platform: str = sys.platform) -> None:
        self.name = config.name
        self._config = config
        self._queue = _WindowsQueue(config) if platform == "win32" else _CupsQueue(config)

    def state(self) -> PrinterState:
        try:
            return self._queue.state()
        except PrinterUnreachable:
            return PrinterState.UNREACHABLE

    def print_slip(self, slip: Slip) -> PrinterState:
        job = escpos.drawn(slip, self._config.paper_mm)
        state = self._queue.state()
        if state is not PrinterState.UNKNOWN:
            # The queue would keep the job and print it when nobody waits for it any more.
            raise fault(state, self._config, may_have_printed=False)
        self._queue.send(slip.name, job)
        return PrinterState.UNKNOWN


class _CupsQueue:
    def __init__(self, config: PrinterConfig) -> None:
        self._config = config

    def state(self) -> PrinterState:
        answer = self._run("lpstat", "-p", self._config.queue)
        if answer.returncode:
            raise self._unreachable(_last_line(answer.stderr) or N_("there is no such queue"))
        return PrinterState.OFFLINE if b"disabled" in answer.stdout else PrinterState.UNKNOWN

    def send(self, title: str, job: bytes) -> None:
        sent = self._run("lp", "-d", self._config.queue, "-t", title, "-o", "raw", job=job)
        if sent.returncode:
            raise self._unreachable(_last_line(sent.stderr) or N_("the queue refused the ticket"))

    def _run(
        self, program: str, *arguments: str, job: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        path = shutil.which(program)
        if path is None:
            raise self._unreachable(
                Words(N_("the program {program} of CUPS is not installed"), program=program)
            )
        try:
            return subprocess.run(  # noqa: S603 - no shell; the queue is from our configuration
                [path, *arguments],
                input=job,
                capture_output=True,
                timeout=self._config.timeout_s,
                check=False,
                env=os.environ | {"LC_ALL": "C"},
            )
        except subprocess.TimeoutExpired as error:
            raise self._unreachable(
                N_("CUPS does not answer"), may_have_printed=bool(job)
            ) from error

    def _unreachable(
        self, problem: str | Words, *, may_have_printed: bool = False
    ) -> PrinterUnreachable:
        return PrinterUnreachable(
            printer=self._config.name, problem=problem, may_have_printed=may_have_printed
        )


class _WindowsQueue:
    def __init__(self, config: PrinterConfig) -> None:
        self._config = config
        self._spooler: Any = import_module("win32print")
        self._error: Any = import_module("pywintypes").error

    def state(self) -> PrinterState:
        try:
            handle = self._spooler.OpenPrinter(self._config.queue)
            try:
                status = self._spooler.GetPrinter(handle, 2)["Status"]
            finally:
                self._spooler.ClosePrinter(handle)
        except self._error as error:
            raise self._unreachable(error, may_have_printed=False) from error
        return next(
            (state for bits, state in _WINDOWS_STATES if status & bits), PrinterState.UNKNOWN
        )

    def send(self, title: str, job: bytes) -> None:
        began = False
        try:
            handle = self._spooler.OpenPrinter(self._config.queue)
            try:
                self._spooler.StartDocPrinter(handle, 1, (title, None, "RAW"))
                self._spooler.StartPagePrinter(handle)
                began = True
                self._spooler.WritePrinter(handle, job)
                self._spooler.EndPagePrinter(handle)
                self._spooler.EndDocPrinter(handle)
            finally:
                self._spooler.ClosePrinter(handle)
        except self._error as error:
            raise self._unreachable(error, may_have_printed=began) from error

    def _unreachable(self, error: Any, *, may_have_printed: bool) -> PrinterUnreachable:
        return PrinterUnreachable(
            printer=self._config.name,
            problem=error.args[-1],
            may_have_printed=may_have_printed,
        )


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
