"""The doorbell rings on the GUI thread, bursts become one, and no change is lost."""

import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from core.errors import StoreUnavailable
from core.qt.office_link.changes import Changes

DEADLINE_S = 10.0


class Bell:
    """A doorbell a test rings: True rings, False is a quiet wait, an exception is raised."""

    def __init__(self) -> None:
        self.events: SimpleQueue[bool | Exception | None] = SimpleQueue()
        self.waits = threading.Semaphore(0)

    def wait(self, timeout_s: float) -> bool:
        self.waits.release()
        try:
            event = self.events.get(timeout=timeout_s)
        except Empty:
            return False
        if isinstance(event, Exception):
            raise event
        return bool(event)

    def close(self) -> None:
        self.events.put(None)

    def settle(self, waits: int) -> None:
        """Wait until the listener has begun `waits` more waits."""
        for _ in range(waits):
            assert self.waits.acquire(timeout=DEADLINE_S)


class Heard:
    def __init__(self, changes: Changes) -> None:
        self.changes = 0
        self.links: list[bool] = []
        self.threads: set[int] = set()
        changes.changed.connect(self.note)
        changes.connected.connect(self.links.append)

    def note(self) -> None:
        self.changes += 1
        self.threads.add(threading.get_ident())


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def changes(bell: Bell, qtbot: QtBot) -> Iterator[Changes]:
    made = Changes(bell)
    yield made
    assert made.close(DEADLINE_S)


def test_a_ring_is_heard_on_the_gui_thread(changes: Changes, bell: Bell, qtbot: QtBot) -> None:
    heard = Heard(changes)
    changes.start()

    bell.events.put(True)

    qtbot.waitUntil(lambda: heard.changes == 1)
    assert heard.threads == {threading.get_ident()}


def test_a_burst_while_the_gui_is_busy_is_heard_once(
    changes: Changes, bell: Bell, qtbot: QtBot
) -> None:
    heard = Heard(changes)
    changes.start()
    bell.settle(1)

    for _ in range(100):
        bell.events.put(True)
    bell.settle(100)  # the GUI thread has handled no event meanwhile
    qtbot.waitUntil(lambda: heard.changes > 0)
    QCoreApplication.processEvents()

    assert heard.changes == 1


def test_a_change_during_the_handling_is_heard_afterwards(
    changes: Changes, bell: Bell, qtbot: QtBot
) -> None:
    heard = Heard(changes)

    def ring_again() -> None:
        if heard.changes == 1:
            bell.events.put(True)
            bell.settle(1)

    changes.changed.connect(ring_again)
    changes.start()
    bell.settle(1)
    bell.events.put(True)
    bell.settle(1)

    qtbot.waitUntil(lambda: heard.changes == 2)


def test_a_quiet_wait_rings_nothing_but_says_connected(
    changes: Changes, bell: Bell, qtbot: QtBot
) -> None:
    heard = Heard(changes)
    changes.start()

    bell.events.put(False)

    qtbot.waitUntil(lambda: heard.links == [True])
    assert heard.changes == 0


def test_a_lost_connection_is_said_once_and_then_its_return(
    changes: Changes, bell: Bell, qtbot: QtBot
) -> None:
    heard = Heard(changes)
    lost = StoreUnavailable(database="d", problem="gone")
    for event in (False, lost, lost, True):
        bell.events.put(event)

    changes.start()

    qtbot.waitUntil(lambda: heard.changes == 1)
    assert heard.links == [True, False, True]


@pytest.mark.unexpected
@pytest.mark.parametrize("error", [Exception("boom"), OSError("boom"), MemoryError("boom")])
def test_an_error_nobody_expects_of_the_bell_is_a_lost_connection_that_comes_back(
    changes: Changes, bell: Bell, qtbot: QtBot, error: Exception
) -> None:
    heard = Heard(changes)
    for event in (False, error, True):
        bell.events.put(event)

    changes.start()

    qtbot.waitUntil(lambda: heard.changes == 1)
    assert heard.links == [True, False, True]


def test_closing_ends_the_thread_and_nothing_is_heard_after(bell: Bell, qtbot: QtBot) -> None:
    changes = Changes(bell)
    heard = Heard(changes)
    changes.start()
    bell.settle(1)
    bell.events.put(True)
    bell.settle(1)

    ended = changes.close(DEADLINE_S)
    QCoreApplication.processEvents()

    assert ended
    assert heard.changes == 0


def test_changes_that_never_started_can_be_closed(bell: Bell, qtbot: QtBot) -> None:
    assert Changes(bell).close()
