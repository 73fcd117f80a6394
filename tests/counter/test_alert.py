"""An idle desk is told that somebody came, and a window with a ticket does not just close."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtGui import QCloseEvent

from core.domain.ticket import Channel, Line
from core.errors import SoundFault
from counter.decisions.presenter import Stage
from counter.desk_alert import SOUND
from tests.counter.conftest import Desk, Open, issue
from tests.office.changes import change_settings

SERVED = (Line.GENERAL, Channel.IN_PERSON)


class FromTheDesktop(QCloseEvent):
    """What Qt makes of a click on the window's cross: a program's own `close` is less."""

    def spontaneous(self) -> bool:
        return True


class Loudspeaker:
    """Notes what it was asked to play."""

    name = "noted"

    def __init__(self) -> None:
        self.played: list[Path] = []
        self.has_played = Event()

    def lacks(self) -> SoundFault | None:
        return None

    def play(self, path: Path, meanwhile: Callable[[], None] | None = None) -> bool:
        assert meanwhile is None
        self.played.append(path)
        self.has_played.set()
        return True

    def stop(self) -> None:
        self.has_played.set()


@pytest.fixture
def loudspeaker(desk: Desk) -> Loudspeaker:
    found = Loudspeaker()
    desk.counter.alert.use(found)
    return found


def test_a_free_counter_rings_once_when_the_first_person_comes(
    desk: Desk, loudspeaker: Loudspeaker
) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.wait_until(loudspeaker.has_played.is_set, "a sound")
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001", "A-002")

    assert loudspeaker.played == [SOUND]
    assert desk.counter.windowTitle() == "(2) Counter · SOPESA"


def test_nothing_rings_for_whoever_waited_while_somebody_was_served(
    desk: Desk, loudspeaker: Loudspeaker
) -> None:
    desk.presenter.serve_now(*SERVED)
    desk.wait_for_stage(Stage.SERVING)
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    assert loudspeaker.played == []
    assert desk.counter.windowTitle() == "(1) Counter · SOPESA"


def test_an_office_may_do_without_the_sound(desk: Desk, loudspeaker: Loudspeaker) -> None:
    change_settings(desk.office, desk={"arrival_sound": False})
    desk.wait_until(lambda: sound_wanted(desk) is False, "the setting")

    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")

    assert loudspeaker.played == []


def sound_wanted(desk: Desk) -> bool | None:
    hall = desk.presenter.hall
    return None if hall is None else hall.settings.desk.arrival_sound


def test_who_is_not_signed_in_is_told_nothing(open_desk: Open) -> None:
    desk = open_desk()
    issue(desk.office, "g")
    desk.link.changed.emit()

    assert desk.counter.windowTitle() == "Counter · SOPESA"


def test_a_window_with_a_ticket_asks_before_it_closes(desk: Desk) -> None:
    desk.presenter.serve_now(*SERVED)
    desk.wait_for_stage(Stage.SERVING)

    closing = FromTheDesktop()
    desk.counter.closeEvent(closing)
    asked = desk.sees("Somebody is still called or served here")
    again = FromTheDesktop()
    desk.counter.closeEvent(again)

    assert (closing.isAccepted(), asked, again.isAccepted()) == (False, True, True)


def test_an_idle_window_closes_at_once(desk: Desk) -> None:
    closing = FromTheDesktop()
    desk.counter.closeEvent(closing)

    assert closing.isAccepted()
