"""What the settings that are being changed make of a ticket, a kiosk and a hall: drawn by what
prints or shows it.
"""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from core.domain.calendar.hours import open_days
from core.domain.service import OfficeSettings
from core.domain.ticket import Line
from core.language import Language
from core.printing.slip.layout import PAPERS
from core.printing.slip.raster import draw
from core.printing.slip.slip import SlipContent, compose
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.office_link.tasks import Lane
from core.qt.program.preview import PreviewProgram
from core.qt.widgets import Card, FitLabel
from counter.panels.frames import ScrollColumn, Strip

WIDTH, FIELDS = 300, 660  # drawn px: of the pictures, and what fields beside them need
REST_MS = 250  # from a change to its picture: who types is not drawn letter by letter
NUMBER, AHEAD, LOW_MIN, HIGH_MIN = "012", 3, 10, 25


class Preview(Strip):
    """A picture under its name, drawn anew a moment after the settings changed; override `_draw`.

    A screen reader is told the name and `words`, which stand in the picture.
    """

    def __init__(self, title: str, name: str) -> None:
        super().__init__(gap=8)
        self._wanted: tuple[OfficeSettings, str] | None = None
        self._drawn: OfficeSettings | None = None
        self._image = QImage()
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._paper.setAccessibleName(name)
        # As wide as there is room for, not as the last picture was.
        self._paper.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REST_MS)
        self._soon.timeout.connect(self._draw_wanted)
        self.box.addWidget(FitLabel(title, TypeRole.LABEL))
        self.box.addWidget(self._paper)

    def follow(self, settings: OfficeSettings | None, about: str) -> None:
        """Show what `settings` make of it, for who changes the setting `about`.

        None, while something is wrong, leaves the last picture.
        """
        if settings is None or (settings, about) == self._wanted:
            return
        self._wanted = settings, about
        self._soon.start()

    @property
    def drawn(self) -> OfficeSettings | None:
        """The settings that the picture shows, None where there is none."""
        return self._drawn

    @property
    def words(self) -> str:
        """What stands in the picture, as a screen reader is told it."""
        return self._paper.accessibleDescription()

    @property
    def image(self) -> QImage:
        return self._image

    @property
    def _room(self) -> int:
        """The width of the picture, in the screen's own px."""
        return max(1, round(self._paper.width() * self.devicePixelRatioF()))

    @Slot()
    def _draw_wanted(self) -> None:
        if self._wanted is not None and self.isVisible():
            self._draw(*self._wanted)

    def _draw(self, settings: OfficeSettings, about: str) -> None:
        """Have it drawn, for `_show`; override."""
        raise NotImplementedError

    def _show(self, image: QImage, of: OfficeSettings | None, words: str = "") -> None:
        self._image, self._drawn = image, of
        self._paper.setAccessibleDescription(words)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            self._paper.clear()
            return
        mode = Qt.TransformationMode.SmoothTransformation
        shown = QPixmap.fromImage(self._image.scaledToWidth(self._room, mode))
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self._paper.setPixmap(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()


class TicketPreview(Preview):
    """A general ticket on an 80 mm roll. It is drawn beside the window's own work."""

    def __init__(self, texts: Texts, lane: Lane) -> None:
        super().__init__(texts("How it is printed"), texts("A ticket with these settings"))
        self._lane = lane

    def _draw(self, settings: OfficeSettings, about: str) -> None:  # noqa: ARG002 - any setting's
        self._lane.submit(lambda: (picture(settings), settings), self._take)

    def _take(self, drawn: tuple[QImage, OfficeSettings]) -> None:
        self._show(*drawn)


class WindowPreview(Preview):
    """A page of another window, drawn by that window's own program."""

    def __init__(self, title: str, name: str, program: PreviewProgram) -> None:
        super().__init__(title, name)
        self._program = program
        self._asked: tuple[int, OfficeSettings] | None = None
        program.drawn.connect(self._take)
        program.lost.connect(self._lose)

    def _draw(self, settings: OfficeSettings, about: str) -> None:
        self._asked = self._program.draw(settings, about, self._room), settings

    @Slot(int, object, str)
    def _take(self, number: int, image: QImage, words: str) -> None:
        if self._asked is not None and number == self._asked[0]:
            self._show(image, self._asked[1], words)

    @Slot()
    def _lose(self) -> None:
        """Show nothing rather than what is not so any more."""
        self._asked = None
        self._show(QImage(), None)


class Previews(Card):
    """Pictures below each other, beside the fields that make them; none where room is scarce."""

    def __init__(self, *pictures: Preview) -> None:
        super().__init__()
        self._page = 0
        self._pictures = pictures
        column = ScrollColumn()
        for each in pictures:
            column.inner.box.addWidget(each)
        column.inner.box.addStretch(1)
        self.content.addWidget(column)

    def restyle(self) -> None:
        super().restyle()
        self.setFixedWidth(self.theme.px(WIDTH))
        self._stand()

    def share(self, width: int) -> None:
        """Stand beside the fields in a page of `width` px, if they keep what they need."""
        self._page = width
        self._stand()

    def _stand(self) -> None:
        has_room = self._page >= self.theme.px(WIDTH + FIELDS)
        if self.isHidden() is has_room:
            self.setVisible(has_room)

    def follow(self, settings: OfficeSettings | None, about: str) -> None:
        """Show what `settings` make of each, as `Preview.follow` does."""
        for each in self._pictures:
            each.follow(settings, about)


def picture(settings: OfficeSettings) -> QImage:
    """Return a ticket of an office with `settings`, as its printer would be sent it."""
    language = settings.languages[0]
    content = SlipContent(
        company=settings.company,
        office=settings.name,
        code=f"{settings.prefixes.general}-{NUMBER}",  # unsaid: a code
        line=Line.GENERAL,
        language=language,
        issued_at=datetime.now(UTC),
        timezone=settings.timezone,
        ahead=AHEAD,
        low_min=LOW_MIN,
        high_min=HIGH_MIN,
        hours=open_days(settings.hours),
        contact=settings.contact,
    )
    drawn = draw(compose(content, Language.load(language)), PAPERS[80]).convert("L")
    wide, high = drawn.size
    return QImage(drawn.tobytes(), wide, high, wide, QImage.Format.Format_Grayscale8).copy()
