"""Today beside the last days like it: three charts, each with its table one key away."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import FitLabel
from counter.leader.turning import TurningRow
from counter.panels.frames import Strip

if TYPE_CHECKING:
    from core.office import DayCourse
    from core.qt.widgets.chart.card import ChartCard

CHART, HIGHEST = 236, 420


class CoursePart(Strip):
    """The charts are made when there is something to draw: no window loads them to open."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(gap=8, parent=parent)
        self._texts = texts
        self._title = FitLabel("", TypeRole.TITLE, max_lines=1)
        self._empty = FitLabel("", TypeRole.BODY, tone="ink2")
        self._row = TurningRow(gap=12)
        self._cards: list[ChartCard] = []
        self._shown: tuple[object, str] | None = None
        for each in (self._title, self._empty, self._row):
            self.box.addWidget(each)
        self.box.addStretch(1)

    def show_course(self, found: "DayCourse | None") -> None:
        _, course = self._texts, None if found is None else found.course
        if (key := (course, _.code)) == self._shown:
            return
        self._shown = key
        if course is None or not course.hours:
            self._title.setText(_("Today"))
            self._empty.setText("" if course is None else _("The office does not open today."))
            self._empty.show()
            self._row.hide()
            return
        n = len(course.days)
        compared = _.plural(
            "Today beside the last working {weekday}",
            "Today beside the last {n} working {weekday}s",
            n,
            weekday=_.weekday(course.days[0]) if n else "",
        )
        self._title.setText(compared if n else _("Today; nothing to compare with yet"))
        self._empty.hide()
        self._row.show()
        from core.reports.live_charts import course_charts  # noqa: PLC0415 - behind the paint

        for card, chart in zip(self._charts(), course_charts(course, _.language), strict=True):
            card.show_chart(chart, _.language)

    def _charts(self) -> "list[ChartCard]":
        if not self._cards:
            from core.qt.widgets.chart.card import ChartCard  # noqa: PLC0415 - behind the paint

            for _each in range(3):
                card = ChartCard()
                card.setMinimumHeight(self.theme.px(CHART))
                card.setMaximumHeight(self.theme.px(HIGHEST))
                self._cards.append(card)
                self._row.box.addWidget(card, 1)
        return self._cards

    def spoken(self) -> list[str]:
        """Return what a screen reader says of it."""
        charts = [each.picture.accessibleDescription() for each in self._cards]
        return [self._title.text(), *charts] if not self._row.isHidden() else []
