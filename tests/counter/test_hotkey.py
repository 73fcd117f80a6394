"""Calling by keys that another program's window would have had."""

from collections.abc import Iterator

import pytest

from core.domain.ticket import Kind
from core.machine.config import Config
from counter.decisions.presenter import Stage
from tests.counter.conftest import Desk, Open, issue
from tests.x11 import CONTROL, F9, press, x_server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with x_server() as display:
        yield display


@pytest.fixture
def desk(server: str, monkeypatch: pytest.MonkeyPatch, open_desk: Open, office_url: str) -> Desk:
    """Open a window that calls by Ctrl+F9, with ana signed in."""
    monkeypatch.setenv("DISPLAY", server)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    found = open_desk(config=Config(database=office_url, language="en", hotkey="Ctrl+F9"))
    found.sign_in()
    return found


def test_the_hot_key_calls_the_next_ticket_and_does_nothing_else(desk: Desk, server: str) -> None:
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")

    press(server, CONTROL, F9)
    desk.wait_for_stage(Stage.CALLED)
    press_and_wait_until_heard(desk, server)  # it never starts nor finishes a service

    assert desk.presenter.stage is Stage.CALLED
    assert desk.presenter.actions.doing is None
    assert desk.kinds().count(Kind.CALLED) == 1


def press_and_wait_until_heard(desk: Desk, server: str) -> None:
    key = desk.counter._hotkey
    assert key is not None
    before = key.press
    press(server, CONTROL, F9)
    desk.wait_until(lambda: key.press is not before, "the hot-key")


def test_the_hot_key_of_a_locked_window_does_nothing(desk: Desk, server: str) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.presenter.shift.lock()

    press_and_wait_until_heard(desk, server)

    assert desk.presenter.shift.is_locked
    assert Kind.CALLED not in desk.kinds()


def test_keys_that_cannot_be_had_leave_a_window_that_works(
    desk: Desk, open_desk: Open, office_url: str
) -> None:
    second = open_desk(config=Config(database=office_url, language="en", hotkey="Ctrl+F9"))

    second.sign_in("beto", counter=2)

    assert second.counter._hotkey is not None
    assert second.counter._hotkey.problem is not None
