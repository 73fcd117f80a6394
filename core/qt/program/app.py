"""Starting a window: fonts, logs, crash reports, signals, and Qt's own settings.

What a crash or a log leaves behind holds no personal data: an exception's message may quote what
a person typed, so only its kind and where it happened are written.
"""

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import FrameType

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QTimer,
    QtMsgType,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from core.errors import NoScreen, ScreenUnusable, WindowCrashed
from core.language import Language, let_system_speak_english, terminal_language
from core.machine import private
from core.machine.config import data_dir, own_data_dir
from core.qt.traces.logs import start_log

ORGANISATION = "turnos"
NAME = "SOPESA"
NO_SCREEN = 1  # as any refusal
BOLD = "AtkinsonHyperlegibleNext-Bold.ttf"
FONTS = (
    "AtkinsonHyperlegibleNext-Regular.ttf",
    "AtkinsonHyperlegibleNext-SemiBold.ttf",
    BOLD,
)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def create_application(
    argv: Sequence[str],
    name: str,
    *,
    folder: Path | None = None,
    on_crash: Callable[[WindowCrashed], None] | None = None,
) -> QApplication:
    """Return the application of the window `name`, ready for its first widget.

    Logs go to `folder`/logs/`name`.log and crash reports to `folder`/crashes; `folder` defaults to
    this user's data folder. After a crash `on_crash` gets the sentence for staff, in the GUI
    thread, and the event loop ends with `core.qt.traces.crash.CRASHED`. SIGINT and SIGTERM end it
    with 0. Call once per process. Where Qt cannot use the screen, a sentence is said and the
    process ends with `NO_SCREEN`: Qt itself aborts there.

    Raises:
        NoScreen: no screen is named.
    """
    app = begin_application(argv, name, folder=folder)
    finish_application(app, name, folder=folder, on_crash=on_crash)
    return app


def begin_application(
    argv: Sequence[str], name: str, *, folder: Path | None = None
) -> QApplication:
    """Do of `create_application` what has to be before anything can be painted.

    The rest, with the classes that it needs, takes 25 ms.
    """
    home = folder or data_dir()
    with suppress(OSError):  # the log says that nothing can be written
        private.make_folder(home)
        if home == own_data_dir():
            private.close(home)
    start_log(name, home / "logs")
    qInstallMessageHandler(_log_qt)
    refuse_without_screen(name)
    with _starting():
        app = QApplication([argv[0] if argv else name, *argv[1:]])
    let_system_speak_english()
    app.setOrganizationName(ORGANISATION)
    app.setApplicationName(name)
    app.setApplicationDisplayName(NAME)
    app.setDesktopFileName(f"{ORGANISATION}-{name}")
    return app


def finish_application(
    app: QApplication,
    name: str,
    *,
    folder: Path | None = None,
    on_crash: Callable[[WindowCrashed], None] | None = None,
) -> None:
    """Do the rest of `create_application`."""
    from core.qt.program.garbage import Collector  # noqa: PLC0415 - see above
    from core.qt.traces.crash import CrashReports  # noqa: PLC0415

    app.setStyle("Fusion")
    load_fonts()
    reports = CrashReports(name, (folder or data_dir()) / "crashes", on_crash)
    reports.setParent(app)
    reports.install()
    Signals(app)
    Collector(app)
    app.aboutToQuit.connect(reports.close)
    logging.getLogger(__name__).info("%s started", name)


def load_fonts() -> tuple[str, ...]:
    """Give Qt our typeface from the package, once; return the families it now has.

    Raises:
        RuntimeError: a font file is damaged.
    """
    return tuple(dict.fromkeys(family for name in FONTS for family in load_face(name)))


@cache
def load_face(name: str) -> tuple[str, ...]:
    """Give Qt one face of it, of `FONTS`; return the families of it."""
    data = (files("assets") / "fonts" / name).read_bytes()
    number = QFontDatabase.addApplicationFontFromData(QByteArray(data))
    if number < 0:
        raise RuntimeError(f"the font {name} cannot be used")
    return tuple(QFontDatabase.applicationFontFamilies(number))


def refuse_without_screen(name: str) -> None:
    """Tell a terminal without a screen apart, before Qt does anything.

    Raises:
        NoScreen
    """
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(map(os.environ.get, named)):
        raise NoScreen(program=f"turnos {name}")  # unsaid: a command


@contextmanager
def _starting() -> Iterator[None]:
    """Let a fatal message of Qt be our sentence while the application is made."""
    _said.append("")
    yield
    _said.clear()


_NO_CAUSE = ("Could not load the Qt platform plugin", "detected locale")  # unsaid: Qt's own
_said: list[str] = []
"""What Qt has said so far of an application that is being made; empty at other times."""


def _log_qt(level: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    logging.getLogger("qt").log(_LEVELS.get(level, logging.WARNING), "%s", message)
    if not _said:
        return
    if level is not QtMsgType.QtFatalMsg:
        _said.append(message or "")
        return
    named = map(os.environ.get, ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"))
    screen = next(filter(None, named), sys.platform)
    # The first names the cause; what Qt says after it, and at last, names none.
    causes = [each for each in _said if each and not each.startswith(_NO_CAUSE)]
    problem = " ".join((causes or [message or ""])[0].split())
    from core.told import laid_out  # noqa: PLC0415 - a window has it later

    error = ScreenUnusable(screen=screen, problem=problem)
    sentence = Language.load(terminal_language()).sentence(error)
    sys.stderr.write(laid_out(sentence, sys.stderr) + "\n")
    sys.stderr.flush()
    os._exit(NO_SCREEN)


class Signals(QObject):
    """SIGINT and SIGTERM end the event loop, at once and cleanly.

    Python runs its handlers only between bytecodes, and Qt's loop runs none: the interpreter is
    told to write a byte to a socket, which wakes the loop.
    """

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._before_fd = signal.set_wakeup_fd(self._writer.fileno())
        self._before = {
            number: signal.signal(number, self._end) for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        app.aboutToQuit.connect(self.close)

    @Slot()
    def _wake(self) -> None:
        """Run Python code, so that the pending handler runs."""
        try:
            self._reader.recv(64)
        except OSError:  # nothing to read, or closed by the very signal that wakes
            return

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        QCoreApplication.exit(0)
        QTimer.singleShot(0, self, self._end_begun_loop)  # a loop that is not begun hears no exit

    @Slot()
    def _end_begun_loop(self) -> None:
        QCoreApplication.exit(0)

    @Slot()
    def close(self) -> None:
        """Give the signals back to whom they belonged."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before_fd)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()
