"""Has the likeliest next calls made ready while nobody is called, so that each begins at once."""

import sys
import threading
import time
from collections import OrderedDict
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject

from core.domain.service import Speaking
from core.errors import QueueError
from core.machine.config import VoiceConfig
from core.qt.office_link.tasks import Lane
from core.speech.child import Child
from display.calls.hall import Likely
from display.voice.prepare_program import Wish

PROGRAM = (sys.executable, "-m", "display.voice.prepare_program")
LIMIT_S = 60.0
REMEMBERED = 500  # of those made: more than a morning's
AGAIN_S = 3600.0  # by then the folder may have let go of it

Made = tuple[Likely, Speaking]


class Ahead(QObject):
    """Makes ready in a child process with a limit; a call never waits for it."""

    def __init__(self, config: VoiceConfig, folder: Path, parent: QObject | None = None) -> None:
        """`folder` is where the voice keeps its finished sounds."""
        super().__init__(parent)
        self._config = config
        self._folder = folder
        self._lane = Lane("ahead", self)
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._is_closed = False
        self._made: OrderedDict[Made, float] = OrderedDict()
        self.is_busy = False

    def make(self, likely: tuple[Likely, ...], speaking: Speaking) -> None:
        """Make ready what was not made lately; nothing while the batch before is being made."""
        now = time.monotonic()
        wanted = [each for each in likely if self._is_due((each, speaking), now)]
        if self.is_busy or not wanted:
            return
        wish = Wish(
            tuple((each.code, each.counter, each.is_last) for each in wanted),
            speaking.languages,
            speaking.repeats,
            speaking.level_percent,
            self._config,
            str(self._folder),
        )
        self.is_busy = True
        for each in wanted:
            self._made[each, speaking] = now
        while len(self._made) > REMEMBERED:
            self._made.popitem(last=False)
        self._lane.submit(lambda: self._run(wish), self._rest, self._rest)

    def close(self) -> None:
        """Make no more."""
        with self._lock:
            self._is_closed = True
            if self._child is not None:
                self._child.kill()
        self._lane.close()

    def _is_due(self, made: Made, now: float) -> bool:
        return now - self._made.get(made, float("-inf")) > AGAIN_S

    def _run(self, wish: Wish) -> None:
        """Run the child to its end or its limit, in the lane; what failed is made with its call."""
        try:
            with Child(PROGRAM, stdin=msgspec.json.encode(wish).decode()) as child:
                self._hold(child)
                child.wait(LIMIT_S)
        except (TimeoutError, OSError):
            return
        finally:
            self._hold(None)

    def _hold(self, child: Child | None) -> None:
        with self._lock:
            self._child = child
            if child is not None and self._is_closed:
                child.kill()

    def _rest(self, _nothing: QueueError | None) -> None:
        self.is_busy = False
