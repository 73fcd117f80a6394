"""What a screen reader is told of the leader's window: each page as it comes, then what is new."""

import re
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from core.office import Office
from counter.leader.machine.fields import ButtonEditor
from counter.leader.pages.settings import SettingsPage
from counter.leader.settings.month import DayButton
from tests.conftest import SAMPLE_PIN
from tests.counter.leader.conftest import LeaderDesk, OpenLeader

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is announced")


@pytest.fixture
def desk(open_leader: OpenLeader) -> LeaderDesk:
    found = open_leader()
    found.wait_for("Waiting")
    return found


def said(desk: LeaderDesk) -> str:
    """Return the name of what has the keyboard."""
    focus: QWidget | None = desk.leader.focusWidget()
    return "" if focus is None else focus.accessibleName()


def told(desk: LeaderDesk, words: str) -> None:
    desk.wait_until(lambda: words in said(desk) or words in desk.leader.accessibleName(), words)


def test_a_page_that_comes_has_the_keyboard_and_says_itself(desk: LeaderDesk) -> None:
    assert "The office now" in said(desk)
    assert "There is no copy of the office" in said(desk)
    assert "Counter 1: Nobody is there" in said(desk)

    desk.go_to("People")
    desk.wait_for("5 active")

    assert said(desk).startswith("People, 5 active, 0 signed in\nWhoever is deactivated keeps")


def test_tab_goes_through_the_page_before_the_list(desk: LeaderDesk) -> None:
    desk.go_to("People")
    desk.wait_for("5 active")
    names = []

    for _ in range(8):
        desk.press("Tab")
        names.append(said(desk).split(",")[0])

    people = ["Ana", "Beto", "Carla", "Director Comercial", "Líder ATC"]
    assert names == ["Search", "Add a person", *people, "Now"]


@on_linux
def test_an_open_row_says_what_may_be_done(desk: LeaderDesk) -> None:
    desk.go_to("People")
    desk.touch("Ana")

    told(desk, "Ana: New PIN, Name or role, What they did, Deactivate")


def test_a_question_says_itself_and_what_may_be_chosen(desk: LeaderDesk) -> None:
    desk.go_to("People")
    desk.touch("Ana")
    desk.touch("New PIN")

    assert said(desk) == ("A new PIN for Ana?\nThe one they have opens nothing from then on.")

    desk.let_pass()
    desk.press("Esc")

    assert said(desk).startswith("People")


def test_a_row_that_closes_has_the_keyboard(desk: LeaderDesk) -> None:
    desk.go_to("People")
    desk.touch("Ana")
    desk.press("Tab")
    desk.press("Tab")
    desk.press("Tab")
    desk.press("Tab")
    assert said(desk) == "New PIN"

    desk.press("Esc")

    assert said(desk).startswith("Ana, ana.")


def test_a_question_with_a_field_has_the_keyboard_there(desk: LeaderDesk) -> None:
    desk.go_to("People")
    desk.press("Ctrl+N")

    assert said(desk) == "Name, as colleagues call them"
    ask = desk.leader.pages["people"].ask
    assert ask is not None
    assert "Role: facilitator" in ask.accessibleName()


@on_linux
def test_a_wrong_number_is_told_and_stays_with_its_field(desk: LeaderDesk, office: Office) -> None:
    desk.go_to("Settings")
    desk.go_to("Calls")
    assert said(desk).startswith("Calls")
    field = most_calls(desk)

    field.setFocus()
    field.setValue(99)

    told(desk, "Calls of a ticket: ")
    assert "20" not in field.accessibleDescription(), "else it is said twice"
    desk.leader.settings_page.search.setFocus()
    desk.leader.show_all()
    assert "20" in field.accessibleDescription()


def test_what_was_saved_is_said_with_the_page(desk: LeaderDesk) -> None:
    desk.go_to("Settings")
    desk.go_to("Calls")
    most_calls(desk).setValue(4)
    desk.press("Ctrl+S")
    assert "Calls of a ticket: 3 → 4" in said(desk)
    assert "From when?: From now on" in said(desk)

    desk.press("F9")
    told(desk, "The settings are saved; every window has them.\nCalls, San Andrés")


def most_calls(desk: LeaderDesk) -> QSpinBox:
    page = desk.leader.pages["settings"]
    assert isinstance(page, SettingsPage)
    (field,) = [
        box
        for box in page.findChildren(QSpinBox)
        if box.isVisible() and box.accessibleName().startswith("Calls of a ticket")
    ]
    return field


def test_an_outage_is_heard_as_it_is_written_and_once_it_is_announced(desk: LeaderDesk) -> None:
    desk.go_to("Notices")
    page = desk.leader.pages["notices"]
    name = page.accessibleName()
    assert "Choose where the fault is\n1: The whole island" in name, "said before the button"
    assert said(desk) == "The whole island"
    assert name.endswith("Running: 0")

    desk.press("1")
    told(desk, "The whole island")
    told(desk, "Choose until when")
    desk.press("6")
    desk.press("F9")

    told(desk, "It is announced.")
    assert "Running" not in page.accessibleName(), "else it is said anew once the office has it"


def test_what_was_ended_is_said_with_the_button_that_has_it_back(desk: LeaderDesk) -> None:
    desk.go_to("Notices")
    desk.press("1")
    desk.press("6")
    desk.press("F9")
    desk.wait_for("End it")
    desk.let_pass()

    desk.touch("End it")

    desk.wait_until(lambda: said(desk) == "Undo", "the button")
    focus = desk.leader.focusWidget()
    assert focus is not None
    assert focus.accessibleDescription().startswith("Ended: ")


def test_the_history_is_not_said_to_be_empty_before_it_is_read(desk: LeaderDesk) -> None:
    desk.go_to("History")

    assert said(desk) == "History of changes, San Andrés"


def test_a_new_pin_is_said_digit_by_digit(desk: LeaderDesk) -> None:
    desk.go_to("People")
    desk.touch("Ana")
    desk.touch("New PIN")
    desk.press("F9")

    desk.wait_until(lambda: "The PIN of Ana" in said(desk), "the PIN")
    assert re.search(r"\n\d( \d){5}$", said(desk))


def test_what_a_day_means_is_heard_as_it_is_chosen(desk: LeaderDesk) -> None:
    desk.go_to("Settings")
    desk.go_to("Hours and closures")
    assert "Choose a day to change it" in said(desk)

    hours_day(desk).click()

    told(desk, "The office opens as every week.")


def test_who_may_only_look_hears_it(open_leader: OpenLeader, office: Office) -> None:
    office.staff.add("quality", name="Clara", role="quality", pin=SAMPLE_PIN, must_change_pin=False)
    desk = open_leader(signed_in="quality")
    desk.wait_for("Waiting")

    desk.go_to("Settings")

    assert "you may look" in said(desk)


def test_this_computer_says_how_its_copies_are(desk: LeaderDesk) -> None:
    desk.go_to("This computer")

    told(desk, "No good copy of this database is known.")
    told(desk, "Everything is saved")


def test_the_database_keeps_its_name_while_nothing_of_it_changes(
    desk: LeaderDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.go_to("This computer")
    desk.wait_for("Where the office is kept")
    page, shown = desk.leader.pages["machine"], set()
    monkeypatch.setattr(ButtonEditor, "show_value", lambda _editor, value: shown.add(value))

    page.refresh()

    assert len(shown) == 1


def hours_day(desk: LeaderDesk) -> DayButton:
    """Return the button of the day that Tab comes to."""
    shown = [each for each in desk.named if isinstance(each, DayButton)]
    return next(each for each in shown if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
