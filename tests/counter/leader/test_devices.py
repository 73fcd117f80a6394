"""Devices from the leader's window: how each is, what may be tried, and that one is forgotten."""

from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.ticket import Kind
from core.errors import DeviceAlive, DeviceUnknown, MayNotManageDevices
from core.office import Office
from tests.conftest import SAMPLE_PIN
from tests.counter.leader.conftest import LeaderDesk, OpenLeader


@pytest.fixture
def desk(open_leader: OpenLeader, office: Office) -> LeaderDesk:
    """Open the devices: a kiosk without paper, and a display that speaks."""
    office.devices.seen("door", "kiosk", {"printer": "out_of_paper"})
    office.devices.seen("hall", "display", {"voice": "ok"})
    found = open_leader()
    found.go_to("Devices")
    found.wait_for("A moment ago")
    return found


def kinds(office: Office) -> list[Kind]:
    return [each.kind for each in office.journal(limit=999)]


def test_each_device_tells_how_it_is_and_what_to_do(desk: LeaderDesk) -> None:
    assert desk.sees("No paper")
    desk.touch("door")

    assert desk.sees("Load a new roll.")


def test_a_test_page_is_asked_for_from_here(desk: LeaderDesk, office: Office) -> None:
    before = office.devices.latest_page_asked("door")
    desk.touch("door")
    desk.touch("Test page")
    desk.wait_for("it comes out of that kiosk's printer")

    assert office.devices.latest_page_asked("door", after=before) > before
    assert office.devices.latest_page_asked("other", after=before) == before


def test_a_ticket_is_printed_again_at_a_kiosk(desk: LeaderDesk, office: Office) -> None:
    ticket = office.queue.issue("general")
    desk.touch("door")
    desk.touch("Print a ticket again")
    desk.type_into("Ticket", str(ticket.code))
    desk.press("F9")
    desk.wait_for("The copy was asked for")

    assert [job.device for job in office.devices.print_jobs()] == ["door"]


def test_the_voice_is_tried_and_muted(desk: LeaderDesk, office: Office) -> None:
    desk.touch("hall")
    desk.touch("Try the voice")
    desk.wait_for("speak a test")
    assert Kind.VOICE_TESTED in kinds(office)

    desk.touch("hall")
    desk.touch("Mute the voice")
    desk.touch("Until noon")
    desk.press("F9")
    desk.wait_for("The voice is muted.")

    assert office.settings.get().settings.speaking.muted
    (back,) = office.settings.planned()
    assert (back.is_back, office.settings.get().settings.local(back.at).hour) == (True, 12)


def test_a_device_that_is_gone_is_forgotten(
    open_leader: OpenLeader, office: Office, clock: FixedClock
) -> None:
    office.devices.seen("door", "kiosk", {})
    clock.advance(timedelta(minutes=2))
    desk = open_leader()
    desk.go_to("Devices")
    desk.wait_for("Silent since")

    desk.touch("door")
    desk.touch("Forget it")
    desk.press("F9")
    desk.wait_for("No kiosk, counter or display has reported yet.")

    assert office.devices.all() == ()
    assert kinds(office)[-1] is Kind.DEVICE_FORGOTTEN


def test_who_still_reports_and_who_never_did_are_not_forgotten(office: Office) -> None:
    office.devices.seen("door", "kiosk", {})

    with pytest.raises(DeviceAlive):
        office.devices.forget("door", "kiosk")
    with pytest.raises(DeviceUnknown):
        office.devices.forget("window", "kiosk")


def test_a_facilitator_may_neither_try_nor_forget(office: Office) -> None:
    with pytest.raises(MayNotManageDevices):
        office.devices.ask_test_page("door", by="ana")
    with pytest.raises(MayNotManageDevices):
        office.devices.forget("door", "kiosk", by="ana")


def test_a_technician_opens_the_window_for_the_devices(
    open_leader: OpenLeader, office: Office
) -> None:
    office.staff.add("teo", name="Teo", role="technician", pin=SAMPLE_PIN, must_change_pin=False)
    office.devices.seen("door", "kiosk", {"printer": "ok"})
    desk = open_leader(signed_in="teo")

    desk.go_to("Devices")
    desk.touch("door")

    assert desk.sees("Test page")
