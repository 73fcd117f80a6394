"""The office's clock in doubt: the times, what to do, and the buttons that say it is right."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.domain.ticket import State
from core.qt.look.language import Texts
from core.qt.widgets import ActionButton, ButtonSize, NoticeCard
from counter.decisions.presenter import CounterPresenter
from counter.panels.frames import Row, say


class ClockNotice(NoticeCard):
    """Hidden while the clock is believed. It stands where nobody is being served."""

    def __init__(
        self, presenter: CounterPresenter, texts: Texts, parent: QWidget | None = None
    ) -> None:
        super().__init__("sun", "schedule-fill", parent=parent)
        self._presenter = presenter
        self._texts = texts
        self._was_shown = False
        self.is_right = ActionButton("", size=ButtonSize.SMALL, max_lines=2)
        self.is_right.activated.connect(self._keep)
        self.is_new_day = ActionButton("", size=ButtonSize.SMALL, max_lines=2)
        self.is_new_day.activated.connect(self._begin)
        self.buttons = (self.is_right, self.is_new_day)
        row = Row(columns=(1,))
        for button in self.buttons:
            row.add(button, 1)
        self.content.addWidget(row)
        self.hide()

    def refresh(self) -> None:
        """Show what is so now."""
        presenter, _ = self._presenter, self._texts
        hall = presenter.hall
        now = hall.clock if hall is not None else None
        is_shown = now is not None and now.doubt is not None and presenter.is_here
        self.setVisible(is_shown)
        if hall is None or now is None or not is_shown:
            self._was_shown = False
            return
        says, latest = (hall.settings.local(at) for at in (now.clock, now.latest_at))
        self.set_texts(
            _("Is the clock right?"),
            _(
                "It says {clock}, but by the latest entry, of {latest}, that cannot be. Turns go "
                "on as they are. If the clock is right, confirm it here; if not, set the clock of "
                "the computer that keeps the data.",
                clock=f"{_.day(says.date())}, {_.clock(says)}",
                latest=f"{_.day(latest.date())}, {_.clock(latest)}",
            ),
        )
        day = _.day(says.date())
        is_later = says.date() > now.day and self._somebody_waits()
        say(
            self.is_right,
            _("It is {day}: who waits keeps the turn", day=day)
            if is_later
            else _("It is {day}, {time}", day=day, time=_.clock(says)),
        )
        say(self.is_new_day, _("It is {day}: nobody waits from before", day=day))
        self.is_new_day.setVisible(is_later)
        if not self._was_shown:
            self.announce()
        self._was_shown = True

    def _somebody_waits(self) -> bool:
        hall = self._presenter.hall
        if hall is None:
            return False
        called = (
            each.ticket is not None and each.ticket.state is State.CALLED
            for each in hall.board.counters
        )
        return bool(hall.board.waiting or hall.held) or any(called)

    @Slot()
    def _keep(self) -> None:
        self._presenter.confirm_clock(keep_waiting=True)

    @Slot()
    def _begin(self) -> None:
        self._presenter.confirm_clock(keep_waiting=False)
