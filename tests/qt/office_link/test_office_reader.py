"""What a window shows is read after every change, one reading at a time, and never too often."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic

import pytest
from pytestqt.qtbot import QtBot

from core.clock import FixedClock
from core.errors import TicketGone
from core.machine.config import Config
from core.office import Board, Office
from core.qt.office_link.link import Link
from core.qt.office_link.office_reader import OfficeReader, Pacing

DEADLINE_S = 30
REST_MS = 200
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


class Reads:
    """What a window asks: the board, in its own time, and sometimes nothing but a refusal."""

    def __init__(self) -> None:
        self.at: list[float] = []
        self.entered = threading.Event()
        self.open = threading.Event()
        self.open.set()
        self.refuses = False

    def __call__(self, office: Office) -> Board:
        self.at.append(monotonic())
        self.entered.set()
        assert self.open.wait(DEADLINE_S)
        if self.refuses:
            raise TicketGone(code="A-001")
        return office.queue.board()


@pytest.fixture
def reads() -> Reads:
    return Reads()


@pytest.fixture
def link(office_url: str, clock: FixedClock, qtbot: QtBot) -> Iterator[Link]:
    made = Link(
        Config(database=office_url, office="san-andres"),
        open_office=lambda config: Office.open(config.database, config.office, clock),
    )
    yield made
    made.close()


Make = Callable[[Pacing], OfficeReader[Board]]


@pytest.fixture
def make(link: Link, reads: Reads, qtbot: QtBot) -> Iterator[Make]:
    """Return a function that makes a reader which has read once."""
    made: list[OfficeReader[Board]] = []

    def reader(pacing: Pacing) -> OfficeReader[Board]:
        found = OfficeReader(link, lambda: reads, lambda board: board, pacing)
        made.append(found)
        with qtbot.waitSignal(found.taken, timeout=DEADLINE_S * 1000):
            link.start()
        qtbot.waitUntil(lambda: found.is_resting)
        reads.at.clear()
        reads.entered.clear()
        return found

    yield reader
    for each in made:
        each.close()


def test_many_requests_during_a_reading_make_one_more(
    make: Make, reads: Reads, qtbot: QtBot
) -> None:
    reader = make(Pacing())
    reads.open.clear()
    reader.look()
    assert reads.entered.wait(DEADLINE_S)

    for _ in range(50):
        reader.look()
    reads.open.set()

    qtbot.waitUntil(lambda: len(reads.at) == 2 and not reader.is_reading)
    qtbot.wait(50)
    assert len(reads.at) == 2


def test_a_change_during_a_reading_is_read_after_it(
    make: Make, link: Link, reads: Reads, qtbot: QtBot
) -> None:
    reader = make(Pacing())
    reads.open.clear()
    reader.look()
    assert reads.entered.wait(DEADLINE_S)

    link.changed.emit()
    reads.open.set()

    qtbot.waitUntil(lambda: len(reads.at) == 2 and not reader.is_reading)


def test_changes_are_gathered_and_apart(make: Make, link: Link, reads: Reads, qtbot: QtBot) -> None:
    reader = make(Pacing(gather_ms=50, rest_ms=REST_MS))
    began = monotonic()

    while monotonic() - began < 4 * REST_MS / 1000:
        link.changed.emit()
        qtbot.wait(5)
    qtbot.waitUntil(lambda: reader.is_resting)

    rests = [after - before for before, after in zip(reads.at, reads.at[1:], strict=False)]
    assert reads.at[0] - began > 0.9 * 50 / 1000  # Qt's timers may be early by a twentieth
    assert len(rests) >= 2
    assert min(rests) > 0.9 * REST_MS / 1000


def test_nothing_is_read_while_an_action_is_under_way_and_then_what_it_changed(
    make: Make, link: Link, reads: Reads, qtbot: QtBot
) -> None:
    reader = make(Pacing())
    reader.hold()
    reader.look()
    link.changed.emit()
    qtbot.wait(50)
    assert reads.at == []

    released = monotonic()
    reader.release(REST_MS)

    qtbot.waitUntil(lambda: len(reads.at) == 1)
    assert reads.at[0] - released > 0.9 * REST_MS / 1000


def test_a_touch_goes_before_a_reading_that_is_about_to_begin(
    make: Make, link: Link, reads: Reads, qtbot: QtBot
) -> None:
    reader = make(Pacing(gather_ms=50))
    link.changed.emit()

    touched = monotonic()
    reader.put_off(REST_MS)

    qtbot.waitUntil(lambda: len(reads.at) == 1)
    assert reads.at[0] - touched > 0.9 * REST_MS / 1000


def test_a_refused_reading_is_followed_by_the_next(make: Make, reads: Reads, qtbot: QtBot) -> None:
    reader = make(Pacing())
    before = reader.found
    reads.refuses = True
    with qtbot.waitSignal(reader.lost):
        reader.look()
    assert (reader.is_here, reader.is_lost) == (False, True)
    assert isinstance(reader.fault, TicketGone)
    assert reader.found is before, "what was known is kept: whoever shows it says that it is old"

    reads.refuses = False
    with qtbot.waitSignal(reader.taken):
        reader.retry()

    assert reader.is_here
    assert reader.fault is None


def test_it_is_read_now_and_then_though_nothing_changes(
    make: Make, reads: Reads, qtbot: QtBot
) -> None:
    reader = make(Pacing(every_s=0.0))
    reads.open.clear()

    for _ in range(3):  # of the first answer nobody knows from before which of them it is
        reader.tick()
    reads.open.set()

    qtbot.waitUntil(lambda: len(reads.at) == 2 and not reader.is_reading)


def test_an_office_in_doubt_is_lost_until_it_is_read(
    make: Make, reads: Reads, qtbot: QtBot
) -> None:
    reader = make(Pacing())

    reader.doubt()
    assert not reader.is_here

    with qtbot.waitSignal(reader.taken):
        reader.look()
    assert reader.is_here


def test_the_time_is_the_office_s_whatever_this_computer_s_clock_says(
    make: Make, clock: FixedClock
) -> None:
    reader = make(Pacing())
    board = reader.board
    assert board is not None

    now = reader.now

    assert now is not None
    assert timedelta(0) <= now - clock.now() < timedelta(seconds=DEADLINE_S)
    assert reader.time_at(monotonic() + 60) > now + timedelta(seconds=59)  # type: ignore[operator]


def test_a_closed_reader_takes_no_answer(make: Make, reads: Reads, qtbot: QtBot) -> None:
    reader = make(Pacing())
    before = reader.found
    reads.open.clear()
    reader.look()
    assert reads.entered.wait(DEADLINE_S)

    reader.close()
    reads.open.set()

    qtbot.wait(50)
    assert reader.found is before
