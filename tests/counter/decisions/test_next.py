"""Who is next in the window: what the office says, for this counter."""

from core.domain.ticket import Kind
from core.office import Office
from counter.decisions.presenter import Stage
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import Desk, Open, issue, on_both_databases
from tests.office.changes import change_settings, leave_settings

TWO_SERVICES = [
    {"key": "info", "names": {"es": "Información"}},
    {"key": "filing", "names": {"es": "Radicación"}},
]


def serve_only_info(office: Office) -> None:
    """Have counter 1 serve one of two services, the others both."""
    counters = [{"number": 1, "services": ["info"]}, {"number": 2}, {"number": 3}]
    change_settings(office, services=TWO_SERVICES, counters=counters)


@on_both_databases
def test_the_ticket_shown_is_the_one_called_where_relief_and_services_meet(desk: Desk) -> None:
    office = desk.office
    serve_only_info(office)
    change_settings(office, policy={"relief_after": 2})
    office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    for _ in range(2):
        office.queue.issue("preferential", "info")
        office.queue.call_next(counter=2)
        office.queue.no_show(counter=2)
    office.queue.issue("general", "filing")
    office.queue.issue("general", "info")
    office.queue.issue("preferential", "info")

    desk.wait_for_waiting("A-002", "P-003")
    assert desk.sees("After 2 priority tickets a general one is called.")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    assert desk.presenter.ticket is not None
    assert desk.presenter.ticket.code == "A-002"


def test_who_waits_for_a_colleague_at_lunch_is_on_the_list(desk: Desk) -> None:
    office = desk.office
    for counter, person in ((2, "beto"), (3, "carla")):
        office.staff.sign_in(person, pin=SAMPLE_PIN, counter=counter)
    issue(office, "g")
    office.queue.call_next(counter=3)
    office.queue.transfer(counter=3, to_counter=2)
    desk.wait_for("Nobody waits for this counter; 1 waits for another one.")

    office.staff.step_away(counter=2, reason="lunch")

    desk.wait_for_waiting("A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)


def test_a_ticket_of_another_counter_is_found_by_its_code(desk: Desk) -> None:
    serve_only_info(desk.office)
    desk.office.queue.issue("general", "filing")
    desk.wait_for("Nobody waits for this counter; 1 waits for another one.")

    desk.press("Ctrl+O")
    desk.type_into("Ticket", "a1")
    assert desk.sees("for another counter.")
    desk.touch("Cancel the ticket")
    desk.press("F9")
    desk.wait_for_answer()

    assert desk.kinds()[-1] is Kind.CANCELLED


def test_a_window_whose_counter_was_taken_out_ends_what_it_has_and_says_so(desk: Desk) -> None:
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    leave_settings(desk.office, counters=[{"number": 2}, {"number": 3}])
    desk.wait_until(lambda: desk.presenter.is_gone, "the new settings")

    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    desk.wait_for("This counter was taken out of the settings. Sign out and choose another one.")
    desk.press("Ctrl+F12")
    desk.wait_for_stage(Stage.SIGNED_OUT)
    desk.sign_in("ana", 2)

    desk.wait_for_waiting("A-002")


def test_another_ticket_lists_the_last_ones_of_mine(open_desk: Open, office: Office) -> None:
    office.queue.issue()
    office.queue.issue()
    desk = open_desk()
    desk.sign_in()
    desk.wait_for_waiting("A-001", "A-002")
    for key, stage in (("F9", Stage.CALLED), ("F9", Stage.SERVING), ("F9", Stage.FREE)):
        desk.press(key)
        desk.wait_for_stage(stage)

    desk.press("Ctrl+O")

    desk.wait_for("My last tickets today")
    now = desk.presenter.local_now
    assert now is not None
    assert desk.sees(f"A-001 · {desk.texts.clock(now)} · Resolved")
    desk.counter.questions.other.code.edit.setText("A-002")
    assert not desk.counter.questions.other.latest.isVisible()
