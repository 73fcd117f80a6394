"""A figure of the day so far: what it is, its value, what it is made of, and the target."""

from PySide6.QtWidgets import QWidget

from core.qt.look.tokens import TypeRole
from core.qt.widgets import Card, FitLabel, Icon
from counter.panels.frames import Strip


class LiveFigure(Card):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = FitLabel("", TypeRole.LABEL, max_lines=1)
        self._value = FitLabel("", TypeRole.HEADING, wrap=False)
        self._about = FitLabel("", TypeRole.LEAST, tone="ink2", max_lines=2)
        self._icon = Icon("check_circle-fill", "palm", beside=TypeRole.LEAST)
        self._stands = FitLabel("", TypeRole.LEAST, wrap=False)
        self._mark = Strip(across=True, gap=6)
        self._mark.box.addWidget(self._icon)
        self._mark.box.addWidget(self._stands, 1)
        for each in (self._title, self._value, self._about, self._mark):
            self.content.addWidget(each)
        self.content.addStretch(1)
        self.restyle()

    def restyle(self) -> None:
        super().restyle()
        side = self.theme.pad
        self.content.setContentsMargins(side, round(side * 0.7), side, round(side * 0.7))
        self.content.setSpacing(2)

    def show_figure(self, title: str, value: str, about: str, stands: str, *, good: bool) -> None:
        """Show a figure; `stands` says how it is against its target, "" where there is none."""
        self._title.setText(title)
        self._value.setText(value)
        self._about.setText(about)
        self._icon.set_icon(
            "check_circle-fill" if good else "warning-fill", "palm" if good else "coral"
        )
        self._icon.setVisible(bool(stands))
        self._stands.set_tone("palm" if good else "coral")
        self._stands.setText(stands)

    @property
    def words(self) -> str:
        """Everything it tells."""
        parts = (self._title.text(), self._value.text(), self._about.text(), self._stands.text())
        return ", ".join(filter(None, parts))
