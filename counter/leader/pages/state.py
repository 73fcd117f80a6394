"""How the office is now: what needs somebody, who is at the counters, how many wait."""

from typing import NamedTuple

from core.errors import N_
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import Card, DeviceHealth, FitLabel, NoticeCard, RuleLine
from core.qt.widgets.panels import NoticeLook
from core.words import LINES
from counter import wording
from counter.decisions.devices import conditions
from counter.leader.decisions.look import Look
from counter.leader.decisions.presenter import LeaderPresenter
from counter.leader.pages.page import LeaderPage
from counter.panels.frames import ScrollColumn, Strip, words_of

LOOKS: dict[DeviceHealth, NoticeLook] = {DeviceHealth.FAULT: "coral", DeviceHealth.ALERT: "sun"}
NEVER_COPIED = N_("There is no copy of the office")
COPY_LATE = N_("The last good copy is older than a day")


class Trouble(NamedTuple):
    """Something that needs somebody: how it looks, its pictogram, and two sentences."""

    look: NoticeLook
    icon: str
    title: str
    sentence: str


class StatePage(LeaderPage):
    """What a leader sees first. Nothing here is pressed; what is wrong says what to do."""

    def __init__(self, presenter: LeaderPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self._column = ScrollColumn()
        self._notices: list[NoticeCard] = []
        self._alerts = Strip(gap=10)
        self._well = NoticeCard("palm", "check_circle-fill")
        self._waiting = Card()
        self._waiting_title = FitLabel("", TypeRole.TITLE)
        self._waiting_lines = FitLabel("", TypeRole.BODY)
        self._counters = Card()
        self._counters_title = FitLabel("", TypeRole.TITLE)
        self._rows: list[tuple[FitLabel, FitLabel]] = []
        self._rows_of = Strip(gap=8)
        self._waiting.content.addWidget(self._waiting_title)
        self._waiting.content.addWidget(self._waiting_lines)
        self._waiting.content.addStretch(1)
        self._counters.content.addWidget(self._counters_title)
        self._counters.content.addWidget(RuleLine())
        self._counters.content.addWidget(self._rows_of)
        cards = Strip(across=True)
        cards.box.addWidget(self._waiting, 1)
        cards.box.addWidget(self._counters, 2)
        inner = self._column.inner.box
        inner.addWidget(self._well)
        inner.addWidget(self._alerts)
        inner.addWidget(cards)
        inner.addStretch(1)
        self.box.addWidget(self._column, 1)

    def facts(self) -> list[str]:
        return words_of(self._well, *self._notices)

    def details(self) -> list[str]:
        counters = [
            f"{box.text()}: {words.text()}"  # unsaid: joined
            for box, words in self._rows
            if not words.parentWidget().isHidden()  # type: ignore[union-attr]
        ]
        return [self._waiting_title.text(), self._waiting_lines.text(), *counters]

    def refresh(self) -> None:
        _, look = self.texts, self.presenter.look
        super().refresh()
        if look is None:
            self.set_title(_("The office now"))
            return
        self.set_title(_("The office now"), look.settings.name)
        self._show_alerts(look)
        self._waiting_title.setText(_("Waiting: {n}", n=look.board.waiting))
        lines = [
            _("{line}: {n}", line=_(LINES[line]), n=each.waiting)
            for line, each in look.board.lines.items()
        ]
        self._waiting_lines.setText("\n".join(lines))
        self._counters_title.setText(_("Counters"))
        self._show_counters(look)

    def _show_alerts(self, look: Look) -> None:
        alerts = self._found(look)
        _, copied = self.texts, look.copied
        said = ""
        if copied is not None:
            at = look.settings.local(copied.at)
            moment = f"{_.day(at.date())}, {_.clock(at)}"
            said = _("The last good copy is of {moment}.", moment=moment)
        self._well.set_texts(_("Everything is well"), said)
        self._well.setVisible(not alerts)
        while len(self._notices) < len(alerts):
            notice = NoticeCard("coral", "error-fill")
            self._notices.append(notice)
            self._alerts.box.addWidget(notice)
        for number, notice in enumerate(self._notices):
            notice.setVisible(number < len(alerts))
            if number < len(alerts):
                alert = alerts[number]
                notice.set_look(alert.look, alert.icon)
                notice.set_texts(alert.title, alert.sentence)

    def _found(self, look: Look) -> list[Trouble]:
        """Return what needs somebody, the gravest first."""
        _ = self.texts
        found = [
            Trouble(LOOKS[each.health], each.icon, _(each.title), _(each.sentence))
            for each in conditions(look.devices, look.board.at)
            if each.health in LOOKS and each.title
        ]
        if look.copied is None:
            way = _("Name a folder for the evening's copy in this computer's settings.")
            found.append(Trouble("coral", "archive-fill", _(NEVER_COPIED), way))
        elif look.copy_is_late:
            at = look.settings.local(look.copied.at)
            moment = f"{_.day(at.date())}, {_.clock(at)}"
            said = _("It is of {at}: {path}", at=moment, path=look.copied.path)
            found.append(Trouble("coral", "archive-fill", _(COPY_LATE), said))
        return sorted(found, key=lambda each: each.look != "coral")

    def _show_counters(self, look: Look) -> None:
        _, states = self.texts, look.board.counters
        while len(self._rows) < len(states):
            row = Strip(across=True)
            box, words = FitLabel("", TypeRole.LABEL, wrap=False), FitLabel("", TypeRole.BODY)
            row.box.addWidget(box)
            row.box.addWidget(words, 1)
            self._rows.append((box, words))
            self._rows_of.box.addWidget(row)
        for number, (box, words) in enumerate(self._rows):
            row_widget = words.parentWidget()
            assert row_widget is not None  # it was put into a row
            row_widget.setVisible(number < len(states))
            if number >= len(states):
                continue
            status = states[number]
            box.setText(_("Counter {counter}", counter=status.number))
            if status.staff is None:
                said = _("Nobody is there")
            elif status.away_since is not None:
                said = _("{name} is away", name=look.name_of(status.staff))
            elif status.ticket is not None:
                ticket = wording.ticket_word(_, status.ticket)
                said = _("{name}: {ticket}", name=look.name_of(status.staff), ticket=ticket)
            else:
                said = _("{name} is free", name=look.name_of(status.staff))
            words.setText(said)
