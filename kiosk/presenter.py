"""What the kiosk does: one ticket for a touch, the right page at each moment, home in the end.

No widgets: it is told of touches and says which page is to be seen. One tick every 100 ms reads
a monotonic clock and decides everything that time decides.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.service import Mode
from core.domain.ticket import Line, Ticket
from core.errors import OfficeClosed, OfficeClosedForGood, QueueError, StoreError
from core.printing.port import PrinterState
from core.qt.language import Texts
from core.qt.link import Link
from kiosk.paper import PaperLane, prospect
from kiosk.shown import (
    Busy,
    Closed,
    Comfort,
    GoStraight,
    Home,
    NoServer,
    Page,
    Paper,
    Result,
    StillThere,
    Touch,
)
from kiosk.times import TIMES, Times
from kiosk.watch import Watch

if TYPE_CHECKING:
    from core.office import Board, Office, PrintJob
    from core.office.printing import Prospect

TICK_MS = 100
PAINTED_MS = 60  # what is not on the screen waits so long: threads would slow its painting
NOON = 12
PLAIN = Comfort()
_log = logging.getLogger(__name__)


class Presenter(QObject):
    """Decides what the kiosk shows.

    Signals:
        page_changed(Page): another page, or the same with other contents.
        comfort_changed(Comfort)
        clock_changed(datetime): the office's local time, once a minute.
        drained(float): the part of the page's time that is left, 1 to 0.
    """

    page_changed = Signal(object)
    comfort_changed = Signal(object)
    clock_changed = Signal(object)
    drained = Signal(float)

    def __init__(
        self,
        link: Link,
        texts: Texts,
        paper: PaperLane | None,
        *,
        device: str,
        language: str = "es",
        times: Times = TIMES,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`paper` is None for a kiosk with no printer; `language` is the one it returns to."""
        super().__init__(parent)
        self._link = link
        self._texts = texts
        self._paper = paper
        self._device = device
        self._language = language
        self._times = times
        self._now = monotonic
        self._watch = Watch(link, device, times=times, monotonic=monotonic, parent=self)
        self._page: Page = Busy()
        self._page_at = self._touched_at = monotonic()
        self._touch: Touch | None = None
        self._result: Result | None = None
        self._is_given_up = False
        self._goes_straight = False
        self._awaits_board = False
        self._sorry_until = float("-inf")
        self._ends_at = self._lasts_s = 0.0
        self._comfort = PLAIN
        self._clock: datetime | None = None
        self._watch.seen.connect(self._see)
        self._watch.lost.connect(self._decide)
        if paper is not None:
            paper.worked.connect(self._see_paper)
            paper.changed.connect(self._see_printer)
        self._afterwards = QTimer(self)
        self._afterwards.setSingleShot(True)
        self._afterwards.setInterval(PAINTED_MS)
        self._afterwards.timeout.connect(self._follow_up)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @property
    def page(self) -> Page:
        return self._page

    @property
    def comfort(self) -> Comfort:
        return self._comfort

    @property
    def local_time(self) -> datetime | None:
        return self._watch.local_time

    def close(self) -> None:
        """Stop ticking."""
        self._timer.stop()
        self._afterwards.stop()
        self._watch.close()

    # --- what a person does

    def take(self, line: Line) -> None:
        """Issue a ticket of `line`, once, however often this is called meanwhile."""
        page = self._page
        if not self._accepts() or not isinstance(page, Home) or self._touch is not None:
            return
        if line is Line.PREFERENTIAL and page.settings.mode is Mode.DIRECT:
            self._goes_straight = True
            self._last(self._times.result_s)
            self._decide()
            return
        self._touch = Touch(uuid4().hex, line, self._texts.code, self._now())
        self._issue(self._touch)

    def done(self) -> None:
        """Leave the page with the ticket."""
        if self._accepts() and self._is_over_soon:
            self._go_home()

    def speak(self, language: str) -> None:
        """Speak `language` until this person's business ends."""
        if self._accepts():
            self._texts.switch(language)
            self._prolong()

    def want(self, comfort: Comfort) -> None:
        """Show things as a person needs them, until this person's business ends."""
        if self._accepts():
            self._set_comfort(comfort)
            self._prolong()

    def stay(self) -> None:
        """Answer the question whether somebody is still there."""
        self._touched_at = self._now()
        self._decide()

    def leave(self) -> None:
        """Go home: nobody needs this page any more."""
        if self._accepts():
            self._go_home()

    def notice(self) -> None:
        """Note that somebody is there, though nothing was touched that does something."""
        if not isinstance(self._page, StillThere):
            self._touched_at = self._now()

    def _accepts(self) -> bool:
        """Note a touch; False in a page's first moment, when it was meant for the one before."""
        self._touched_at = self._now()
        return self._touched_at - self._page_at >= self._times.settle_s

    # --- a ticket

    def _issue(self, touch: Touch) -> None:
        device = None if self._paper is None else self._device

        def issue(office: "Office") -> Ticket:
            return office.queue.issue(
                touch.line, language=touch.language, print_on=device, request=touch.request
            )

        if self._link.ask(issue, self._issued, self._refused) is None:
            self._touch = replace(touch, is_asked=False)

    def _issued(self, ticket: Ticket) -> None:
        self._touch = None
        self._is_given_up = False
        paper = self._paper_now()
        self._result = Result(self._board().settings, ticket, paper)
        self._last(self._times.fault_s if paper.is_missing else self._times.result_s)
        self._decide()
        self._afterwards.start()

    @Slot()
    def _follow_up(self) -> None:
        """Print the ticket and ask what to expect, now that the code is on the screen."""
        if self._paper is not None:
            self._paper.hurry()
        if self._result is not None:
            ticket = self._result.ticket
            self._link.ask(lambda office: prospect(office, ticket), self._expect, self._ignore)

    def _expect(self, found: "tuple[Ticket, Prospect]") -> None:
        ticket, prospect = found
        if self._result is not None and self._result.ticket.id == ticket.id:
            self._result = replace(self._result, prospect=prospect)
            self._decide()

    def _ignore(self, _error: QueueError) -> None:
        """Leave it: a ticket is shown without what to expect."""

    def _refused(self, error: QueueError) -> None:
        touch, self._touch = self._touch, None
        if isinstance(error, StoreError) and touch is not None:
            # Whether the ticket was written is not known: the same request will find out.
            self._touch = replace(touch, is_asked=False)
            self._watch.doubt()
        elif isinstance(error, OfficeClosed | OfficeClosedForGood):
            self._awaits_board = True
        else:
            _log.error("no ticket was issued: %s", type(error).__name__)
            self._sorry_until = self._now() + self._times.sorry_s
        self._watch.read()
        self._decide()

    def _try_again(self, touch: Touch) -> None:
        if self._now() - touch.at > self._times.retry_s:
            self._touch = None  # the person was sent to a facilitator long ago
            return
        self._touch = replace(touch, is_asked=True)
        self._issue(self._touch)

    # --- its paper

    def _paper_now(self) -> Paper:
        if self._paper is None:
            return Paper.NONE
        trouble = self._paper.trouble
        if self._is_given_up or trouble not in (None, PrinterState.OUT_OF_PAPER):
            return Paper.FAULT
        return Paper.PRINTING if trouble is None else Paper.OUT_OF_PAPER

    @Slot(object)
    def _see_paper(self, job: "PrintJob") -> None:
        if self._result is None or job.ticket != self._result.ticket.id:
            return
        self._is_given_up = job.state == "failed"
        self._set_paper(Paper.PRINTED if job.state == "printed" else self._paper_now())

    @Slot()
    def _see_printer(self) -> None:
        if self._paper is not None:
            self._watch.printer = self._paper.state
            self._watch.tell()
        if self._result is not None and self._result.paper is not Paper.PRINTED:
            self._set_paper(self._paper_now())

    def _set_paper(self, paper: Paper) -> None:
        result = self._result
        if result is None or result.paper is paper:
            return
        self._result = replace(result, paper=paper)
        if paper.is_missing or result.paper.is_missing:  # there is something new to read
            at_least_s = self._times.fault_s if paper.is_missing else self._times.result_s
            if self._ends_at < self._now() + at_least_s:
                self._last(at_least_s)
        self._decide()

    # --- the office

    def _board(self) -> "Board":
        board = self._watch.board
        assert board is not None  # nothing can be touched before it was read
        return board

    @Slot()
    def _see(self) -> None:
        touch, office = self._touch, self._watch.office
        self._awaits_board = False
        if self._texts.code not in self._board().settings.languages:
            self._texts.switch(self._home_language)
        if self._paper is not None and office is not None:
            self._paper.use(office)
        if touch is not None and not touch.is_asked and not self._watch.is_away:
            self._try_again(touch)
        self.tick()

    # --- time

    @Slot()
    def tick(self) -> None:
        """Do what is due, and show what is true now."""
        now, times = self._now(), self._times
        self._watch.tick()
        idle_s = now - self._touched_at
        if self._is_over_soon:
            if now >= self._ends_at:
                self._go_home()
        elif self._is_changed and idle_s >= times.idle_s + times.warning_s:
            self._go_home()
        self._decide()
        self._tell_time()
        if self._is_over_soon:
            self.drained.emit(max(0.0, (self._ends_at - now) / self._lasts_s))
        elif isinstance(self._page, StillThere):
            left_s = times.idle_s + times.warning_s - idle_s
            self.drained.emit(max(0.0, left_s / times.warning_s))

    def _tell_time(self) -> None:
        local = self.local_time
        if local is not None:
            minute = local.replace(second=0, microsecond=0)
            if minute != self._clock:
                self._clock = minute
                self.clock_changed.emit(minute)

    @property
    def _is_over_soon(self) -> bool:
        """Whether the page shows the end of somebody's business, and so for a while only."""
        return self._result is not None or self._goes_straight

    def _last(self, seconds: float) -> None:
        self._lasts_s = seconds
        self._ends_at = self._now() + seconds

    def _prolong(self) -> None:
        """Give the whole time again to somebody who is reading."""
        if self._is_over_soon:
            self._last(self._lasts_s)

    @property
    def _home_language(self) -> str:
        """This machine's language, if the office offers it."""
        board = self._watch.board
        offered = (self._language,) if board is None else board.settings.languages
        return self._language if self._language in offered else offered[0]

    @property
    def _is_changed(self) -> bool:
        """Whether somebody set the kiosk to a need that the next person does not have."""
        return self._comfort != PLAIN or self._texts.code != self._home_language

    def _go_home(self) -> None:
        self._result = None
        self._goes_straight = False
        self._touched_at = self._now()
        self._set_comfort(PLAIN)
        self._texts.switch(self._home_language)
        self._decide()

    def _set_comfort(self, comfort: Comfort) -> None:
        if comfort != self._comfort:
            self._comfort = comfort
            self.comfort_changed.emit(comfort)

    # --- the page

    @Slot()
    def _decide(self) -> None:
        page = self._right_page()
        if page == self._page:
            return
        if type(page) is not type(self._page):
            self._page_at = self._now()
        self._page = page
        self.page_changed.emit(page)

    def _right_page(self) -> Page:
        if self._result is not None:
            return self._result
        if self._goes_straight:
            return GoStraight()
        now, board = self._now(), self._watch.board
        waited_s = 0.0 if self._touch is None else now - self._touch.at
        is_silent = self._watch.is_away or waited_s >= self._times.patience_s
        if is_silent or now < self._sorry_until:
            return NoServer()
        if board is None or self._awaits_board or waited_s >= self._times.busy_s:
            return Busy()
        return self._page_of(board, now - self._touched_at)

    def _page_of(self, board: "Board", idle_s: float) -> Page:
        """Return the page of an office that answers, to somebody who takes no ticket yet."""
        if not board.opening.is_open:
            return Closed(board.settings, board.opening, board.day)
        if self._is_changed and idle_s >= self._times.idle_s:
            left_s = self._times.idle_s + self._times.warning_s - idle_s
            return StillThere(max(0, round(left_s)))
        local = self.local_time
        return Home(board.settings, is_morning=local is not None and local.hour < NOON)
