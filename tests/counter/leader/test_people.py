"""People by form: each deed once, by whoever may, and journaled with who did it."""

from typing import Literal

import pytest
from PySide6.QtWidgets import QLabel

from core.clock import FixedClock
from core.domain.staff import Role
from core.domain.ticket import Kind
from core.errors import PinPaused, StaffInactive, WrongPin
from core.office import Office, template
from core.qt.widgets import ActionButton
from tests.conftest import SAMPLE_PIN
from tests.counter.leader.conftest import LeaderDesk, OpenLeader


@pytest.fixture
def desk(open_leader: OpenLeader) -> LeaderDesk:
    """Open the list of people."""
    found = open_leader()
    found.go_to("People")
    found.wait_for("5 active")
    return found


def shown_pin(desk: LeaderDesk) -> str:
    """Return the PIN that can be read now."""
    desk.wait_for("it is shown once")
    labels = [each.text() for each in desk.leader.findChildren(QLabel) if each.isVisible()]
    (pin,) = [each for each in labels if each.isdecimal()]
    return pin


def doer(office: Office, kind: Kind) -> tuple[str | None, str]:
    """Return whom the latest event of a kind is about, and who did it."""
    event = [each for each in office.journal(limit=10_000) if each.kind is kind][-1]
    return event.staff, str(event.data["by"])


def test_a_new_person_signs_in_with_the_pin_that_is_shown_once(
    desk: LeaderDesk, office: Office
) -> None:
    desk.press("Ctrl+N")
    desk.type_into("Name", "Diana Archbold")
    desk.type_into("User name", "diana")
    desk.touch("facilitator")
    desk.press("F9")
    pin = shown_pin(desk)
    desk.press("F9")
    desk.wait_for("6 active")

    assert office.staff.check_pin("diana", pin).must_change_pin
    assert doer(office, Kind.STAFF_ADDED) == ("diana", "lider")
    assert not desk.sees(pin)


def test_nothing_is_added_before_a_role_was_chosen(desk: LeaderDesk, office: Office) -> None:
    desk.press("Ctrl+N")
    desk.type_into("Name", "Diana")
    desk.type_into("User name", "diana")
    desk.press("F9")
    desk.let_pass()

    assert all(each.username != "diana" for each in office.staff.all())


def test_what_is_refused_is_told_in_place_and_what_was_written_stays(desk: LeaderDesk) -> None:
    desk.press("Ctrl+N")
    desk.type_into("Name", "Ana again")
    desk.type_into("User name", "ana")
    desk.touch("facilitator")
    desk.press("F9")
    desk.wait_for_answer()

    assert desk.sees('"ana"')
    assert desk.leader.pages["people"].findChild(QLabel) is not None
    desk.type_into("User name", "ana.two")
    desk.press("F9")
    shown_pin(desk)


def test_esc_leaves_a_question_and_then_closes_the_row(desk: LeaderDesk) -> None:
    desk.touch("Ana")
    desk.touch("New PIN")
    desk.wait_for("A new PIN for Ana?")

    desk.press("Esc")
    assert not desk.sees("A new PIN for Ana?")
    assert desk.sees("New PIN")
    desk.press("Esc")
    assert not desk.sees("New PIN")


def test_tab_goes_as_a_question_is_read(desk: LeaderDesk) -> None:
    desk.press("Ctrl+N")
    desk.let_pass()  # the layout of what came just now
    names = []
    for _ in range(4):
        focus = desk.leader.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName())
        desk.press("Tab")

    assert names == ["Name, as colleagues call them", "User name", "facilitator", "leader"]


def test_a_new_pin_opens_and_the_old_one_does_not(desk: LeaderDesk, office: Office) -> None:
    desk.touch("Ana")
    desk.touch("New PIN")
    desk.press("F9")
    pin = shown_pin(desk)

    assert office.staff.check_pin("ana", pin).must_change_pin
    with pytest.raises(WrongPin):
        office.staff.check_pin("ana", SAMPLE_PIN)
    assert doer(office, Kind.PIN_SET) == ("ana", "lider")


def test_ones_own_pin_is_changed_by_who_knows_it(desk: LeaderDesk, office: Office) -> None:
    desk.touch("lider")
    desk.touch("New PIN")
    desk.type_into("The PIN you have", SAMPLE_PIN)
    desk.type_into("New PIN", "8642")
    desk.type_into("The same again", "8624")
    desk.press("F9")
    desk.wait_for("The two PINs are not the same")
    desk.type_into("The same again", "8642")
    desk.press("F9")
    desk.wait_until(lambda: not desk.sees("The PIN you have"), "the list")

    assert not office.staff.check_pin("lider", "8642").must_change_pin
    assert desk.presenter.person is not None
    assert not desk.presenter.is_locked


def test_whoever_is_locked_out_is_let_in_again(desk: LeaderDesk, office: Office) -> None:
    for _ in range(5):
        with pytest.raises((WrongPin, PinPaused)):
            office.staff.check_pin("ana", "0000")
    desk.wait_for("Locked until")

    desk.touch("Ana")
    desk.touch("Unlock")
    desk.wait_for_answer()

    assert office.staff.check_pin("ana", SAMPLE_PIN).username == "ana"
    assert doer(office, Kind.UNLOCKED) == ("ana", "lider")


def test_name_and_role_change_together(desk: LeaderDesk, office: Office) -> None:
    desk.touch("Ana")
    desk.touch("Name or role")
    desk.type_into("Name", "Ana Bryan")
    desk.touch("quality")
    desk.press("F9")
    desk.wait_for("Ana Bryan")

    (ana,) = [each for each in office.staff.all() if each.username == "ana"]
    assert (ana.name, ana.role) == ("Ana Bryan", Role.QUALITY)
    assert doer(office, Kind.PERSON_CHANGED) == ("ana", "lider")
    desk.go_to("History")
    desk.wait_for("Changed Ana Bryan: Ana → Ana Bryan, facilitator → quality")


def test_a_refused_role_leaves_the_name_as_it_was(desk: LeaderDesk, office: Office) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=2)
    desk.touch("Ana")
    desk.touch("Name or role")
    desk.type_into("Name", "Ana Bryan")
    desk.touch("quality")
    desk.press("F9")
    desk.wait_for("Ana already staffs counter 2")

    (ana,) = [each for each in office.staff.all() if each.username == "ana"]
    assert (ana.name, ana.role) == ("Ana", Role.FACILITATOR)


def test_a_colleague_who_forgot_is_signed_out_with_a_reason(
    desk: LeaderDesk, office: Office
) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=2)
    desk.wait_for("1 signed in")

    desk.touch("Ana")
    desk.touch("Sign them out")
    desk.press("F9")
    desk.wait_for("0 signed in")

    (event,) = [each for each in office.journal(limit=10_000) if each.kind is Kind.SIGNED_OUT]
    assert (event.staff, event.data["by"]) == ("ana", "lider")
    assert event.data["reason"] == "Forgot to sign out"


def test_whoever_left_opens_nothing_and_may_come_back(desk: LeaderDesk, office: Office) -> None:
    desk.touch("Ana")
    desk.touch("Deactivate")
    desk.press("F9")
    desk.wait_for("Deactivated")
    with pytest.raises(StaffInactive):
        office.staff.check_pin("ana", SAMPLE_PIN)

    desk.touch("Ana")
    desk.touch("Have them back")
    desk.press("F9")
    pin = shown_pin(desk)

    assert office.staff.check_pin("ana", pin).is_active


def test_the_last_leader_stays(desk: LeaderDesk) -> None:
    desk.touch("Líder ATC")

    assert desk.sees("Leads the office alone: stays.")
    assert not desk.sees("Deactivate")


def test_only_directors_look_after_directors(desk: LeaderDesk) -> None:
    desk.touch("Director Comercial")

    assert desk.sees("Only directors look after directors.")


def test_the_quality_leader_only_looks(open_leader: OpenLeader, office: Office) -> None:
    office.staff.add("cali", name="Cali", role="quality", pin=SAMPLE_PIN, must_change_pin=False)
    desk = open_leader(signed_in="cali")
    desk.go_to("People")

    desk.touch("Ana")

    assert desk.sees("you may look")
    assert not desk.sees("Add a person")


def test_the_list_is_searched_by_any_of_its_words(desk: LeaderDesk) -> None:
    desk.type_into("Search", "carl")

    assert desk.sees("Carla")
    assert not desk.sees("Beto")


def test_what_somebody_did_is_one_press_away(desk: LeaderDesk, office: Office) -> None:
    office.settings.change({"targets.general_min": 20}, by="director")
    office.staff.rename("ana", name="Ana Bryan", by="lider")
    desk.wait_for("Ana Bryan")

    desk.touch("Ana Bryan")
    desk.touch("What they did")

    desk.wait_for("Called Ana Ana Bryan")
    assert not desk.sees("Director Comercial")


def test_a_director_says_in_which_offices_somebody_works(
    open_leader: OpenLeader, office: Office, office_url: str, clock: FixedClock
) -> None:
    Office.create(office_url, "providencia", template("providencia"), clock).close()
    desk = open_leader(signed_in="director")
    desk.go_to("People")
    desk.wait_for("5 active")

    desk.touch("Ana")
    desk.touch("Name, role or offices")
    desk.touch("Providencia, San Andrés")
    desk.press("F9")
    desk.wait_until(lambda: not desk.sees("Works in"), "the list")
    desk.wait_for("Providencia, San Andrés")

    (ana,) = [each for each in office.staff.all() if each.username == "ana"]
    assert ana.offices == ("providencia", "san-andres")
    assert doer(office, Kind.PERSON_CHANGED) == ("ana", "director")
    desk.go_to("History")
    desk.wait_for("Changed Ana: As the role says → Providencia, San Andrés")


def test_in_which_offices_is_not_asked_of_who_works_in_one(
    open_leader: OpenLeader, office: Office, office_url: str, clock: FixedClock
) -> None:
    Office.create(office_url, "providencia", template("providencia"), clock).close()
    desk = open_leader()
    desk.go_to("People")
    desk.touch("Ana")
    desk.touch("Name or role")

    assert not desk.sees("Works in")


@pytest.mark.parametrize("language", ["es", "en"])
def test_at_200_percent_the_head_and_what_may_be_done_have_room(
    open_leader: OpenLeader, language: Literal["es", "en"]
) -> None:
    desk = open_leader(language=language)
    for _ in range(10):
        desk.press("Ctrl++")
    desk.go_to("People")
    desk.touch("Ana")
    desk.let_pass()
    page = desk.leader.people_page

    for each in (page.search, page.add):
        assert each.width() >= page.width() / 3
    buttons = page.table.rows["ana"].deeds.findChildren(ActionButton)
    assert len(buttons) == 4
    for button in buttons:
        right = button.mapTo(page, button.rect().topRight()).x()
        assert right < page.width(), button.text()
