"""What the leader announces about an outage, and one touch for *that is why I came*."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import ActionButton, FitLabel, Icon
from core.qt.widgets.base import PaintedFrame, rounded


class OutageCard(PaintedFrame):
    """Its words stand above its button, or before it; the button is at the card's bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = FitLabel("", TypeRole.BODY, weight=Weight.SEMIBOLD)
        self.button = ActionButton("", "check")
        self._said = QHBoxLayout()
        self.icon = Icon("warning-fill", "coral", beside=TypeRole.HEADING)
        self._said.addWidget(self.icon)
        self._said.addWidget(self._words, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.addLayout(self._said, 1)
        self._box.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignBottom)
        self._place()

    def set_texts(self, words: str, touch: str) -> None:
        self._words.setText(words)
        self.button.setText(touch)

    def stand(self, *, beside: bool) -> None:
        """Put the button beside the words, or below them."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def reach(self) -> int:
        """Return the distance from the top of the button to the bottom of the card, in px."""
        return self.button.sizeHint().height() + self._box.contentsMargins().bottom()

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        pad = self.theme.pad
        self._box.setContentsMargins(pad, pad, pad, pad)
        self._box.setSpacing(pad)
        self._said.setSpacing(pad)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        rounded(
            painter,
            QRectF(self.rect()),
            theme.radius,
            fill="coral_soft",
            edge="coral",
            width=theme.edge,
            theme=theme,
        )
