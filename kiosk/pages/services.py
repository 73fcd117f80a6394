"""The page that asks what somebody comes for, where an office has more than one service.

A few services stand one below the other, each as large as a main button has to be. More services
have room only in columns, and then each is as large as a target has to be.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from core.domain.service import text_in
from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, FitLabel, LineTag
from core.words import ATTENTIONS
from kiosk.fitting.controls import LanguageRow, ListenRow
from kiosk.fitting.flow_rows import ControlGroup, FlowRow, One, Plan, Shelf
from kiosk.fitting.page_body import Body
from kiosk.fitting.what_gives_way import Give
from kiosk.visit.page_values import Services

MOST_ABREAST = 4
LINES = 3  # of a service's name
GROWS_TO = 1.6  # times its least height


class ServiceButtons(ControlGroup):
    """One button for each service, in the office's order.

    Signals:
        chosen(str): the service with this key.
        pressed(): a finger is on one.
    """

    chosen = Signal(str)
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, ActionButton] = {}

    @property
    def cells(self) -> tuple[ActionButton, ...]:
        return tuple(self._buttons.values())

    def set_services(self, names: Mapping[str, str]) -> None:
        """Offer these services: key to name."""
        if tuple(names) != tuple(self._buttons):
            for button in self._buttons.values():
                button.hide()
                button.deleteLater()
            self._buttons = {}
            for key in names:
                button = ActionButton("", max_lines=LINES)
                button.activated.connect(partial(self.chosen.emit, key))
                button.pressed.connect(self.pressed)
                self._buttons[key] = button
        for key, name in names.items():
            self._buttons[key].setText(name)
        self.changed.emit()


class ServiceChoices(Shelf):
    """Equal buttons in columns, higher where there is room."""

    def __init__(self, group: ControlGroup, parent: QWidget | None = None) -> None:
        super().__init__(group, parent=parent)
        self._most = 1
        self._is_lower = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def allow(self, columns: int) -> None:
        """Stand in so many columns at the most."""
        if columns != self._most:
            self._most = columns
            self.forget()

    def flatten(self, lower: bool) -> None:
        """Be as low as in columns where they stand below each other, or not."""
        if lower != self._is_lower:
            self._is_lower = lower
            self.forget()

    def in_rows(self, width: int) -> Plan:
        """Return the rows of as few columns as make it least high; none is ever replaced."""
        least = self.minimumSizeHint().width()
        plans = [
            self._in_columns(columns, share)
            for columns in range(1, self._most + 1)
            if (share := self._share(width, columns)) >= least or columns == 1
        ]
        rows = min(plans, key=self.height_of)
        return rows, rows

    def _share(self, width: int, columns: int) -> int:
        return (width - self.theme.gap * (columns - 1)) // columns

    def _in_columns(self, columns: int, share: int) -> list[FlowRow]:
        cells = self.wanted()
        least = self.theme.target(0, main=columns == 1 and not self._is_lower)
        rows = [tuple(cells[first : first + columns]) for first in range(0, len(cells), columns)]
        return [
            FlowRow(row, (share,) * len(row), max(least, *(cell.height_at(share) for cell in row)))
            for row in rows
        ]

    def stretched(self, rows: list[FlowRow]) -> list[FlowRow]:
        spare = max(0, self.height() - self.height_of(rows)) // max(1, len(rows))
        return [
            replace(row, height=min(row.height + spare, round(row.height * GROWS_TO)))
            for row in rows
        ]


class ServicesPage(Body[Services]):
    chosen = Signal(str)
    left = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self._heading = FitLabel("", TypeRole.HEADING)
        self._tag = LineTag("general", "", role=TypeRole.LABEL)
        self.services = ServiceButtons()
        self.choices = ServiceChoices(self.services)
        self.languages: LanguageRow = LanguageRow(texts, others_only=True)
        self.listen: ListenRow = ListenRow(texts, short=True)
        self.back = ActionButton("", "arrow_back")
        self.shelf = Shelf(One(self.back, self), self.listen, self.languages)
        self.services.chosen.connect(self.chosen)
        self.back.activated.connect(self.left)
        self._build()

    def _build(self) -> None:
        self.above.addStretch(1)
        self._asked = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._asked.addWidget(self._tag, alignment=Qt.AlignmentFlag.AlignLeft)
        self._asked.addWidget(self._heading, 1)
        self.above.addLayout(self._asked)
        self.below.addWidget(self.choices, 1)
        self.below.addWidget(self.shelf)
        self.rows.setStretch(0, 0)
        self.rows.setStretch(1, 1)
        self.gives_way(
            Give.TIGHTER,
            self.shelf.condense,
            Give.SEA,
            Give.TIGHTER,
            self._allow_two,
            Give.TIGHTER,
            Give.TIGHTER,
            self.listen.hide_words,
            self._allow_more,
            Give.TIGHTER,
            self._shorten,
            Give.TIGHTER,
            Give.TIGHTER,
            Give.BAR,
            self._flatten,
            self.shelf.set_close,
            dear=(self._shorten, self.shelf.set_close),
        )

    def arrange(self) -> None:
        direction = QBoxLayout.Direction
        self._asked.setDirection(direction.LeftToRight if self.is_wide else direction.TopToBottom)

    def place(self) -> None:
        super().place()
        self._asked.setSpacing(self.theme.gap)

    def _allow_two(self, allowed: bool) -> None:
        self.choices.allow(2 if allowed else 1)

    def _allow_more(self, allowed: bool) -> None:
        if allowed:
            self.choices.allow(MOST_ABREAST)

    def _flatten(self, lower: bool) -> None:
        self.choices.flatten(lower)
        self._asked.setStretch(0, int(lower and self.is_wide))  # two lines beside two, not three

    def _shorten(self, short: bool) -> None:
        for button in (self.back, self.listen.listen):
            button.set_terse(short)

    def say(self, page: Services) -> None:
        _, settings = self._, page.settings
        general = page.line is Line.GENERAL
        self._tag.set_line(
            "general" if general else "preferential",
            _(ATTENTIONS[page.line]),
        )
        self._heading.setText(_("What have you come for?"))
        names = {str(each.key): text_in(each.names, _.code) for each in settings.services}
        self.services.set_services(names)
        self.languages.set_languages(settings.languages)
        self.listen.say()
        self.back.setText(_("Back"))
