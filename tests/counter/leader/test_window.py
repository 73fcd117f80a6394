"""The leader's window opens to whoever may see the office, and to nobody else."""

import pytest

from core.office import Office
from tests.conftest import SAMPLE_PIN
from tests.counter.leader.conftest import OpenLeader
from tests.counter.leader.test_settings import type_number


@pytest.mark.parametrize("username", ["lider", "director"])
def test_who_leads_opens_it(open_leader: OpenLeader, username: str) -> None:
    desk = open_leader(signed_in=username)

    desk.wait_for("The office now")


def test_the_quality_leader_opens_it(open_leader: OpenLeader, office: Office) -> None:
    office.staff.add("cali", name="Cali", role="quality", pin=SAMPLE_PIN, must_change_pin=False)

    desk = open_leader(signed_in="cali")

    desk.wait_for("The office now")


def test_a_facilitator_is_told_where_to_work(open_leader: OpenLeader) -> None:
    desk = open_leader(signed_in="ana")

    assert desk.sees("technicians and the quality leader open this window")
    assert desk.presenter.person is None


def test_a_wrong_pin_opens_nothing(open_leader: OpenLeader) -> None:
    desk = open_leader(signed_in="")
    desk.sign_in(pin="9999")

    assert desk.presenter.person is None
    assert desk.sees("left")


def test_a_given_pin_is_changed_before_anything_else(
    open_leader: OpenLeader, office: Office
) -> None:
    office.staff.set_pin("lider", pin="3579")
    desk = open_leader(signed_in="")
    desk.sign_in(pin="3579")

    desk.type_into("New PIN", "8642")
    desk.type_into("The same again", "8642")
    desk.press("F9")
    desk.wait_for("The office now")

    assert office.staff.check_pin("lider", "8642").username == "lider"


def test_whoever_loses_the_role_is_out_at_once_and_told_why(
    open_leader: OpenLeader, office: Office
) -> None:
    desk = open_leader(signed_in="director")
    desk.wait_for("The office now")

    office.staff.set_role("director", role="facilitator")

    desk.wait_for("Your role changed: you work as facilitator now")
    assert desk.presenter.person is None


def test_whoever_is_deactivated_is_out_at_once_and_told_why(
    open_leader: OpenLeader, office: Office
) -> None:
    office.staff.add("jefa", name="Jefa", role="director", pin=SAMPLE_PIN, must_change_pin=False)
    desk = open_leader(signed_in="director")
    desk.wait_for("The office now")

    office.staff.deactivate("director")

    desk.wait_for("You do not work in San Andrés any more")
    assert desk.presenter.person is None


@pytest.mark.parametrize("is_gone", [True, False])
def test_whoever_is_put_out_reads_what_was_not_saved(
    open_leader: OpenLeader, office: Office, *, is_gone: bool
) -> None:
    office.staff.add("jefa", name="Jefa", role="leader", pin=SAMPLE_PIN, must_change_pin=False)
    desk = open_leader()
    desk.go_to("Settings")
    desk.go_to("Targets and alerts")
    type_number(desk, "Target of the general line", 20)

    if is_gone:
        office.staff.deactivate("lider", by="director")
    else:
        office.staff.set_role("lider", role="facilitator", by="director")

    desk.wait_for("Not saved, and gone: Target of the general line.")
    desk.sign_in("director")
    desk.wait_for("Everything is saved")


@pytest.mark.parametrize("then", ["the same", "another", "out"])
def test_another_person_at_a_locked_window_is_told_whose_changes_would_go(
    open_leader: OpenLeader, office: Office, then: str
) -> None:
    desk = open_leader()
    desk.go_to("Settings")
    desk.go_to("Targets and alerts")
    type_number(desk, "Target of the general line", 20)
    office.staff.set_pin("lider", pin="3579", by="director")
    desk.wait_for("The window is locked.")

    desk.sign_in("director")
    desk.wait_for("Líder ATC has not saved yet: Target of the general line.")
    assert desk.presenter.is_locked
    if then == "another":
        desk.sign_in("director")
        desk.wait_for("Everything is saved")
        return
    desk.sign_in("lider", "3579")
    desk.wait_until(lambda: desk.presenter.must_choose_pin, "the own PIN")
    assert desk.leader.settings_page.holds_changes() == "Target of the general line"

    if then == "out":
        desk.touch("Sign out")
        desk.wait_for("Not saved yet: Target of the general line")
        desk.touch("Sign out")
        assert desk.presenter.person is None
        return
    desk.type_into("New PIN", "8642")
    desk.type_into("The same again", "8642")
    desk.press("F9")
    desk.wait_for("1 change not saved")


def test_a_pin_that_somebody_else_gave_locks_the_window_until_it_is_typed(
    open_leader: OpenLeader, office: Office
) -> None:
    desk = open_leader()
    desk.wait_for("The office now")

    office.staff.set_pin("lider", pin="3579", by="director")
    desk.wait_for("The window is locked.")
    desk.sign_in(pin="3579")
    desk.type_into("New PIN", "8642")
    desk.type_into("The same again", "8642")
    desk.press("F9")
    desk.wait_for("The office now")

    assert office.staff.check_pin("lider", "8642").username == "lider"


def test_it_says_who_waits_who_works_and_that_there_is_no_copy(
    open_leader: OpenLeader, office: Office
) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    office.queue.issue("general")
    desk = open_leader()

    desk.wait_for("A-001")
    assert desk.sees("Counter 1: Ana, Free")
    assert desk.sees("There is no copy of the office")
