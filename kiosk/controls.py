"""What a person can set on many pages: the language, and how things are shown."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from core.errors import N_
from core.language import OWN_NAMES
from core.qt.language import Texts
from core.qt.theme import theme_of
from core.qt.tokens import LINE_HEIGHT, Role
from core.qt.widgets import ActionButton, ButtonRole
from kiosk.shown import Comfort

CHOSEN = "check"
# field of Comfort -> its pictogram and its word
COMFORTS = {
    "large": ("text_increase", N_("Large text")),
    "contrast": ("contrast", N_("High contrast")),
    "low": ("arrow_downward", N_("Low screen")),
}


class LanguageRow(QWidget):
    """The languages, each in its own name; the one spoken now is ticked."""

    chosen = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._buttons: dict[str, ActionButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.set_languages(tuple(OWN_NAMES))

    def set_languages(self, codes: Sequence[str]) -> None:
        """Offer these languages, in this order."""
        if tuple(codes) != tuple(self._buttons):
            for button in self._buttons.values():
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = {}
            for code in codes:
                button = ActionButton(OWN_NAMES[code], role=ButtonRole.CHOICE)
                button.activated.connect(partial(self._choose, code))
                self._row.addWidget(button, 1)
                self._buttons[code] = button
        self.say()

    def say(self) -> None:
        """Tick the language spoken now."""
        for code, button in self._buttons.items():
            button.setChecked(code == self._texts.code)

    def _choose(self, code: str) -> None:
        self.chosen.emit(code)
        self.say()  # a touch may be refused: then nothing was chosen

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._row.setSpacing(theme_of(self).gap)


class ComfortButtons(QWidget):
    """High contrast, large text, low screen: as many of them as a page has room for."""

    wanted = Signal(object)

    def __init__(self, texts: Texts, fields: Sequence[str], parent: QWidget | None = None) -> None:
        """`fields` are those of `Comfort` offered here, two in a row, an odd last one alone."""
        super().__init__(parent)
        self._texts = texts
        self._comfort = Comfort()
        self._buttons: dict[str, ActionButton] = {}
        self._paired = len(fields) - len(fields) % 2
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        for number, name in enumerate(fields):
            button = ActionButton(icon=COMFORTS[name][0], role=ButtonRole.CHOICE)
            button.activated.connect(partial(self._want, name))
            width = 1 if number < self._paired else 2
            self._grid.addWidget(button, number // 2, number % 2, 1, width)
            self._buttons[name] = button
        self.say()

    def show_comfort(self, comfort: Comfort) -> None:
        """Tick what is on."""
        self._comfort = comfort
        for name, button in self._buttons.items():
            is_on = getattr(comfort, name)
            button.setChecked(is_on)
            button.set_icon(CHOSEN if is_on else COMFORTS[name][0])

    def say(self) -> None:
        for name, button in self._buttons.items():
            button.setText(self._texts(COMFORTS[name][1]))

    def _want(self, name: str) -> None:
        self.wanted.emit(replace(self._comfort, **{name: not getattr(self._comfort, name)}))
        self.show_comfort(self._comfort)  # a touch may be refused: then nothing was wanted

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def _place(self) -> None:
        theme = theme_of(self)
        self._grid.setSpacing(theme.gap)
        # Two words of large text stand below each other, where two buttons do not.
        px = theme.scale.type[Role.LABEL].px
        for number, button in enumerate(self._buttons.values()):
            lines = 2 if theme.scale.large and number < self._paired else 1
            button.setMinimumHeight(round(lines * LINE_HEIGHT * px) + theme.gap // 2)
