"""A window's line to its office: opened behind the first paint, kept, and found again.

Windows draw first. The office (and with it SQLAlchemy) is opened in the database lane; until it
is there, and whenever the database is away, `away` says why, and `back` says that it is here.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from core.errors import N_, QueueError, StoreBusy, StoreError
from core.machine.address import shown_address
from core.machine.config import Config
from core.qt.office_link.changes import Changes
from core.qt.office_link.tasks import Job, Lane

if TYPE_CHECKING:
    from core.office import Doorbell, Office

T = TypeVar("T")
RETRY_MS = 1000
_log = logging.getLogger(__name__)


class Link(QObject):
    """The office as a window has it. Start it after the window is shown; close it with the app.

    Signals:
        changed: something in the office changed, or it has just been reached: read again.
        away(QueueError): the database cannot be reached, and why; emitted once until `back`.
        back: the database answers (also the first time).
    """

    changed = Signal()
    away = Signal(object)
    back = Signal()
    _answered = Signal()

    def __init__(
        self,
        config: Config,
        parent: QObject | None = None,
        open_office: "Callable[[Config], Office] | None" = None,
    ) -> None:
        super().__init__(parent)
        self._config = config
        self._open = open_office or _open
        self._lane = Lane("database", self)
        self._office: Office | None = None
        self._changes: Changes | None = None
        self._is_here: bool | None = None
        self._is_closing = False
        self._hears = False
        self._answered.connect(self._answers_again, Qt.ConnectionType.QueuedConnection)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.start)

    @property
    def config(self) -> Config:
        """What says where the office is kept."""
        return self._config

    @property
    def is_here(self) -> bool:
        """True while the database answers."""
        return self._is_here is True

    @Slot()
    def start(self) -> None:
        """Open the office, and again every second until it is there."""
        self._lane.submit(self._open_with_bell, self._opened, self._refused)

    def ask(
        self,
        do: "Callable[[Office], T]",
        on_done: Callable[[T], object],
        on_error: Callable[[QueueError], object],
    ) -> Job[T] | None:
        """Run `do(office)` in the database lane; None when the office was not reached yet.

        A lost database reaches `on_error` like any refusal, and `away` besides.
        """
        office = self._office
        if office is None:
            return None

        def watched(error: QueueError) -> None:
            if isinstance(error, StoreError) and not isinstance(error, StoreBusy):
                self._went(error)
            on_error(error)

        def work() -> T:
            result = do(office)
            if self._is_here is False:  # an asking was lost, but perhaps not the doorbell
                self._answered.emit()
            return result

        return self._lane.submit(work, on_done, watched)

    def close(self) -> None:
        """Stop listening, end the lane, close the office."""
        self._is_closing = True
        self._retry.stop()
        if self._changes is not None:
            self._changes.close()
        self._lane.close()
        if self._office is not None:
            self._office.close()
            self._office = None

    def _open_with_bell(self) -> "tuple[Office, Doorbell]":
        office = self._open(self._config)
        if self._is_closing:  # nobody will take it any more
            office.close()
        return office, office.doorbell()

    def _opened(self, opened: "tuple[Office, Doorbell]") -> None:
        self._office, bell = opened
        self._changes = Changes(bell, self)
        self._changes.connected.connect(self._linked)
        self._changes.changed.connect(self.changed)
        self._changes.start()

    def _refused(self, error: QueueError) -> None:
        self._went(error)
        self._retry.start()

    @Slot()
    def _answers_again(self) -> None:
        if self._hears:
            self._linked(True)

    @Slot(bool)
    def _linked(self, linked: bool) -> None:
        self._hears = linked
        if not linked:
            self._went(
                StoreError(
                    database=shown_address(self._config.database),
                    problem=N_("the connection is lost"),
                )
            )
        elif not self.is_here:
            self._is_here = True
            _log.info("the database answers")
            self.back.emit()

    def _went(self, error: QueueError) -> None:
        if self._is_here is not False:
            self._is_here = False
            _log.warning("the database is away: %s", type(error).__name__)
            self.away.emit(error)


def _open(config: Config) -> "Office":
    from core.office import Office  # noqa: PLC0415 - SQLAlchemy loads behind the first paint

    return Office.open(config.database, config.office or None, timeout_s=config.timeout_s)
