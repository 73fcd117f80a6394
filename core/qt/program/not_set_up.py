"""What lies over a full-screen window whose office is not there: what is missing, and a way out.

A kiosk or a hall display that was started before `turnos init` would cover its screen for ever
otherwise, with no word about it and no key that leaves. A database that is only away is another
matter: the window itself says so, and goes on when it answers.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QPushButton, QStackedLayout, QVBoxLayout, QWidget

from core.errors import (
    NoOffices,
    OfficeNotNamed,
    QueueError,
    StoreEncoding,
    StoreForbidden,
    StoreForeign,
    StoreMissing,
    StoreNotReady,
    StoreOnNetwork,
    StoreTooNew,
    StoreUrlInvalid,
    UnknownOffice,
)
from core.qt.look.tokens import DARK
from core.qt.program.out_of_order import FOR_PEOPLE, MARGIN, Sentences

if TYPE_CHECKING:
    from core.qt.look.language import Texts
    from core.qt.office_link.link import Link

KEY = Qt.Key.Key_Escape
FONT_PX = 24
# What waiting does not mend.
MISSING = (
    NoOffices,
    OfficeNotNamed,
    StoreEncoding,
    StoreForbidden,
    StoreForeign,
    StoreMissing,
    StoreNotReady,
    StoreOnNetwork,
    StoreTooNew,
    StoreUrlInvalid,
    UnknownOffice,
)


class NotSetUp(QWidget):
    """Covers `window` until its office is there. Esc, or its button, ends the application with 0.

    That is how it ends when staff leave it, too: whatever starts windows again then lets it rest.
    """

    def __init__(self, window: QWidget, link: "Link", texts: "Texts") -> None:
        super().__init__(window)
        self._window = window
        self._texts = texts
        self._sentences: Sentences | None = None
        self._covered: list[QWidget] = []
        self.close_button = QPushButton()
        self.close_button.clicked.connect(self.leave)
        font = QFont()
        font.setPixelSize(FONT_PX)
        self.close_button.setFont(font)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._box.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(
            f"background: {DARK.bg}; color: {DARK.ink};"  # unsaid
        )
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()
        link.away.connect(self._show)
        link.back.connect(self._go)

    @Slot(object)
    def _show(self, error: QueueError) -> None:
        window = self._window
        if not isinstance(error, MISSING) or not window.isFullScreen():
            return
        _ = self._texts
        key = _(
            "The Esc key closes this screen. It goes on by itself once the office can be opened."
        )
        if self._sentences is not None:
            self._sentences.deleteLater()
        self._sentences = Sentences([_(FOR_PEOPLE)], [_.sentence(error), key])
        self._box.insertWidget(0, self._sentences, 1)
        self._sentences.lower()  # a screen reader goes by the stacking
        self._cover()
        self.close_button.setText(_("Close (Esc)"))
        if not self.isVisible():
            window.installEventFilter(self)
            QGuiApplication.setOverrideCursor(Qt.CursorShape.ArrowCursor)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    @Slot()
    def _go(self) -> None:
        if self.isVisible():
            self._window.removeEventFilter(self)
            QGuiApplication.restoreOverrideCursor()
            self._uncover()
            self.hide()

    def _cover(self) -> None:
        """Hide what lies beneath, from a screen reader too."""
        for child in self._window.children():
            if isinstance(child, QWidget) and child is not self and not child.isHidden():
                self._covered.append(child)
                child.hide()

    def _uncover(self) -> None:
        pages = self._window.findChild(QStackedLayout)
        for each in self._covered:
            if pages is None or pages.indexOf(each) < 0 or pages.currentWidget() is each:
                each.show()
        self._covered.clear()

    @Slot()
    def leave(self) -> None:
        """End the application, whatever the window says to being closed."""
        QCoreApplication.exit(0)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == KEY:
                self.leave()
            return True  # no other key does anything behind this
        return super().eventFilter(window, event)
