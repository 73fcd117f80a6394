"""The page of a free counter: who is next, and what else may be done."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from core.domain.ticket import Channel, Line, Ticket
from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import ActionButton, BigButton, ButtonSize, FitLabel, Icon, LineTag, NoticeCard
from core.qt.widgets.base import announce
from counter import wording
from counter.decisions.devices import Condition, conditions
from counter.decisions.presenter import CounterPresenter
from counter.pages.page import PRIMARY, CounterPage
from counter.panels.clock_notice import ClockNotice
from counter.panels.frames import Row, Strip, say, words_of
from counter.panels.secondary_actions import MoreRow
from counter.panels.ticket_panel import LINE_LOOKS, LINE_NAMES
from counter.panels.voice_panel import VoiceRow
from counter.panels.without_ticket import WithoutTicket

CAMPAIGN = 84
ALERTS = 2
AT_ONCE = 108
MINUTE_S = 60
MOVING = frozenset({"hold", "put_back", "transfer", "cancel", "change_line", "reinstate"})
"""Steps after which other people wait, or in another order."""


class NextPanel(Strip):
    """The ticket that would be called, on the white panel of the button that calls it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(across=True, turns=True, gap=28, narrow_gap=6, parent=parent)
        self.code = FitLabel("", TypeRole.CODE, wrap=False)
        self.tag = LineTag("general", "")
        self.wait = FitLabel("", TypeRole.BODY)
        words = Strip(gap=8)
        words.box.addWidget(self.tag, 0, Qt.AlignmentFlag.AlignLeft)
        words.box.addWidget(self.wait)
        self._icon = Icon("campaign-fill", "sea_edge", size=CAMPAIGN)
        self.box.addWidget(self.code)
        self.box.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.box.addWidget(self._icon)

    def restyle(self) -> None:
        self._icon.setVisible(not self.is_narrow)
        super().restyle()


class FreePage(CounterPage):
    """Nobody is at the counter."""

    leaving = Signal()
    signing_out = Signal()

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        # The presenter does one thing at a time, and a double click is one: no pause between two.
        self.at_once = BigButton(look="preferential", key=DEFAULTS[KeyAction.SERVE_NOW])
        self.at_once.set_marks_visible(True)
        self.at_once.activated.connect(self._serve_preferential)
        self.call = BigButton(key=PRIMARY)
        self.call.activated.connect(self._press)
        # A button that is off hears no key: who presses it is told that nobody waits.
        self._too_soon = QShortcut(QKeySequence(PRIMARY), self)
        self._too_soon.setAutoRepeat(False)
        self._too_soon.activated.connect(self._say_nobody)
        self.next = NextPanel()
        self.call.set_panel(self.next)
        self.clock = ClockNotice(presenter, texts)
        self.why = NoticeCard("sea", "help-fill")
        self.resume = self._button("play_arrow-fill", DEFAULTS[KeyAction.HOLD], self._resume)
        self.leave = self._button("coffee-fill", DEFAULTS[KeyAction.AWAY], self.leaving.emit)
        self.sign_out = self._button("logout", DEFAULTS[KeyAction.SIGN_OUT], self.signing_out.emit)
        self.more = MoreRow(presenter, transfers=False, size=ButtonSize.NORMAL)
        row = self.more  # one row: there is little height where priority is given at once
        for number, button in enumerate(self.acting):
            row.insert(number, button, 1)
        self.without = WithoutTicket()
        self.without.chosen.connect(self._serve_channel)
        # To take back: on a line of its own, or where there is no room for one, in a word's place.
        self.taking_back = MoreRow(presenter, transfers=False, size=ButtonSize.NORMAL)
        self.taking_back.other.hide()
        self.more.offers_announcing = False
        self.without.lend_place(self.more.undo)
        self.acting += [*self.without.buttons.values(), *self.clock.buttons]
        self.voice = VoiceRow(presenter, texts)
        self.alerts = [
            NoticeCard("plain", "warning-fill", icon_tone="coral") for _ in range(ALERTS)
        ]
        alerts = Row(columns=(1,))
        for alert in self.alerts:
            alerts.add(alert, 1)
        for part in (self.at_once, self.call, self.refusal):
            self.head.box.addWidget(part)
        voice = (self.voice, self.voice.answer)
        # What needs somebody now stands so high that it is seen however short the page is.
        for below in (self.clock, alerts, self.why, row, self.without, self.taking_back, *voice):
            self.box.addWidget(below)
        self.box.addStretch()

    def restyle(self) -> None:
        super().restyle()
        self.at_once.setMinimumHeight(self.theme.px(AT_ONCE))

    def _button(self, icon: str, key: str, press: object) -> ActionButton:
        button = ActionButton("", icon, key=key)
        button.activated.connect(press)
        self.acting.append(button)
        return button

    def refresh(self) -> None:
        super().refresh()
        presenter, _ = self.presenter, self.texts
        hall = presenter.hall
        self.at_once.setVisible(presenter.is_direct)
        self.at_once.setEnabled(presenter.is_here)
        self.at_once.set_title(_("Serve now"))
        arrivals = hall.arrivals if hall is not None else ()
        self.at_once.set_subtitle(
            wording.arrival(_, len(arrivals))
            if arrivals
            else _("A priority citizen arrived. No ticket is needed.")
        )
        say(self.leave, _("Away"))
        self.leave.setAccessibleName(_("Step away"))
        say(self.sign_out, _("Sign out"))
        self.without.show_words(_)
        self.without.offer_desk(not presenter.is_direct)
        held = self._on_hold()
        self.resume.setVisible(held is not None)
        if held is not None:
            say(self.resume, self._resume_word(held))
        self.more.offers_undo = presenter.is_direct
        self.taking_back.offers_undo = not presenter.is_direct
        for more in (self.more, self.taking_back):
            more.refresh(_)
        self.voice.refresh()
        self.clock.refresh()
        self._show_next()
        self.tick()

    def _on_hold(self) -> Ticket | None:
        """Return who is on hold and goes on with the key for it: one's own, else of a desk left."""
        presenter, hall = self.presenter, self.presenter.hall
        if hall is None:
            return None
        if hall.held and not presenter.resumes_first:
            return hall.held[0]
        return hall.left_on_hold[0] if hall.left_on_hold and not hall.held else None

    def _resume_word(self, ticket: Ticket) -> str:
        _ = self.texts
        if ticket.code is None and ticket.counter != self.presenter.actions.counter:
            return _("Resume: counter {counter}", counter=ticket.counter)
        return _("Resume {ticket}", ticket=wording.ticket_word(_, ticket))

    def _show_next(self) -> None:
        presenter, _ = self.presenter, self.texts
        hall = presenter.hall
        if (held := self._resumed_first()) is not None:
            self._show_resumed(held)
            return
        here, waits = presenter.is_here, hall is not None and bool(hall.waiting)
        choice = hall.next if hall is not None and here else None
        direct = presenter.is_direct and not waits and not presenter.is_gone
        attends = choice is not None and choice[0].code is None
        self.call.setEnabled(here and (waits or direct))
        self.call.set_title(_("Serve now") if direct or attends else _("Call next"))
        self.next.code.setVisible(choice is not None and not attends)
        self.next.tag.setVisible(choice is not None or direct)
        self.why.setVisible(choice is not None)
        if choice is None or hall is None:
            self.next.tag.set_line("general", self.line_word(Line.GENERAL))
            return
        ticket, why = choice
        self.next.code.setText(ticket.name)
        self.next.tag.set_line(LINE_NAMES[ticket.line], self.line_word(ticket.line))
        self.why.set_look(LINE_LOOKS[ticket.line], "help-fill")
        relief = hall.settings.policy.relief_after
        self.why.set_texts(_("Why this ticket"), wording.why(_, why, relief))

    def _resumed_first(self) -> Ticket | None:
        """Return who made room for a priority citizen and is next; None when nobody is."""
        presenter = self.presenter
        if presenter.hall is None or not (presenter.is_here and presenter.resumes_first):
            return None
        return presenter.hall.made_room

    def _show_resumed(self, ticket: Ticket) -> None:
        """Show who made room for a priority citizen: they are next."""
        _ = self.texts
        self.call.setEnabled(True)
        self.call.set_title(_("Resume"))
        self.next.code.setVisible(ticket.code is not None)
        self.next.code.setText(ticket.name)
        self.next.tag.setVisible(True)
        self.next.tag.set_line(LINE_NAMES[ticket.line], self.line_word(ticket.line))
        self.why.setVisible(True)
        self.why.set_look(LINE_LOOKS[ticket.line], "help-fill")
        self.why.set_texts(
            _("Why this ticket"), _("It made room for a priority citizen, and goes on first.")
        )

    def tick(self) -> None:
        presenter, _ = self.presenter, self.texts
        for more in (self.more, self.taking_back):
            more.tick(_)
        below = (self.taking_back.undo, self.taking_back.announce)
        self.taking_back.setVisible(any(each.isVisibleTo(self.taking_back) for each in below))
        self.without.show_word(not self.more.undo.isVisibleTo(self))
        hall = presenter.hall
        self.call.set_subtitle(self._subtitle())
        self._too_soon.setEnabled(not self.call.isEnabled())
        ticket = hall.next[0] if hall is not None and hall.next is not None else None
        if (held := self._resumed_first()) is not None:
            since = wording.minutes(_, presenter.since_s(held.held_at))
            self.next.wait.set_role(TypeRole.BODY)
            self.next.wait.setText(_("On hold for {time}", time=since), strong=(since,))
        else:
            self._show_wait(ticket)
        self._show_alerts()

    def facts(self) -> list[str]:
        presenter, _ = self.presenter, self.texts
        hall = presenter.hall
        if self._is_behind():
            return []
        first = self._resumed_first()
        if first is None and presenter.is_here and hall is not None and hall.next is not None:
            first = hall.next[0]
        if first is not None:
            word, line = wording.ticket_word(_, first), self.line_word(first.line).lower()
            said = [_("Next: {ticket}, {line} line.", ticket=word, line=line)]
        elif hall is not None and hall.waiting and presenter.is_here:
            said = []  # the office says in a moment who is next
        else:
            said = [self._nobody()]
        if presenter.is_direct and hall is not None and hall.arrivals:
            said.append(wording.arrival(_, len(hall.arrivals)))
        return [*said, *words_of(*self.alerts)]

    def _is_behind(self) -> bool:
        """Whether the last step changed who waits, and the office has yet to say who is next."""
        last = self.presenter.actions.last_step
        return self.presenter.actions.is_unread and last is not None and last.name in MOVING

    def details(self) -> list[str]:
        if self._is_behind():
            return []
        hall, _ = self.presenter.hall, self.texts
        waiting = len(hall.waiting) if hall is not None and self.presenter.is_here else 0
        held = [] if self.resume.isHidden() else [self.resume.text()]
        if not waiting:
            return held
        many = _.plural("{n} person is waiting.", "{n} people are waiting.", waiting)
        return [self.next.wait.text(), *words_of(self.why), many, *held]

    def _subtitle(self) -> str:
        presenter, _ = self.presenter, self.texts
        if not presenter.is_here:
            return _("It comes back by itself when the database answers.")
        if presenter.actions.is_slow:
            return _("One moment…")
        free_s = presenter.since_s(presenter.free_since)
        if free_s < MINUTE_S:
            return _("Counter free")
        return _("Counter free for {time}", time=wording.minutes(_, free_s))

    def _show_wait(self, ticket: Ticket | None) -> None:
        _, presenter = self.texts, self.presenter
        self.next.wait.set_role(TypeRole.BODY if ticket is not None else TypeRole.HEADING)
        if presenter.is_here and ticket is not None:
            wait = wording.minutes(_, presenter.since_s(ticket.issued_at))
            self.next.wait.setText(_("Wait: {time}", time=wait), strong=(wait,))
        else:
            self.next.wait.setText(self._nobody())

    @Slot()
    def _say_nobody(self) -> None:
        announce(self, self._nobody())

    def _nobody(self) -> str:
        """Say why no ticket is shown as the next one."""
        presenter, hall, _ = self.presenter, self.presenter.hall, self.texts
        if not presenter.is_here or hall is None:
            return _("No connection with the database")
        if hall.waiting:
            return _("One moment…")
        if presenter.is_gone:
            return _("This counter was taken out of the settings. Sign out and choose another one.")
        if presenter.is_direct:
            return _("General service, without a ticket")
        others = len(hall.elsewhere)
        if others:
            return _.plural(
                "Nobody waits for this counter; {n} waits for another one.",
                "Nobody waits for this counter; {n} wait for other ones.",
                others,
            )
        return _("Nobody is waiting.")

    def _show_alerts(self) -> None:
        presenter, _ = self.presenter, self.texts
        found: list[Condition] = []
        now = presenter.now
        if presenter.is_here and presenter.hall is not None and now is not None:
            found = [each for each in conditions(presenter.hall.devices, now) if each.title]
        # What is said of this counter goes first, where both have no room.
        said = presenter.actions.refusal is not None or presenter.actions.news
        quiet = said or presenter.is_direct or presenter.actions.undo_left_s > 0
        for number, alert in enumerate(self.alerts):
            alert.setVisible(not quiet and number < len(found))
            if number < len(found):
                each = found[number]
                alert.set_look("plain", each.icon, "coral")
                alert.set_texts(_(each.title), _(each.sentence))

    @Slot()
    def _press(self) -> None:
        hall = self.presenter.hall
        if self.presenter.resumes_first:
            self.presenter.resume()
        elif self.presenter.is_direct and hall is not None and not hall.waiting:
            self.presenter.serve_now(Line.GENERAL, Channel.IN_PERSON)
        else:
            self.presenter.call_next()

    @Slot()
    def _resume(self) -> None:
        self.presenter.resume(self._on_hold())

    @Slot()
    def _serve_preferential(self) -> None:
        self.presenter.serve_preferential()

    @Slot(Channel)
    def _serve_channel(self, channel: Channel) -> None:
        self.presenter.serve_now(Line.GENERAL, channel)
