"""What every page below the sky is: rows between the margins, said again in another language."""

from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.qt.language import Texts
from core.qt.theme import Theme, theme_of
from core.qt.tokens import Role, Weight
from core.qt.widgets import FitLabel, Icon
from kiosk.shown import Comfort

P = TypeVar("P")
ICON = 68  # drawn px: before a sentence


class Body(QWidget, Generic[P]):
    """A page that shows values of one kind. Subclasses fill `rows` and override `say`."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ = texts
        self._shown: P | None = None
        self.rows = QVBoxLayout(self)

    @property
    def theme(self) -> Theme:
        return theme_of(self)

    def show_page(self, page: P) -> None:
        """Show `page` from now on."""
        self._shown = page
        self.say_again()

    def say_again(self) -> None:
        """Set every text anew."""
        if self._shown is not None:
            self.say(self._shown)

    def say(self, page: P) -> None:
        """Set every text from `page`; override."""
        raise NotImplementedError

    def show_comfort(self, comfort: Comfort) -> None:
        """Stand as a person needs it; override where something moves."""

    def place(self) -> None:
        """Set distances from the theme; override and call it first."""
        theme = self.theme
        self.rows.setContentsMargins(theme.margin, theme.gap, theme.margin, theme.px(30))
        self.rows.setSpacing(theme.gap)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.place()


class Sentence(QWidget):
    """A pictogram and a sentence that a person needs."""

    def __init__(
        self,
        icon: str,
        *,
        role: Role = Role.LABEL,
        weight: Weight = Weight.REGULAR,
        tone: str = "ink",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.label = FitLabel("", role, tone, weight=weight)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(Icon(icon, tone, size=ICON), alignment=Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.label, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._row.setSpacing(theme_of(self).px(24))
