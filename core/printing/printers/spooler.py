"""A printer behind the system's print queue: CUPS on Linux and macOS, the spooler on Windows.

The bytes go through raw, as they would over a wire. A queue takes a job at any time; so it is sent
one only while nothing is known to be wrong and nothing waits in it, the job is followed until it
has left for the printer, and taken back when that takes too long: it would come out when nobody
waits for it any more. A queue says nothing of paper.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.errors import N_, PrinterFault, PrinterQueueStopped, PrinterUnreachable, Words
from core.machine.config import PrinterConfig
from core.printing.escpos import encode as escpos
from core.printing.escpos.models import head_of
from core.printing.port import PrinterState, fault, made
from core.printing.printers import ipp
from core.printing.printers.queues import Fate, SpoolerLook, SystemQueue
from core.printing.slip.slip import Slip
from core.reasons import reason

PRINTING_S = 10.0  # the longest paper, on the slowest head
POLL_S = 0.1
PROBE, PROBE_TITLE = b"\x1b@", "turnos"  # ESC @ makes a printer ready, and moves no paper


class QueuePrinter:
    """A printer of kind queue. `platform` is `sys.platform` of the machine with the queue.

    `printing_s` is how long, in seconds, a paper may stay in the queue.
    """

    def __init__(
        self,
        config: PrinterConfig,
        *,
        platform: str = sys.platform,
        printing_s: float = PRINTING_S,
    ) -> None:
        self.name = config.name
        self._config = config
        self._printing_s = printing_s
        self._head = head_of(config)
        self._queue = _open(config, platform)

    def state(self) -> PrinterState:
        try:
            return self._look().state
        except OSError:
            return PrinterState.UNREACHABLE

    def print_slip(self, slip: Slip) -> PrinterState:
        job = made(lambda: escpos.drawn(slip, self._head), self._config)
        with self._asked(_surely_not):
            self._queue.drop({PROBE_TITLE, slip.name, slip.original_name})
            if (look := self._look()).state is not PrinterState.UNKNOWN:
                raise self._fault(look, may_have_printed=False)
            self._probe()
        with self._asked(_unless_refused):
            number = self._queue.send(slip.name, job)
        with self._asked(_perhaps):
            fate, look = self._follow(number, self._printing_s)
        if fate is not Fate.DONE:
            raise self._fault(look, may_have_printed=fate is not Fate.UNSENT)
        return PrinterState.UNKNOWN

    def _look(self) -> SpoolerLook:
        """Return how the queue is; one in which jobs wait does not print."""
        look = self._queue.look()
        if look.state is PrinterState.UNKNOWN and look.waiting:
            problem = Words(N_("papers that wait in it: {count}"), count=look.waiting)
            return SpoolerLook(PrinterState.OFFLINE, problem, look.waiting)
        return look

    def _probe(self) -> None:
        """Send what prints nothing, so that a printer that is off never gets hold of a ticket.

        Otherwise a ticket that has waited in the queue would be doubtful: CUPS does not say whether
        it reached its printer before it was taken back.
        """
        number = self._queue.send(PROBE_TITLE, PROBE)
        fate, look = self._follow(number, self._config.timeout_s)
        if fate is Fate.DONE:
            return
        if look.state is PrinterState.UNKNOWN:
            problem = Words(N_("it takes nothing from its queue"))
            look = SpoolerLook(PrinterState.UNREACHABLE, problem)
        raise self._fault(look, may_have_printed=False)

    def _follow(self, number: int, limit_s: float) -> tuple[Fate, SpoolerLook]:
        """Wait until a job has left the queue, and take it back after `limit_s` seconds.

        Returns what became of it, and how the queue was while it was there.
        """
        ends_at = time.monotonic() + limit_s
        while (fate := self._queue.fate(number)) is Fate.UNDER_WAY and time.monotonic() < ends_at:
            time.sleep(POLL_S)
        look = self._queue.look()
        ends_at = time.monotonic() + self._config.timeout_s
        while fate is Fate.UNDER_WAY:
            fate = self._queue.cancel(number)
            if fate is Fate.UNDER_WAY and time.monotonic() >= ends_at:
                return Fate.DOUBTFUL, look
        return fate, look

    @contextmanager
    def _asked(self, may_have_printed: Callable[[OSError], bool]) -> Iterator[None]:
        """Ask the queue; a failure is the printer's, and `may_have_printed` says what it means."""
        try:
            yield
        except OSError as error:
            doubt = may_have_printed(error)
            raise self._unreachable(reason(error), may_have_printed=doubt) from error

    def _fault(self, look: SpoolerLook, *, may_have_printed: bool) -> PrinterFault:
        if look.state is PrinterState.OFFLINE:
            return PrinterQueueStopped(
                printer=self.name, problem=look.problem, may_have_printed=may_have_printed
            )
        if look.state is PrinterState.UNREACHABLE:
            return self._unreachable(look.problem, may_have_printed=may_have_printed)
        return fault(look.state, self._config, may_have_printed=may_have_printed)

    def _unreachable(self, problem: Words | str, *, may_have_printed: bool) -> PrinterUnreachable:
        return PrinterUnreachable(
            printer=self.name, problem=problem, may_have_printed=may_have_printed
        )


def _surely_not(_error: OSError) -> bool:
    return False


def _unless_refused(error: OSError) -> bool:
    return not isinstance(error, ipp.RefusedError)


def _perhaps(_error: OSError) -> bool:
    return True


def _open(config: PrinterConfig, platform: str) -> SystemQueue:
    if platform == "win32":
        from core.printing.printers.winspool import WindowsQueue  # noqa: PLC0415 - only there

        return WindowsQueue(config.queue)
    from core.printing.printers.cups import CupsQueue  # noqa: PLC0415 - not there

    return CupsQueue(config.queue, config.timeout_s)
