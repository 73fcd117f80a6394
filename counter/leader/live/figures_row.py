"""The day so far in five figures: who waits, the longest wait, both targets, idle minutes."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from core.domain.figures.figures import Figure
from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.words import LINES
from counter.leader.live.live_figure import LiveFigure
from counter.leader.turning import TurningRow

if TYPE_CHECKING:
    from core.office import DayCourse, Panel

NOTHING = "–"


class FiguresRow(TurningRow):
    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(turns=True, gap=12)
        self._texts = texts
        self._waiting = ""
        self._cards = [LiveFigure() for _ in range(5)]
        for each in self._cards:
            self.box.addWidget(each, 1)
        if parent is not None:
            self.setParent(parent)

    def show_figures(self, panel: "Panel", found: "DayCourse | None", now: datetime) -> None:
        _ = self._texts
        waiting, longest, general, preferential, idle = self._cards
        counts = " · ".join(f"{_(LINES[line])} {panel.waiting_in(line)}" for line in Line)
        title = _("In line")
        self._waiting = _("Waiting: {n}", n=len(panel.waiters))
        waiting.show_figure(title, str(len(panel.waiters)), counts, "", good=True)
        self._show_longest(longest, panel, now)
        for card, line in ((general, Line.GENERAL), (preferential, Line.PREFERENTIAL)):
            self._show_target(card, panel, found, line)
        minutes = NOTHING if found is None else _("{n} min", n=round(found.idle_min))
        idle.show_figure(
            _("Idle while some wait"), minutes, _("Today, all counters"), "",
            good=True,
        )  # fmt: skip

    def _show_longest(self, card: LiveFigure, panel: "Panel", now: datetime) -> None:
        _ = self._texts
        first = max(panel.waiters, key=lambda each: each.waited_min(now), default=None)
        if first is None:
            card.show_figure(_("Longest wait"), NOTHING, _("Nobody waits."), "", good=True)
            return
        is_good = now <= first.too_long_at
        most = int((first.too_long_at - first.since).total_seconds() // 60)
        card.show_figure(
            _("Longest wait"),
            _("{n} min", n=int(first.waited_min(now))),
            _("{ticket} · at most {n} min", ticket=first.name, n=most),
            _("Within the target") if is_good else _("Outside the target"),
            good=is_good,
        )

    def _show_target(
        self, card: LiveFigure, panel: "Panel", found: "DayCourse | None", line: Line
    ) -> None:
        _, targets = self._texts, panel.settings.targets
        minutes = targets.wait_min(line, panel.settings.mode)
        title = _("{line} within {n} min", line=_(LINES[line]), n=minutes)
        figures = None if found is None else found.figures.by_line.get(line)
        share = Figure(None, 0) if figures is None else figures.within_target
        about = _("Target: {percent} % · n = {n}", percent=targets.share_percent, n=share.n)
        if share.value is None:
            card.show_figure(title, NOTHING, about, "", good=True)
            return
        is_good = share.value >= targets.share_percent
        stands = _("Within the target") if is_good else _("Outside the target")
        card.show_figure(title, f"{round(share.value)} %", about, stands, good=is_good)

    def spoken(self) -> list[str]:
        """Return what a screen reader says of it."""
        return [self._waiting, *(each.words for each in self._cards[1:])]
