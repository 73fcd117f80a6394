"""An alert as a card: what it is, since when, who has seen it, and the button that says so."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, ButtonSize, FitLabel, Icon
from core.qt.widgets.panels import NOTICE, Box, NoticeLook
from counter.leader.live.alerting import ShownAlert
from counter.panels.frames import say


class AlertCard(Box):
    """Signals:
    seen(key): whoever is there has seen it.
    """

    seen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(*NOTICE["coral"][:2], parent=parent)
        self._key = ""
        self._icon = Icon("warning-fill", "coral", beside=TypeRole.TITLE)
        self._title = FitLabel("", TypeRole.LABEL, max_lines=2)
        self._about = FitLabel("", TypeRole.LEAST)
        self._advice = FitLabel("", TypeRole.LEAST)
        self.button = ActionButton("", "visibility-fill", size=ButtonSize.SMALL)
        self.button.activated.connect(self._pressed)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._icon, 0, 0, 3, 1, top)
        self._grid.addWidget(self._title, 0, 1)
        self._grid.addWidget(self._about, 1, 1)
        self._grid.addWidget(self._advice, 2, 1, 1, 2)
        self._grid.addWidget(self.button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        self.restyle()

    def restyle(self) -> None:
        theme = self.theme
        side, top = theme.pad, round(theme.pad * 0.7)
        self._grid.setContentsMargins(side, top, side, top)
        self._grid.setHorizontalSpacing(theme.pad)
        self._grid.setVerticalSpacing(2)
        super().restyle()

    def show_alert(self, alert: ShownAlert, seen_word: str, *, may_see: bool) -> None:
        """Show `alert`; `seen_word` is what the button says to whoever may press it."""
        self._key = alert.key
        look: NoticeLook = "plain" if alert.is_seen else alert.look
        self._icon.set_icon(alert.icon, "ink2" if alert.is_seen else NOTICE[look][2])
        self.set_ground(*NOTICE[look][:2])
        self._title.setText(alert.title)
        self._about.setText(alert.about)
        self._advice.setText(alert.advice)
        self._advice.setVisible(bool(alert.advice))
        say(self.button, seen_word)
        self.button.setAccessibleName(f"{seen_word}: {alert.title}")  # unsaid: joined
        self.button.setVisible(may_see and not alert.is_seen)
        self.setAccessibleName(alert.title)
        self.setAccessibleDescription(". ".join(filter(None, (alert.about, alert.advice))))

    @Slot()
    def _pressed(self) -> None:
        self.seen.emit(self._key)
