"""The hall's voice as the office knows it: tests and muting in the journal, receipts beside it."""

import pytest

from core.domain.receipt import Unspoken
from core.domain.ticket import Kind
from core.errors import SettingsInvalid
from core.office import Office, Receipt


def test_a_test_of_the_voice_is_an_event_and_the_same_request_asks_once(office: Office) -> None:
    first = office.devices.test_voice(by="lider", request="touch-1")
    again = office.devices.test_voice(by="lider", request="touch-1")

    tests = [event for event in office.journal() if event.kind is Kind.VOICE_TESTED]
    assert first == again
    assert [(event.seq, event.staff) for event in tests] == [(first, "lider")]
    assert office.inconsistencies() == ()


def test_a_test_may_be_as_loud_as_a_setting_that_is_not_saved(office: Office) -> None:
    office.devices.test_voice(level_percent=40, by="lider")

    with pytest.raises(SettingsInvalid, match="level_percent"):
        office.devices.test_voice(level_percent=101, by="lider")

    (event,) = (each for each in office.journal() if each.kind is Kind.VOICE_TESTED)
    assert event.data["level_percent"] == 40
    assert office.settings.get().settings.speaking.level_percent == 100


def test_muting_is_a_change_of_settings_and_only_if_it_changes_something(office: Office) -> None:
    before = len(office.journal())

    for _ in range(2):
        office.settings.mute(muted=True, by="lider")

    (event,) = office.journal()[before:]
    assert (event.kind, event.staff) == (Kind.SETTINGS_CHANGED, "lider")
    assert office.settings.get().settings.speaking.muted
    office.rebuild()
    assert office.settings.get().settings.speaking.muted


def test_a_receipt_says_why_a_call_was_not_spoken_and_adds_to_what_was_told(
    office: Office,
) -> None:
    at = office.queue.board().at
    office.devices.add_receipt(Receipt(7, "hall"))
    office.devices.add_receipt(Receipt(7, "hall", shown_at=at))

    office.devices.add_receipt(Receipt(7, "hall", unspoken=Unspoken.MUTED))

    assert office.devices.receipts((7,)) == (
        Receipt(7, "hall", shown_at=at, unspoken=Unspoken.MUTED),
    )


def test_a_heartbeat_returns_what_was_told_before_it(office: Office) -> None:
    first = office.devices.seen("tv", "display", {"mark": "a"})
    second = office.devices.seen("tv", "display", {"mark": "b"})

    assert first is None
    assert second is not None
    assert second.state == {"mark": "a"}


def test_the_windows_of_one_computer_may_share_its_name(office: Office) -> None:
    office.devices.seen("desk-pc", "kiosk", {"printer": "ok"})
    display = office.devices.seen("desk-pc", "display", {"voice": "ok"})

    assert display is None, "nothing was known of a display of this name"
    assert [(each.name, each.kind, each.state) for each in office.devices.all()] == [
        ("desk-pc", "display", {"voice": "ok"}),
        ("desk-pc", "kiosk", {"printer": "ok"}),
    ]
