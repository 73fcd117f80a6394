"""Pages of a window, one at a time; a new one rises a little while the old one fades."""

from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from core.qt.look.theme import theme_of


class _Fading(QWidget):
    """A picture of the page that goes, over the page that comes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.picture = QPixmap()
        self.part = 0.0
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = theme_of(self)
        painter = QPainter(self)
        painter.setOpacity(1.0 - self.part)
        painter.drawPixmap(0, -round(self.part * theme.px(theme.motion.rise)), self.picture)


class PageStack(QStackedWidget):
    """Shows one of its pages. With reduced motion, or while hidden, it changes at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fading = _Fading(self)
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._step)
        self._motion.finished.connect(self._rest)

    def show_page(self, page: QWidget) -> None:
        """Show `page`, adding it if it is new. It takes touches at once."""
        if self.indexOf(page) < 0:
            self.addWidget(page)
        old = self.currentWidget()
        if page is old:
            return
        duration = theme_of(self).motion.change_ms
        if old is None or duration == 0 or not self.isVisible():
            self.setCurrentWidget(page)
            return
        self._motion.stop()
        self._fading.picture = old.grab()
        self._fading.part = 0.0
        self.setCurrentWidget(page)
        self._fading.setGeometry(self.rect())
        self._fading.raise_()
        self._fading.show()
        self._motion.setDuration(duration)
        self._motion.start()

    @property
    def is_moving(self) -> bool:
        return self._motion.state() is QVariantAnimation.State.Running

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fading.setGeometry(self.rect())

    @Slot(object)
    def _step(self, part: float) -> None:
        self._fading.part = float(part)
        self._fading.update()

    @Slot()
    def _rest(self) -> None:
        self._fading.hide()
        self._fading.picture = QPixmap()
