"""Priority given at once: how it goes today."""

from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import FitLabel, Icon
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Strip


class PrelationFigures(Strip):
    """How priority goes today, and what it costs the others."""

    def __init__(self) -> None:
        super().__init__(gap=6)
        self._rows: list[FitLabel] = []
        for icon in ("flag-fill", "check_circle-fill", "schedule-fill"):
            row = Strip(across=True, gap=8)
            label = FitLabel("", TypeRole.BODY)
            row.box.addWidget(Icon(icon))
            row.box.addWidget(label, 1)
            self.box.addWidget(row)
            self._rows.append(label)

    def refresh(self, presenter: CounterPresenter, texts: Texts) -> None:
        hall = presenter.hall
        today = hall.prelation if hall is not None else None
        self.setVisible(today is not None)
        if hall is None or today is None:
            return
        target = hall.settings.targets.direct_preferential_min
        self._rows[0].setText(texts("Priority target: {minutes} min", minutes=target))
        self._rows[1].setText(
            texts("Today within the target: {n} of {all}", n=today.in_time, all=today.judged)
        )
        self._rows[2].setText(
            texts("Wait added to others: {minutes} min", minutes=round(today.added_min))
        )
