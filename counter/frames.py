"""Containers whose margins and gaps follow the theme."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from core.qt.widgets import TicketShape
from core.qt.widgets.base import PaintedFrame, rounded

Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)


def say(button: QAbstractButton, text: str) -> None:
    """Put `text` on a button; a button that says it already is not measured again."""
    if button.text() != text:
        button.setText(text)


class Strip(PaintedFrame):
    """A row or a column of widgets; `gap` and `margins` are drawn px."""

    def __init__(
        self,
        *,
        across: bool = False,
        gap: int | None = None,
        margins: Margins = NO_MARGINS,
        parent: QWidget | None = None,
    ) -> None:
        """`gap` None is the theme's."""
        super().__init__(parent)
        self._gap = gap
        self._margins = margins
        self.box = QHBoxLayout(self) if across else QVBoxLayout(self)
        self._place()

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        theme = self.theme
        self.box.setSpacing(theme.gap if self._gap is None else theme.px(self._gap))
        self.box.setContentsMargins(*(theme.px(side) for side in self._margins))


class Attention(TicketShape):
    """The frame of what is going on: a ticket's paper for a ticket, else a plain card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._is_ticket = True

    def set_ticket(self, is_ticket: bool) -> None:
        self._is_ticket = is_ticket
        self.update()

    def _place(self) -> None:
        theme = self.theme
        side = theme.radius + theme.gap  # clear of the notches
        self.content.setContentsMargins(side, theme.edge_strong, side, theme.edge_strong)
        self.content.setSpacing(theme.gap)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_ticket:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded(
            painter,
            QRectF(self.rect()),
            self.theme.radius,
            fill="surface",
            edge="border",
            width=self.theme.edge,
            theme=self.theme,
        )
