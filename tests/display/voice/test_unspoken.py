"""What is not spoken, though nothing is broken: withdrawn, muted, or another display's to say."""

from collections.abc import Callable

import pytest

from core.domain.receipt import Unspoken
from core.domain.ticket import Ticket
from core.office import Office, Receipt
from tests.display.builders import (
    Hall,
    Recorder,
    issue_and_call,
    on_sqlite,
    open_counters,
    receipts,
    wait_for_call,
)
from tests.display.conftest import NewHall
from tests.speech.fakes import Loudspeaker


def show_all(hall: Hall) -> None:
    while hall.shown.is_calling:
        hall.pass_(0.5)
    hall.wait(lambda: hall.presenter.is_idle)


def receipt_of(office: Office, ticket: Ticket) -> Receipt:
    (found,) = office.devices.receipts([ticket.call_seq or 0])
    return found


def start_and_undo_and_cancel(office: Office) -> None:
    office.queue.start(counter=2)
    office.queue.undo(counter=2)
    office.queue.cancel(code="A-002")


WITHDRAWALS: dict[str, Callable[[Office], object]] = {
    "cancelled": lambda office: office.queue.cancel(code="A-002"),
    "no show": lambda office: office.queue.no_show(counter=2),
    "started": lambda office: office.queue.start(counter=2),
    "transferred": lambda office: office.queue.transfer(counter=2, line="preferential"),
    "started, undone and cancelled": start_and_undo_and_cancel,
}


@on_sqlite
@pytest.mark.parametrize("withdraw", WITHDRAWALS.values(), ids=WITHDRAWALS)
def test_a_call_withdrawn_before_its_turn_is_shown_for_its_time_and_not_spoken(
    new_hall: NewHall,
    staffed_office: Office,
    spoken: Recorder,
    withdraw: Callable[[Office], object],
) -> None:
    hall = new_hall()
    first, second, third = (issue_and_call(staffed_office, counter=n) for n in (1, 2, 3))
    wait_for_call(hall, first.code)

    withdraw(staffed_office)
    show_all(hall)

    assert [code for _, code in hall.calls_seen()] == [first.code, second.code, third.code]
    assert spoken.codes == [first.code, third.code]
    receipt = receipt_of(staffed_office, second)
    assert receipt.shown_at is not None
    assert receipt.unspoken is Unspoken.WITHDRAWN
    assert (receipt.chimed_at, receipt.spoken_at, receipt.failed) == (None, None, None)


@on_sqlite
def test_a_withdrawal_that_is_undone_in_time_is_none(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    first, second = (issue_and_call(staffed_office, counter=n) for n in (1, 2))
    wait_for_call(hall, first.code)

    staffed_office.queue.no_show(counter=2)
    staffed_office.queue.undo(counter=2)
    show_all(hall)

    assert spoken.codes == [first.code, second.code]


@on_sqlite
def test_of_a_ticket_called_again_before_its_turn_only_the_newest_call_is_spoken(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    first, second = (issue_and_call(staffed_office, counter=n) for n in (1, 2))
    wait_for_call(hall, first.code)

    again = [staffed_office.queue.recall(counter=2) for _ in range(2)]
    show_all(hall)

    assert spoken.codes == [first.code, second.code]
    assert [each.last for each in spoken.said] == [False, True]
    found = [receipt_of(staffed_office, each) for each in (second, *again)]
    assert [each.unspoken for each in found] == [Unspoken.WITHDRAWN, Unspoken.WITHDRAWN, None]
    assert found[2].spoken_at is not None


@on_sqlite
def test_a_call_that_waits_for_its_turn_has_a_receipt_at_once(
    new_hall: NewHall, staffed_office: Office
) -> None:
    open_counters(staffed_office, 5)
    hall = new_hall()

    calls = [issue_and_call(staffed_office, counter=n) for n in range(1, 6)]

    wait_for_call(hall, calls[0].code)
    hall.wait(lambda: len(receipts(staffed_office)) == 5)
    assert receipt_of(staffed_office, calls[4]).shown_at is None


@on_sqlite
def test_a_muted_voice_leaves_the_call_on_the_screen_and_says_so(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder, loudspeaker: Loudspeaker
) -> None:
    hall = new_hall()
    staffed_office.settings.mute(muted=True, by="lider")

    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    show_all(hall)

    assert (spoken.codes, loudspeaker.played) == ([], [])
    receipt = receipt_of(staffed_office, ticket)
    assert receipt.shown_at is not None
    assert receipt.unspoken is Unspoken.MUTED
    assert receipt.failed is None
    (device,) = staffed_office.devices.all()
    assert (device.state["voice"], device.state["problem"]) == ("muted", None)


@on_sqlite
def test_a_voice_that_is_let_speak_again_speaks_the_next_call(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    hall = new_hall()
    staffed_office.settings.mute(muted=True)
    wait_for_call(hall, issue_and_call(staffed_office).code)
    show_all(hall)
    staffed_office.settings.mute(muted=False)

    ticket = issue_and_call(staffed_office, counter=2)
    wait_for_call(hall, ticket.code)
    show_all(hall)

    assert spoken.codes == [ticket.code]
    assert staffed_office.inconsistencies() == ()


@on_sqlite
def test_a_display_without_a_voice_shows_and_reports_no_fault(
    new_hall: NewHall, staffed_office: Office
) -> None:
    hall = new_hall(is_silent=True)

    ticket = issue_and_call(staffed_office)
    wait_for_call(hall, ticket.code)
    show_all(hall)

    receipt = receipt_of(staffed_office, ticket)
    assert receipt.shown_at is not None
    assert receipt.unspoken is Unspoken.OFF
    assert (receipt.chimed_at, receipt.failed) == (None, None)
    (device,) = staffed_office.devices.all()
    assert (device.state["voice"], device.state["problem"]) == ("off", None)


def test_of_two_displays_one_speaks_and_both_tell(
    new_hall: NewHall, staffed_office: Office, spoken: Recorder
) -> None:
    speaker, other = new_hall(), new_hall(is_silent=True, device="entrance")

    ticket = issue_and_call(staffed_office)
    for hall in (speaker, other):
        wait_for_call(hall, ticket.code)
    show_all(speaker)
    show_all(other)

    assert spoken.codes == [ticket.code]
    here, there = sorted(receipts(staffed_office), key=lambda each: each.device)
    assert (here.device, there.device) == ("entrance", "hall-tv")
    assert here.shown_at is not None
    assert there.shown_at is not None
    assert there.spoken_at is not None
