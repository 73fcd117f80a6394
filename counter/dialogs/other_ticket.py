"""What may be done with a ticket that is not at the counter."""

from enum import StrEnum

from PySide6.QtCore import Qt, Slot

from core.domain.numbering import read_code
from core.domain.ticket import Line, State, Ticket
from core.keys import NUMBERED, KeyAction
from core.qt.look.language import Texts
from core.qt.look.tokens import TypeRole
from core.qt.widgets import FitLabel, NoticeCard
from counter import wording
from counter.decisions.presenter import CounterPresenter, Stage
from counter.dialogs.ask import AskPage
from counter.dialogs.transfer import say_confirm
from counter.panels.choices import Choices
from counter.panels.latest_tickets import LatestTickets
from counter.sign_in.sign_in_page import Field

ALL_BESIDE = NUMBERED[KeyAction.CHOOSE_BESIDE]

SUGGESTED = 4  # who came too late, waits or is on hold: so many of each are offered untyped


class TicketDeed(StrEnum):
    """What may be done with a ticket that is not at the counter."""

    CALL = "call"
    RESUME = "resume"
    LINE = "line"
    REINSTATE = "reinstate"
    CANCEL = "cancel"


class OtherPage(AskPage):
    """Another ticket, by its code or from who waits: call, resume, move, bring back or cancel it.

    Who has no number is chosen from those who wait or are on hold.

    What cannot be done with it now is not offered.
    """

    stages = frozenset({Stage.FREE, Stage.CALLED, Stage.SERVING})

    def __init__(self, presenter: CounterPresenter, texts: Texts) -> None:
        super().__init__(presenter, texts, "search")
        self.code = Field()
        self.code.edit.textChanged.connect(self._type)
        self.code.entered.connect(self._enter)
        self.suggested = Choices(optional=True)
        self.suggested.chosen_changed.connect(self._choose)
        self.found = NoticeCard("sea", "search")
        self.deeds = Choices(optional=False, keys=ALL_BESIDE)
        self.deeds.chosen_changed.connect(self.refresh)
        self.reason_word = FitLabel("", TypeRole.LABEL)
        self.reasons = Choices(optional=False)
        self.reasons.chosen_changed.connect(self.refresh)
        self.latest = LatestTickets(presenter, texts)
        for part in (
            self.code,
            self.suggested,
            self.latest,
            self.found,
            self.deeds,
            self.reason_word,
            self.reasons,
        ):
            self.box.addWidget(part)
        self.box.addStretch()

    def open(self, code: str = "", *, deed: TicketDeed | None = None) -> None:
        """Begin anew: with a ticket and perhaps what to do with it, or with one to be typed."""
        self.code.edit.setFocus(Qt.FocusReason.OtherFocusReason)  # before the caret moves
        self.code.write(code)
        self._begin()
        self.latest.read()
        self.refresh()
        if deed is not None:
            self.deeds.choose(deed.value)
            self.refresh()

    def missing(self) -> str:
        _ = self.texts
        if self.chosen is None:
            return _("Type its code, or choose it")
        if self.deeds.chosen is None:
            return _("Choose what to do with it")
        if self._reasons() and self.reasons.chosen is None:
            return _("Choose a reason")
        return ""

    def details(self) -> list[str]:
        return [*self.suggested.spoken(), *self.latest.spoken()]

    @property
    def chosen(self) -> Ticket | None:
        """The ticket whose code is typed, if something may be done with it."""
        wanted = read_code(self.code.edit.text()).upper()
        return next((each for each in self._known() if each.name == wanted), None)

    def _known(self) -> list[Ticket]:
        hall = self.presenter.hall
        if hall is None:
            return []
        return [*hall.missed, *hall.waiting, *hall.elsewhere, *hall.held, *hall.left_on_hold]

    def refresh(self) -> None:
        super().refresh()
        _, ticket = self.texts, self.chosen
        self.show_title(_("Another ticket"))
        self.code.set_word(_("Ticket"))
        self._suggest()
        deeds = [] if ticket is None else self._deeds(ticket)
        is_typed = bool(self.code.edit.text().strip())
        self.found.setVisible(is_typed)
        self.latest.set_wanted(wanted=not is_typed)
        self._say_found(ticket)
        self.deeds.setVisible(bool(deeds))
        self.deeds.show_choices(deeds)
        reasons = self._reasons()
        self.reason_word.setVisible(bool(reasons))
        self.reason_word.setText(_("Reason"))
        self.reasons.setVisible(bool(reasons))
        self.reasons.show_choices(reasons)
        self.reasons.set_keys(ALL_BESIDE[len(deeds) :])
        # Off, it says what it waits for.
        chosen = next((word for key, word in deeds if key == self.deeds.chosen), "")
        say_confirm(self, chosen or self.missing())
        self.mind_answers(self.reasons.word or self.deeds.word)
        # The keyboard is here: a screen reader says it with the field.
        self.code.edit.setAccessibleDescription(self.missing())

    def _suggest(self) -> None:
        hall = self.presenter.hall
        if hall is None:
            return
        held = (*hall.held, *hall.left_on_hold)
        shown = [*hall.missed[:SUGGESTED], *hall.waiting[:SUGGESTED], *held[:SUGGESTED]]
        self.suggested.show_choices([(each.name, self._suggestion(each)) for each in shown])
        ticket = self.chosen
        self.suggested.choose(None if ticket is None else ticket.name)

    def _suggestion(self, ticket: Ticket) -> str:
        _ = self.texts
        if ticket.state is State.NO_SHOW:
            return _("{code}: nobody came", code=ticket.name)
        name = wording.ticket_word(_, ticket)
        if ticket.state is State.HELD:
            return _("{ticket}: on hold", ticket=name)
        if ticket.code is not None:
            return name
        wait = wording.minutes(_, self.presenter.since_s(ticket.issued_at))
        return _("{ticket}: {time}", ticket=name, time=wait)

    def _say_found(self, ticket: Ticket | None) -> None:
        _ = self.texts
        if ticket is None:
            self.found.set_look("plain", "search")
            self.found.set_texts(
                _("No such ticket waits"),
                _("It was served already, or is not from today."),
            )
            return
        line = wording.line_word(_, ticket.line)
        name = wording.ticket_word(_, ticket)
        self.found.set_look("sea", "groups-fill")
        self.found.set_texts(f"{name} · {line}", self._how_it_is(ticket))

    def _how_it_is(self, ticket: Ticket) -> str:
        _, hall = self.texts, self.presenter.hall
        at = ticket.held_at or ticket.finished_at or ticket.issued_at
        since = wording.minutes(_, self.presenter.since_s(at))
        if ticket.state is State.NO_SHOW:
            return _("Nobody came to the call {time} ago.", time=since)
        if ticket.state is State.HELD:
            return _("On hold for {time} at counter {counter}.", time=since, counter=ticket.counter)
        if hall is not None and ticket in hall.elsewhere:
            return _("Waiting for {time}, for another counter.", time=since)
        return _("Waiting for {time}.", time=since)

    def _deeds(self, ticket: Ticket) -> list[tuple[str, str]]:
        _ = self.texts
        if ticket.state is State.NO_SHOW:
            return [(TicketDeed.REINSTATE.value, _("Bring it back"))]
        deeds = []
        is_free, has_code = self.presenter.stage is Stage.FREE, ticket.code is not None
        if ticket.state is State.WAITING:
            if is_free and self.presenter.may_choose:
                deeds.append(
                    (TicketDeed.CALL.value, _("Call out of order") if has_code else _("Serve now"))
                )
            deeds.append((TicketDeed.LINE.value, self._other_line(ticket)))
        elif is_free:
            deeds.append((TicketDeed.RESUME.value, _("Resume")))
        cancel = _("Cancel the ticket") if has_code else _("Take off the list")
        return [*deeds, (TicketDeed.CANCEL.value, cancel)]

    def _other_line(self, ticket: Ticket) -> str:
        _, other = self.texts, _other(ticket.line)
        return _("Move to the {line} line", line=wording.line_word(_, other).lower())

    def _reasons(self) -> list[tuple[str, str]]:
        known = {TicketDeed.CALL: wording.CHOSEN_REASONS, TicketDeed.LINE: wording.LINE_REASONS}
        if self.chosen is None or not self.deeds.chosen:
            return []
        found = known.get(TicketDeed(self.deeds.chosen), ())
        return [(each.key, self.texts(each.word)) for each in found]

    def do(self) -> None:
        ticket, deed, reason = self.chosen, self.deeds.chosen, self.reasons.chosen or ""
        if ticket is None or deed is None:
            return
        match TicketDeed(deed):
            case TicketDeed.CALL:
                self.presenter.call(ticket.name, reason)
            case TicketDeed.RESUME:
                self.presenter.resume(ticket)
            case TicketDeed.LINE:
                self.presenter.change_line(ticket.name, _other(ticket.line), reason)
            case TicketDeed.REINSTATE:
                self.presenter.reinstate(ticket.name)
            case TicketDeed.CANCEL:
                self.presenter.cancel(ticket.name)

    @Slot()
    def _type(self) -> None:
        self._begin()
        self.refresh()

    def _begin(self) -> None:
        """Forget what was to be done with the ticket before."""
        self.deeds.choose(None)
        self.reasons.choose(None)

    @Slot()
    def _choose(self) -> None:
        self.code.edit.setText(self.suggested.chosen or "")

    @Slot()
    def _enter(self) -> None:
        if self.confirm.isEnabled():
            self.do()


def _other(line: Line) -> Line:
    return Line.GENERAL if line is Line.PREFERENTIAL else Line.PREFERENTIAL
