"""What the leader's window decides: who is signed in, what they may do, what was asked.

It talks to the office through the link and knows no widget.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.roles import Deed, may
from core.domain.staff import Staff
from core.errors import (
    PinsDiffer,
    PlaceLost,
    PlaceLostUnsaved,
    QueueError,
    RoleLost,
    RoleLostUnsaved,
    SignInIncomplete,
    TheirsNotSaved,
)
from core.qt.office_link.link import Link
from core.qt.office_link.office_reader import OfficeReader, Pacing
from core.qt.office_link.requests import Requests
from counter.leader.decisions.look import Look, read_look

if TYPE_CHECKING:
    from core.office import Office

T = TypeVar("T")
TICK_MS = 1000
PACING = Pacing(gather_ms=50, rest_ms=500, every_s=15)


class LeaderPresenter(QObject):
    """The office as its leader has it.

    Signals:
        changed: something to show is different.
        acted: a request has been answered, well or not.
        ticked: a second has passed.
        left: nobody is signed in any more.
    """

    changed = Signal()
    acted = Signal()
    ticked = Signal()
    left = Signal()

    def __init__(self, link: Link, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = OfficeReader[Look](
            link, self._question, lambda look: look.board, PACING, parent=self
        )
        self.actions = Requests(link, self._reader, self)
        self.person: Staff | None = None
        self.is_locked = False
        self.watched: str | None = None
        """The office whose panel is watched, None for this one."""
        self.unsaved: Callable[[], str] = str
        """What the window holds that is not saved, "" for nothing."""
        self._first_pin = ""
        self._pressed_at: datetime | None = None
        self._seconds = QTimer(self)
        self._seconds.setInterval(TICK_MS)
        self._seconds.timeout.connect(self._tick)
        self._reader.taken.connect(self._believe)
        self._reader.lost.connect(self.changed)
        self.actions.changed.connect(self.changed)
        self.actions.acted.connect(self.acted)
        self._seconds.start()

    def close(self) -> None:
        """Stop the clock, and take no more answers."""
        self.actions.close()
        self._reader.close()
        self._seconds.stop()

    # --- what is so

    @property
    def look(self) -> Look | None:
        """The office as it was read last, None before it has been reached."""
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
    def now(self) -> datetime | None:
        """The office's time, None before it has been reached."""
        return self._reader.now

    @property
    def local_now(self) -> datetime | None:
        """The office's time on its own clocks."""
        return self._reader.local_now

    @property
    def must_choose_pin(self) -> bool:
        return self.person is not None and self.person.must_change_pin

    def may(self, deed: Deed) -> bool:
        """Return whether whoever is signed in may do `deed`."""
        return self.person is not None and may(self.person.role, deed)

    # --- signing in and out

    def sign_in(self, username: str, pin: str) -> None:
        """Open the window to whoever may see the office; the PIN is not remembered."""
        if not username.strip() or not pin:
            self.actions.refuse(SignInIncomplete())
            return
        former = self.person  # of a window that is locked
        is_other = former is not None and former.username != username.strip().lower()
        what = self.unsaved() if is_other else ""
        if former is not None and what and not isinstance(self.actions.refusal, TheirsNotSaved):
            self.actions.refuse(TheirsNotSaved(name=former.name, what=what))
            return

        def done(person: Staff) -> None:
            if self.person is not None and self.person.username != person.username:
                self.left.emit()
            self.person, self.is_locked = person, False
            self._first_pin = pin if person.must_change_pin else ""
            self.press()

        self.actions.act(
            "sign_in",
            lambda office, _: office.staff.admit(username, pin=pin, deed=Deed.SEE_OFFICE),
            done,
        )

    def sign_out(self) -> None:
        self.person, self.is_locked, self._first_pin = None, False, ""
        self.watched = None
        self.actions.dismiss()
        self.left.emit()
        self.changed.emit()

    def choose_pin(self, new_pin: str, again: str) -> None:
        """Change the first PIN into one that only its owner knows."""
        person, first_pin = self.person, self._first_pin
        if person is None:
            return
        if new_pin != again:
            self.actions.refuse(PinsDiffer())
            return

        def done(_nothing: None) -> None:
            self.person, self._first_pin = replace(person, must_change_pin=False), ""

        self.actions.act(
            "choose_pin",
            lambda office, _: office.staff.change_pin(
                person.username, pin=first_pin, new_pin=new_pin
            ),
            done,
        )

    @Slot()
    def press(self) -> None:
        """Note that somebody used the window."""
        self._pressed_at = self._reader.now

    # --- asking

    def ask(
        self,
        name: str,
        do: "Callable[[Office, str], T]",
        on_done: Callable[[T], None] = lambda _result: None,
    ) -> None:
        """Have `do(office, username)` done by whoever is signed in."""
        person = self.person
        if person is not None:
            self.actions.act(name, lambda office, _: do(office, person.username), on_done)

    def read(
        self,
        question: "Callable[[Office], T]",
        on_done: Callable[[T], object],
    ) -> None:
        """Read something that is not in `look`; a refusal is shown like any other."""
        self.actions.link.ask(question, on_done, self.actions.refuse)

    def watch(self, office: str) -> None:
        """Watch the panel of an office of this database."""
        self.watched = office
        self._reader.look()

    # --- what comes by itself

    def _question(self) -> "Callable[[Office], Look]":
        reader = None if self.person is None else self.person.username
        return partial(read_look, reader=reader, watched=self.watched)

    @Slot()
    def _believe(self) -> None:
        person, look = self.person, self.look
        if person is not None and look is not None and look.reader == person.username:
            if look.mine is None or not may(look.mine.role, Deed.SEE_OFFICE):  # since they came
                self._put_out(look.mine, look.settings.name)
            else:
                self.person = look.mine
                if look.mine.must_change_pin and not person.must_change_pin:
                    self._lock()  # the PIN that opened the window opens nothing any more
        self.changed.emit()

    def _put_out(self, mine: Staff | None, office: str) -> None:
        """Sign out whoever may be here no more, and say why and what of theirs was not saved."""
        what = self.unsaved()
        why: QueueError
        if mine is None:
            why = PlaceLostUnsaved(office=office, what=what) if what else PlaceLost(office=office)
        else:
            role = mine.role
            why = RoleLostUnsaved(role=role, what=what) if what else RoleLost(role=role)
        self.sign_out()
        self.actions.refuse(why)

    @Slot()
    def _tick(self) -> None:
        self._reader.tick()
        self._lock_if_left()
        self.ticked.emit()

    def _lock_if_left(self) -> None:
        """Ask for the PIN again where nobody used the window for as long as the office allows."""
        look, now = self.look, self.now
        if self.person is None or self.is_locked or look is None or now is None:
            return
        if self._pressed_at is None:
            self._pressed_at = now
        self._pressed_at = min(self._pressed_at, now)  # a clock ahead may have been put right
        after = timedelta(minutes=look.settings.desk.lock_after_min)
        if after and now - self._pressed_at >= after:
            self._lock()

    def _lock(self) -> None:
        self.is_locked = True
        self.actions.dismiss()
