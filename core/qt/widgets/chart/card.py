"""A card with a chart and, one key away, the chart's table."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.errors import N_
from core.language import Language
from core.qt.look.tokens import TypeRole
from core.qt.widgets.buttons.button import ActionButton
from core.qt.widgets.buttons.coat import ButtonRole
from core.qt.widgets.chart.picture import ChartPicture
from core.qt.widgets.chart.table import TableView
from core.qt.widgets.panels import Card
from core.qt.widgets.text import FitLabel
from core.reports.chart.chart import Chart, chart_table

KEY = "T"
TABLE, PICTURE = N_("Table"), N_("Chart")


class SwapButton(ActionButton):
    """Pressed by its key while the keyboard is in its card: each card of a page has one."""

    def press_by(self, key: str) -> None:
        card = self.parentWidget()
        if not key or card is None:
            return
        shortcut = QShortcut(QKeySequence(key), card)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self._press_by_key)


class ChartCard(Card):
    """Shows a `Chart`; T, while the keyboard is in the card, shows its table and again the chart.

    The button at the top right does the same for the mouse.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._chart: Chart | None = None
        self._language: Language | None = None
        self.picture = ChartPicture()
        self.table = TableView()
        self._title = FitLabel("", TypeRole.TITLE, max_lines=1)
        self._sentence = FitLabel("", TypeRole.LEAST, tone="ink2")
        self._stack = QStackedWidget()
        self._page = QWidget()
        self._below = QVBoxLayout(self._page)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.addWidget(self._title)
        self._below.addWidget(self.table, 1)
        self._below.addWidget(self._sentence)
        self._stack.addWidget(self.picture)
        self._stack.addWidget(self._page)
        self.content.addWidget(self._stack)
        self.button = SwapButton(
            "", "grid_on", key=KEY, role=ButtonRole.LINK, is_quick=True, parent=self
        )
        self.button.activated.connect(self.swap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setTabOrder(self.picture, self.table)
        self.setTabOrder(self.table, self.button)

    def show_chart(self, chart: Chart, _: Language) -> None:
        """Show `chart`; what is open, picture or table, stays open."""
        self._chart, self._language = chart, _
        self.picture.show_chart(chart, _)
        if self.shows_table:
            self._fill_table()
        self._say()

    def _fill_table(self) -> None:
        """Fill the table when it is looked at: its columns' widths take 30 ms."""
        if self._chart is None or self._language is None:
            return
        table = chart_table(self._chart, self._language)
        if table != self.table.cells.table:
            self.table.show_table(table, self._language)
        self._title.setText(table.title)
        self._sentence.setText(table.note)

    @property
    def shows_table(self) -> bool:
        return self._stack.currentWidget() is self._page

    @Slot()
    def swap(self) -> None:
        """Show the table instead of the chart, or the chart again; the keyboard goes with it."""
        if not self.shows_table:
            self._fill_table()
        has_keyboard = self.picture.hasFocus() or self.table.hasFocus()
        self._stack.setCurrentWidget(self.picture if self.shows_table else self._page)
        self._say()
        if has_keyboard:
            (self.table if self.shows_table else self.picture).setFocus(
                Qt.FocusReason.TabFocusReason
            )

    def _say(self) -> None:
        if self._language is not None:
            self.button.setText(self._language(PICTURE if self.shows_table else TABLE))
            self.button.set_icon("bar_chart" if self.shows_table else "grid_on")
            self._place_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def restyle(self) -> None:
        super().restyle()
        self._place_button()

    def _place_button(self) -> None:
        """Put the button at the top right, and keep its room free of the chart's heading."""
        hint, margins = self.button.sizeHint(), self.content.contentsMargins()
        left = self.width() - margins.right() - hint.width()
        self.button.setGeometry(left, margins.top(), hint.width(), hint.height())
        self.button.raise_()
        gap = self.theme.gap
        self.picture.reserve(hint.width() + gap)
        self._below.setSpacing(self.theme.px(6))
        self._title.setFixedHeight(hint.height())
        self._title.setContentsMargins(0, 0, hint.width() + gap, 0)
