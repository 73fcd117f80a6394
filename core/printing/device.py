"""A receipt printer at the end of a wire: asked before and after, on a fresh connection each.

python-escpos 3.1 raises nothing when the paper is out, the cover open, the printer off line or
silent, or the connection reset in the middle; so it only makes the bytes. One thread only.
"""

import time
from collections.abc import Callable
from contextlib import closing

from core.config import PrinterConfig
from core.errors import PrinterUnreachable
from core.printing import escpos
from core.printing.port import PrinterState, fault, reason
from core.printing.slip import Slip
from core.printing.status import (
    PROCESSED,
    is_answer,
    is_processed,
    judge,
    next_question,
    question,
)
from core.printing.wires import Wire, connect

CHUNK = 4096  # what a printer must take within the limit for one answer
PRINTING_S = 4.0  # the longest paper, on the slowest head


class EscposPrinter:
    """A printer of kind network, usb, serial or file, as `config` says.

    `printing_s` is how long, in seconds, a paper may take beyond its way over the wire.
    """

    def __init__(self, config: PrinterConfig, *, printing_s: float = PRINTING_S) -> None:
        self.name = config.name
        self._config = config
        self._printing_s = printing_s
        self._answers = config.answers and config.kind != "file"
        self._render = escpos.typed if config.kind == "serial" else escpos.drawn

    def state(self) -> PrinterState:
        try:
            return self._ask()
        except OSError:
            return PrinterState.UNREACHABLE

    def print_slip(self, slip: Slip) -> PrinterState:
        job = self._render(slip, self._config.paper_mm)
        if self._answers:
            self._check(may_have_printed=False)
        is_printed = self._send(job)
        if not self._answers:
            return PrinterState.UNKNOWN
        return self.state() if is_printed else self._check(may_have_printed=True)

    def _check(self, *, may_have_printed: bool) -> PrinterState:
        """Return the state if the printer is ready, raise its fault if not."""
        try:
            state = self._ask()
        except OSError as error:
            raise self._unreachable(error, may_have_printed=may_have_printed) from error
        if not state.is_ready:
            raise fault(state, self._config, may_have_printed=may_have_printed)
        return state

    def _ask(self) -> PrinterState:
        if not self._answers:
            with closing(connect(self._config)):
                return PrinterState.UNKNOWN
        ends_at = time.monotonic() + self._config.timeout_s
        answers: dict[int, int] = {}
        with closing(connect(self._config)) as wire:
            while (about := next_question(answers)) is not None:
                wire.send(question(about), self._config.timeout_s)
                answer = _hear(wire, is_answer, ends_at)
                if answer is None:
                    break
                answers[about] = answer
        return judge(answers)

    def _send(self, job: bytes) -> bool:
        """Send a job; return whether the printer said that all of it was printed."""
        began = False
        try:
            with closing(connect(self._config)) as wire:
                began = True  # from here on, nobody knows what a failure leaves on paper
                for at in range(0, len(job), CHUNK):
                    chunk = job[at : at + CHUNK]
                    wire.send(chunk, self._config.timeout_s + len(chunk) / wire.bytes_per_s)
                if not self._answers:
                    return False
                wire.send(PROCESSED, self._config.timeout_s)
                patience_s = self._printing_s + len(job) / wire.bytes_per_s
                return _hear(wire, is_processed, time.monotonic() + patience_s) is not None
        except OSError as error:
            now = self.state() if began and self._answers else PrinterState.UNREACHABLE
            if now.is_ready or now is PrinterState.UNREACHABLE:
                raise self._unreachable(error, may_have_printed=began) from error
            raise fault(now, self._config, may_have_printed=began) from error

    def _unreachable(self, error: OSError, *, may_have_printed: bool) -> PrinterUnreachable:
        return PrinterUnreachable(
            printer=self.name, problem=reason(error), may_have_printed=may_have_printed
        )


def _hear(wire: Wire, wanted: Callable[[int], bool], ends_at: float) -> int | None:
    """Return the first byte that is `wanted`, None if none came until `ends_at`."""
    while (left_s := ends_at - time.monotonic()) > 0:
        for byte in wire.receive(left_s):
            if wanted(byte):
                return byte
    return None
