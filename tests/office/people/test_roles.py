"""Each role at each deed: done, and journaled by name, or refused with a sentence, by the office.

The windows show what may be done; whoever asks the office itself meets the same table.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.domain.roles import Deed, may
from core.domain.staff import Role
from core.errors import NotAllowed
from core.office import Office
from tests.conftest import SAMPLE_PIN
from tests.office.changes import change_settings, nothing_changes


def serve(office: Office, clock: FixedClock, who: str) -> None:
    office.staff.sign_in(who, pin=SAMPLE_PIN, counter=3)


def choose(office: Office, clock: FixedClock, who: str) -> None:
    office.staff.sign_in(who, pin=SAMPLE_PIN, counter=3)
    office.queue.call(counter=3, code="A-002", reason="asked")


def confirm(office: Office, clock: FixedClock, who: str) -> None:
    clock.jump(timedelta(hours=2))
    day = office.clock.now().clock.date()
    office.clock.confirm(day, by=who)


DEEDS: dict[Deed, Callable[[Office, FixedClock, str], object]] = {
    Deed.SERVE: serve,
    Deed.CHOOSE: choose,
    Deed.CONFIRM_DAY: confirm,
    Deed.SEE_ALERTS: lambda office, _clock, who: office.live.see("idle:3", by=who),
    Deed.MANAGE_VOICE: lambda office, _clock, who: office.settings.mute(muted=True, by=who),
    Deed.MANAGE_DEVICES: lambda office, _clock, who: office.devices.ask_test_page("door", by=who),
    Deed.MANAGE_OFFICE: lambda office, _clock, who: office.settings.change(
        {"targets.general_min": 20}, by=who
    ),
    Deed.MANAGE_PEOPLE: lambda office, _clock, who: office.staff.set_pin(
        "ana", pin="97531", by=who
    ),
    Deed.MANAGE_DIRECTORS: lambda office, _clock, who: office.staff.set_pin(
        "director", pin="97531", by=who
    ),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_office_does_what_a_role_may_and_refuses_the_rest(
    office: Office, clock: FixedClock, deed: Deed, role: Role
) -> None:
    office.staff.add("eva", name="Eva", role=role, pin=SAMPLE_PIN, must_change_pin=False)
    change_settings(office, desk={"anyone_may_choose": False})
    office.queue.issue()
    office.queue.issue()
    # Who serves at all may be refused to choose; nobody else comes to a counter.
    is_here = deed is not Deed.CHOOSE or may(role, Deed.SERVE)

    if may(role, deed):
        DEEDS[deed](office, clock, " EVA ")
        last = office.journal(after=office.queue.board().seq - 1)[-1]
        assert "eva" in {last.staff, last.data.get("by")}
        return
    if deed is Deed.CHOOSE and is_here:
        office.staff.sign_in("eva", pin=SAMPLE_PIN, counter=3)
        with nothing_changes(office), pytest.raises(NotAllowed, match=r"eva.*works as"):
            office.queue.call(counter=3, code="A-002", reason="asked")
        return
    with nothing_changes(office), pytest.raises(NotAllowed, match=r"eva.*works as"):
        DEEDS[deed](office, clock, "eva")


def test_each_deed_of_the_table_is_tried() -> None:
    # Any PIN opens the kiosk's menu: tests/kiosk/staff/test_staff.py. Nor is each one an event.
    elsewhere = {Deed.USE_KIOSK_MENU, Deed.SEE_OFFICE, Deed.REBUILD, Deed.SEE_REPORTS}
    assert set(DEEDS) | elsewhere == set(Deed)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_may_rebuild_is_the_tables(office: Office, role: Role) -> None:
    office.staff.add("eva", name="Eva", role=role, pin=SAMPLE_PIN, must_change_pin=False)

    with nothing_changes(office):
        if may(role, Deed.REBUILD):
            assert office.rebuild(by=" EVA ") == 0
            return
        with pytest.raises(NotAllowed, match=r"eva.*works as"):
            office.rebuild(by="eva")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_may_see_reports_is_the_tables(office: Office, role: Role) -> None:
    office.staff.add("eva", name="Eva", role=role, pin=SAMPLE_PIN, must_change_pin=False)
    today = office.queue.board().day

    with nothing_changes(office):
        if may(role, Deed.SEE_REPORTS):
            assert office.reports.span(today, today, by=" EVA ").offices == ("san-andres",)
            return
        with pytest.raises(NotAllowed, match=r"eva.*works as"):
            office.reports.span(today, today, by="eva")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_whose_pin_opens_the_leaders_window_is_the_tables(office: Office, role: Role) -> None:
    office.staff.add("eva", name="Eva", role=role, pin=SAMPLE_PIN, must_change_pin=False)

    if may(role, Deed.SEE_OFFICE):
        assert office.staff.admit(" EVA ", pin=SAMPLE_PIN, deed=Deed.SEE_OFFICE).username == "eva"
        return
    with nothing_changes(office), pytest.raises(NotAllowed, match=r"eva.*works as"):
        office.staff.admit("eva", pin=SAMPLE_PIN, deed=Deed.SEE_OFFICE)
