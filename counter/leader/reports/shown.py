"""A report as the page shows it: what a leader would say, key figures, charts, the table.

Loaded where a report is shown first, and with it all that draws charts.
"""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.office.report_asking import FoundReport
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import Card, FitLabel
from core.qt.widgets.chart.card import ChartCard
from core.qt.widgets.chart.table import At, TableView
from core.reports.chart.chart import Chart, ChartKind
from core.reports.content import Beside, KeyFigures, Paragraph, ReportContent
from core.reports.span_report import content_of
from core.reports.table import Table
from counter.leader.reports.cards import FigureCard
from counter.leader.turning import TurningRow
from counter.panels.frames import Strip

CHART_HEIGHT = 290
MOST_CHARTS = 3
CHART_SHARE, HEAT_SHARE = 5, 7  # of the width: the numbers in its cells need it
FIGURES_BESIDE = 4


class WholeTable(TableView):
    """A table as high as its rows: the page scrolls, and follows the cell with the keyboard.

    Signals:
        went(QWidget, QPoint): to a cell, there in the table.
    """

    went = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        super().restyle()
        rows = self.cells.rowCount() * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar()
        edge = bar.sizeHint().height() if bar.maximum() else 0
        self.setFixedHeight(self.horizontalHeader().height() + rows + edge + self.theme.px(2))

    def currentChanged(self, current: At, previous: At) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.went.emit(self, self.visualRect(current).center())


class ShownReport(Strip):
    """Shows one report. `facts` and `details` are what a screen reader says of it."""

    went = Signal(object, object)

    def __init__(self, found: FoundReport, texts: Texts) -> None:
        super().__init__(gap=12)
        self.content = content_of(found.report, found.made_at, texts.language)
        self._texts = texts
        self._language = texts.language
        self.facts: list[str] = []
        self.details: list[str] = []
        self.charts: list[ChartCard] = []
        parts = list(_parts(self.content))
        charts = [each for each in parts if isinstance(each, Chart)][:MOST_CHARTS]
        table = next((each for each in parts if isinstance(each, Table)), None)
        for part in parts:
            if isinstance(part, Paragraph):
                self.box.addWidget(FitLabel(part.text, TypeRole.BODY))
                self.facts.append(part.text)
            elif isinstance(part, KeyFigures):
                self._add_figures(part)
        self._add_charts(charts)
        if table is not None:
            self._add_table(table)
        self.box.addWidget(FitLabel(self.content.made, TypeRole.LEAST, tone="ink2"))
        self.box.addStretch(1)

    def _add_figures(self, part: KeyFigures) -> None:
        cards = [FigureCard(each, self._texts) for each in part.figures]
        self.details += [each.words for each in cards]
        for begin in range(0, len(cards), FIGURES_BESIDE):
            row = TurningRow(gap=12)
            for card in cards[begin : begin + FIGURES_BESIDE]:
                row.box.addWidget(card, 1)
            self.box.addWidget(row)

    def _add_charts(self, charts: list[Chart]) -> None:
        row = TurningRow(gap=12)
        for chart in charts:
            card = ChartCard()
            card.show_chart(chart, self._language)
            row.box.addWidget(card, HEAT_SHARE if chart.kind is ChartKind.HEAT else CHART_SHARE)
            self.charts.append(card)
        if charts:
            self.box.addWidget(row)

    def _add_table(self, table: Table) -> None:
        card = Card()
        view = WholeTable()
        view.show_table(table, self._language)
        view.went.connect(self.went)
        card.content.addWidget(FitLabel(table.title, TypeRole.TITLE))
        card.content.addWidget(view)
        if table.note:
            card.content.addWidget(FitLabel(table.note, TypeRole.LEAST, tone="ink2"))
        self.box.addWidget(card)

    def restyle(self) -> None:
        super().restyle()
        for card in self.charts:
            card.setMinimumHeight(self.theme.px(CHART_HEIGHT))


def _parts(content: ReportContent) -> Iterator[object]:
    for part in content.parts:
        if isinstance(part, Beside):
            yield from (part.left, part.right)
        else:
            yield part
