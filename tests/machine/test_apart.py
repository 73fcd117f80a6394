"""Work in a process of its own: what comes of it, how far it is, what was refused, its end."""

import sys
import time
from collections.abc import Callable
from threading import Timer

import pytest

from core.errors import NothingToReport, WorkFailed, WorkStopped
from core.machine import apart
from core.machine.apart import Apart


def doubled(number: int, told: Callable[[int, int], None]) -> int:
    sys.stdout.write("what a library says is no word of ours")
    told(1, 2)
    return 2 * number


def refused(_told: object) -> None:
    raise NothingToReport


def endless(_told: object) -> None:
    time.sleep(600)


def test_the_result_comes_back_and_each_step_is_told() -> None:
    told: list[tuple[int, int]] = []
    with Apart(doubled, 21) as work:
        assert work.result(lambda done, of: told.append((done, of))) == 42
    assert told == [(1, 2)]


def test_a_refusal_is_raised_here() -> None:
    with Apart(refused) as work, pytest.raises(NothingToReport):
        work.result()


def test_it_is_stopped_from_another_thread() -> None:
    with Apart(endless) as work:
        Timer(0.05, work.stop).start()
        began = time.monotonic()
        with pytest.raises(WorkStopped):
            work.result()
    assert time.monotonic() - began < 5


def test_a_process_that_ends_by_itself_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_COMMAND", ("-c", "raise SystemExit('no memory')"))
    with Apart(doubled, 1) as work, pytest.raises(WorkFailed, match="no memory"):
        work.result()
