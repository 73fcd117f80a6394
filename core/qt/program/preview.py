"""A page of another window, drawn with settings that are not in force: by that window itself.

The windows never import each other, and to lay out a kiosk's page takes longer than a key may wait.
So a process of its own reads what to draw, a line of JSON each, shows it on no screen and answers
with a picture and its words. It ends with its pipe.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QProcess,
    QProcessEnvironment,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication

from core.domain.service import OfficeSettings
from core.office.document.document import read_document, write_document
from core.qt.program.app import load_fonts
from core.qt.program.plain_import import import_plainly

REST_MS = 120_000  # a process that nobody asks for so long ends: it takes 100 MB
END_MS = 2000
GAP = 64  # px between pictures one below the other, before they are made small
SCALED = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_STYLE_OVERRIDE")
Draw = Callable[[OfficeSettings, str], tuple[QImage, str]]
"""Takes settings, and the path of what they are looked at for; gives a picture and its words."""


# --- in the window that looks


class PreviewProgram(QObject):
    """Draws pages of the window `name`, the latest that is wanted after the one in hand.

    Signals:
        drawn(number, image, words): what the call of `draw` that returned `number` asked for.
        lost(): nothing can be drawn; the next `draw` tries again.
    """

    drawn = Signal(int, object, str)
    lost = Signal()

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._process: QProcess | None = None
        self._count = 0
        self._wanted: bytes | None = None
        self._in_hand: int | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.close)

    def draw(self, settings: OfficeSettings, about: str, width: int) -> int:
        """Have a page drawn, `width` px wide, for who changes what stands at the path `about`."""
        self._count += 1
        asked = {
            "number": self._count,
            "settings": write_document(settings),
            "about": about,
            "width": width,
        }
        self._wanted = json.dumps(asked).encode() + b"\n"
        self._ask()
        return self._count

    @Slot()
    def close(self) -> None:
        """End the process; what was wanted of it is forgotten."""
        self._rest.stop()
        process, self._process = self._process, None
        self._wanted = self._in_hand = None
        if process is not None:
            process.blockSignals(True)  # its end is no loss
            process.kill()  # it holds nothing
            process.waitForFinished(END_MS)
            process.deleteLater()

    def _ask(self) -> None:
        if self._in_hand is not None or self._wanted is None:
            return
        process = self._process or self._start()
        self._in_hand, wanted, self._wanted = self._count, self._wanted, None
        process.write(QByteArray(wanted))
        self._rest.start()

    def _start(self) -> QProcess:
        process = self._process = QProcess(self)
        around = QProcessEnvironment.systemEnvironment()
        around.insert("QT_QPA_PLATFORM", "offscreen")
        around.insert("QT_LOGGING_RULES", "default.warning=false")  # of what offscreen lacks
        for name in SCALED:
            around.remove(name)
        process.setProcessEnvironment(around)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._lose)
        process.errorOccurred.connect(self._lose)
        process.start(sys.executable, ["-m", f"{self._name}.preview"])
        return process

    @Slot()
    def _hear(self) -> None:
        while self._process is not None and self._process.canReadLine():
            told = json.loads(bytes(self._process.readLine().data()))
            image = QImage.fromData(QByteArray.fromBase64(told["png"].encode()))
            self._in_hand = None
            self.drawn.emit(told["number"], image, told["words"])
            self._ask()

    @Slot()
    def _lose(self) -> None:
        self.close()
        self.lost.emit()


# --- in the process that draws


def serve(begin: Callable[[], Draw]) -> None:
    """Draw what is asked for on standard input until it ends; `begin` makes what draws."""
    import_plainly()
    app = QApplication([])
    app.setStyle("Fusion")
    load_fonts()
    draw = begin()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        image, words = draw(read_document(asked["settings"]), asked["about"])
        smooth = Qt.TransformationMode.SmoothTransformation
        told = {
            "number": asked["number"],
            "png": _png(image.scaledToWidth(asked["width"], smooth)),
            "words": words,
        }
        sys.stdout.buffer.write(json.dumps(told).encode() + b"\n")
        sys.stdout.buffer.flush()
    sys.stdout.flush()
    os._exit(0)  # with all that is still begun in the window: nothing of it is wanted


def _png(image: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().toBase64().data()).decode()


def below_each_other(images: Sequence[QImage]) -> QImage:
    """Return pictures of one width as one, see-through between them."""
    height = sum(each.height() for each in images) + GAP * (len(images) - 1)
    whole = QImage(images[0].width(), height, QImage.Format.Format_ARGB32_Premultiplied)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    top = 0
    for each in images:
        painter.drawImage(0, top, each)
        top += each.height() + GAP
    painter.end()
    return whole
