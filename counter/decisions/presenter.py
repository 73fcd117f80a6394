"""What the counter window decides: who is signed in, what is going on, and what may be done now.

It talks to the office through the link and knows no widget: see `counter.decisions.actions`.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.calendar.hours import business_day
from core.domain.order.prelation import FOR_PRIORITY
from core.domain.receipt import Told, told
from core.domain.roles import Deed, may
from core.domain.service import Mode, Notice
from core.domain.staff import CounterState
from core.domain.ticket import Channel, Line, Outcome, State, Ticket
from core.errors import (
    N_,
    NobodyWaits,
    NotConfirmed,
    QueueError,
    TicketGone,
    WrongStep,
)
from core.qt.office_link.link import Link
from counter.decisions.actions import Actions
from counter.decisions.hall import Hall
from counter.decisions.hall_reader import HallReader
from counter.decisions.notices import announcing
from counter.decisions.shift import Shift

if TYPE_CHECKING:
    from core.office import Office, Session
    from core.office.queue.queue import Queue

TICK_MS = 1000
ANNOUNCED = N_("It is announced.")
PUT_BACK_FREELY_S = 10.0  # as the office allows
ANSWER_S = 1.0  # for the office to hear of it


class Stage(StrEnum):
    """What the window is for at this moment."""

    SIGNED_OUT = "signed_out"
    FREE = "free"
    CALLED = "called"
    SERVING = "serving"
    AWAY = "away"


class CounterPresenter(QObject):
    """The counter as its window shows it: `shift` says whose it is, `actions` what was asked.

    Signals:
        changed: something to show is different.
        acted: an action has been answered, well or not.
        ticked: a second has passed.
    """

    changed = Signal()
    acted = Signal()
    ticked = Signal()

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = HallReader(link, self)
        self.actions = Actions(link, self._reader, self)
        self.shift = Shift(self.actions, self._reader, self)
        self.ticket: Ticket | None = None
        self.away_since: datetime | None = None
        self.away_reason: str | None = None
        self.free_since: datetime | None = None
        self.has_returned = False
        self._wants_news = False
        self._seconds = QTimer(self)
        self._seconds.setInterval(TICK_MS)
        self._seconds.timeout.connect(self._tick)
        self._reader.taken.connect(self._believe)
        self._reader.lost.connect(self.changed)
        self.actions.changed.connect(self.changed)
        self.actions.acted.connect(self.acted)
        self.shift.arrived.connect(self._arrived)
        self.shift.left.connect(self._left)
        self._seconds.start()

    def close(self) -> None:
        """Stop the clock, and take no more answers."""
        self.actions.close()
        self._reader.close()
        self._seconds.stop()

    # --- what is so

    @property
    def stage(self) -> Stage:
        if self.shift.person is None:
            return Stage.SIGNED_OUT
        if self.away_since is not None:
            return Stage.AWAY
        if self.ticket is None:
            return Stage.FREE
        return Stage.CALLED if self.ticket.state is State.CALLED else Stage.SERVING

    @property
    def hall(self) -> Hall | None:
        """The hall as it was read last, None before the office has been reached."""
        return self._reader.found

    @property
    def is_here(self) -> bool:
        """True while the database answers: only then anything is done."""
        return self._reader.is_here

    @property
    def fault(self) -> QueueError | None:
        """Why the database is away, None before it was tried."""
        return self._reader.fault

    @property
    def is_gone(self) -> bool:
        """Whether this counter was taken out of the settings while somebody is at it."""
        if self.hall is None or self.actions.counter is None:
            return False
        return self.hall.settings.counter(self.actions.counter) is None

    @property
    def is_direct(self) -> bool:
        return self.hall is not None and self.hall.settings.mode is Mode.DIRECT

    @property
    def now(self) -> datetime | None:
        """The office's time, None before it has been reached."""
        return self._reader.now

    @property
    def local_now(self) -> datetime | None:
        """The office's time on its own clocks."""
        return self._reader.local_now

    def since_s(self, at: datetime | None) -> float:
        """Return the seconds since `at`, 0 when it is not known."""
        now = self.now
        return 0.0 if at is None or now is None else max(0.0, (now - at).total_seconds())

    @property
    def service_s(self) -> float:
        """Seconds of the service under way, without the time on hold."""
        if self.ticket is None:
            return 0.0
        return max(0.0, self.since_s(self.ticket.started_at) - self.ticket.paused_s)

    @property
    def told(self) -> Told:
        """What is known of the present call in the hall."""
        if self.ticket is None or self.hall is None:
            return Told.PENDING
        since_s = self.since_s(self.ticket.last_called_at)
        return told(self.hall.receipts, self.ticket.call_seq, since_s)

    @property
    def may_recall(self) -> bool:
        if self.ticket is None or self.hall is None:
            return False
        return self.ticket.calls < self.hall.settings.calling.max_calls

    @property
    def may_put_back_freely(self) -> bool:
        """Whether the call is so fresh that nobody asks why it is taken back."""
        if self.ticket is None or self.ticket.called_at is None:
            return False
        return self.since_s(self.ticket.called_at) <= PUT_BACK_FREELY_S - ANSWER_S

    @property
    def asks_to_sign_out(self) -> bool:
        """Whether somebody would be left: who waits for this counter, or is on hold at it."""
        return self.hall is not None and bool(self.hall.waiting or self.hall.held)

    # --- coming and going

    def step_away(self, reason: str, *, agreed: bool | None) -> None:
        """Leave the counter for a while; `agreed` is the citizen's answer, None without one."""
        counter = self.actions.number()
        self.actions.act(
            "step_away",
            lambda office, _: office.staff.step_away(
                counter=counter, reason=reason, customer_agreed=agreed
            ),
            self._stepped_away,
        )

    def come_back(self) -> None:
        counter = self.actions.number()
        self.actions.act(
            "come_back", lambda office, _: office.staff.come_back(counter=counter), self._came_back
        )

    def mute_voice(self, *, muted: bool) -> None:
        """Silence the hall's voice, or let it speak again."""
        staff = self.shift.person.username if self.shift.person is not None else None
        self.actions.act(
            "mute_voice",
            lambda office, _: office.settings.mute(muted=muted, by=staff),
            lambda _settings: None,
        )

    def confirm_clock(self, *, keep_waiting: bool) -> None:
        """Say that the office's clock is right, as it was read last; see `office.clock`."""
        hall, person = self.hall, self.shift.person
        if hall is None or hall.clock is None or person is None:
            return
        day = business_day(hall.clock.clock, hall.settings.hours)
        self.actions.act(
            "confirm_clock",
            lambda office, key: office.clock.confirm(
                day, keep_waiting=keep_waiting, by=person.username, request=key
            ),
            lambda _day: None,
        )

    # --- tickets

    def call_next(self) -> None:
        self.actions.step(
            "call_next",
            lambda queue, at, key: queue.call_next(counter=at, request=key),
            self._called,
        )

    def recall(self) -> None:
        self.actions.step(
            "recall", lambda queue, at, key: queue.recall(counter=at, request=key), self._has
        )

    def start(self) -> None:
        self.actions.step(
            "start", lambda queue, at, key: queue.start(counter=at, request=key), self._has
        )

    def no_show(self) -> None:
        self.actions.step(
            "no_show", lambda queue, at, key: queue.no_show(counter=at, request=key), self._is_free
        )

    def put_back(self, reason: str | None = None) -> None:
        """Let the called ticket wait again at its place; `reason` is why, None at once."""
        self.actions.step(
            "put_back",
            lambda queue, at, key: queue.put_back(counter=at, reason=reason, request=key),
            self._is_free,
        )

    def finish(
        self, outcome: Outcome, reason: str | None, *, survey_offered: bool | None = None
    ) -> None:
        self.actions.step(
            "finish",
            lambda queue, at, key: queue.finish(
                counter=at,
                outcome=outcome.value,
                reason=reason,
                survey_offered=survey_offered,
                request=key,
            ),
            self._is_free,
        )

    def hold(self, reason: str, *, agreed: bool | None = None) -> None:
        self.actions.step(
            "hold",
            lambda queue, at, key: queue.hold(
                counter=at, reason=reason, customer_agreed=agreed, request=key
            ),
            self._is_free,
        )

    def resume(self, ticket: Ticket | None = None) -> None:
        """Go on with `ticket`; None: who made room for a priority citizen, else the latest here."""
        if ticket is None and self.hall is not None and self.resumes_first:
            ticket = self.hall.made_room
        code = None if ticket is None else ticket.name
        self.actions.step(
            "resume",
            lambda queue, at, key: queue.resume(counter=at, code=code, request=key),
            self._resumed,
        )

    def serve_now(self, line: Line, channel: Channel) -> None:
        """Begin an attention without a ticket."""
        self.actions.step(
            "serve_now",
            lambda queue, at, key: queue.serve_now(
                counter=at, line=line.value, channel=channel.value, request=key
            ),
            self._has,
        )

    def transfer(
        self, *, service: str | None = None, line: str | None = None, to_counter: int | None = None
    ) -> None:
        self.actions.step(
            "transfer",
            lambda queue, at, key: queue.transfer(
                counter=at, service=service, line=line, to_counter=to_counter, request=key
            ),
            self._is_free,
        )

    # --- a ticket that is not at the counter

    def call(self, code: str, reason: str) -> None:
        """Call a ticket out of its order."""
        self.actions.step(
            "call",
            lambda queue, at, key: queue.call(counter=at, code=code, reason=reason, request=key),
            self._has,
        )

    def change_line(self, code: str, line: Line, reason: str) -> None:
        self.actions.step(
            "change_line",
            lambda queue, at, key: queue.change_line(
                code=code, line=line.value, reason=reason, counter=at, request=key
            ),
            self._is_elsewhere,
        )

    def cancel(self, code: str) -> None:
        self.actions.step(
            "cancel",
            lambda queue, at, key: queue.cancel(code=code, counter=at, request=key),
            self._is_elsewhere,
        )

    def reinstate(self, code: str) -> None:
        self.actions.step(
            "reinstate",
            lambda queue, at, key: queue.reinstate(code=code, counter=at, request=key),
            self._is_elsewhere,
        )

    def undo(self) -> None:
        """Take the last step back."""
        if self.actions.undo_left_s:
            self.actions.step(
                "undo", lambda queue, at, key: queue.undo(counter=at, request=key), self._undone
            )

    # --- priority given at once

    def arrive(self) -> None:
        """Register a priority citizen who waits until a counter is free: every desk sees it."""
        self.actions.step(
            "arrive",
            lambda queue, at, key: queue.arrive(counter=at, request=key),
            self._is_elsewhere,
        )

    def serve_preferential(self, *, agreed: bool | None = None) -> None:
        """Serve a priority citizen at once: the one who waits, else one who has just come.

        Whoever is being served is put on hold first, and goes on afterwards.
        """
        arrived = self.hall.arrived if self.hall is not None else None
        is_serving = self.stage is Stage.SERVING

        def do(queue: "Queue", at: int, key: str) -> Ticket:
            if is_serving:
                reason = FOR_PRIORITY
                queue.hold(counter=at, reason=reason, customer_agreed=agreed, request=f"{key}-hold")
            try:
                if arrived is not None:
                    return queue.attend(counter=at, ticket=arrived.id, request=key)
                return queue.serve_now(counter=at, line=Line.PREFERENTIAL.value, request=key)
            except (TicketGone, WrongStep):  # another desk was faster
                if is_serving:
                    queue.resume(counter=at, request=f"{key}-resume")
                raise

        self.actions.step("attend", do, self._has)

    @property
    def may_choose(self) -> bool:
        """Whether this person may call a ticket out of its order."""
        if self.hall is None or self.shift.person is None:
            return False
        return self.hall.settings.desk.anyone_may_choose or may(self.shift.person.role, Deed.CHOOSE)

    @property
    def may_announce(self) -> bool:
        """Whether this person may tell everybody of a fault."""
        return self.shift.person is not None and may(self.shift.person.role, Deed.MANAGE_OFFICE)

    def announce(self, notice: Notice, on_done: Callable[[], None]) -> None:
        """Tell everybody; `on_done` once it is so."""
        person = self.shift.person
        assert person is not None, "nobody announces before signing in"
        at = self._reader.now
        assert at is not None, "the office has been reached"

        def do(office: "Office", _request: str) -> None:
            changes = announcing(office.settings.get().settings, notice, at)
            office.settings.change(changes, by=person.username)

        def done(_nothing: None) -> None:
            on_done()
            self.actions.tell(ANNOUNCED)

        self.actions.act("announce", do, done)

    @property
    def resumes_first(self) -> bool:
        """Whether whoever made room for a priority citizen is next, before any other general."""
        hall = self.hall
        if hall is None or hall.made_room is None:
            return False
        return not hall.waiting or hall.waiting[0].line is Line.GENERAL

    # --- what an action came to

    @Slot(object)
    def _arrived(self, session: "Session") -> None:
        self.free_since = session.since
        # The person whom the colleague before left at this counter waits for whoever comes to it.
        status = self.hall.status(session.counter) if self.hall is not None else None
        self.has_returned = status is not None and status.away_since is not None
        self.actions.last_step = None

    @Slot()
    def _left(self) -> None:
        self.ticket = self.away_since = self.away_reason = self.actions.last_step = None

    def _stepped_away(self, state: CounterState) -> None:
        self.away_since, self.away_reason = state.away_since, state.away_reason

    def _came_back(self, _state: CounterState) -> None:
        self.away_since = self.away_reason = None
        self.has_returned = True

    def _called(self, ticket: Ticket | None) -> None:
        if ticket is None:
            self.actions.refusal = NobodyWaits()
        else:
            self._has(ticket)

    def _has(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.has_returned = False
        self._reader.forget(ticket.id)

    def _resumed(self, ticket: Ticket) -> None:
        self._has(ticket)
        self.has_returned = True

    def _is_free(self, ticket: Ticket) -> None:
        self.ticket = None
        self.has_returned = False
        self.free_since = ticket.finished_at or ticket.held_at

    def _is_elsewhere(self, ticket: Ticket) -> None:
        """Nothing changed at this counter, but for the list of who waits."""
        if ticket.state is not State.WAITING:
            self._reader.forget(ticket.id)

    def _undone(self, ticket: Ticket) -> None:
        self.has_returned = False
        is_here = ticket.is_open and ticket.counter == self.actions.counter
        if is_here:
            self.ticket = ticket
        elif self.ticket is not None and self.ticket.id == ticket.id:
            self.ticket = None

    @Slot()
    def tell_of_storm(self) -> None:
        """Say why keys do nothing: more were pressed than a hand presses."""
        self.actions.tell(N_("Too many keys at once. The keyboard rests for a moment."))

    # --- reading

    @Slot()
    def refresh(self) -> None:
        """Read everything again, and say that it is up to date."""
        self._wants_news = True
        self._reader.look()

    @Slot()
    def _believe(self) -> None:
        """Take what the office says for true: also of this counter's person and ticket."""
        self.actions.is_unread = False
        if isinstance(self.actions.refusal, NotConfirmed):
            self.actions.refusal = None  # now it is known
        self.shift.mind_the_clock()
        if (
            self.shift.person is not None
            and self.actions.counter is not None
            and self.hall is not None
        ):
            status = self.hall.status(self.actions.counter)
            if status is None or status.staff != self.shift.person.username:
                self.actions.refusal = self.shift.gone(self.shift.person)
                self.shift.leave()
            else:
                self.ticket = status.ticket
                self.away_since = status.away_since
        if self._wants_news:
            self._wants_news = False
            self.actions.tell(N_("Everything is up to date."))
        self.changed.emit()

    @Slot()
    def _tick(self) -> None:
        self._reader.retry()
        if self.stage in {Stage.FREE, Stage.AWAY}:  # never in the middle of a service
            self.shift.lock_if_left()
        self.ticked.emit()
