"""A receipt printer at the end of a wire: asked before and after, on a fresh connection each.

python-escpos 3.1 raises nothing when the paper is out, the cover open, the printer off line or
silent, or the connection reset in the middle; so it only makes the bytes. One thread only.
"""

import time
from collections.abc import Callable
from contextlib import closing

from core.errors import PrinterUnreachable
from core.machine.config import PrinterConfig
from core.printing.escpos import encode as escpos
from core.printing.escpos.commands import split
from core.printing.escpos.models import head_of
from core.printing.escpos.status import (
    PROCESSED,
    Ear,
    is_answer,
    is_processed,
    judge,
    next_question,
    question,
)
from core.printing.port import PrinterState, fault, made, unreachable
from core.printing.printers.wires import Wire, connect
from core.printing.slip.slip import Slip

CHUNK = 4096  # what a printer must take within the limit for one answer
PRINTING_S = 10.0  # the longest paper, on the slowest head: for one that says when it is done
GUESSED_S = 5.0  # the same for one that never says: it is waited for with every ticket
ASKED_S = 1.0  # for one that has nothing else to do
DRAINED_S = 0.05


class EscposPrinter:
    """A printer of kind network, usb, serial or file, as `config` says.

    `printing_s` is how long, in seconds, a paper may take beyond its way over the wire.
    """

    def __init__(self, config: PrinterConfig, *, printing_s: float = PRINTING_S) -> None:
        self.name = config.name
        self._config = config
        self._printing_s = printing_s
        self._head = head_of(config)
        self._answers = config.answers and config.kind != "file"
        self._render = escpos.typed if config.kind == "serial" else escpos.drawn
        self._confirms = False  # it says when a ticket is printed
        self._is_clear = False  # nothing half said is left in it from a job before

    def state(self) -> PrinterState:
        try:
            return self._ask()
        except OSError:
            return PrinterState.UNREACHABLE

    def print_slip(self, slip: Slip) -> PrinterState:
        job = made(lambda: self._render(slip, self._head), self._config)
        if self._answers:
            self._check(may_have_printed=False)
        is_printed = self._send(job)
        if not self._answers:
            return PrinterState.UNKNOWN
        if is_printed:
            return self.state()
        state = self._check(may_have_printed=True)
        if self._confirms:  # it would have said so: its power failed, or it still prints
            raise fault(PrinterState.UNKNOWN, self._config, may_have_printed=True)
        self._is_clear = True
        return state

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
                if self._answers and not self._is_clear:
                    self._confirms |= self._clear(wire, job)
                began, self._is_clear = True, False  # now nobody knows what a failure leaves
                for at in range(0, len(job), CHUNK):
                    chunk = job[at : at + CHUNK]
                    wire.send(chunk, self._config.timeout_s + len(chunk) / wire.bytes_per_s)
                if not self._answers:
                    return False
                printing_s = self._printing_s if self._confirms else GUESSED_S
                patience_s = min(printing_s, self._printing_s) + len(job) / wire.bytes_per_s
                wire.send(PROCESSED, self._config.timeout_s)
                if _hear(wire, is_processed, time.monotonic() + patience_s) is None:
                    return False
                self._confirms = self._is_clear = True
                return True
        except OSError as error:
            now = self.state() if began and self._answers else PrinterState.UNREACHABLE
            if now.is_ready or now is PrinterState.UNREACHABLE:
                raise self._unreachable(error, may_have_printed=began) from error
            raise fault(now, self._config, may_have_printed=began) from error

    def _clear(self, wire: Wire, job: bytes) -> bool:
        """Have nothing of an earlier job left in the printer; return whether it confirms.

        A job that broke off in the middle of a picture leaves a printer that takes the next one
        for the rest of that picture. Such a printer does not confirm: it is sent as much nothing
        as the longest command of a ticket may lack. What it says late about an earlier job must not
        be taken for an answer about this one either.
        """
        longest = max(len(command.raw) for command in split(job)[0])
        for rinse in (b"", bytes(longest)):
            on_wire_s = len(rinse) / wire.bytes_per_s
            wire.send(rinse + PROCESSED, self._config.timeout_s + on_wire_s)
            asked_s = min(self._config.timeout_s, ASKED_S) + on_wire_s
            if _hear(wire, is_processed, time.monotonic() + asked_s) is not None:
                _drain(wire)
                return True
        return False

    def _unreachable(self, error: OSError, *, may_have_printed: bool) -> PrinterUnreachable:
        return unreachable(error, self._config, may_have_printed=may_have_printed)


def _hear(wire: Wire, wanted: Callable[[int], bool], ends_at: float) -> int | None:
    """Return the first answer that is `wanted`, None if none came until `ends_at`."""
    ear = Ear()
    while (left_s := ends_at - time.monotonic()) > 0:
        for byte in ear.answers(wire.receive(left_s)):
            if wanted(byte):
                return byte
    return None


def _drain(wire: Wire) -> None:
    """Let what a printer says by itself, or says late, go by."""
    ends_at = time.monotonic() + ASKED_S  # some never stop talking
    while time.monotonic() < ends_at and wire.receive(DRAINED_S):
        pass
