"""Signing in: refusals in place, choices remembered, and what happens to a counter meanwhile."""

from core.machine.config import data_dir
from core.office import Office
from counter.decisions.presenter import Stage
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import Desk, Open, issue


def enter(desk: Desk, username: str, pin: str, counter: int) -> None:
    """Fill the form in and press F9, and wait for the answer."""
    desk.type_into("User name", username)
    desk.type_into("PIN", pin)
    desk.touch(f"Counter {counter}")
    desk.press("F9")
    desk.wait_for_answer()


def test_a_wrong_pin_says_how_many_tries_are_left_and_the_fifth_pauses(
    open_desk: Open, office: Office
) -> None:
    desk = open_desk()

    said = []
    for _ in range(5):
        enter(desk, "ana", "1111", 1)
        assert desk.presenter.actions.refusal is not None
        said.append(str(desk.presenter.actions.refusal))
        assert desk.sees(desk.texts.sentence(desk.presenter.actions.refusal))
        assert desk.counter.sign_in.pin.edit.text() == ""
    enter(desk, "ana", SAMPLE_PIN, 1)

    assert ["left" in each and each[-2] for each in said[:4]] == ["4", "3", "2", "1"]
    assert desk.sees('Too many wrong PINs for "ana".')
    assert desk.sees("9:05\N{NO-BREAK SPACE}a.m.")  # the office's time, when the pause ends
    assert desk.presenter.stage is Stage.SIGNED_OUT
    assert all(each.staff is None for each in office.queue.board().counters)


def test_a_taken_counter_is_named_and_another_one_needs_no_new_pin(
    open_desk: Open, office: Office
) -> None:
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1)
    desk = open_desk()
    desk.wait_for("Counter 1: Beto")

    enter(desk, "ana", SAMPLE_PIN, 1)
    assert desk.sees("Counter 1 is in use by Beto. Take it over?")
    desk.press("Esc")
    desk.touch("Counter 2")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    assert [each.staff for each in office.queue.board().counters] == ["beto", "ana", None]


def test_who_sits_where_is_seen_live_before_signing_in(open_desk: Open, office: Office) -> None:
    desk = open_desk()
    desk.wait_for("Counter 3")

    office.staff.sign_in("carla", pin=SAMPLE_PIN, counter=3)

    desk.wait_for("Counter 3: Carla")


def test_an_unfinished_form_asks_for_what_is_missing(open_desk: Open) -> None:
    desk = open_desk()

    desk.press("F9")

    desk.wait_for("Write your user name and your PIN, and choose a counter.")
    assert desk.presenter.actions.doing is None


def test_an_unknown_name_and_a_role_without_counter_are_refused(
    open_desk: Open, office: Office
) -> None:
    office.staff.add("ines", name="Inés", role="quality", pin=SAMPLE_PIN, must_change_pin=False)
    desk = open_desk()

    enter(desk, "nadie", SAMPLE_PIN, 1)
    assert desk.sees('Nobody is registered as "nadie" in San Andrés.')
    enter(desk, "ines", SAMPLE_PIN, 1)

    assert desk.sees('"ines" works as quality and may not staff a counter. Ask the leader.')


def test_name_and_counter_are_remembered_and_the_pin_is_not(open_desk: Open) -> None:
    first = open_desk()
    first.sign_in("ana", counter=2)
    first.press("Ctrl+F12")
    first.wait_for_stage(Stage.SIGNED_OUT)
    first.close()

    second = open_desk()
    second.wait_for("Counter 2")

    assert second.counter.sign_in.username.edit.text() == "ana"
    assert second.counter.sign_in.pin.edit.text() == ""
    assert second.counter.sign_in.counters.chosen == "2"
    assert second.counter.focusWidget() is second.counter.sign_in.pin.edit
    remembered = (data_dir() / "windows.ini").read_text(encoding="utf-8")
    assert "ana" in remembered
    assert SAMPLE_PIN not in remembered


def test_the_counter_of_the_command_line_is_offered_first(open_desk: Open, office_url: str) -> None:
    from core.machine.config import Config  # noqa: PLC0415 - one test needs it

    desk = open_desk(config=Config(database=office_url, language="en", counter=3))

    desk.wait_for("Counter 3")

    assert desk.counter.sign_in.counters.chosen == "3"


def test_after_a_restart_the_ticket_is_still_in_service(open_desk: Open, office: Office) -> None:
    issue(office, "g")
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    office.queue.call_next(counter=1)
    office.queue.start(counter=1)

    desk = open_desk()
    desk.sign_in("ana", counter=1)

    assert desk.presenter.stage is Stage.SERVING
    assert desk.sees("A-001")
    assert desk.sees("In service")


def test_signed_out_elsewhere_the_window_says_so_and_asks_again(desk: Desk) -> None:
    desk.office.staff.sign_out(counter=1)

    desk.wait_for_stage(Stage.SIGNED_OUT)

    assert desk.sees("Counter 1 is not yours any more. Sign in again to go on.")


def test_signing_out_waits_until_the_ticket_is_finished(desk: Desk) -> None:
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")

    desk.office.queue.call_next(counter=1)  # in another window, unseen so far
    for _ in range(2):  # as far as it knows somebody waits: it asks first
        desk.press("Ctrl+F12")
    desk.wait_for_answer()

    assert desk.sees("Counter 1 still has ticket A-001.")
    desk.wait_for_stage(Stage.CALLED)


def test_the_language_changes_live_and_is_remembered(open_desk: Open) -> None:
    desk = open_desk(language="en")
    desk.wait_for("User name")

    desk.touch("Español")

    desk.wait_for("Usuario")
    assert not desk.sees("User name")
    assert "es" in (data_dir() / "windows.ini").read_text(encoding="utf-8")
