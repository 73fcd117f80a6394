"""What the voice does while nobody is called: is tried, tested, and makes the next calls ready."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.domain.ticket import Event
from core.errors import QueueError, VoiceMuted, VoiceTestTooLate
from core.qt.office_link.link import Link
from display.calls.hall import Likely, likely_calls
from display.voice.announcer import Announcer, Heard
from display.voice.next_calls import Ahead

if TYPE_CHECKING:
    from core.domain.service import Speaking
    from core.office import Board

PROBE_S = 60.0
PROBE_FAULTY_S = 15.0
TEST_WITHIN_S = 60.0  # whoever asked still stands there and listens


class Upkeep(QObject):
    """Works when `work` is called, and only if the hall is quiet.

    Signals:
        answered(Heard): a test that will not be spoken, and why.
    """

    answered = Signal(object)

    def __init__(
        self,
        link: Link,
        announcer: Announcer,
        ahead: Ahead | None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._announcer = announcer
        self._ahead = ahead
        self._now = monotonic
        self._tests: deque[Event] = deque()
        self._probed_at = monotonic()
        self._made_for: tuple[int, Speaking] | None = None
        self._is_asking = False

    def add_tests(self, tests: tuple[Event, ...]) -> None:
        self._tests.extend(tests)

    def work(self, board: "Board", at: datetime, *, is_quiet: bool) -> None:
        """Do what is due at the office's time `at`; `is_quiet` says that nobody is called."""
        speaking = board.settings.speaking
        while self._tests and (at - self._tests[0].at).total_seconds() > TEST_WITHIN_S:
            self._answer(self._tests.popleft(), VoiceTestTooLate())
        while self._tests and speaking.muted:
            self._answer(self._tests.popleft(), VoiceMuted())
        if not is_quiet or not self._announcer.is_resting:
            return
        if self._tests:
            test = self._tests.popleft()
            level = test.data.get("level_percent", speaking.level_percent)
            self._announcer.test(test.seq, replace(speaking, level_percent=level))
        elif self._now() - self._probed_at >= self._period_s and not speaking.muted:
            self._probed_at = self._now()
            self._announcer.probe(speaking)
        elif self._ahead is not None and not speaking.muted:
            self._make_ahead(board)

    @property
    def is_resting(self) -> bool:
        """True while no test waits and nothing is made ready."""
        is_making = self._is_asking or (self._ahead is not None and self._ahead.is_busy)
        return not self._tests and not is_making

    def close(self) -> None:
        """Do no more."""
        if self._ahead is not None:
            self._ahead.close()

    @property
    def _period_s(self) -> float:
        return PROBE_FAULTY_S if self._announcer.state == "fault" else PROBE_S

    def _answer(self, test: Event, fault: QueueError) -> None:
        self.answered.emit(Heard(test.seq, fault=fault))

    def _make_ahead(self, board: "Board") -> None:
        assert self._ahead is not None
        state = (board.seq, board.settings.speaking)
        if self._is_asking or self._ahead.is_busy or state == self._made_for:
            return
        job = self._link.ask(partial(likely_calls, board=board), self._make, self._leave)
        if job is not None:
            self._is_asking, self._made_for = True, state

    def _make(self, likely: tuple[Likely, ...]) -> None:
        self._is_asking = False
        if self._ahead is not None and self._made_for is not None:
            self._ahead.make(likely, self._made_for[1])

    def _leave(self, _error: QueueError) -> None:
        self._is_asking = False
