"""A crash leaves a report, tells staff in a sentence, and ends the window.

After an unhandled exception a window's memory cannot be trusted, so it does not go on. Reports hold
no personal data (see `core.qt.traces.fault_report`).
"""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from core.errors import WindowCrashed
from core.machine import private
from core.qt.traces import fault_report

CRASHED = 70


class CrashReports(QObject):
    """Catches what nobody caught, in every thread, and faults of native code."""

    _down = Signal(object)

    def __init__(
        self, name: str, folder: Path, on_crash: Callable[[WindowCrashed], None] | None = None
    ) -> None:
        super().__init__()
        self._name = name
        self._folder = folder
        self._on_crash = on_crash
        self._fault_file: TextIO | None = None
        self._went_down = False
        self._down.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        fault_report.keep_in(self._folder, self._name)
        try:
            private.make_folder(self._folder)
            private.close(self._folder)
            self._keep_the_last_fault()
            self._fault_file = open(  # noqa: SIM115 - with an opener; closed by `close`
                self._folder / f"{self._name}-fault.txt",
                "w",
                encoding="utf-8",
                opener=private.open_file,
            )
        except OSError:
            logging.getLogger(__name__).warning(
                "no crash report can be written in %s", self._folder
            )
            faulthandler.enable()
        else:
            faulthandler.enable(self._fault_file)

    def _keep_the_last_fault(self) -> None:
        """Put aside what native code left when it ended the process before this one."""
        last = self._folder / f"{self._name}-fault.txt"
        if last.is_file() and last.stat().st_size:
            at = datetime.fromtimestamp(last.stat().st_mtime, UTC)
            last.replace(self._folder / f"{self._name}-{at:%Y%m%dT%H%M%S%fZ}-fault.txt")
            fault_report.drop_old(self._folder, self._name)

    @Slot()
    def close(self) -> None:
        """Stop catching; a fault file with nothing in it goes."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._fault_file is not None:
            faulthandler.disable()
            path = Path(self._fault_file.name)
            self._fault_file.close()
            self._fault_file = None
            if path.stat().st_size == 0:
                path.unlink()

    def _caught(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _traceback: TracebackType | None,
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            QCoreApplication.exit(0)
            return
        crash = self.report(error)
        sys.stderr.write(f"{crash}\n")
        self._down.emit(crash)

    def _caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None and not isinstance(caught.exc_value, SystemExit):
            self._caught(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def report(self, error: BaseException) -> WindowCrashed:
        """Write the report and the log, and return the sentence for staff."""
        logging.getLogger(__name__).critical("crash", exc_info=error)
        try:
            path = fault_report.write(self._folder, self._name, error)
        except OSError:
            return WindowCrashed(name=self._name, report=fault_report.UNWRITTEN)
        return WindowCrashed(name=self._name, report=path)

    @Slot(object)
    def _end(self, crash: WindowCrashed) -> None:
        if self._went_down:
            return
        self._went_down = True
        if self._on_crash is not None:
            self._on_crash(crash)
        QCoreApplication.exit(CRASHED)
