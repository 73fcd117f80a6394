"""The left side of the window, one page a stage. One primary action, in one place: F9.

A page shows what the presenter knows (`refresh`), every second what time changes (`tick`), and
reports what is pressed. What is going on stands on top, the actions below it, the rest beneath.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from core.domain.service import OfficeSettings
from core.domain.ticket import Channel, Line, Ticket
from core.errors import N_
from core.keys import DEFAULTS, Action
from core.qt.look.language import Texts
from core.qt.look.tokens import Role
from core.qt.widgets import (
    ActionButton,
    ButtonRole,
    Card,
    FitLabel,
    Health,
    Notice,
    ScriptCard,
    Size,
    StatusItem,
)
from core.qt.widgets.base import PaintedFrame
from core.whole import whole
from counter import wording
from counter.decisions.hall import Told
from counter.decisions.presenter import Presenter
from counter.panels.frames import NO_MARGINS, Reach, Row, Strip, say, words_of
from counter.panels.priority_notice import Arrival
from counter.panels.secondary_actions import MoreRow
from counter.panels.ticket_panel import LINE_LOOKS, Refusal, TicketPanel
from counter.wording import Attention

PRIMARY = DEFAULTS[Action.GO_ON]
PRIMARY_PART, OTHERS_PART = 5, 6  # of the width of a row of actions
FRESH_S = 5.0

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


class Page(Strip):
    """A page: it shows itself, ticks, and knows whether anything may be pressed.

    What is put into `head` is always seen; what is in `box` scrolls where there is no room for it.
    """

    def __init__(self, presenter: Presenter, texts: Texts) -> None:
        super().__init__()
        self.reach = Reach()
        self.head = Strip()
        self._own.addWidget(self.head)
        self._own.addWidget(self.reach, 1)
        self.box = self.reach.inner.box
        self.presenter = presenter
        self.texts = texts
        self.refusal = Refusal(presenter, texts)
        self.acting: list[ActionButton] = []

    def refresh(self) -> None:
        """Show everything anew."""
        self.refusal.refresh()
        for button in self.acting:
            button.setEnabled(self.presenter.is_here)

    def tick(self) -> None:
        """Show what the passing second changed."""

    def spoken(self) -> list[str]:
        """Return what a screen reader says of the page, and again what is new of it."""
        refusal = "" if self.refusal.isHidden() else self.refusal.accessibleName()
        said = (self._just_done(), refusal, *self.facts())
        return list(dict.fromkeys(each for each in said if each))

    def facts(self) -> list[str]:
        """Return what the page is about, in sentences; override."""
        return []

    def details(self) -> list[str]:
        """Return what is said once, when the page comes: what time changes, what may be chosen."""
        return []

    def _just_done(self) -> str:
        """Return what became of the ticket of the last step, while that is news."""
        last = self.presenter.last_step
        if last is None or self.presenter.since_s(last.at) > FRESH_S:
            return ""
        return wording.done(self.texts, last.name, last.ticket)

    def line_word(self, line: Line) -> str:
        return wording.line_word(self.texts, line)

    @property
    def settings(self) -> OfficeSettings | None:
        return self.presenter.hall.settings if self.presenter.hall is not None else None


def action(
    icon: str, key: str, press: Callable[[], None], *, primary: bool = False
) -> ActionButton:
    """Return a button of the row of actions."""
    button = ActionButton(
        "",
        icon,
        key=key,
        role=ButtonRole.PRIMARY if primary else ButtonRole.SECONDARY,
        size=Size.LARGE,
        type_role=Role.HEADING if primary else Role.LABEL,
    )
    button.activated.connect(press)
    return button


def action_row(primary: ActionButton, others: Sequence[ActionButton], *, columns: int = 2) -> Row:
    """Return the row of actions: the primary has the same width on every page.

    In a narrow window the others stand below it, `columns` to a line.
    """
    row = Row(columns=(1, columns))
    row.add(primary, PRIMARY_PART * max(1, len(others)))
    for button in others:
        row.add(button, OTHERS_PART)
    if not others:
        row.add(Blank(), OTHERS_PART)
    return row


class Blank(PaintedFrame):
    """Room that stays empty where things stand side by side."""

    def restyle(self) -> None:
        self.setFixedHeight(0)
        super().restyle()


class WorkPage(Page):
    """A page with a ticket on top and a row of actions below it."""

    def __init__(self, presenter: Presenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self.ticket = TicketPanel()
        self._title = ""
        self.head.box.addWidget(self.ticket)

    def add_actions(self, primary: ActionButton, *others: ActionButton, columns: int = 2) -> None:
        self.primary = primary
        self.acting += [primary, *others]
        self.head.box.addWidget(action_row(primary, others, columns=columns))
        self.head.box.addWidget(self.refusal)

    def refresh(self) -> None:
        super().refresh()
        if self.presenter.is_slow != self.primary.is_busy:
            self.primary.set_busy(self.texts("One moment…") if self.presenter.is_slow else None)
        self.tick()

    def facts(self) -> list[str]:
        return [self.ticket.accessibleName(), self.ticket.accessibleDescription()]

    def arrived(self, told_by: QWidget) -> list[str]:
        """Return that priority citizens wait, while `told_by` shows it; not for how long."""
        hall = self.presenter.hall
        if told_by.isHidden() or hall is None:
            return []
        return [wording.arrival(self.texts, len(hall.arrivals))]

    def show_arrival(self, arrival: Arrival, more: MoreRow) -> bool:
        """Show the priority citizens who wait, or offer to register one: where it is direct.

        Either way there is the key that registers one more, whoever is being served.
        """
        presenter, hall = self.presenter, self.presenter.hall
        here = presenter.is_direct and presenter.is_here
        arrivals = hall.arrivals if here and hall is not None else ()
        arrival.setVisible(bool(arrivals))
        if arrivals:
            waited_s = presenter.since_s(arrivals[0].issued_at)
            arrival.show_arrival(self.texts, len(arrivals), waited_s)
        more.arrival.setVisible(here and not arrivals)
        return bool(arrivals)

    def show_ticket(self, ticket: Ticket) -> None:
        name = wording.ticket_word(self.texts, ticket)
        self.ticket.show_ticket(
            name, ticket.line, self.line_word(ticket.line), has_code=ticket.code is not None
        )
        _, why = self.texts, self.why_word(ticket)
        self.ticket.setToolTip(f"{_('Why this ticket')}: {why}" if why else "")

    def show_title(self, title: str) -> None:
        """Show what the page is for: below the ticket at the counter, where there is one."""
        ticket = self.presenter.ticket
        self._title = title if ticket is not None else ""
        if ticket is not None:
            self.show_ticket(ticket)
        else:
            self.ticket.show_plain(title)

    def show_state(self, icon: str, state: str) -> None:
        """Say how things stand, after the title where the ticket has its place."""
        self.ticket.show_state(icon, " · ".join(filter(None, (self._title, state))))

    def why_word(self, ticket: Ticket) -> str:
        """Return why `ticket` was next; empty for one that nobody called."""
        settings = self.settings
        relief = settings.policy.relief_after if settings is not None else 0
        return "" if ticket.why is None else wording.why(self.texts, ticket.why, relief)


class CalledPage(WorkPage):
    """A ticket has been called: will somebody come?"""

    def __init__(self, presenter: Presenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self.start = action("play_arrow-fill", PRIMARY, presenter.start, primary=True)
        self.recall = action("notifications_active-fill", DEFAULTS[Action.RECALL], presenter.recall)
        self.no_show = action("person_off-fill", DEFAULTS[Action.NO_SHOW], presenter.no_show)
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
        self.aloud = Notice("sun", "campaign-fill")
        self.why = Notice("sea", "help-fill")
        self.script = ScriptCard()
        self.card = Card()
        self.card.content.addWidget(self.script)
        for part in (self.arrival, self.receipt, self.aloud, self.why, self.card, self.more):
            self.box.addWidget(part)
        self.box.addStretch()

    def restyle(self) -> None:
        super().restyle()
        if hasattr(self, "card"):  # a frame measures itself before it is filled
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
            hello = wording.greeting(_, Attention(settings.company, ticket.channel, now))
            self.script.set_texts(wording.said(_, hello), _("When the person comes"))

    def facts(self) -> list[str]:
        ticket, _ = self.presenter.ticket, self.texts
        if ticket is None:
            return []
        called = _(
            "Called: {ticket}, {line} line, counter {counter}.",
            ticket=wording.ticket_word(_, ticket),
            line=self.line_word(ticket.line).lower(),
            counter=self.presenter.counter,
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
            Health.OK if shown else Health.UNKNOWN,
        )
        heard = told is Told.ANNOUNCED
        self.heard.set_state(
            _("Announced") if heard else _("Announcing…"), Health.OK if heard else Health.UNKNOWN
        )
        self.heard.setVisible(shown and told not in SHOWN_ONLY)
        self.receipt.setVisible(told is not Told.NOWHERE)
        aloud = told in UNHEARD
        if aloud:
            self.aloud.set_texts(_("Call the turn aloud"), _(UNHEARD[told]))
        self.aloud.setVisible(aloud)


class AwayPage(WorkPage):
    """The facilitator is away; the clock says for how long."""

    def __init__(self, presenter: Presenter, texts: Texts) -> None:
        super().__init__(presenter, texts)
        self.back = action("undo", PRIMARY, presenter.come_back, primary=True)
        self.add_actions(self.back)
        self.script = ScriptCard()
        self.card = Card()
        self.card.content.addWidget(self.script)
        self.alert = Notice("sun", "elderly-fill")
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


CHANNELS = whole(
    Channel,
    {
        Channel.PHONE: DEFAULTS[Action.PHONE],
        Channel.CHAT: DEFAULTS[Action.CHAT],
        Channel.EMAIL: DEFAULTS[Action.EMAIL],
        Channel.IN_PERSON: DEFAULTS[Action.SERVE_NOW],
    },
)


class WithoutTicket(Row):
    """The row that begins an attention without a ticket: at the desk, by phone, chat or e-mail."""

    chosen = Signal(Channel)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.buttons: dict[Channel, ActionButton] = {}
        super().__init__(columns=(1, 2), parent=parent)
        self._word = FitLabel("", Role.LABEL)
        self.add(self._word, 1)
        for channel, key in CHANNELS.items():
            button = ActionButton("", wording.CHANNELS[channel][1], key=key)
            button.setProperty("channel", channel.value)
            button.activated.connect(self._press)
            self.add(button, 1)
            self.buttons[channel] = button

    def lend_place(self, button: ActionButton) -> None:
        """Let `button` stand at times where the row's word does."""
        self.insert(0, button, 1)

    def show_word(self, shown: bool) -> None:
        self._word.setVisible(shown and not self.theme.scale.narrow)  # there keys need the room

    def restyle(self) -> None:
        for button in self.buttons.values():
            button.set_terse(self.theme.scale.narrow)
        super().restyle()

    def show_words(self, texts: Texts) -> None:
        self._word.setText(texts("Serve without a ticket"))
        for channel, button in self.buttons.items():
            at_desk = channel is Channel.IN_PERSON
            say(button, texts("Serve now") if at_desk else texts(wording.CHANNELS[channel][0]))
            button.setToolTip(button.text())

    def offer_desk(self, offered: bool) -> None:
        """Offer to serve somebody who stands at the desk, or leave that to another button."""
        # Where priority is given at once, that has the key.
        self.buttons[Channel.IN_PERSON].setVisible(offered)

    @Slot()
    def _press(self) -> None:
        sender = self.sender()
        assert isinstance(sender, ActionButton)  # only our buttons are connected
        self.chosen.emit(Channel(sender.property("channel")))
