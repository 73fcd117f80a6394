"""Coming to a counter and leaving it: the PIN, the first one's change, the lock, the taking over.

PINs are kept nowhere, but for the first one: until it is changed, in this window's memory.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.domain.staff import Staff
from core.errors import (
    CounterTakenOver,
    PinsDiffer,
    QueueError,
    SignedInElsewhere,
    SignedOutElsewhere,
    SignInIncomplete,
)
from counter.decisions.actions import Actions
from counter.decisions.hall import Hall, read_hall
from counter.decisions.hall_reader import HallReader

if TYPE_CHECKING:
    from core.office import Office, Session


class Shift(QObject):
    """Who is at the counter, and whether the window knows that it is still they.

    Signals:
        arrived(Session): somebody has signed in here.
        left: it is nobody's window now.
    """

    arrived = Signal(object)
    left = Signal()

    def __init__(self, actions: Actions, reader: HallReader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._reader = reader
        self.person: Staff | None = None
        self.is_locked = False
        self._first_pin = ""
        self._pressed_at: datetime | None = None
        self._was_doubted = False

    # --- what is so

    @property
    def must_choose_pin(self) -> bool:
        """Whether the person has to choose a PIN of their own before anything else."""
        return self.person is not None and self.person.must_change_pin

    def name_at(self, counter: int) -> str | None:
        """Return who is at `counter`, None when nobody is."""
        hall = self._reader.found
        status = hall.status(counter) if hall is not None else None
        if hall is None or status is None or status.staff is None:
            return None
        return hall.names.get(status.staff, status.staff)

    def other_counter_of(self, username: str, counter: int | None) -> int | None:
        """Return where `username` is signed in besides `counter`, None when nowhere."""
        hall, wanted = self._reader.found, username.strip().lower()
        places = hall.board.counters if hall is not None else ()
        return next(
            (each.number for each in places if each.staff == wanted and each.number != counter),
            None,
        )

    # --- signing in and out

    def sign_in(
        self, username: str, pin: str, counter: int | None, *, take_over: bool = False
    ) -> None:
        """Put a person at a counter; the choices are remembered by the window, the PIN is not.

        With `take_over` also where somebody is, or while the person is at another one.
        """
        if not username.strip() or not pin or counter is None:
            self._actions.refuse(SignInIncomplete())
            return

        def do(office: "Office", _request: str) -> "tuple[Session, Hall]":
            session = office.staff.sign_in(username, pin=pin, counter=counter, take_over=take_over)
            return session, read_hall(office, counter)

        def done(result: "tuple[Session, Hall]") -> None:
            session, hall = result
            self.person, self._reader.counter = session.staff, session.counter
            self._first_pin = pin if session.staff.must_change_pin else ""
            self.is_locked = False
            self._pressed_at = hall.board.at
            self.arrived.emit(session)
            self._reader.take(hall)

        self._actions.act("sign_in", do, done)

    def sign_out(self) -> None:
        counter = self._actions.number()
        self._actions.act(
            "sign_out",
            lambda office, _: office.staff.sign_out(counter=counter),
            lambda _nothing: self.leave(),
        )

    def leave(self) -> None:
        """Be nobody's window."""
        self.person = None
        self.is_locked = False
        self._first_pin = ""
        self._reader.counter = None
        self.left.emit()

    def gone(self, person: Staff) -> QueueError:
        """Say why `person` is not at this window's counter any more."""
        counter = self._actions.number()
        if (name := self.name_at(counter)) is not None:
            return CounterTakenOver(counter=counter, name=name)
        if (other := self.other_counter_of(person.username, counter)) is not None:
            return SignedInElsewhere(counter=counter, other=other)
        return SignedOutElsewhere(counter=counter)

    # --- a PIN of one's own

    def choose_pin(self, new_pin: str, again: str) -> None:
        """Change the first PIN into one that only its owner knows."""
        person, first_pin = self.person, self._first_pin
        if person is None:
            return
        if new_pin != again:
            self._actions.refuse(PinsDiffer())
        else:
            self._actions.act(
                "choose_pin",
                lambda office, _: office.staff.change_pin(
                    person.username, pin=first_pin, new_pin=new_pin
                ),
                self._pin_is_own,
            )

    def _pin_is_own(self, _nothing: None) -> None:
        if self.person is not None:
            self.person = replace(self.person, must_change_pin=False)
        self._first_pin = ""

    # --- the lock

    @Slot()
    def press(self) -> None:
        """Note that somebody used the window."""
        self._pressed_at = self._reader.now

    def mind_the_clock(self) -> None:
        """Take a clock that was confirmed for a press: the time jumped, nobody knows how far."""
        hall = self._reader.found
        is_doubted = hall is not None and hall.clock is not None and hall.clock.doubt is not None
        if self._was_doubted and not is_doubted and self._pressed_at is not None:
            self.press()
        self._was_doubted = is_doubted

    def lock_if_left(self) -> None:
        """Lock a window that nobody has used for as long as the office allows."""
        hall, now = self._reader.found, self._reader.now
        if hall is None or now is None or self._pressed_at is None:
            return
        self._pressed_at = min(self._pressed_at, now)  # a clock ahead may have been put right
        after = timedelta(minutes=hall.settings.desk.lock_after_min)
        if after and now - self._pressed_at >= after:
            self.lock()

    def lock(self) -> None:
        """Ask for the person's PIN before anything else; the queue is not told."""
        if self.person is None or self.must_choose_pin or self.is_locked:
            return
        self.is_locked = True
        self._actions.refusal = None
        self._actions.changed.emit()

    def unlock(self, pin: str) -> None:
        """Go on where the window was locked, if it is the person's PIN."""
        person = self.person
        if person is None or not pin:
            return
        self._actions.act(
            "unlock", lambda office, _: office.staff.check_pin(person.username, pin), self._unlocked
        )

    def _unlocked(self, _person: Staff) -> None:
        self.is_locked = False
        self.press()
