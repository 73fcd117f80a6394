"""Weeks of a hall in minutes: calls, pages, pictures and evenings go by, and nothing piles up.

The day here is a working day with its calls; TURNOS_HALL_DAYS makes it as many (`make faults`: 14).
"""

import gc
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from core.clock import FixedClock
from core.office import Office
from core.speech.player import FoundPlayer
from core.speech.voice import Voice
from display.window import DisplayWindow
from tests.conftest import SAMPLE_PIN
from tests.display.builders import Seconds, issue_and_call
from tests.display.conftest import NewWindow
from tests.speech.fakes import a_voice

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

DAYS = int(os.environ.get("TURNOS_HALL_DAYS", "1"))
CALLS_A_DAY = 40 if DAYS > 1 else 12
PAGES_A_CALL = 2
MB = 2**20
GROWTH_MB = 6  # pytest keeps what is logged: 3 in fourteen days
_log = logging.getLogger(__name__)


@pytest.fixture
def voice(cache: object) -> Voice:
    """A hall without a loudspeaker: this is about the screen."""
    return a_voice(FoundPlayer(()), cache)  # type: ignore[arg-type]


@dataclass
class Weeks:
    """A display whose days pass as fast as it can paint."""

    window: DisplayWindow
    office: Office
    clock: FixedClock
    seconds: Seconds
    qtbot: QtBot

    def settle(self, code: str | None = None) -> None:
        """Let the display read, until it shows `code` if there is one."""
        presenter = self.window.presenter

        def done() -> bool:
            presenter.tick()
            shown = presenter.shown.current
            is_shown = code is None or (shown is not None and shown.code == code)
            return presenter.is_idle and is_shown and presenter.silent_s < 2.0

        self.qtbot.waitUntil(done, timeout=15_000)

    def work(self) -> Iterator[str]:
        """Call the day's tickets, each with some pages after it; give the codes."""
        for number in range(CALLS_A_DAY):
            code = issue_and_call(self.office, counter=1 + number % 3).code
            assert code is not None
            self.settle(code)
            yield code
            for _ in range(PAGES_A_CALL):
                self.seconds.pass_(12.0)
                self.settle()

    def sleep_until_morning(self) -> None:
        """Let the night pass, and have everybody come back to their counters on a working day."""
        now = self.clock.now()
        morning = (now + timedelta(days=1)).replace(hour=14, minute=0, second=0)
        self.seconds.pass_((morning - now).total_seconds())
        self.settle()
        shown = self.window.presenter.shown
        assert shown.current is None, "yesterday's call is on the board"
        if shown.opening is None or not shown.opening.is_open:
            return
        for counter, username in enumerate(("ana", "beto", "carla"), start=1):
            self.office.staff.sign_in(username, pin=SAMPLE_PIN, counter=counter, take_over=True)


@dataclass
class Growth:
    """What a process has, day after day."""

    memory_mb: list[float] = field(default_factory=list)
    handles: list[int] = field(default_factory=list)
    parts: list[int] = field(default_factory=list)

    def measure(self, window: DisplayWindow) -> None:
        gc.collect()
        process = psutil.Process()
        self.memory_mb.append(process.memory_info().rss / MB)
        self.handles.append(process.num_fds())
        self.parts.append(len(window.findChildren(QObject)))
        _log.info(
            "day %d: %.1f MB, %d handles, %d parts",
            len(self.parts),
            self.memory_mb[-1],
            self.handles[-1],
            self.parts[-1],
        )


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(3):
        image = QImage(1600, 900, QImage.Format.Format_RGB32)
        image.fill(QColor.fromHsv(number * 90, 200, 200))
        image.save(str(folder / f"{number}.jpg"))
    (folder / "broken.png").write_text("no picture")
    return folder


@pytest.mark.slow
@pytest.mark.timeout(120 * DAYS)
def test_faults_of_weeks_do_not_pile_up_and_no_call_is_missed(  # noqa: PLR0917 - fixtures
    new_window: NewWindow,
    staffed_office: Office,
    clock: FixedClock,
    seconds: Seconds,
    qtbot: QtBot,
    pictures: Path,
) -> None:
    window = new_window(pictures=pictures, is_started=True)
    weeks = Weeks(window, staffed_office, clock, seconds, qtbot)
    growth = Growth()

    for _ in range(DAYS):
        opening = window.presenter.shown.opening
        if opening is not None and opening.is_open:
            called = list(weeks.work())
            assert called[0].endswith("-001")
            assert len(set(called)) == CALLS_A_DAY
        growth.measure(window)
        weeks.sleep_until_morning()

    first = min(2, DAYS - 1)  # caches fill in the first days
    assert len(set(growth.parts)) == 1
    assert max(growth.handles) - growth.handles[first] <= 2
    assert growth.memory_mb[-1] - growth.memory_mb[first] < GROWTH_MB
