"""How the office is now: what alerts, who waits, counters, devices, and the day beside others.

It only shows what `office.live` tells. What passes each second changes texts alone: nothing moves.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent

from core.domain.roles import Deed
from core.domain.staff import works_at
from core.domain.ticket import Line
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import FitLabel, NoticeCard
from core.reports import live_words
from core.words import LINES
from counter.leader.decisions.look import Look
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.live.alert_card import AlertCard
from counter.leader.live.alerting import ShownAlert, shown_alerts
from counter.leader.live.cards import MOST_WAITERS, desk_line, device_lines, waiting_line
from counter.leader.live.course_part import CoursePart
from counter.leader.live.figures_row import FiguresRow
from counter.leader.live.lines import Columns, LinesCard
from counter.leader.pages.page import LeaderPage, shown
from counter.leader.turning import TurningRow
from counter.panels.choices import Choices
from counter.panels.frames import ScrollColumn, words_of

if TYPE_CHECKING:
    from core.office import DayCourse, Panel

ALERTS_SHOWN = 3
WAITING = Columns((16, 25, 15, 23, 31), (15, 8, 15, 28, 34), 600, 440)
COUNTERS = Columns((9, 26, 50, 20), (12, 64, 24), 400, 290)
DEVICES = Columns((44, 56), (100,), 300, 210)
OFFICES, DATED = 285, 1000  # px of the switch, and from which on the date has room
COURSE_EVERY = timedelta(minutes=1)


class LivePage(LeaderPage):
    """What a leader sees first."""

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self._course: DayCourse | None = None
        self._asked_at: datetime | None = None
        self._alerts: tuple[ShownAlert, ...] = ()
        self.offices = Choices(optional=False, columns=2)
        self.offices.chosen_changed.connect(self._watch)
        self._date = FitLabel("", TypeRole.LEAST, tone="ink2", wrap=False)
        self._clock = FitLabel("", TypeRole.HEADING, wrap=False)
        self._clock.set_tabular(tabular=True)
        self.tools.box.addWidget(self.offices)
        self.tools.box.addWidget(self._date)
        self.tools.box.addWidget(self._clock)
        self._well = NoticeCard("palm", "check_circle-fill", role=TypeRole.LABEL)
        self._cards = [AlertCard() for _ in range(ALERTS_SHOWN)]
        self._more = FitLabel("", TypeRole.LEAST, tone="ink2", max_lines=1)
        self.figures = FiguresRow(texts)
        self.waiting = LinesCard(WAITING, heads=True)
        self.counters = LinesCard(COUNTERS)
        self.devices = LinesCard(DEVICES)
        self._day = CoursePart(texts)
        self._build()
        presenter.left.connect(self._forget)

    def _build(self) -> None:
        alerts, cards = TurningRow(turns=True, gap=12), TurningRow(turns=True, gap=12)
        for card in self._cards:
            card.seen.connect(self._see)
            alerts.box.addWidget(card, 1)
        cards.box.addWidget(self.waiting, 58)
        cards.box.addWidget(self.counters, 37)
        cards.box.addWidget(self.devices, 27)
        column = ScrollColumn(gap=12)
        column.inner.box.setContentsMargins(0, 0, 8, 0)  # clear of the scroll bar
        for each in (self._well, alerts, self._more, self.figures, cards):
            column.inner.box.addWidget(each)
        column.inner.box.addWidget(self._day, 1)
        self.box.addWidget(column, 1)

    def restyle(self) -> None:
        super().restyle()
        self.offices.setMinimumWidth(self.theme.px(OFFICES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown(self._date, when=self.width() >= self.theme.px(DATED))

    # --- said

    def facts(self) -> list[str]:
        first = self._alerts[:ALERTS_SHOWN]  # since when changes, and is not said again
        alerts = [words for each in first for words in (each.title, each.advice) if words]
        return [*words_of(self._well), *alerts]

    def details(self) -> list[str]:
        parts = (self.figures, self.waiting, self.counters, self.devices, self._day)
        return [words for part in parts for words in part.spoken()]

    # --- showing

    def begin(self) -> None:
        self._asked_at = None

    @Slot()
    def refresh(self) -> None:
        _, look = self.texts, self.presenter.look
        super().refresh()
        if look is None:
            self.set_title(_("The office now"))
            return
        self._show_offices(look)
        self._show(look.panel)
        self._ask_course(look.panel)

    def tick(self) -> None:
        look = self.presenter.look
        if look is not None:
            self._show(look.panel)
            self._ask_course(look.panel)

    def _show(self, panel: "Panel") -> None:
        _, now = self.texts, self.presenter.now or panel.at
        local = panel.settings.local(now)
        self.set_title(_("The office now"), panel.settings.name)
        self._date.setText(_.day(local.date()))
        self._clock.setText(_.clock(local))
        self._show_alerts(panel, now)
        self.figures.show_figures(panel, self._mine(panel), now)
        self._show_waiting(panel, now)
        self.counters.title.setText(_("Counters"))
        self.counters.beside.setText(_("time in this state"))
        is_narrow = self.counters.is_narrow
        self.counters.show_lines(
            [desk_line(_, panel, each, now, is_narrow=is_narrow) for each in panel.desks]
        )
        self.devices.title.setText(_("Devices"))
        self.devices.beside.setText(_("today"))
        self.devices.show_lines(
            device_lines(_, panel, now, is_narrow=self.devices.is_narrow),
            _("No kiosk, counter or display has reported yet."),
        )
        self._day.show_course(self._mine(panel))

    def _show_offices(self, look: Look) -> None:
        """Offer the offices where whoever is there works, if there are several."""
        own, mine = look.board.office, look.mine
        may = [
            (key, name)
            for key, name in sorted(look.offices.items(), key=lambda each: each[0] != own)
            if mine is not None and (key == own or works_at(mine, own, key))
        ]
        is_switch = len(may) > 1
        shown(self.offices, when=is_switch)
        if is_switch:
            self.offices.show_choices([(str(key), name) for key, name in may])
            self.offices.choose(str(look.panel.office))

    def _show_alerts(self, panel: "Panel", now: datetime) -> None:
        _ = self.texts
        self._alerts = found = shown_alerts(_, panel, now)
        self._well.set_texts(_("Everything is well"), self._copied(panel))
        shown(self._well, when=not found)
        may = self.presenter.may(Deed.SEE_ALERTS)
        for number, card in enumerate(self._cards):
            shown(card, when=number < len(found))
            if number < len(found):
                card.show_alert(found[number], _("Seen"), may_see=may)
        more = found[ALERTS_SHOWN:]
        titles = " · ".join(each.brief for each in more)
        self._more.setText(_("And: {alerts}", alerts=titles) if more else "")
        shown(self._more, when=bool(more))

    def _copied(self, panel: "Panel") -> str:
        """Say of when the last good copy is."""
        _, look = self.texts, self.presenter.look
        if look is None or look.copied is None:
            return ""
        at = panel.settings.local(look.copied.at)
        return _("The last good copy is of {moment}.", moment=f"{_.day(at.date())}, {_.clock(at)}")

    def _show_waiting(self, panel: "Panel", now: datetime) -> None:
        _, card = self.texts, self.waiting
        card.title.setText(_("Who has waited longest"))
        counts = (
            f"{_(LINES[line])} {panel.waiting_in(line)}"  # unsaid: joined
            for line in Line
        )
        card.beside.setText(" · ".join(counts))
        card.show_heads((_("Ticket"), "", _("Waits"), _("We told"), _("Against that")))
        first = panel.waiters[:MOST_WAITERS]
        card.foot.setText(live_words.call_order(_, panel.order))
        if panel.opening.is_open:
            empty = _("Nobody waits.")
        else:
            empty = _("The office is closed, and nobody waits.")
        card.show_lines([waiting_line(_, each, now) for each in first], empty)

    # --- asking

    @Slot(str)
    def _see(self, key: str) -> None:
        watched = self.presenter.watched
        self.presenter.ask(
            "see_alert", lambda office, by: office.live.see(key, by=by, office=watched)
        )

    @Slot()
    def _watch(self) -> None:
        look, wanted = self.presenter.look, self.offices.chosen
        if wanted is not None and look is not None and wanted != look.panel.office:
            self._asked_at = None
            self.presenter.watch(wanted)

    def _mine(self, panel: "Panel") -> "DayCourse | None":
        """Return the day's course, if it is of the office that is watched."""
        found = self._course
        return found if found is not None and found.office == panel.office else None

    def _ask_course(self, panel: "Panel") -> None:
        """Ask how the day goes: at once, and again after a minute."""
        now = self.presenter.now or panel.at
        if self._asked_at is not None and abs(now - self._asked_at) < COURSE_EVERY:
            return
        if not self.presenter.is_here or self.presenter.person is None:
            return
        self._asked_at, office = now, panel.office
        self.presenter.read(lambda opened: opened.live.course(office), self._came)

    def _came(self, found: "DayCourse") -> None:
        self._course = found
        if not found.is_whole:
            self._asked_at = None  # the next second goes on
        look = self.presenter.look
        if look is not None:
            self._show(look.panel)

    @Slot()
    def _forget(self) -> None:
        self._course, self._asked_at = None, None
