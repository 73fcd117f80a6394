"""What the display does: shows and speaks every call once, in order, and never an old one as new.

No widgets: it says what is to be seen. One tick every 100 ms reads a monotonic clock and decides
everything that time decides; every 250 ms while nothing goes on that time would end soon.
"""

import logging
import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.domain.receipt import Unspoken
from core.domain.ticket import State
from core.errors import CallTooOld, ComputerMuted, DisplayNameTaken
from core.qt.office_link.heartbeat import Heartbeat
from core.qt.office_link.link import Link
from core.qt.office_link.office_reader import OfficeReader, Pacing
from display.calls.hall import News, read_news
from display.calls.receipts import ReceiptBook
from display.calls.schedule import PACE, Schedule, ShowingPace, Turn
from display.state import OFFLINE, STARTING, Shown, View
from display.voice.announcer import Announcer, Heard
from display.voice.next_calls import Ahead
from display.voice.upkeep import Upkeep
from display.waits import HallWaits

if TYPE_CHECKING:
    from core.office import Board, Call

TICK_MS = 100
REST_MS = 250  # a call does not wait for it: it comes with its reading
OLD_S = 60
GONE_S = 60 * 60  # after so long nobody looks for a call any more
OFFLINE_S = 10.0
READ_S = 2.0  # where nothing changes: a server that hangs does not say so
_log = logging.getLogger(__name__)


class DisplayPresenter(QObject):
    """Decides what the hall sees and hears.

    Signals:
        changed(Shown): something else is to be seen.
        ticked(float): a tick has passed; the monotonic clock says so much.
    """

    changed = Signal(object)
    ticked = Signal(float)

    def __init__(
        self,
        link: Link,
        announcer: Announcer,
        *,
        device: str,
        pace: ShowingPace = PACE,
        ahead: Ahead | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`device` is the name under which the display reports to the office.

        `ahead` makes announcements ready before their calls.
        """
        super().__init__(parent)
        self._now = monotonic
        self._announcer = announcer
        self._seq: int | None = None
        self._waits = HallWaits()
        self._reader: OfficeReader[News] = OfficeReader(
            link,
            lambda: partial(read_news, after=self._seq),
            lambda news: news.board,
            Pacing(every_s=READ_S),
            monotonic=monotonic,
            parent=self,
        )
        self._receipts = ReceiptBook(link, device, parent=self)
        self._heartbeat = Heartbeat(
            link, device, "display", DisplayNameTaken, monotonic=monotonic, parent=self
        )
        self._upkeep = Upkeep(link, announcer, ahead, monotonic=monotonic, parent=self)
        self._schedule = Schedule(pace)
        self._shown = STARTING
        self._day: date | None = None
        self._unpainted: Turn | None = None
        self._told_more: dict[str, str | None] = {}
        self._reader.taken.connect(self._take)
        announcer.ended.connect(self._hear)
        self._upkeep.answered.connect(self._hear)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @property
    def shown(self) -> Shown:
        return self._shown

    def report(self, **state: str | None) -> None:
        """Tell staff `state` too, with the heartbeats; at once when it is something else."""
        self._told_more = state

    @property
    def silent_s(self) -> float:
        """Seconds since what is shown was known to be true."""
        return self._reader.silent_s

    @property
    def is_idle(self) -> bool:
        """True when the office was read, and knows everything that was shown and heard."""
        return self._receipts.is_empty and not self._reader.is_reading

    @property
    def is_quiet(self) -> bool:
        """True while nobody is called, nothing is spoken, and nothing is made ready."""
        return self._is_unoccupied and self._announcer.is_resting and self._upkeep.is_resting

    @property
    def _is_unoccupied(self) -> bool:
        return self._schedule.turn is None and not self._schedule.coming

    def close(self) -> None:
        """Stop ticking and be silent."""
        self._timer.stop()
        self._reader.close()
        self._upkeep.close()
        self._announcer.close()

    @Slot(int)
    def painted(self, seq: int) -> None:
        """Note that the call `seq` is on the screen now."""
        turn = self._unpainted
        if turn is not None and turn.call.seq == seq:
            self._unpainted = None
            self._receipts.add(seq, shown_at=self._reader.time_at(self._now()))

    @Slot()
    def tick(self) -> None:
        """Do what is due, and show what is true now."""
        self._reader.tick()
        self._decide()
        self._tell()
        self._keep_up()
        self.ticked.emit(self._now())

    # --- the office

    @Slot()
    def _take(self) -> None:
        """Give the calls that were read their turns."""
        news = self._reader.found
        assert news is not None  # it was read
        board, self._seq = news.board, news.seq
        if news.is_anew or board.day != self._day:
            self._schedule.clear()
            # The day may be one that was here before: a clock that was put back over midnight.
            new = {call.seq for call in news.calls}
            known = [call for call in _with_number(board.calls) if call.seq not in new]
            self._schedule.remember(known)
            self._day = board.day
        self._upkeep.add_tests(news.tests)
        over: list[Call] = []
        coming: list[int] = []
        for call in news.calls:
            is_old = _is_old(call, board.at)
            if call.is_put_back:
                self._take_back(call, is_heard=not is_old)
                continue
            if is_old and call.seq not in _open_calls(board):
                over.insert(0, call)  # nobody is expected any more: it only belongs to the list
                self._receipts.add(call.seq, unspoken=Unspoken.WITHDRAWN)
            else:
                self._schedule.add(call, is_spoken=not is_old)
                coming.append(call.seq)
        self._schedule.remember(over)
        self._announcer.check(board.settings.speaking)
        self._receipts.flush()
        self._decide()
        for call in self._schedule.coming:
            if call.seq in coming:
                self._receipts.add(call.seq)  # heard of: its turn comes

    def _take_back(self, call: "Call", *, is_heard: bool) -> None:
        """Take a call off the screen and out of the voice; say so unless nobody minds any more."""
        turn = self._schedule.turn
        if turn is not None and turn.call.code == call.code:
            self._announcer.interrupt(turn.call.seq)
        for unseen in self._schedule.take_back(call):
            self._receipts.add(unseen.seq, unspoken=Unspoken.WITHDRAWN)
        if not is_heard:
            self._schedule.hush((call.seq,))

    @property
    def _is_offline(self) -> bool:
        return self.silent_s >= OFFLINE_S

    # --- the screen and the voice

    def _decide(self) -> None:
        now = self._now()
        if self._is_offline:
            self._schedule.pause(now)
        else:
            self._come_back(now)
            turn = self._schedule.step(now)
            if turn is not None:
                self._begin(turn)
        self._show(self._right_view())
        is_busy = self._reader.is_reading or not self.is_quiet
        self._tick_every(TICK_MS if is_busy else REST_MS)

    def _tick_every(self, ms: int) -> None:
        if self._timer.isActive() and self._timer.interval() != ms:
            self._timer.setInterval(ms)

    def _come_back(self, now: float) -> None:
        """Go on after the screen showed something else; what became old meanwhile is not spoken."""
        at = self._reader.time_at(now)
        if self._schedule.is_paused and at is not None:
            coming = self._schedule.coming
            self._schedule.hush(call.seq for call in coming if _is_old(call, at))
            self._schedule.resume(now)

    def _begin(self, turn: Turn) -> None:
        board = self._reader.board
        assert board is not None  # a call was read from it
        self._unpainted = turn
        call, unspoken = turn.call, self._unspoken(turn.call, board)
        if turn.is_spoken and unspoken is None:
            self._announcer.say(call, board.settings.speaking)
            return
        self._schedule.voice_ended(call.seq)
        if unspoken is not None:
            self._receipts.add(call.seq, unspoken=unspoken)
        elif not call.is_put_back:
            self._receipts.add(call.seq, failed=str(CallTooOld(seconds=OLD_S)))

    def _unspoken(self, call: "Call", board: "Board") -> Unspoken | None:
        """Return why `call` is not to be heard, None when it is."""
        is_expected = call.is_put_back or call.seq in _open_calls(board)
        if call.seq <= board.seq and not is_expected:
            return Unspoken.WITHDRAWN
        if self._announcer.state == "off":
            return Unspoken.OFF
        return Unspoken.MUTED if board.settings.speaking.muted else None

    @Slot(object)
    def _hear(self, heard: Heard) -> None:
        """Report what was heard of a call, and go on to the next."""
        self._schedule.voice_ended(heard.seq)
        if heard.fault is not None:
            _log.warning("call %s was not heard as it should be: %s", heard.seq, heard.fault)
        self._receipts.add(
            heard.seq,
            chimed_at=self._office_time(heard.chimed_at),
            spoken_at=self._office_time(heard.spoken_at),
            failed=None if heard.fault is None else str(heard.fault),
        )
        self._tell()  # if staff have to call aloud, they hear of it now

    def _keep_up(self) -> None:
        """Let the voice be looked after while nobody is called."""
        board, at = self._reader.board, self._reader.time_at(self._now())
        if board is not None and at is not None:
            self._upkeep.work(board, at, is_quiet=self._is_unoccupied)

    def _office_time(self, at: float | None) -> datetime | None:
        return None if at is None else self._reader.time_at(at)

    def _right_view(self) -> Shown:
        board, local = self._reader.board, self._reader.local_now
        if self._is_offline:
            return OFFLINE
        if board is None or local is None:
            return STARTING
        schedule = self._schedule
        is_told = schedule.turn is not None or _is_told(schedule.current, board, local)
        return Shown(
            View.HALL,
            settings=board.settings,
            opening=board.opening,
            local_time=local.replace(second=0, microsecond=0),
            current=schedule.current if is_told else None,
            earlier=schedule.earlier if is_told else (),
            is_calling=schedule.turn is not None,
            lines=self._waits.of(board),
        )

    def _show(self, shown: Shown) -> None:
        if shown != self._shown:
            self._shown = shown
            self.changed.emit(shown)

    # --- the heartbeat

    def _tell(self) -> None:
        """Say that the display is alive, and how its voice is."""
        board, fault = self._reader.board, self._announcer.fault
        if board is None:
            return
        voice: str = self._announcer.state
        if voice != "off" and board.settings.speaking.muted:
            voice, fault = "muted", None
        elif isinstance(fault, ComputerMuted):
            voice = "volume"
        # A path in it may be no text, which no database keeps.
        problem = None if fault is None else str(fault).encode(errors="replace").decode()
        self._heartbeat.beat({"voice": voice, "problem": problem, **self._told_more})


def _is_old(call: "Call", at: datetime) -> bool:
    return (at - call.at).total_seconds() > OLD_S


def _is_told(call: "Call | None", board: "Board", at: datetime) -> bool:
    """Whether the hall still looks for the latest call and those before it.

    Not an hour later, and not when the doors are closed and nobody is called or served any more:
    then the screen says when they open.
    """
    if call is None or (at - call.at).total_seconds() > GONE_S:
        return False
    return board.opening.is_open or any(counter.ticket is not None for counter in board.counters)


def _open_calls(board: "Board") -> frozenset[int | None]:
    """Return the calls that somebody is still expected to follow."""
    tickets = (counter.ticket for counter in board.counters)
    return frozenset(
        ticket.call_seq for ticket in tickets if ticket is not None and ticket.state is State.CALLED
    )


def _with_number(calls: "tuple[Call, ...]") -> "tuple[Call, ...]":
    """Leave out people without a number on paper, whom a call names by the ticket's id (`#7`)."""
    return tuple(call for call in calls if "-" in call.code)
