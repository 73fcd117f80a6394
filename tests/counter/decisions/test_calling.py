"""Calling: live lists, receipts, limits, and two counters at once."""

from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.ticket import Kind
from core.errors import CounterBusy
from core.office import Office, Receipt
from counter.decisions.presenter import Stage
from counter.placing.form import STRIP
from tests.conftest import SAMPLE_PIN
from tests.counter.conftest import LAPTOP, Desk, issue, on_both_databases
from tests.office.changes import change_settings


def call(desk: Desk, *codes: str) -> None:
    """Press F9 once `codes` are waiting, and wait for the call."""
    desk.wait_for_waiting(*codes)
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)


@on_both_databases
def test_another_counters_call_is_seen_live(desk: Desk) -> None:
    issue(desk.office, "gpg")
    desk.wait_for_waiting("P-001", "A-001", "A-002")
    assert desk.sees("P-001")
    desk.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)

    desk.office.queue.call_next(counter=2)

    desk.wait_for_waiting("A-001", "A-002")
    assert not desk.sees("P-001")
    assert desk.presenter.hall is not None
    assert desk.presenter.hall.next is not None
    assert desk.presenter.hall.next[0].code == "A-001"


def test_the_last_ticket_called_elsewhere_at_the_same_moment_is_a_sentence(desk: Desk) -> None:
    desk.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2)
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")

    desk.office.queue.call_next(counter=2)
    desk.press("F9")  # before this window has heard of it
    desk.wait_for_answer()

    assert desk.sees("Nobody waits any more: another counter called the last ticket.")
    assert desk.presenter.stage is Stage.FREE


def test_before_the_call_the_window_says_who_is_next_and_why(desk: Desk, clock: FixedClock) -> None:
    issue(desk.office, "ggp", clock)
    desk.wait_for_waiting("P-001", "A-001", "A-002")
    desk.wait_for(
        "It is a priority ticket and came first in its line. It goes before A-001 and 1 more."
    )

    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)

    assert desk.sees("It goes before A-001 and 1 more.")
    ticket = desk.office.queue.at_counter(1)
    assert ticket is not None
    assert ticket.name == "P-001"


def test_why_a_ticket_was_next_can_be_read_while_it_is_served(desk: Desk) -> None:
    issue(desk.office, "gp")
    desk.wait_for_waiting("P-001", "A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)

    assert desk.counter.serving.ticket.toolTip() == (
        "Why this ticket: It is a priority ticket and came first in its line. It goes before A-001."
    )


def test_a_call_waits_for_its_receipt_and_then_says_shown_and_announced(
    desk: Desk, clock: FixedClock
) -> None:
    issue(desk.office, "g")
    call(desk, "A-001")
    assert desk.sees("Waiting for the display")
    ticket = desk.presenter.ticket
    assert ticket is not None
    assert ticket.call_seq is not None

    desk.office.devices.add_receipt(Receipt(ticket.call_seq, "hall", shown_at=clock.now()))
    desk.wait_for("Shown")
    assert desk.sees("Announcing…")
    desk.office.devices.add_receipt(Receipt(ticket.call_seq, "hall", spoken_at=clock.now()))

    desk.wait_for("Announced")
    assert not desk.sees("Call the turn aloud")


def test_without_a_receipt_in_three_seconds_the_turn_is_called_aloud(
    desk: Desk, clock: FixedClock
) -> None:
    issue(desk.office, "g")
    call(desk, "A-001")

    clock.advance(timedelta(seconds=4))
    issue(desk.office, "g")  # whatever happens, the window reads the time again

    desk.wait_for("Call the turn aloud")
    assert desk.sees("The display has not confirmed this call.")


def test_a_voice_that_failed_is_told_beside_the_call(desk: Desk, clock: FixedClock) -> None:
    issue(desk.office, "g")
    call(desk, "A-001")
    ticket = desk.presenter.ticket
    assert ticket is not None
    assert ticket.call_seq is not None

    desk.office.devices.add_receipt(
        Receipt(ticket.call_seq, "hall", shown_at=clock.now(), failed="no player")
    )

    desk.wait_for("The voice could not announce this call.")
    assert desk.sees("Shown")


def test_the_third_call_is_the_last_and_the_clock_says_when_time_is_up(
    desk: Desk, clock: FixedClock
) -> None:
    issue(desk.office, "g")
    call(desk, "A-001")
    for number in (2, 3):
        desk.touch("Call again")
        desk.wait_for(f"Call {number} of 3")
    desk.wait_until(lambda: not desk.buttons("Call again"), "no fourth call")

    clock.advance(timedelta(seconds=90))
    issue(desk.office, "g")

    desk.wait_for("Call 3 of 3. Time is up.")
    assert desk.sees("01:30")


def test_a_counter_that_is_busy_after_all_refuses_and_shows_what_it_has(desk: Desk) -> None:
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")

    desk.office.queue.call_next(counter=1)  # by another window on this counter
    desk.press("F9")
    desk.wait_for_answer()

    assert desk.sees("Counter 1 still has ticket A-001.")
    desk.wait_for_stage(Stage.CALLED)
    with pytest.raises(CounterBusy):
        desk.office.queue.call_next(counter=1)
    assert desk.kinds().count(Kind.CALLED) == 1


def test_the_list_counts_each_line_and_says_how_many_more_there_are(
    desk: Desk, clock: FixedClock
) -> None:
    issue(desk.office, "gp", clock)
    issue(desk.office, "g" * 14)
    desk.wait_until(
        lambda: desk.presenter.hall is not None and len(desk.presenter.hall.waiting) == 16,
        "sixteen tickets",
    )

    words = desk.words().splitlines()

    assert "15" in words  # general
    assert "P-001, Priority, 1 min" in words
    assert "A-001, General, 2 min" in words
    shown = [each for each in words if each.startswith(("A-", "P-")) and "," in each]
    assert f"and {16 - len(shown)} more" in words


def test_while_serving_the_list_stays_quiet_but_right(desk: Desk) -> None:
    issue(desk.office, "g")
    call(desk, "A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    before = desk.counter.focusWidget()

    issue(desk.office, "ppg")

    desk.wait_for_waiting("P-001", "P-002", "A-002")
    assert desk.sees("While you serve, this list does not sound or open.")
    assert desk.presenter.stage is Stage.SERVING
    assert desk.counter.focusWidget() is before


def test_a_reinstated_ticket_says_why_it_is_next(desk: Desk, office: Office) -> None:
    issue(office, "gg")
    call(desk, "A-001", "A-002")
    desk.press("F7")
    desk.wait_for_stage(Stage.FREE)
    desk.wait_for_waiting("A-002")

    office.queue.reinstate(code="A-001")

    desk.wait_for_waiting("A-001", "A-002")
    desk.wait_for("It was reinstated and is the next of its line.")


def test_chat_and_e_mail_are_registered_without_a_ticket(desk: Desk) -> None:
    for key, channel, hello in (
        ("Ctrl+2", "chat", "Good day. How can I help you?"),
        ("Ctrl+3", "email", "Dear customer:"),
    ):
        desk.press(key)
        desk.wait_for_stage(Stage.SERVING)
        assert desk.sees(hello)
        desk.press("F9")
        desk.wait_for_stage(Stage.FREE)
        served = [each for each in desk.office.journal() if each.kind is Kind.SERVED_NOW]
        assert served[-1].data["channel"] == channel


def test_the_window_asks_what_the_office_wants_asked(desk: Desk) -> None:
    change_settings(
        desk.office,
        desk={"name": "off", "survey": "off", "scripts": False, "reason": "compulsory"},
    )
    issue(desk.office, "g")
    desk.wait_for_waiting("A-001")
    desk.press("F9")
    desk.wait_for_stage(Stage.CALLED)
    desk.press("F9")
    desk.wait_for_stage(Stage.SERVING)
    for words in ("Ms.", "Survey offered", "1  Greeting"):
        assert desk.buttons(words) == []

    desk.press("F9")
    desk.wait_for("A reason is needed for this step.")
    assert desk.presenter.stage is Stage.SERVING
    desk.touch("Power fault")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    finished = desk.office.journal()[-1]
    assert finished.data["reason"] == "Daño o falla"
    assert "survey_offered" not in finished.data


@pytest.mark.parametrize("size", [LAPTOP, STRIP], ids=str)
def test_what_is_compulsory_is_asked_for_one_after_the_other(
    desk: Desk, size: tuple[int, int]
) -> None:
    change_settings(desk.office, desk=dict.fromkeys(("name", "reason", "survey"), "compulsory"))
    desk.counter.resize(*size)
    desk.press("Ctrl+4")
    desk.wait_for_stage(Stage.SERVING)
    serving = desk.counter.serving
    desk.wait_until(
        lambda: serving.settings is not None and serving.settings.desk.name == "compulsory",
        "what is compulsory",
    )

    desk.press("F9")
    desk.wait_for("Ask for the citizen's name and write it here")
    assert serving.person.name.hasFocus()
    desk.type_into("Name", "Rosa")
    desk.press("F9")
    desk.wait_for("A reason is needed for this step.")
    desk.touch("Power fault")
    desk.press("F9")
    desk.wait_for("Offer the satisfaction survey and mark that you did")
    assert desk.presenter.stage is Stage.SERVING
    desk.touch("Survey offered")
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)

    finished = desk.office.journal()[-1]
    assert finished.data["survey_offered"] is True
    assert "Rosa" not in str(finished)


def test_only_leaders_call_out_of_order_where_the_office_wants_so(desk: Desk) -> None:
    issue(desk.office, "gg")
    desk.wait_for_waiting("A-001", "A-002")
    desk.touch("Another ticket")
    desk.type_into("Ticket", "A-002")
    desk.wait_for("Call out of order")

    change_settings(desk.office, desk={"anyone_may_choose": False})

    desk.wait_until(lambda: not desk.sees("Call out of order"), "an end of that")
    assert desk.sees("Cancel the ticket")


def test_an_office_changes_its_mode_under_open_windows(desk: Desk) -> None:
    assert desk.buttons("A priority citizen arrived") == []

    change_settings(desk.office, mode="direct")
    desk.wait_until(lambda: bool(desk.buttons("A priority citizen arrived")), "the way")
    desk.press("Ctrl+4")
    desk.wait_for_stage(Stage.SERVING)
    desk.press("F9")
    desk.wait_for_stage(Stage.FREE)
    change_settings(desk.office, mode="ticket")
    desk.wait_until(lambda: desk.buttons("A priority citizen arrived") == [], "an end of it")

    assert desk.office.reports.day().figures.hall.served == 1
