"""A figure by itself: its name, the number, what it is made of, and whether it is in its target."""

from core.errors import N_
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import Card, FitLabel, Icon
from core.reports.content import KeyFigure, Verdict
from core.whole import whole
from counter.panels.frames import Strip

VERDICTS = whole(
    Verdict,
    {
        Verdict.MET: (N_("In the target"), "check_circle-fill", "palm"),
        Verdict.MISSED: (N_("Out of the target"), "warning-fill", "coral"),
    },
)


class FigureCard(Card):
    """Read as one: `words` are its name, and nothing of it is told by colour alone."""

    def __init__(self, figure: KeyFigure, _: Texts) -> None:
        super().__init__()
        name = FitLabel(figure.name, TypeRole.LABEL)
        value = FitLabel(figure.value, TypeRole.FIGURE, wrap=False, tabular=True)
        unit = FitLabel(figure.unit, TypeRole.TITLE, wrap=False)
        number = Strip(across=True, gap=6)
        number.box.addWidget(value)
        number.box.addWidget(unit)
        number.box.addStretch(1)
        self.content.addWidget(name)
        self.content.addWidget(number)
        told = [figure.name, f"{figure.value} {figure.unit}".strip(), *figure.notes]
        for note in figure.notes:
            self.content.addWidget(FitLabel(note, TypeRole.LEAST, tone="ink2"))
        if figure.verdict is not None:
            word, icon, tone = VERDICTS[figure.verdict]
            row = Strip(across=True, gap=6)
            row.box.addWidget(Icon(icon, tone, beside=TypeRole.LEAST))
            row.box.addWidget(FitLabel(_(word), TypeRole.LEAST, tone, weight=Weight.BOLD), 1)
            self.content.addWidget(row)
            told.append(_(word))
        self.content.addStretch(1)
        self.words = ". ".join(told)  # unsaid: joined
        self.setAccessibleName(self.words)

    def _place(self) -> None:
        super()._place()
        self.content.setSpacing(self.theme.px(4))
