"""What stands in the place of a window that crashed on and on: a sentence, later another start.

    python -m core.qt.program.out_of_order NAME ARGUMENTS...

It uses nothing of the window's own, neither its theme nor its settings: one of them may be what it
crashes of. A hall or a kiosk would stand dark otherwise, and nobody would know why.
"""

import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.errors import N_
from core.language import Language
from core.qt.look.tokens import DARK
from core.qt.program.app import create_application, load_fonts
from core.qt.traces.crash import CRASHED

REST_S = 300
DESKTOP = ("counter", "leader")  # among the other windows of somebody's desktop
MODULES = {"leader": "counter.leader"}
"""The package of a window's program, where it is not called like the window."""
REST = "TURNOS_REST_S"
LANGUAGES = ("es", "en")
HIGH, WIDE = 10, 15  # so many letters' heights make the window: the hall reads it from 8 m
STAFF_PART = 3
LEAST_PX = 16
MARGIN = 48
FOR_PEOPLE = N_("This screen does not work at the moment. Please speak to a staff member.")
FOR_STAFF = N_(
    "{program} stopped several times and starts again in {minutes} minutes. The reports are in "
    "{folder}."
)


class Sentences(QWidget):
    """Sentences for people and, smaller, for staff, as large as the room lets them be."""

    def __init__(self, for_people: Sequence[str], for_staff: Sequence[str]) -> None:
        super().__init__()
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        box.setSpacing(MARGIN // 2)
        self._family = load_fonts()[0]
        self._labels: list[tuple[QLabel, int]] = []
        for texts, part in ((for_people, 1), (for_staff, STAFF_PART)):
            for text in texts:
                label = QLabel(text)
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
                label.setAccessibleName(text)
                self._labels.append((label, part))
                box.addWidget(label)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"background: {DARK.bg}; color: {DARK.ink};")  # unsaid

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Let the sentences be as large as all of them fit, those for people the largest."""
        px = min(self.height() // HIGH, self.width() // WIDE)
        while True:
            for label, part in self._labels:
                font = QFont(self._family)
                font.setPixelSize(max(LEAST_PX, px // part))
                label.setFont(font)
            if px <= LEAST_PX or self._box.heightForWidth(self.width()) <= self.height():
                return
            px -= 1


class OutOfOrder(Sentences):
    """What to do and where the reports are, in each language."""

    def __init__(self, program: str, folder: str, minutes: int) -> None:
        known = [Language.load(language) for language in LANGUAGES]
        for_people = [_(FOR_PEOPLE) for _ in known]
        for_staff = [_(FOR_STAFF, program=program, minutes=minutes, folder=folder) for _ in known]
        super().__init__(for_people, for_staff)
        self.setWindowTitle(for_people[0])


def main(argv: Sequence[str]) -> int:
    """Show it until it is closed (exit code 70), or start the window again after a rest."""
    name, *given = argv
    from core.machine.config import data_dir  # noqa: PLC0415 - no setting is read

    rest_s = float(os.environ.get(REST, REST_S))
    app = create_application([f"turnos-{name}"], f"{name}-out-of-order")
    page = OutOfOrder(f"turnos-{name}", str(data_dir() / "crashes"), round(rest_s / 60))
    if name in DESKTOP:
        page.resize(900, 500)
        page.show()
    else:
        page.showFullScreen()
    again = []

    def start() -> None:
        again.append(name)
        QCoreApplication.exit(CRASHED)

    QTimer.singleShot(round(rest_s * 1000), page, start)
    app.exec()
    if again:
        sys.stderr.flush()
        os.execv(sys.executable, [sys.executable, "-m", MODULES.get(name, name), *given])  # noqa: S606
    return CRASHED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
