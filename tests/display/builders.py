"""Calls, a clock in seconds, and a display on a real office, driven by the test."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from core.announce import Announcement
from core.clock import FixedClock
from core.domain.ticket import CounterNumber, Line, State, Ticket
from core.office import Call, Office, Receipt
from core.qt.office_link.link import Link
from core.speech.voice import SpokenResult, Voice
from display.presenter import DisplayPresenter
from display.state import Shown
from display.voice.announcer import Announcer
from tests.builders import MORNING

on_sqlite = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
WAIT_MS = 15_000
STEP_S = 2.0
SAMPLE_PIN = "2468"


def a_call(
    seq: int = 1,
    code: str | None = None,
    *,
    counter: int = 1,
    at: datetime = MORNING,
    is_last: bool = False,
) -> Call:
    """Return the call `seq`, of the ticket with that number unless told."""
    code = code or f"A-{seq:03d}"
    line = Line.PREFERENTIAL if code.startswith("P") else Line.GENERAL
    return Call(seq, code, line, CounterNumber(counter), at, 1, is_last, State.CALLED)


class Seconds:
    """A monotonic clock that a test moves; the office's clock goes with it if it has one."""

    def __init__(self, office_clock: FixedClock | None = None) -> None:
        self._now = 1000.0
        self._office_clock = office_clock

    def __call__(self) -> float:
        return self._now

    def pass_(self, seconds: float) -> None:
        self._now += seconds
        if self._office_clock is not None:
            self._office_clock.advance(timedelta(seconds=seconds))


@dataclass
class Hall:
    """A display without a window: what is to be seen, and since when."""

    presenter: DisplayPresenter
    announcer: Announcer
    link: Link
    seconds: Seconds
    qtbot: QtBot
    seen: list[tuple[float, Shown]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.presenter.changed.connect(self._see)

    def _see(self, shown: Shown) -> None:
        self.seen.append((self.seconds(), shown))
        if shown.is_calling and shown.current is not None:
            self.presenter.painted(shown.current.seq)

    @property
    def shown(self) -> Shown:
        return self.presenter.shown

    @property
    def current(self) -> str | None:
        return None if self.shown.current is None else self.shown.current.code

    def wait(self, condition: Callable[[], object]) -> None:
        """Let things happen until `condition` holds."""
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT_MS)

    def pass_(self, seconds: float) -> None:
        """Let so many seconds pass, in which the office is read and the voice comes to its end."""
        left = seconds
        while left > 0:
            self.wait(lambda: not self.announcer.is_busy and self.presenter.is_idle)
            self.seconds.pass_(min(left, STEP_S))
            left -= STEP_S
            self.presenter.tick()
            self.wait(lambda: self.presenter.silent_s <= STEP_S)

    def calls_seen(self) -> list[tuple[float, str]]:
        """Return when each call was first highlighted."""
        found: list[tuple[float, str]] = []
        for at, shown in self.seen:
            code = shown.current.code if shown.is_calling and shown.current else None
            if code and (not found or found[-1][1] != code):
                found.append((at, code))
        return found


def issue_and_call(office: Office, *, counter: int = 1) -> Ticket:
    """Let somebody come, and call the next ticket to a counter that gets free for it."""
    if office.queue.at_counter(counter) is not None:
        office.queue.no_show(counter=counter)
    office.queue.issue()
    ticket = office.queue.call_next(counter=counter)
    assert ticket is not None
    return ticket


def open_counters(office: Office, count: int) -> None:
    """Have somebody at counters 4 to `count` too, which the office is given."""
    document = tomllib.loads(office.settings.export_toml())
    document["counters"] = [{"number": number} for number in range(1, count + 1)]
    office.settings.change(document)
    for number in range(4, count + 1):
        name = f"f{number}"
        office.staff.add(name, name=name, pin=SAMPLE_PIN, must_change_pin=False)
        office.staff.sign_in(name, pin=SAMPLE_PIN, counter=number)


def receipts(office: Office) -> list[Receipt]:
    """Return every receipt of today's calls, in order."""
    events = office.journal()
    return list(office.devices.receipts([event.seq for event in events]))


def wait_for_call(hall: Hall, code: str | None) -> None:
    hall.wait(lambda: hall.current == code and hall.shown.is_calling)


class Recorder:
    """A voice that notes down what it says, and says it at once."""

    def __init__(self, voice: Voice, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[Announcement] = []
        say = voice.say

        def note(announcement: Announcement, *, since: int | None = None) -> SpokenResult:
            self.said.append(announcement)
            return say(announcement, since=since)

        monkeypatch.setattr(voice, "say", note)

    @property
    def codes(self) -> list[str]:
        return [announcement.code for announcement in self.said]
