"""A call's page: who was called, where it was seen and heard, and what may be done now."""

from core.domain.receipt import Told
from core.errors import N_
from core.keys import DEFAULTS, KeyAction
from core.qt.look.language import Texts
from core.qt.widgets import (
    Card,
    DeviceHealth,
    NoticeCard,
    ScriptCard,
    StatusItem,
)
from core.whole import whole
from counter import scripts, wording
from counter.decisions.presenter import CounterPresenter
from counter.pages.page import PRIMARY, WorkPage, action
from counter.panels.frames import NO_MARGINS, Strip, say, words_of
from counter.panels.priority_notice import Arrival
from counter.panels.secondary_actions import MoreRow
from counter.panels.ticket_panel import LINE_LOOKS
from counter.scripts import Speech

SHOWN_ONLY = frozenset({Told.SILENT, Told.MUTED})

UNHEARD = whole(
    Told,
    {
        Told.NOWHERE: N_("The display has not confirmed this call."),
        Told.SILENT: N_("The voice could not announce this call."),
        Told.MUTED: N_("The hall's voice is muted."),
    },
    but={Told.PENDING, Told.SHOWN, Told.ANNOUNCED},
)


class CalledPage(WorkPage):
    """A ticket has been called: will somebody come?"""

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self.start = action("play_arrow-fill", PRIMARY, presenter.start, primary=True)
        self.recall = action(
            "notifications_active-fill", DEFAULTS[KeyAction.RECALL], presenter.recall
        )
        self.no_show = action("person_off-fill", DEFAULTS[KeyAction.NO_SHOW], presenter.no_show)
        self.add_actions(self.start, self.recall, self.no_show, columns=1)
        self.shown = StatusItem("tv-fill", "", on="surface")
        self.heard = StatusItem("volume_up-fill", "", on="surface")
        self.more = MoreRow(presenter, transfers=True, puts_back=True)
        self.arrival = Arrival()
        self.receipt = Strip(
            across=True, gap=28, narrow_gap=8, margins=(4, 6, 4, 6), narrow_margins=NO_MARGINS
        )
        for item in (self.shown, self.heard):
            self.receipt.box.addWidget(item)
        self.receipt.box.addStretch()
        self.aloud = NoticeCard("sun", "campaign-fill")
        self.why = NoticeCard("sea", "help-fill")
        self.script = ScriptCard()
        self.card = Card()
        self.card.content.addWidget(self.script)
        for part in (self.arrival, self.receipt, self.aloud, self.why, self.card, self.more):
            self.box.addWidget(part)
        self.box.addStretch()

    def restyle(self) -> None:
        super().restyle()
        self.card.setVisible(not self.is_narrow)  # the next page says it

    def refresh(self) -> None:
        super().refresh()
        ticket, _ = self.presenter.ticket, self.texts
        if ticket is None:
            return
        self.show_ticket(ticket)
        say(self.start, _("Start service"))
        say(self.recall, _("Call again"))
        say(self.no_show, _("Nobody came"))
        self.more.refresh(_)
        self.recall.setEnabled(self.presenter.is_here and self.presenter.may_recall)
        self.why.set_look(LINE_LOOKS[ticket.line], "help-fill")
        if why := self.why_word(ticket):
            self.why.set_texts(_("Why this ticket"), why)
        now, settings = self.presenter.local_now, self.settings
        if now is not None and settings is not None:
            hello = scripts.greeting(_, Speech(settings.company, ticket.channel, now))
            self.script.set_texts(wording.said(_, hello), _("When the person comes"))

    def facts(self) -> list[str]:
        ticket, _ = self.presenter.ticket, self.texts
        if ticket is None:
            return []
        called = _(
            "Called: {ticket}, {line} line, counter {counter}.",
            ticket=wording.ticket_word(_, ticket),
            line=self.line_word(ticket.line).lower(),
            counter=self.presenter.actions.counter,
        )
        state = self.ticket.accessibleDescription()
        return [called, state, *words_of(self.aloud), *self.arrived(self.arrival)]

    def details(self) -> list[str]:
        return words_of(self.why)

    def tick(self) -> None:
        ticket, settings, _ = self.presenter.ticket, self.settings, self.texts
        if ticket is None or settings is None:
            return
        limits = settings.calling
        since_s = self.presenter.since_s(ticket.last_called_at)
        calls = _("Call {n} of {most}", n=ticket.calls, most=limits.max_calls)
        if since_s >= limits.no_show_after_s:
            calls = _("Call {n} of {most}. Time is up.", n=ticket.calls, most=limits.max_calls)
        self.ticket.show_state("campaign-fill", calls)
        self.ticket.show_time(
            _("Since the call, of {time}", time=wording.stopwatch(limits.no_show_after_s)),
            wording.stopwatch(since_s),
        )
        self._show_receipt()
        self.more.tick(_)
        self.show_arrival(self.arrival, self.more)

    def _show_receipt(self) -> None:
        told, _ = self.presenter.told, self.texts
        shown = told in {Told.SHOWN, Told.ANNOUNCED, *SHOWN_ONLY}
        self.shown.set_state(
            _("Shown") if shown else _("Waiting for the display"),
            DeviceHealth.OK if shown else DeviceHealth.UNKNOWN,
        )
        heard = told is Told.ANNOUNCED
        self.heard.set_state(
            _("Announced") if heard else _("Announcing…"),
            DeviceHealth.OK if heard else DeviceHealth.UNKNOWN,
        )
        self.heard.setVisible(shown and told not in SHOWN_ONLY)
        self.receipt.setVisible(told is not Told.NOWHERE)
        aloud = told in UNHEARD
        if aloud:
            self.aloud.set_texts(_("Call the turn aloud"), _(UNHEARD[told]))
        self.aloud.setVisible(aloud)
