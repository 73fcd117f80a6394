"""Cyclic garbage is collected in the GUI thread: Qt's objects among it are its own."""

import subprocess
import sys
import threading

from pytestqt.qtbot import QtBot

from core.qt.program.garbage import Collector

MANY = 20_000  # allocations: ten times what Python collects after


class Cycle:
    """Garbage only a collection finds; `ended_in` are the threads in which one was destroyed."""

    def __init__(self, ended_in: list[threading.Thread]) -> None:
        self.myself = self
        self._ended_in = ended_in

    def __del__(self) -> None:
        self._ended_in.append(threading.current_thread())


def test_what_a_lane_allocates_collects_nothing_there(collector: Collector) -> None:
    ended_in: list[threading.Thread] = []
    kept: list[list[int]] = []
    lane = threading.Thread(target=lambda: kept.extend([at] for at in range(MANY)))
    Cycle(ended_in)

    lane.start()
    lane.join()
    before = list(ended_in)
    collector.collect()

    assert before == []
    assert ended_in == [threading.main_thread()]


def test_it_looks_by_itself(collector: Collector, qtbot: QtBot) -> None:
    ended_in: list[threading.Thread] = []
    kept = [[at] for at in range(MANY)]
    Cycle(ended_in)

    qtbot.waitUntil(lambda: bool(ended_in), timeout=10_000)

    assert len(kept) == MANY
    assert ended_in == [threading.main_thread()]


def test_every_window_has_one() -> None:
    code = (
        "import gc, sys; from core.qt.program.app import create_application; "
        "create_application(['kiosk'], 'kiosk'); print(gc.isenabled())"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout.strip() == "False"
