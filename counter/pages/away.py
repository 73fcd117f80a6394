"""The page of a counter whose facilitator stepped away."""

from core.qt.look.language import Texts
from core.qt.widgets import (
    Card,
    NoticeCard,
    ScriptCard,
)
from counter import wording
from counter.decisions.presenter import CounterPresenter
from counter.pages.page import PRIMARY, WorkPage, action
from counter.panels.frames import say


class AwayPage(WorkPage):
    """The facilitator is away; the clock says for how long."""

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self.back = action("undo", PRIMARY, presenter.come_back, primary=True)
        self.add_actions(self.back)
        self.script = ScriptCard()
        self.card = Card()
        self.card.content.addWidget(self.script)
        self.alert = NoticeCard("sun", "elderly-fill")
        self.box.addWidget(self.alert)
        self.box.addWidget(self.card)
        self.box.addStretch()

    def refresh(self) -> None:
        super().refresh()
        ticket, _ = self.presenter.ticket, self.texts
        self.show_title(_("Away from the counter"))
        self.show_state("coffee-fill", wording.away_word(_, self.presenter.away_reason))
        say(self.back, _("I am back"))
        self.card.setVisible(ticket is not None)
        if ticket is not None:
            waits = (
                _("Say it when you return: {ticket} waits at the counter.", ticket=ticket.code)
                if ticket.code is not None
                else _("Say it when you return: the person is still waiting.")
            )
            self.script.set_texts(wording.said(_, _("Thank you for waiting.")), waits)

    def facts(self) -> list[str]:
        waits = [] if self.card.isHidden() else [self.script.accessibleDescription()]
        return [*super().facts(), *waits, *self.arrived(self.alert)]

    def tick(self) -> None:
        self.ticket.show_time(
            self.texts("Time away"),
            wording.stopwatch(self.presenter.since_s(self.presenter.away_since)),
        )
        hall = self.presenter.hall
        arrivals = hall.arrivals if hall is not None and self.presenter.is_direct else ()
        self.alert.setVisible(bool(arrivals))
        if arrivals:
            waited_s = self.presenter.since_s(arrivals[0].issued_at)
            words = wording.arrival(self.texts, len(arrivals))
            self.alert.set_texts(words, wording.stopwatch(waited_s))
