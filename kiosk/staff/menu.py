"""The menu behind a PIN, for those who look after the kiosk: what it shows, and what it does.

The PIN is checked with hashes asked for at that moment, or, when the database is away, with those
taken along while it answered, so that the kiosk can be closed, tested and left all the same. Five
wrong ones pause it.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.domain.pins import DIGITS, PAUSE_MIN, Tries
from core.domain.ticket import Ticket
from core.errors import (
    N_,
    PinsNotKnown,
    PinsPaused,
    PinUnknown,
    QueueError,
    Words,
)
from core.printing.port import PrinterState
from core.qt.look.tokens import ColourMode
from core.qt.office_link.link import Link
from core.qt.office_link.tasks import Lane
from kiosk.memory import MODES, KioskMemory, SetUp
from kiosk.printer_lane import PaperLane
from kiosk.visit.page_values import StaffPage, StaffStep, Told

if TYPE_CHECKING:
    from core.domain.staff import Staff as Person
    from core.office import Office
    from core.office.people.pins import PinHashes

REPRINTS = 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_log = logging.getLogger(__name__)


class StaffMenu(QObject):
    """Decides what the menu shows.

    Signals:
        changed: `page` is another one.
        set_up_changed(SetUp): staff set the kiosk differently.
        left: staff have gone.
        exit_wanted: they end the program.
    """

    changed = Signal()
    set_up_changed = Signal(object)
    left = Signal()
    exit_wanted = Signal()

    def __init__(
        self,
        link: Link,
        paper: PaperLane | None,
        memory: KioskMemory,
        *,
        device: str,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._paper = paper
        self._memory = memory
        self._device = device
        self._now = monotonic
        self._lane: Lane | None = None
        self._keys: PinHashes | None = None
        self._typed = ""
        self._tries = Tries()
        self._visit = 0
        self._person: Person | None = None
        self.set_up = memory.set_up
        self.page: StaffPage | None = None
        link.back.connect(self.learn)
        if paper is not None:
            paper.changed.connect(self._see_printer)
            paper.tested.connect(self._tested)

    @Slot()
    def learn(self) -> None:
        """Take everybody's PINs along, as hashes, for when the database is away."""
        self._link.ask(_keys_of, self._know, self._ignore)

    def open(self) -> None:
        """Ask for the PIN."""
        self.learn()
        self._visit += 1
        self._typed, self._person = "", None
        self._show(StaffPage(set_up=self.set_up))

    def leave(self) -> None:
        """Leave the menu; what was typed is forgotten."""
        self._typed, self._person = "", None
        if self.page is not None:
            self.page = None
            self.left.emit()

    def close(self) -> None:
        if self._lane is not None:
            self._lane.close()

    # --- the PIN

    def type_digit(self, digit: str) -> None:
        if self._asks_for_pin() and len(self._typed) < max(DIGITS):
            self._type(self._typed + digit)

    def erase(self) -> None:
        if self._asks_for_pin():
            self._type(self._typed[:-1])

    def enter(self) -> None:
        """Check what was typed: the try counts from now on, whatever becomes of this visit."""
        if not self._asks_for_pin() or not self._typed:
            return
        pin, self._typed = self._typed, ""
        at = self._instant()
        if (until := self._tries.pause_at(at)) is not None:
            self._tell(self._pause(until))
            return
        if self._keys is None and not self._link.is_here:
            self._tell(PinsNotKnown())
            return
        self._tries = taken = self._tries.take(at)
        visit = self._visit
        self._change(is_busy=True, digits=0, told=None)

        def check(keys: "PinHashes") -> None:
            self._keys = keys
            if self._lane is None:
                self._lane = Lane("pin", self)  # checking takes long on purpose
            self._lane.submit(
                lambda: keys.whose(pin), lambda person: self._checked(person, visit, taken), failed
            )

        def failed(error: QueueError) -> None:
            self._tries = self._tries.give_back(taken)
            self._tell(error)

        def check_with_known(_error: QueueError | None = None) -> None:
            if self._keys is not None:
                check(self._keys)
            else:
                self._tries = self._tries.give_back(taken)
                self._tell(PinsNotKnown())

        # Whoever was deactivated a moment ago is among the known ones still.
        if not self._link.is_here or not self._link.ask(_keys_of, check, check_with_known):
            check_with_known()

    def _instant(self) -> datetime:
        """Return the kiosk's own time: whoever sets a clock does not move it."""
        return _EPOCH + timedelta(seconds=self._now())

    def _asks_for_pin(self) -> bool:
        return self.page is not None and self.page.step is StaffStep.PIN and not self.page.is_busy

    def _type(self, typed: str) -> None:
        self._typed = typed
        self._change(digits=len(typed), told=None)

    def _checked(self, person: "Person | None", visit: int, taken: Tries) -> None:
        if person is not None:
            self._tries = self._tries.give_back(taken)
        else:
            self._link.ask(
                lambda office: office.staff.note_wrong_pin(device=self._device, left=taken.left),
                lambda _nothing: None,
                self._ignore,
            )
        if self.page is None or visit != self._visit:
            return  # they left meanwhile; who stands there now has typed nothing
        if person is not None:
            self._let_in(person)
        elif taken.paused_until is not None:
            self._tell(self._pause(taken.paused_until))
        else:
            self._tell(PinUnknown(left=taken.left, pause_min=PAUSE_MIN))

    def _let_in(self, person: "Person") -> None:
        self._person = person
        _log.info("the staff menu was opened")
        state = PrinterState.UNKNOWN if self._paper is None else self._paper.state
        self._change(
            step=StaffStep.MENU,
            is_busy=False,
            told=None,
            name=person.name,
            has_printer=self._paper is not None,
            printer=state,
        )
        if self._paper is not None:
            self._paper.look()

    def _pause(self, until: datetime) -> PinsPaused:
        return PinsPaused(minutes=max(1, round((until - self._instant()).total_seconds() / 60)))

    # --- what the menu does

    def list_tickets(self) -> None:
        """Offer the tickets that wait, the latest first, to be printed again."""
        if self._person is not None:
            self._link.ask(
                lambda office: (office.queue.waiting(), office.settings.get().settings.timezone),
                self._offer,
                self._tell,
            )

    def _offer(self, found: tuple[tuple[Ticket, ...], str]) -> None:
        waiting, timezone = found
        if self._person is not None and self.page is not None:
            numbered = [ticket for ticket in waiting if ticket.code is not None]
            latest = sorted(numbered, key=lambda ticket: ticket.id, reverse=True)[:REPRINTS]
            told = None if latest else Words(N_("Nobody is waiting."))
            step = StaffStep.REPRINT if latest else StaffStep.MENU
            self._change(step=step, tickets=tuple(latest), timezone=timezone, told=told)

    def reprint(self, ticket: Ticket) -> None:
        """Print a copy of `ticket`."""
        person, code = self._person, ticket.code
        if person is None or code is None:
            return
        self._link.ask(
            lambda office: office.devices.reprint(
                code=code, device=self._device, staff=person.username
            ),
            self._reprinted,
            self._tell,
        )

    def _reprinted(self, ticket: Ticket) -> None:
        if self._paper is not None:
            self._paper.hurry()
        if self.page is not None:
            self._change(
                step=StaffStep.MENU,
                told=Words(N_("A copy of {code} is printed."), code=ticket.name),
            )

    def back(self) -> None:
        """From the list of tickets back to the menu."""
        if self._person is not None and self.page is not None:
            self._change(step=StaffStep.MENU, told=None)

    def test(self) -> None:
        """Print a test page."""
        if self._person is not None and self._paper is not None:
            self._change(told=Words(N_("A test page is printed…")))
            self._paper.test()

    @Slot(object)
    def _tested(self, outcome: "PrinterState | QueueError") -> None:
        if self._person is None:
            return
        if isinstance(outcome, QueueError):
            self._tell(outcome)
        else:
            never_tells = outcome is PrinterState.UNKNOWN
            self._tell(
                Words(N_("The printer has the test page; it does not say whether it came out."))
                if never_tells
                else Words(N_("The test page was printed."))
            )

    def set_shut(self, is_shut: bool) -> None:
        """Give no tickets here, or give them again."""
        self._set(replace(self.set_up, is_shut=is_shut))

    def set_volume(self, volume: int) -> None:
        self._set(replace(self.set_up, volume=volume))

    def set_mode(self, mode: ColourMode) -> None:
        """Wear other colours: bright for a bright hall, dark for a dim one."""
        if mode in MODES:
            self._set(replace(self.set_up, mode=mode))

    def exit(self) -> None:
        """End the program."""
        if self._person is not None:
            _log.info("staff ended the kiosk")
            self.exit_wanted.emit()

    def _set(self, set_up: SetUp) -> None:
        if self._person is None or set_up == self.set_up:
            return
        self.set_up = set_up
        self._memory.keep(set_up)
        self.set_up_changed.emit(set_up)
        self._change(set_up=set_up, told=None)

    # --- what is shown

    def _know(self, keys: "PinHashes") -> None:
        self._keys = keys

    def _ignore(self, _error: QueueError) -> None:
        """Leave it: the keys known before still serve."""

    @Slot()
    def _see_printer(self) -> None:
        if self._person is not None and self._paper is not None:
            self._change(printer=self._paper.state)

    def _tell(self, told: Told) -> None:
        self._change(is_busy=False, digits=0, told=told)

    def _change(self, **values: object) -> None:
        if self.page is not None:
            self._show(replace(self.page, **values))  # type: ignore[arg-type] # checked by its uses

    def _show(self, page: StaffPage) -> None:
        if page != self.page:
            self.page = page
            self.changed.emit()


def _keys_of(office: "Office") -> "PinHashes":
    return office.staff.keys()
