"""What the kiosk does: one ticket for a touch, the right page at each moment, home in the end.

No widgets: it is told of touches and says which page is to be seen. One tick every 100 ms reads
a monotonic clock and decides everything that time decides; every 250 ms while nobody is there.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.service import Mode, OfficeSettings
from core.domain.ticket import Line, Ticket
from core.errors import OfficeClosed, OfficeClosedForGood, QueueError, SurveyUsedUp
from core.language import OWN_NAMES, offered
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from kiosk.memory import SetUp
from kiosk.printer_lane import PaperLane
from kiosk.read_aloud.reader import Reader
from kiosk.staff.menu import StaffMenu
from kiosk.visit.countdown import Countdown
from kiosk.visit.issued_ticket import Taken
from kiosk.visit.page_values import (
    Busy,
    Closed,
    Comfort,
    GoStraight,
    Home,
    NoServer,
    Options,
    OutOfUse,
    Page,
    Services,
    StillThere,
    Survey,
    Thanks,
)
from kiosk.visit.request import Wishes
from kiosk.visit.times import TIMES, Times
from kiosk.visit.watch import Watch, lines_now

if TYPE_CHECKING:
    from core.office import Board, Office

TICK_MS = 100
REST_MS = 250  # a touch does not wait for it
NOON = 12
PLAIN = Comfort()
Visit = Services | Options | Survey | Thanks | GoStraight
"""Where somebody went from home; they come back to it, or time takes them."""
_log = logging.getLogger(__name__)


class KioskPresenter(QObject):
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
        reader: Reader,
        staff: StaffMenu,
        language: str = "es",
        times: Times = TIMES,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`paper` is None for a kiosk with no printer; `language` is the one it returns to."""
        super().__init__(parent)
        self._texts = texts
        self._paper = paper
        self._device = device
        self._language = language
        self._times = times
        self._now = monotonic
        self.reader = reader
        self.staff = staff
        self._watch = Watch(link, device, times=times, monotonic=monotonic, parent=self)
        self._wishes = Wishes(link, times=times, monotonic=monotonic, parent=self)
        self._taken = Taken(link, paper, self)
        self._page: Page = Busy()
        self._touched_at = monotonic()
        self._visit: Visit | None = None
        self._awaits_board = False
        self._sorry_until = float("-inf")
        self._countdown = Countdown(monotonic)
        self._comfort = PLAIN
        self._clock: datetime | None = None
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def _connect(self) -> None:
        self._watch.seen.connect(self._see)
        self._watch.lost.connect(self._decide)
        self._wishes.lost.connect(self._doubt)
        self._wishes.refused.connect(self._refused)
        self._taken.changed.connect(self._decide)
        self._taken.turned.connect(self._read_anew)
        self.staff.changed.connect(self._decide)
        self.staff.left.connect(self._go_home)
        self.staff.set_up_changed.connect(self._set_up)
        if self._paper is not None:
            self._watch.printer = self._paper.state  # unknown until it was asked
            self._paper.changed.connect(self._see_printer)
        self._texts.changed.connect(self._listen_in_language)
        self._set_up(self.staff.set_up)
        self._listen_in_language()

    @property
    def page(self) -> Page:
        return self._page

    @property
    def comfort(self) -> Comfort:
        return self._comfort

    @property
    def local_time(self) -> datetime | None:
        return self._watch.local_time

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to choose from; all there are until the office was reached."""
        board = self._watch.board
        wanted = OWN_NAMES if board is None else board.settings.languages
        return offered(wanted, drafts=self._texts.drafts) or (self._language,)

    def close(self) -> None:
        """Stop ticking, and what works for it."""
        self._timer.stop()
        self._taken.close()
        self._watch.close()
        self.reader.close()
        self.staff.close()

    # --- what a person does

    def take(self, line: Line) -> None:
        """Issue a ticket of `line`, once, however often this is called meanwhile.

        Where there are several services it is chosen first. Where preferential citizens are
        attended at once they are sent straight on, and every desk is told.
        """
        page = self._page
        self._note_touch()
        if not isinstance(page, Home) or self._wishes.is_open:
            return
        settings = page.settings
        if line is Line.PREFERENTIAL and settings.mode is Mode.DIRECT:
            self._wishes.make(
                lambda office, request: office.queue.arrive(request=request),
                lambda _arrived: self._go(GoStraight()),
            )
        elif len(settings.services) > 1:
            self._go(Services(settings, line))
        else:
            self._issue(line, None)

    def choose(self, service: str) -> None:
        """Issue a ticket for a service of the page `Services`."""
        page = self._page
        self._note_touch()
        if isinstance(page, Services) and not self._wishes.is_open:
            self._issue(page.line, service)

    def open_options(self) -> None:
        self._note_touch()
        if isinstance(self._page, Home):
            self._go(Options(self._page.settings))

    def open_survey(self) -> None:
        self._note_touch()
        if isinstance(self._page, Home):
            self._go(Survey(self._page.settings))

    def rate(self, score: int) -> None:
        """Answer the survey, 1 to 5."""
        page = self._page
        self._note_touch()
        if isinstance(page, Survey):
            self._wishes.make(
                lambda office, request: _rate(office, score, request),
                lambda is_counted: self._go(Thanks(page.settings, is_counted=is_counted)),
            )

    def be_informed(self) -> None:
        """Say that the outage is all somebody came for."""
        page = self._page
        self._note_touch()
        if not isinstance(page, Home) or page.outage is None:
            return
        settings, notice = page.settings, page.outage
        self._wishes.make(
            lambda office, request: office.surveys.informed(notice.key, request=request),
            lambda _done: self._go(Thanks(settings, notice)),
        )

    def done(self) -> None:
        """Leave the page with the ticket, or the thanks."""
        self._note_touch()
        if self._is_over_soon:
            self._go_home()

    def leave(self) -> None:
        """Go home: nobody needs this page any more."""
        self._note_touch()
        self._go_home()

    def back(self) -> None:
        """Go back to the first page, in the same language and as it is shown."""
        self._note_touch()
        if self._visit is not None:
            self._go(None)

    def speak(self, language: str) -> None:
        """Speak `language` until this person's business ends."""
        self._note_touch()
        if language in self.languages:
            self.reader.stop()
            self._texts.switch(language)
            self._prolong()

    def want(self, comfort: Comfort) -> None:
        """Show things as a person needs them, until this person's business ends."""
        self._note_touch()
        self._set_comfort(comfort)
        self._prolong()

    def stay(self) -> None:
        """Answer the question whether somebody is still there."""
        self._touched_at = self._now()
        self._decide()

    def notice(self) -> None:
        """Note that somebody is there, though nothing was touched that does something."""
        if not isinstance(self._page, StillThere):
            self._touched_at = self._now()

    @Slot()
    def expect(self) -> None:
        """Note that a finger is on a ticket's button: a reading can end before it leaves that."""
        self._watch.put_off()

    def open_staff_menu(self) -> None:
        """Ask staff for their PIN; a ticket that is shown stays until it is left."""
        if self._taken.result is None and not self._wishes.is_open:
            self.staff.open()

    def _note_touch(self) -> None:
        self._touched_at = self._now()
        self._tick_every(TICK_MS)

    # --- a ticket

    def _issue(self, line: Line, service: str | None) -> None:
        device = None if self._paper is None else self._device
        language = self._texts.code
        self._wishes.make(
            lambda office, request: office.queue.issue(
                line, service, language=language, print_on=device, request=request
            ),
            self._issued,
        )

    def _issued(self, ticket: Ticket) -> None:
        self._visit = None
        self._taken.take(ticket, self._board().settings)
        self._countdown.begin(self._result_s)
        self._decide()

    @property
    def _result_s(self) -> float:
        """How long the ticket is shown: longer when it has to be written down."""
        result = self._taken.result
        is_missing = result is not None and result.paper.is_missing
        return self._times.fault_s if is_missing else self._times.result_s

    @Slot()
    def _read_anew(self) -> None:
        """Leave time to read what has turned."""
        self._countdown.last_at_least(self._result_s)

    @Slot()
    def _doubt(self) -> None:
        self._watch.doubt()
        self._watch.read()
        self._decide()

    @Slot(object)
    def _refused(self, error: QueueError) -> None:
        if isinstance(error, OfficeClosed | OfficeClosedForGood):
            self._awaits_board = True
        else:
            _log.error("a wish was refused: %s", type(error).__name__)
            self._sorry_until = self._now() + self._times.sorry_s
        self._visit = None
        self._watch.read()
        self._decide()

    # --- the office and the machine

    def _board(self) -> "Board":
        board = self._watch.board
        assert board is not None  # nothing can be touched before it was read
        return board

    @Slot()
    def _see(self) -> None:
        office = self._watch.office
        self._awaits_board = False
        if self._texts.code not in self.languages:
            self._texts.switch(self._home_language)
        if self._paper is not None and office is not None:
            self._paper.use(office)
        if not self._watch.is_away:
            self._wishes.ask_again()
        self.tick()

    @Slot()
    def _see_printer(self) -> None:
        if self._paper is not None:
            self._watch.printer = self._paper.state
            self._watch.tell()

    @Slot(object)
    def _set_up(self, set_up: SetUp) -> None:
        self._watch.is_shut = set_up.is_shut
        self._watch.tell()
        self.reader.set_usual_volume(set_up.volume)
        self.comfort_changed.emit(self._comfort)  # the colours may be others

    @Slot()
    def _listen_in_language(self) -> None:
        self.reader.check(self._texts.code)

    # --- time

    @Slot()
    def tick(self) -> None:
        """Do what is due, and show what is true now."""
        now, times = self._now(), self._times
        self._watch.tick()
        if self.reader.listening.is_speaking:
            self._touched_at = now  # somebody listens
            self._prolong()
        idle_s = now - self._touched_at
        if self.staff.page is not None:
            if idle_s >= times.staff_s:
                self.staff.leave()
        elif self._is_over_soon:
            if self._countdown.is_over:
                self._go_home()
        elif self._is_changed and idle_s >= times.idle_s + times.warning_s:
            self._go_home()
        self._decide()
        self._tell_time()
        self._drain(idle_s)
        self._tick_every(REST_MS if self._is_at_rest else TICK_MS)

    @property
    def _is_at_rest(self) -> bool:
        """Whether nobody is there, and nothing goes on that time would end soon."""
        is_busy = self._wishes.is_open or self._watch.reader.is_reading or self._is_changed
        is_first = isinstance(self._page, Home | Closed | OutOfUse)
        return is_first and not is_busy and not self.reader.listening.is_speaking

    def _tick_every(self, ms: int) -> None:
        if self._timer.isActive() and self._timer.interval() != ms:
            self._timer.setInterval(ms)

    def _drain(self, idle_s: float) -> None:
        times = self._times
        if self._is_over_soon:
            self.drained.emit(self._countdown.left)
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
        return self._taken.result is not None or isinstance(self._visit, Thanks | GoStraight)

    def _prolong(self) -> None:
        if self._is_over_soon:
            self._countdown.begin_again()

    @property
    def _home_language(self) -> str:
        """This machine's language, if the office offers it."""
        languages = self.languages
        return self._language if self._language in languages else languages[0]

    @property
    def _is_changed(self) -> bool:
        """Whether comfort, language or page are as one person chose them, not as at the start."""
        is_plain = self._comfort == PLAIN and self._texts.code == self._home_language
        return not is_plain or self._visit is not None

    def _go(self, visit: Visit | None) -> None:
        self._visit = visit
        if self._is_over_soon:
            self._countdown.begin(self._times.result_s)
        self._decide()

    @Slot()
    def _go_home(self) -> None:
        self._taken.leave()
        self._visit = None
        self._touched_at = self._now()
        self.reader.forget()
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
            self.reader.stop()
        self._page = page
        self.page_changed.emit(page)

    def _right_page(self) -> Page:
        if self.staff.page is not None:
            return self.staff.page
        if self._taken.result is not None:
            return self._taken.result
        if isinstance(self._visit, Thanks | GoStraight):
            return self._visit
        now, board = self._now(), self._watch.board
        waited_s = self._wishes.waited_s
        is_silent = self._watch.is_away or waited_s >= self._times.patience_s
        if is_silent or now < self._sorry_until:
            return NoServer()
        if board is None or self._awaits_board or waited_s >= self._times.busy_s:
            return Busy()
        return self._page_of(board, now - self._touched_at)

    def _page_of(self, board: "Board", idle_s: float) -> Page:
        """Return the page of an office that answers, to somebody who takes no ticket yet."""
        settings = board.settings
        if not board.opening.is_open:
            self._visit = None
            return Closed(settings, board.opening, board.day)
        if self.staff.set_up.is_shut:
            self._visit = None
            return OutOfUse()
        if self._is_changed and idle_s >= self._times.idle_s:
            left_s = self._times.idle_s + self._times.warning_s - idle_s
            return StillThere(max(0, round(left_s)))
        return self._visit if self._visit is not None else self._home(settings, board)

    def _home(self, settings: OfficeSettings, board: "Board") -> Home:
        local = self.local_time
        return Home(
            settings,
            is_morning=local is not None and local.hour < NOON,
            lines=lines_now(board),
            outage=None if local is None else settings.outage(local),
            today=None if board.opening.closes_at is None else board.day,
        )


def _rate(office: "Office", score: int, request: str) -> bool:
    """Give an answer to the survey; False when it does not count (in a lane)."""
    try:
        office.surveys.rate(score, request=request)
    except SurveyUsedUp:
        return False
    return True
