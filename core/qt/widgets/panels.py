"""Panels: a plain card, a notice in a soft colour, a sentence to say aloud, a hairline."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from core.qt.look.tokens import TypeRole
from core.qt.widgets.base import Ground, PaintedFrame, rounded
from core.qt.widgets.icons import Icon
from core.qt.widgets.text import FitLabel

NoticeLook = Literal["coral", "sun", "palm", "sea", "plain"]
# ground, edge, pictogram
NOTICE = {
    "coral": ("coral_soft", "coral", "coral"),
    "sun": ("sun_soft", "sun_edge", "ink"),
    "palm": ("palm_soft", "palm", "palm"),
    "sea": ("sea_soft", "sea_edge", "ink"),
    "plain": ("surface", "border", "ink"),
}


class Box(PaintedFrame):
    """A rounded ground in the token `fill`; `edge` is that of its edge, None for none."""

    def __init__(self, fill: str, edge: str | None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fill = fill
        self._edge = edge

    def set_ground(self, fill: str, edge: str | None) -> None:
        self._fill, self._edge = fill, edge
        self.update()

    @property
    def _corner(self) -> float:
        """The radius of its corners; override for another."""
        return self.theme.radius

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        # A quiet edge is a thin one, but where it must be seen from where one stands.
        is_thin = self._edge == "border" and not theme.scale.px_per_mm
        rounded(
            painter,
            QRectF(self.rect()),
            self._corner,
            fill=self._fill,
            edge=self._edge,
            width=max(1, theme.edge / 2) if is_thin else theme.edge,
            theme=theme,
        )


class Card(Box):
    """A panel with a border, white unless told; put what it holds into `content`."""

    def __init__(
        self, *, fill: str = "surface", edge: str = "border", parent: QWidget | None = None
    ) -> None:
        super().__init__(fill, edge, parent=parent)
        self.content = QVBoxLayout(self)

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        theme = self.theme
        side = round(theme.pad * (1.0 if theme.scale.narrow else 1.6))
        self.content.setContentsMargins(side, theme.pad, side, theme.pad)
        self.content.setSpacing(theme.pad)


class RuleLine(Ground):
    """A hairline between rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rule", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.restyle()

    def restyle(self) -> None:
        self.setFixedHeight(max(1, self.theme.px(1)))


class NoticeCard(Box):
    """Something to know, in a soft colour with an edge, a pictogram and words."""

    def __init__(
        self,
        look: NoticeLook,
        icon: str,
        title: str = "",
        sentence: str = "",
        *,
        icon_tone: str | None = None,
        role: TypeRole = TypeRole.TITLE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(*NOTICE[look][:2], parent=parent)
        self._icon = Icon(icon, icon_tone or NOTICE[look][2], beside=role)
        self._title = FitLabel(title, role)
        self._sentence = FitLabel(sentence, TypeRole.BODY)
        self.content = QVBoxLayout()
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._title, 0, 1)
        self._grid.addWidget(self._sentence, 1, 1)
        self._grid.addLayout(self.content, 2, 1)
        self.set_texts(title, sentence)

    def set_texts(self, title: str, sentence: str = "") -> None:
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    def set_look(self, look: NoticeLook, icon: str, icon_tone: str | None = None) -> None:
        self._icon.set_icon(icon, icon_tone or NOTICE[look][2])
        self.set_ground(*NOTICE[look][:2])

    def set_role(self, role: TypeRole) -> None:
        """Say the title in the size of `role`."""
        if role is not self._title.role:
            self._title.set_role(role)
            self._icon.set_beside(role)

    def announce(self) -> None:
        """Have a screen reader say it now."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        theme = self.theme
        narrow = theme.scale.narrow
        side = round(theme.pad * (1.2 if narrow else 1.8))
        top = round(theme.pad * (0.8 if narrow else 1.2))
        self._grid.setContentsMargins(side, top, side, top)
        self._grid.setHorizontalSpacing(theme.pad)
        self._grid.setVerticalSpacing(theme.pad // 3)
        self.content.setSpacing(theme.pad)

    @property
    def _corner(self) -> float:
        theme = self.theme
        return theme.radius_small if theme.scale.px_per_mm else theme.radius


class ScriptCard(PaintedFrame):
    """A sentence to say aloud, marked by a sea bar, and perhaps a note about it."""

    def __init__(self, text: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = FitLabel(text, TypeRole.BODY)
        self._note = FitLabel(note, TypeRole.LEAST, "ink2")
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._text)
        self._rows.addWidget(self._note)
        self._place()
        self.set_texts(text, note)

    def set_texts(self, text: str, note: str = "") -> None:
        self._text.setText(text)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(text)
        self.setAccessibleDescription(note)

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        gap = self.theme.pad
        beside = round(gap * (1.2 if self.theme.scale.narrow else 1.6))  # clear of the bar
        self._rows.setContentsMargins(beside, gap // 4, 0, gap // 4)
        self._rows.setSpacing(gap // 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        bar = QRectF(0, 0, theme.px(6), self.height())
        QPainter(self).fillRect(bar, theme.colour("sea_edge"))
