"""The system's wish for less motion, asked over a real bus of a portal that is not ours."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from core.qt.desktop.motion import MotionWish

HERE = Path(__file__).parent


@pytest.fixture
def bus_address() -> Iterator[str]:
    """Run a bus of this test's own."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture
def bus(bus_address: str) -> Iterator[QDBusConnection]:
    yield QDBusConnection.connectToBus(bus_address, "motion")
    QDBusConnection.disconnectFromBus("motion")


@pytest.fixture
def portal(bus_address: str) -> Iterator[Callable[[int], None]]:
    """Return a function that starts a portal which answers with a number."""
    started: list[subprocess.Popen[str]] = []

    def start(answer: int) -> None:
        child = subprocess.Popen(
            [sys.executable, str(HERE / "fake_portal.py"), str(answer)],
            env=os.environ
            | {"DBUS_SESSION_BUS_ADDRESS": bus_address, "PYTHONPATH": str(HERE.parent.parent)},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(child)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"

    yield start
    for child in started:
        child.terminate()
        child.communicate()


def test_a_system_that_asks_for_less_motion_is_heard(
    qtbot: QtBot, bus: QDBusConnection, portal: Callable[[int], None]
) -> None:
    portal(1)
    motion = MotionWish()

    with qtbot.waitSignal(motion.changed):
        motion.ask(bus)

    assert motion.is_reduced


def test_a_system_with_no_wish_leaves_everything_moving(
    qtbot: QtBot, bus: QDBusConnection, portal: Callable[[int], None]
) -> None:
    portal(0)
    motion = MotionWish()

    motion.ask(bus)

    qtbot.waitUntil(lambda: motion._asking is not None and motion._asking.isFinished())
    assert not motion.is_reduced


def test_a_machine_without_a_portal_or_a_bus_moves_as_drawn(
    qtbot: QtBot, bus: QDBusConnection
) -> None:
    motion = MotionWish()

    motion.ask(bus)
    qtbot.waitUntil(lambda: motion._asking is not None and motion._asking.isFinished())
    motion.ask(QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere"))

    assert not motion.is_reduced
