"""An answer: whether it can be believed, the mean wait as it was and with the change, and every
difference with its band and its word.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole, Weight
from core.qt.widgets import Card, FitLabel, Icon, NoticeCard
from core.words import LINES
from counter.leader.whatif.band import DifferenceBand
from counter.leader.whatif.change import CHANGE_WORDS, AskedChange
from counter.panels.frames import Strip

if TYPE_CHECKING:
    from core.simulation.figures import Comparison, ReplayCheck
    from core.simulation.what_if import Findings

ICONS = {
    "better": ("check_circle-fill", "palm"),
    "worse": ("error-fill", "coral"),
    "not_noticeable": ("remove", "ink2"),
    "changed": ("trending_up", "ink"),
}


class WaitCard(Card):
    """One mean wait: a title, the number large, and what it is of."""

    def __init__(self, *, fill: str = "surface", edge: str = "border") -> None:
        super().__init__(fill=fill, edge=edge)
        self.title = FitLabel("", TypeRole.TITLE)
        self.number = FitLabel("", TypeRole.MAIN, weight=Weight.BOLD, tabular=True, wrap=False)
        self.words = FitLabel("", TypeRole.BODY, tone="ink2")
        for part in (self.title, self.number, self.words):
            self.content.addWidget(part)
        self.content.addStretch(1)


class AnswerPart(Strip):
    """Shows `Findings`; `words` are what a screen reader says of it."""

    def __init__(self) -> None:
        super().__init__(gap=12)
        self._belief = NoticeCard("palm", "check_circle-fill")
        self._was, self._changed = WaitCard(), WaitCard()
        self._difference = WaitCard(fill="sea_soft", edge="sea_edge")
        cards = Strip(across=True, turns=True)
        for card in (self._was, self._changed, self._difference):
            cards.box.addWidget(card, 1)
        self._table = Card()
        self._heading = FitLabel("", TypeRole.TITLE)
        self._foot = FitLabel("", TypeRole.LEAST, tone="ink2")
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._table.content.addWidget(self._heading)
        self._table.content.addWidget(self._rows)
        self._table.content.addWidget(self._foot)
        for part in (self._belief, cards, self._table):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.words: list[str] = []

    def show_findings(self, found: "Findings", days: int, asking: AskedChange, _: Texts) -> None:
        """Show what was found of `days` days."""
        self._show_belief(found.replay, days, found.runs, _)
        self._show_waits(found.comparisons, _(CHANGE_WORDS[asking.change]), _)
        self._show_cost(asking.costs_h(days), _)
        self._show_rows(found.comparisons, _)
        self._heading.setText(_("Difference, and where nine of ten runs lie"))
        self._foot.setText(_("The upright line says: nothing changes."))

    def _show_belief(self, replay: "ReplayCheck | None", days: int, runs: int, _: Texts) -> None:
        tried = _.plural("{runs} runs of {n} day", "{runs} runs of {n} days", days, runs=runs)
        if replay is None:
            self._belief.set_look("sun", "error-fill")
            self._belief.set_texts(_("Nobody knows how long people waited"), tried)
            self.words = [_("Nobody knows how long people waited"), tried]
            return
        told = _(
            "Run again as it was: {simulated} min; {true} were true",
            simulated=_.language.number(replay.simulated_min, 1),
            true=_.language.number(replay.true_min, 1),
        )
        if replay.is_off:
            self._belief.set_look("coral", "error-fill")
            why = _("It is off by more than 10 %: do not trust what follows.")
        else:
            self._belief.set_look("palm", "check_circle-fill")
            why = _("The mean wait is off by less than 10 %: it can be trusted.")
        self._belief.set_texts(told, f"{why} {tried}.")
        self.words = [told, why, tried]

    def _show_waits(self, comparisons: "tuple[Comparison, ...]", change: str, _: Texts) -> None:
        """Show the mean wait of the general line, or of the one that there is."""
        from core.simulation.figures import VERDICT_WORDS, Quantity  # noqa: PLC0415 - simpy

        waits = [each for each in comparisons if each.quantity is Quantity.WAIT_MEAN]
        found = next((each for each in waits if each.line is Line.GENERAL), next(iter(waits), None))
        for card in (self._was, self._changed, self._difference):
            card.setVisible(found is not None)
        if found is None or found.line is None:
            return
        line = _("Mean wait, {line}", line=_(LINES[found.line]))
        said = _(
            "Nine of ten runs: {band}: {verdict}.",
            band=band(found, _),
            verdict=_(VERDICT_WORDS[found.verdict]),
        )
        values = (
            (self._was, _("As it was"), _.language.number(found.now, 1), line),
            (self._changed, change, _.language.number(found.otherwise, 1), line),
            (self._difference, _("Difference"), signed(found.difference, _), said),
        )
        for card, title, number, words in values:
            card.title.setText(title)
            card.number.setText(_("{n} min", n=number))
            card.words.setText(words)
            self.words.append(f"{title}: {_('{n} min', n=number)}. {words}")  # unsaid: joined

    def _show_cost(self, hours: float, _: Texts) -> None:
        """Say what it costs, beside what it brings."""
        n = round(abs(hours))
        if not n:
            return
        if hours > 0:
            cost = _.plural("It costs {n} hour in all.", "It costs {n} hours in all.", n)
        else:
            cost = _.plural("It saves {n} hour in all.", "It saves {n} hours in all.", n)
        words = self._difference.words
        words.setText(f"{words.text()} {cost}")
        self.words.append(cost)

    def _show_rows(self, comparisons: "tuple[Comparison, ...]", _: Texts) -> None:
        from core.simulation.figures import QUANTITY_WORDS, VERDICT_WORDS  # noqa: PLC0415

        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, each in enumerate(comparisons):
            word, unit = QUANTITY_WORDS[each.quantity]
            where = _("The office") if each.line is None else _(LINES[each.line])
            name = _("{figure}, {line}", figure=_(word), line=where)
            number = f"{signed(each.difference, _)} {unit}"  # unsaid: a number
            icon, tone = ICONS[each.verdict.value]
            drawn = DifferenceBand()
            drawn.show_band(each.low, each.difference, each.high)
            verdict = Strip(across=True, gap=6)
            verdict.box.addWidget(Icon(icon, tone, beside=TypeRole.BODY))
            judged = _(VERDICT_WORDS[each.verdict])
            verdict.box.addWidget(FitLabel(judged, TypeRole.BODY, wrap=False), 1)
            parts = (
                FitLabel(name, TypeRole.BODY),
                drawn,
                FitLabel(number, TypeRole.LABEL, align="right", tabular=True, wrap=False),
                FitLabel(band(each, _), TypeRole.BODY, tone="ink2", align="right", wrap=False),
                verdict,
            )
            for column, part in enumerate(parts):
                self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignVCenter)
            said = (name, number, band(each, _), judged)
            self.words.append(", ".join(said))
        for column, stretch in enumerate((6, 4, 2, 3, 4)):
            self._grid.setColumnStretch(column, stretch)
        self._grid.setHorizontalSpacing(self.theme.px(16))
        self._grid.setVerticalSpacing(self.theme.px(8))


def signed(value: float, _: Texts) -> str:
    """Return a difference with its sign, to a tenth."""
    rounded = round(value, 1) + 0.0  # no -0.0
    number = _.language.number(abs(rounded), 1)
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else ''}{number}"


def band(each: "Comparison", _: Texts) -> str:
    return _("{low} to {high}", low=signed(each.low, _), high=signed(each.high, _))
