"""Pictures from a folder: found, decoded and made as large as the screen away from the GUI thread.

A file that is no picture, too large, cut short or not to be read is passed over and reported, and
hides no other. The first bytes say what a picture is, never its name. One picture is kept ready,
the next one, so that weeks of them take no more memory than an hour.
"""

import logging
import stat
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.errors import N_, PicturesMissing, PictureUnreadable, QueueError, Words
from core.qt.office_link.tasks import Lane
from core.qt.traces.fault_report import unexpected
from core.qt.widgets.base import PaintedFrame
from core.reasons import reason

KINDS = frozenset({".jpg", ".jpeg", ".png", ".webp"})
LOOK_S = 30.0
MOST_PICTURES = 200  # that are shown in turn
MOST_FILES = 2000  # that are looked at, as some may be broken
MOST_BYTES = 32 * 2**20
MOST_PIXELS = 64_000_000
JPEG_BEGINS, JPEG_ENDS = b"\xff\xd8", b"\xff\xd9"
JPEG_MARK, JPEG_SCAN = 0xFF, 0xDA
MOST_SCANS = 100  # a picture has 10 or so; each may take as long as all of it
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was found: another size or time is another picture."""

    name: str
    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture ready to be painted, no larger than the room it was asked for."""

    file: File
    room: QSize
    image: QImage


def look(folder: Path) -> tuple[File, ...]:
    """Return the pictures in `folder` by name, the first two thousand.

    Hidden ones are none: a Mac's `._` files beside its pictures, what a telephone has thrown away.

    Raises:
        PicturesMissing: there is no such folder, or it cannot be read.
    """
    try:
        found = sorted(each.name for each in folder.iterdir() if _is_picture(each))
    except OSError as error:
        raise PicturesMissing(folder=folder, problem=reason(error)) from error
    files = (_file(folder / name) for name in found[:MOST_FILES])
    return tuple(each for each in files if each is not None)


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in KINDS and not path.name.startswith(".")


def _file(path: Path) -> File | None:
    """Return what is known of a file; None for one that is none, or is gone again."""
    try:
        facts = path.stat()
    except (OSError, ValueError):  # a link to itself
        return None
    if not stat.S_ISREG(facts.st_mode):
        return None
    return File(path.name, facts.st_size, facts.st_mtime_ns)


def decode(folder: Path, file: File, room: QSize) -> Decoded:
    """Return a picture as large as `room` allows, upright as its camera was held.

    Raises:
        PictureUnreadable: says why.
    """

    def refuse(problem: str | Words) -> PictureUnreadable:
        # A name that is no UTF-8 comes from Linux in half letters, which no database would keep.
        shown = file.name.encode(errors="replace").decode()
        return PictureUnreadable(file=shown, problem=problem)

    if file.size == 0:
        raise refuse(N_("the file is empty"))
    if file.size > MOST_BYTES:
        raise refuse(N_("the file is larger than 32 MB"))
    raw = _read(folder / file.name, refuse)
    kind = _kind_of(raw)
    if kind is None:
        raise refuse(N_("it is no JPEG, PNG or WebP picture"))
    if kind == b"jpeg" and not _is_whole_jpeg(raw):
        raise refuse(N_("it is broken or cut short"))
    content = QBuffer()  # the reader does not keep it alive
    content.setData(raw)
    content.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(content, kind)  # and no other decoder: some would never end
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid():
        raise refuse(N_("it is no picture that can be shown"))
    if size.width() * size.height() > MOST_PIXELS:
        raise refuse(N_("it has more than 64 million pixels"))
    is_turned = bool(
        reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    )
    fitting = size.scaled(
        room.transposed() if is_turned else room, Qt.AspectRatioMode.KeepAspectRatio
    )
    if fitting.width() < size.width():
        reader.setScaledSize(fitting.expandedTo(QSize(1, 1)))
    image = reader.read()
    content.close()
    if image.isNull():
        raise refuse(N_("it is broken or cut short"))
    ready = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return Decoded(file, room, ready)


def _read(path: Path, refuse: Callable[[str | Words], PictureUnreadable]) -> bytes:
    """Read the file once: one on another machine may go away between two looks at it."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise refuse(reason(error)) from error
    if len(content) > MOST_BYTES:  # it has grown meanwhile
        raise refuse(N_("the file is larger than 32 MB"))
    return content


def _kind_of(content: bytes) -> bytes | None:
    """Return the format of a picture by its first bytes; None when it is none that is shown."""
    if content.startswith(JPEG_BEGINS):
        return b"jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return b"png"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return b"webp"
    return None


def _is_whole_jpeg(content: bytes) -> bool:
    """Look for the end mark: the decoder takes half a JPEG for a whole one and paints it grey.

    It is the first one after the picture's own lines begin: what comes before may hold a smaller
    picture, and a telephone may have put a film behind.
    """
    scan = bytes((JPEG_MARK, JPEG_SCAN))
    at = len(JPEG_BEGINS)
    while at + 4 <= len(content) and content[at] == JPEG_MARK:
        if content[at + 1] == JPEG_SCAN:
            end = content.find(JPEG_ENDS, at)
            return end >= 0 and content.count(scan, at, end) <= MOST_SCANS
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    # Not as it is usually written: the decoder decides.
    return content.count(scan) <= MOST_SCANS


class Album(QObject):
    """The folder's pictures, one of them ready.

    `step` looks into the folder when it is time. Signals:
        changed(): other pictures can be shown now.
        reported(): `problem` is another one.
    """

    changed = Signal()
    reported = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lane = Lane("pictures", self)
        self._files: tuple[File, ...] = ()
        self._bad: dict[File, QueueError] = {}
        self._missing: QueueError | None = None
        self._room = QSize()
        self._ready: Decoded | None = None
        self._looked_at = float("-inf")
        self._is_looking = self._is_decoding = False
        self._told = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The pictures that can be shown, as far as it is known: the first two hundred."""
        good = (file.name for file in self._files if file not in self._bad)
        return tuple(islice(good, MOST_PICTURES))

    @property
    def problem(self) -> str:
        """What staff should know; "" when every picture can be shown."""
        if self._missing is not None:
            return str(self._missing)
        bad = [self._bad[file] for file in self._files if file in self._bad]
        if not bad:
            return ""
        return str(bad[0]) + (f" (+{len(bad) - 1})" if len(bad) > 1 else "")

    @property
    def is_idle(self) -> bool:
        """True when nothing is being read."""
        return not self._is_looking and not self._is_decoding

    def is_ready(self, name: str) -> bool:
        """Whether `name` can be shown at once; it is made ready if not, for its next turn."""
        if self._ready is not None and self._ready.file.name == name:
            return True
        self._prepare(name)
        return False

    def picture(self, name: str) -> QImage | None:
        """Return the picture `name` if it is the one that is ready."""
        ready = self._ready
        return ready.image if ready is not None and ready.file.name == name else None

    def set_room(self, room: QSize) -> None:
        """Make pictures as large as `room` from now on."""
        if room != self._room:
            self._room = room
            self._ready = None

    def step(self, now: float) -> None:
        """Look into the folder if that is due."""
        if now - self._looked_at >= LOOK_S and not self._is_looking:
            self._looked_at = now
            self._is_looking = True
            folder = self._folder
            self._lane.submit(lambda: look(folder), self._take, self._miss)

    def close(self, deadline_s: float = 5.0) -> bool:
        """End the lane."""
        return self._lane.close(deadline_s)

    def _take(self, files: tuple[File, ...]) -> None:
        self._is_looking = False
        self._missing = None
        if files != self._files:
            self._files = files
            self._bad = {file: why for file, why in self._bad.items() if file in files}
            if self._ready is not None and self._ready.file not in files:
                self._ready = None
            self.changed.emit()
        self._report()
        if self._ready is None and self.names:
            self._prepare(self.names[0])
        self._try_again()

    def _try_again(self) -> None:
        """Read a file again that could not be read: a network comes back."""
        unread = (file for file, why in self._bad.items() if isinstance(why.__cause__, OSError))
        file = next(unread, None)
        if file is None or self._is_decoding or self._room.isEmpty():
            return
        del self._bad[file]  # told as broken until it was read
        self._prepare(file.name)

    def _miss(self, error: QueueError) -> None:
        self._is_looking = False
        self._missing = error
        if self._files:
            self._files, self._ready = (), None
            self.changed.emit()
        self._report()

    def prepare_after(self, name: str) -> None:
        """Make the picture after `name` ready."""
        names = self.names
        if names:
            place = names.index(name) + 1 if name in names else 0
            self._prepare(names[place % len(names)])

    def _prepare(self, name: str) -> None:
        file = next((each for each in self._files if each.name == name), None)
        if file is None or file in self._bad or self._is_decoding or self._room.isEmpty():
            return
        if self._ready is not None and self._ready.file == file:
            return
        self._is_decoding = True
        folder, room = self._folder, self._room
        self._lane.submit(
            lambda: _attempt(lambda: decode(folder, file, room), file), self._put_ready
        )

    def _put_ready(self, found: "Decoded | tuple[File, QueueError]") -> None:
        self._is_decoding = False
        if isinstance(found, Decoded):
            self._ready = found if found.room == self._room and found.file in self._files else None
            if self.problem != self._told:  # it could not be read before
                self._report()
                self.changed.emit()
            return
        file, why = found
        self._bad[file] = why
        self.changed.emit()
        self._report()
        self.prepare_after(file.name)

    def _report(self) -> None:
        if self.problem != self._told:
            self._told = self.problem
            if self._told:
                _log.warning("pictures: %s", self._told)
            self.reported.emit()


def _attempt(work: Callable[[], Decoded], file: File) -> "Decoded | tuple[File, QueueError]":
    """Do `work`; what refuses it comes back with the file it is about."""
    try:
        return work()
    except QueueError as error:
        return file, error
    except Exception as error:  # noqa: BLE001 - one picture must not keep the others away
        return file, unexpected(error)


class PictureView(PaintedFrame):
    """One picture in the middle of its room, whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None

    def show_picture(self, image: QImage | None) -> None:
        """Show `image`; None leaves what is shown."""
        if image is not None:
            self._image = image
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.colour("deep"))
        if self._image is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size()
        if size.width() > self.width() or size.height() > self.height():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        painter.drawImage(place, self._image)
