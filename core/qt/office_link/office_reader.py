"""What a window shows of its office, kept read: after every change, one reading at a time.

Changes come in bursts, thirty a second in a busy hall, and a reading costs this computer and the
database's: whoever presses a button waits behind one. A server that hangs does not say so: only a
reading that came back proves that it is there.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import QueueError
from core.qt.office_link.link import Link

if TYPE_CHECKING:
    from core.office import Board, Office

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pacing:
    """How often an office is read.

    `gather_ms` from a change to its reading, `rest_ms` from a reading to that of the next change.
    `every_s` between two readings where nothing changes, for a reader that is ticked.
    """

    gather_ms: int = 0
    rest_ms: int = 0
    every_s: float = float("inf")


class OfficeReader(QObject, Generic[T]):
    """What was read last, and the office's time carried on from there by this machine's seconds.

    `found` is what was read, None before the first time; `fault` why the office was lost.

    Signals:
        taken: the office was read.
        lost: it could not be, or went away.
    """

    taken = Signal()
    lost = Signal()

    def __init__(
        self,
        link: Link,
        question: "Callable[[], Callable[[Office], T]]",
        board_of: "Callable[[T], Board]",
        pacing: Pacing,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`question` is asked for before each reading what is to be read, in the link's lane."""
        super().__init__(parent)
        self._link = link
        self._question = question
        self._board_of = board_of
        self._pacing = pacing
        self._now = monotonic
        self.found: T | None = None
        self.fault: QueueError | None = None
        self.is_lost = False
        self.is_reading = False
        self._asked_at = self._true_at = monotonic()
        self._is_wanted = self._is_urgent = self._is_held = self._is_closed = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._read_if_due)
        link.changed.connect(self.look_soon)
        link.back.connect(self.look)
        link.away.connect(self._lose)

    def close(self) -> None:
        """Take no more answers."""
        self._is_closed = True
        self._rest.stop()

    @property
    def is_here(self) -> bool:
        return self.found is not None and not self.is_lost

    @property
    def board(self) -> "Board | None":
        return None if self.found is None else self._board_of(self.found)

    @property
    def silent_s(self) -> float:
        """Seconds since what is known was true for sure; since the start, before all readings."""
        return self._now() - self._true_at

    @property
    def reading_s(self) -> float:
        """Seconds that the reading under way has taken; 0 while there is none."""
        return self._now() - self._asked_at if self.is_reading else 0.0

    @property
    def is_resting(self) -> bool:
        """True while nothing is read, and nothing is about to be."""
        return not (self.is_reading or self._rest.isActive())

    # --- the office's time

    @property
    def now(self) -> datetime | None:
        """The office's time (UTC), None before it was reached; see `time_at`."""
        return self.time_at(self._now())

    @property
    def local_now(self) -> datetime | None:
        """The office's time on its own clocks."""
        now, board = self.now, self.board
        return None if now is None or board is None else board.settings.local(now)

    def time_at(self, moment: float) -> datetime | None:
        """Return the office's time (UTC) when the monotonic clock said `moment`.

        It is the office's own clock, carried on by the monotonic one: a wrong clock here is
        harmless.
        """
        board = self.board
        return None if board is None else board.at + timedelta(seconds=moment - self._true_at)

    # --- when to read

    @Slot()
    def look(self) -> None:
        """Read now, or once more after the reading under way."""
        self._is_urgent = True
        self._read_if_due()

    @Slot()
    def look_soon(self) -> None:
        """Read what has changed, as soon as the pacing lets it."""
        self._is_wanted = True
        if self.is_resting and self._pacing.gather_ms:
            self._rest.start(self._pacing.gather_ms)
        self._read_if_due()

    def tick(self) -> None:
        """Read if that is due though nothing has changed."""
        if self._now() - self._asked_at >= self._pacing.every_s:
            self.look()

    def retry(self) -> None:
        """Read again if the office is not here."""
        if not self.is_here:
            self.look()

    def put_off(self, ms: int) -> None:
        """Let somebody's touch go first: what is to be read soon is read so much later."""
        if self._rest.isActive():
            self._rest.start(ms)

    def hold(self) -> None:
        """Read nothing while an action is under way."""
        self._is_held = True

    def release(self, after_ms: int) -> None:
        """Read what an action has changed, once its answer has had `after_ms` to be painted."""
        self._is_held = self._is_urgent = False
        self._is_wanted = True
        self._rest.start(after_ms)

    def doubt(self) -> None:
        """Take the office for lost until it is read again."""
        self.is_lost = True

    # --- readings

    @Slot()
    def _read_if_due(self) -> None:
        is_due = self._is_urgent or (self._is_wanted and not self._rest.isActive())
        if not is_due or self.is_reading or self._is_held or self._is_closed:
            return
        self._rest.stop()
        self._is_wanted = self._is_urgent = False
        self._asked_at = self._now()
        read, now = self._question(), self._now
        self.is_reading = None is not self._link.ask(
            lambda office: (read(office), now()), self._come, self._refused
        )

    def _come(self, found: tuple[T, float]) -> None:
        self.is_reading = False
        self.take(*found)
        self._read_if_due()

    def take(self, found: T, true_at: float | None = None) -> None:
        """Show `found` from now on: the office was so when the monotonic clock said `true_at`."""
        if self._is_closed:
            return
        self.found = found
        self._true_at = self._now() if true_at is None else true_at
        self.fault, self.is_lost = None, False
        self._begin_rest()
        self.taken.emit()

    def _refused(self, error: QueueError) -> None:
        self.is_reading = False
        self._begin_rest()
        self._lose(error)
        self._read_if_due()

    def _begin_rest(self) -> None:
        if self._pacing.rest_ms:
            self._rest.start(self._pacing.rest_ms)

    @Slot(object)
    def _lose(self, error: QueueError) -> None:
        if self._is_closed:
            return
        _log.warning("the office cannot be read: %s", type(error).__name__)
        self.fault, self.is_lost = error, True
        self.lost.emit()
