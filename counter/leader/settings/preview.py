"""How a ticket comes out with the settings as they are being changed: drawn by what prints it."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

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
from core.qt.widgets import Card, FitLabel
from counter.panels.frames import ScrollColumn

WIDTH = 300
REST_MS = 250  # from a change to its picture: who types is not drawn letter by letter
NUMBER, AHEAD, LOW_MIN, HIGH_MIN = "012", 3, 10, 25


class TicketPreview(Card):
    """A general ticket on an 80 mm roll. It is drawn beside the window's own work."""

    def __init__(self, texts: Texts, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._lane = lane
        self._wanted: OfficeSettings | None = None
        self._drawn: OfficeSettings | None = None
        self._image = QImage()
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._paper.setAccessibleName(texts("A ticket with these settings"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REST_MS)
        self._soon.timeout.connect(self._draw)
        column = ScrollColumn(gap=8)
        column.inner.box.addWidget(FitLabel(texts("How it is printed"), TypeRole.LABEL))
        column.inner.box.addWidget(self._paper)
        column.inner.box.addStretch(1)
        self.content.addWidget(column)

    def restyle(self) -> None:
        super().restyle()
        self.setFixedWidth(self.theme.px(WIDTH))
        if self.isHidden() != self.theme.scale.narrow:  # there the fields have the room
            self.setHidden(self.theme.scale.narrow)

    def follow(self, settings: OfficeSettings | None) -> None:
        """Show a ticket with `settings`; None, while something is wrong, leaves the last one."""
        if settings is None or settings == self._wanted:
            return
        self._wanted = settings
        self._soon.start()

    @Slot()
    def _draw(self) -> None:
        settings = self._wanted
        if settings is not None:
            self._lane.submit(lambda: picture(settings), self._show)

    def _show(self, image: QImage) -> None:
        self._image, self._drawn = image, self._wanted
        self._fit()

    @property
    def drawn(self) -> OfficeSettings | None:
        """The settings of the ticket that is shown, None before the first."""
        return self._drawn

    def _fit(self) -> None:
        if not self._image.isNull():
            width = max(1, self._paper.width())
            mode = Qt.TransformationMode.SmoothTransformation
            self._paper.setPixmap(QPixmap.fromImage(self._image.scaledToWidth(width, mode)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


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
