"""A lane works in order in one thread, and its results arrive on the GUI thread."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from core.errors import QueueError, TicketGone, Unexpected
from core.qt.office_link.tasks import Lane
from core.qt.traces import fault_report

DEADLINE_S = 10.0


class EndedError(BaseException):
    """What ends a program is no error of the work."""


class Taker(QObject):
    """Notes what it was given and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[QueueError] = []
        self.threads: set[int] = set()

    def take(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def refuse(self, error: QueueError) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


class Gate:
    """Work that waits until it is let go."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.open = threading.Event()

    def __call__(self) -> str:
        self.entered.set()
        assert self.open.wait(DEADLINE_S)
        return "through"


@pytest.fixture
def lane(qtbot: QtBot) -> Iterator[Lane]:
    made = Lane("test")
    yield made
    assert made.close(DEADLINE_S)


@pytest.fixture
def taker(qtbot: QtBot) -> Taker:
    return Taker()


def test_work_is_done_elsewhere_and_its_result_taken_here(
    lane: Lane, taker: Taker, qtbot: QtBot
) -> None:
    lane.submit(threading.get_ident, taker.take)

    qtbot.waitUntil(lambda: bool(taker.results))
    assert taker.results != [threading.get_ident()]
    assert taker.threads == {threading.get_ident()}


def test_work_is_done_one_after_another_in_order(lane: Lane, taker: Taker, qtbot: QtBot) -> None:
    inside = threading.Lock()
    overlaps = []

    def alone(number: int) -> int:
        if not inside.acquire(blocking=False):
            overlaps.append(number)
            return number
        try:
            return number
        finally:
            inside.release()

    for number in range(200):
        lane.submit(lambda number=number: alone(number), taker.take)  # type: ignore[misc] # a default binds the loop's number

    qtbot.waitUntil(lambda: len(taker.results) == 200)
    assert taker.results == list(range(200))
    assert not overlaps


def test_a_refusal_goes_to_on_error_in_the_gui_thread(
    lane: Lane, taker: Taker, qtbot: QtBot
) -> None:
    def refuse() -> None:
        raise TicketGone(code="A-001")

    lane.submit(refuse, taker.take, taker.refuse)

    qtbot.waitUntil(lambda: bool(taker.errors))
    assert isinstance(taker.errors[0], TicketGone)
    assert taker.threads == {threading.get_ident()}


@pytest.mark.parametrize("error", [EndedError(), TicketGone(code="A-001")])
def test_what_nobody_takes_crashes_loudly_in_the_gui_thread(
    lane: Lane, taker: Taker, qtbot: QtBot, error: BaseException
) -> None:
    def fail() -> None:
        raise error

    with capture_exceptions() as caught:
        lane.submit(fail, taker.take)
        qtbot.waitUntil(lambda: bool(caught))

    assert caught[0][1] is error


@pytest.mark.unexpected
@pytest.mark.parametrize("kind", [Exception, OSError, MemoryError])
def test_an_error_nobody_expects_is_a_sentence_with_one_report_and_the_lane_goes_on(
    lane: Lane, taker: Taker, qtbot: QtBot, tmp_path: Path, kind: type[Exception]
) -> None:
    folder = tmp_path / "crashes"
    fault_report.keep_in(folder, "kiosk")

    def fail() -> None:
        raise kind("boom")

    for _ in range(3):
        lane.submit(fail, taker.take, taker.refuse)
    lane.submit(lambda: "after", taker.take)

    qtbot.waitUntil(lambda: taker.results == ["after"])
    assert [type(each) for each in taker.errors] == [Unexpected] * 3
    assert type(taker.errors[0].__cause__) is kind
    [report] = folder.iterdir()
    assert str(report) in str(taker.errors[2])
    assert "in fail" in report.read_text(encoding="utf-8")
    assert "boom" not in report.read_text(encoding="utf-8")
    assert "boom" not in str(taker.errors[0])


def test_a_cancelled_result_is_dropped(lane: Lane, taker: Taker, qtbot: QtBot) -> None:
    gate = Gate()
    job = lane.submit(gate, taker.take)
    assert gate.entered.wait(DEADLINE_S)

    job.cancel()
    gate.open.set()
    lane.submit(lambda: "after", taker.take)

    qtbot.waitUntil(lambda: bool(taker.results))
    assert taker.results == ["after"]


def test_cancelled_work_that_has_not_begun_is_not_done(
    lane: Lane, taker: Taker, qtbot: QtBot
) -> None:
    gate, done = Gate(), []
    lane.submit(gate, taker.take)
    assert gate.entered.wait(DEADLINE_S)

    lane.submit(lambda: done.append(1), taker.take).cancel()
    gate.open.set()
    lane.submit(lambda: "after", taker.take)

    qtbot.waitUntil(lambda: len(taker.results) == 2)
    assert not done


def test_a_result_for_a_deleted_owner_is_dropped(lane: Lane, taker: Taker, qtbot: QtBot) -> None:
    gate, gone = Gate(), Taker()
    lane.submit(gate, gone.take)
    assert gate.entered.wait(DEADLINE_S)

    shiboken6.delete(gone)
    gate.open.set()
    lane.submit(lambda: "after", taker.take)

    qtbot.waitUntil(lambda: bool(taker.results))
    assert not gone.results


def test_closing_while_busy_joins_and_delivers_nothing_more(taker: Taker, qtbot: QtBot) -> None:
    lane, gate = Lane("busy"), Gate()
    lane.submit(gate, taker.take)
    lane.submit(lambda: "never", taker.take)
    assert gate.entered.wait(DEADLINE_S)
    threading.Timer(0.05, gate.open.set).start()

    ended = lane.close(DEADLINE_S)
    qtbot.wait(1)

    assert ended
    assert not taker.results


def test_closing_says_when_the_work_hangs(taker: Taker) -> None:
    lane, gate = Lane("hanging"), Gate()
    lane.submit(gate, taker.take)
    assert gate.entered.wait(DEADLINE_S)

    ended = lane.close(deadline_s=0.01)
    gate.open.set()

    assert not ended
    assert lane.close(DEADLINE_S)


def test_a_closed_lane_takes_no_work(taker: Taker) -> None:
    lane = Lane("closed")
    lane.close()

    job = lane.submit(lambda: "never", taker.take)

    assert job.is_cancelled


def test_a_lane_may_be_deleted_once_closed(taker: Taker, qtbot: QtBot) -> None:
    lane = Lane("deleted")
    lane.submit(lambda: "perhaps", taker.take)
    lane.close()

    shiboken6.delete(lane)
    qtbot.wait(1)

    assert not taker.results
