"""The database's copy of the evening, made by a program of its own: no window waits for it."""

import logging
import sys

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Slot

from core.machine.config import Config, settings_file
from core.qt.office_link.link import Link

LOOK_MS = 600_000
FIRST_LOOK_MS = 60_000  # a window's start has other work
_log = logging.getLogger(__name__)


class EveningCopy(QObject):
    """Looks every ten minutes whether the copy is due, where this computer is to make one.

    What fails is tried again at the next look; how old the last good copy is, `turnos doctor` says.
    """

    def __init__(self, config: Config, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._config = config
        self._link = link
        self._copying = QProcess(self)
        self._copying.setProgram(sys.executable)
        files = ["--files"] if config.copies.files else []
        self._copying.setArguments(["-m", "core.cli", "backup", *files, config.copies.folder])
        given = QProcessEnvironment.systemEnvironment()
        given.insert("TURNOS_DATABASE", config.database)  # it may hold a password: no argument
        given.insert("TURNOS_OFFICE", config.office)
        if settings_file().exists():
            given.insert("TURNOS_CONFIG", str(settings_file()))
        self._copying.setProcessEnvironment(given)
        self._copying.finished.connect(self._ended)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        if config.copies.folder:
            self._timer.start(FIRST_LOOK_MS)

    @property
    def is_copying(self) -> bool:
        return self._copying.state() is not QProcess.ProcessState.NotRunning

    @Slot()
    def look(self) -> None:
        """Make the copy if it is due."""
        self._timer.setInterval(LOOK_MS)
        if not self.is_copying:
            self._link.ask(lambda office: office.copies.is_due(), self._begin, self._leave)

    def close(self) -> None:
        """End a copy that is under way: nothing of it is left that looks whole."""
        self._timer.stop()
        self._copying.kill()
        self._copying.waitForFinished()

    def _begin(self, is_due: bool) -> None:
        if is_due and not self.is_copying:
            self._copying.start()

    def _leave(self, error: object) -> None:
        _log.warning("whether a copy is due was not learnt: %s", type(error).__name__)

    @Slot(int)
    def _ended(self, code: int) -> None:
        if code:
            said = bytes(self._copying.readAllStandardError().data()).decode(errors="replace")
            _log.warning("the copy of the database failed (%s): %s", code, said.strip())
