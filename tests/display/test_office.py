"""The window on a real office, on both databases: what another program does is seen at once."""

from pytestqt.qtbot import QtBot

from core.office import Office
from core.qt.workshop.person import Person
from tests.display.builders import WAIT_MS, issue_and_call
from tests.display.conftest import NewWindow


def test_a_call_is_on_the_window_and_its_receipt_says_so(
    new_window: NewWindow, staffed_office: Office, qtbot: QtBot
) -> None:
    window = new_window(is_started=True)

    ticket = issue_and_call(staffed_office, counter=2)

    Person(window).wait_for(str(ticket.code))
    assert ticket.call_seq is not None
    seq = ticket.call_seq
    qtbot.waitUntil(
        lambda: any(each.shown_at for each in staffed_office.devices.receipts((seq,))),
        timeout=WAIT_MS,
    )


def test_a_window_nobody_can_see_reports_no_call_as_shown(
    new_window: NewWindow, staffed_office: Office, qtbot: QtBot
) -> None:
    window = new_window(is_started=True)
    window.hide()

    ticket = issue_and_call(staffed_office)

    assert ticket.call_seq is not None
    seq = ticket.call_seq
    qtbot.waitUntil(
        lambda: any(each.spoken_at for each in staffed_office.devices.receipts((seq,))),
        timeout=WAIT_MS,
    )
    (receipt,) = staffed_office.devices.receipts((seq,))
    assert receipt.shown_at is None
