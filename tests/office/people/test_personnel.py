"""New PINs, other roles, and people who leave: who may do it, and what it leaves behind."""

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher

from core.clock import FixedClock
from core.domain.pins import PAUSE
from core.domain.ticket import Event, Kind
from core.errors import (
    CounterBusy,
    CounterNotStaffed,
    LastLeader,
    MayNotManagePeople,
    PersonNameMissing,
    PinInvalid,
    PinPaused,
    QueueError,
    ReasonMissing,
    StaffAtOtherOffice,
    StaffElsewhere,
    StaffInactive,
    TextInvalid,
    UnknownRole,
    UnknownStaff,
    WrongPin,
)
from core.office import Office, template
from tests.conftest import SAMPLE_PIN
from tests.office.changes import nothing_changes

NEW_PIN = "975310"


def last(office: Office) -> Event:
    return office.journal(limit=1000)[-1]


def test_a_new_pin_has_to_be_changed_and_ends_a_pause(office: Office) -> None:
    for _ in range(5):
        with pytest.raises((WrongPin, PinPaused)):
            office.staff.check_pin("ana", "0000")

    person = office.staff.set_pin("ANA ", pin=NEW_PIN, by="lider")

    assert person.must_change_pin
    assert office.staff.check_pin("ana", NEW_PIN) == person
    event = last(office)
    assert (event.kind, event.staff, event.data) == (Kind.PIN_SET, "ana", {"by": "lider"})
    with pytest.raises(WrongPin):
        office.staff.check_pin("ana", SAMPLE_PIN)
    assert NEW_PIN not in repr(office.journal(limit=1000))


def test_who_holds_the_database_acts_as_administrator(office: Office) -> None:
    office.staff.set_role("ana", role="quality")

    assert last(office).data == {
        "role": "quality",
        "before": "facilitator",
        "by": "administrator",
    }
    with nothing_changes(office):
        office.staff.set_role("ana", role="quality")  # she is that already


def test_a_person_is_registered_by_who_may_and_the_journal_says_by_whom(office: Office) -> None:
    office.staff.add("dora", name="Dora", role="leader", pin=SAMPLE_PIN, by="Lider")
    office.staff.add("eva", name="Eva", pin=SAMPLE_PIN)

    assert [each.data["by"] for each in office.journal()[-2:]] == ["lider", "administrator"]


@pytest.mark.parametrize(
    ("by", "role"), [("ana", "facilitator"), ("lider", "director"), ("nadie", "facilitator")]
)
def test_nobody_registers_whom_they_may_not_look_after(office: Office, by: str, role: str) -> None:
    with nothing_changes(office), pytest.raises((MayNotManagePeople, UnknownStaff), match=by):
        office.staff.add("dora", name="Dora", role=role, pin=SAMPLE_PIN, by=by)


def test_a_leader_does_not_bring_a_director_back_in_another_role(office: Office) -> None:
    office.staff.add("dora", name="Dora", role="director", pin=SAMPLE_PIN)
    office.staff.deactivate("dora")

    with nothing_changes(office), pytest.raises(MayNotManagePeople):
        office.staff.add("dora", name="Dora", pin=SAMPLE_PIN, by="lider")
    back = office.staff.add("dora", name="Dora", pin=SAMPLE_PIN, by="director")

    assert back.is_active


def test_a_role_and_a_name_change_and_the_journal_says_from_what(office: Office) -> None:
    assert office.staff.set_role("ana", role="leader", by="lider").role == "leader"
    assert office.staff.rename("ana", name=" Ana Pomare ", by="lider").name == "Ana Pomare"

    assert last(office).data == {"name": "Ana Pomare", "before": "Ana", "by": "lider"}
    assert office.staff.all()[0].name == "Ana Pomare"
    with nothing_changes(office):
        office.staff.rename("ana", name="Ana Pomare")


def test_who_left_opens_nothing_and_stays_in_the_list(staffed_office: Office) -> None:
    office = staffed_office
    keys = office.staff.keys()
    assert keys.whose(SAMPLE_PIN) is not None

    person = office.staff.deactivate("ana", by="lider")

    assert not person.is_active
    assert person in office.staff.all()
    assert [each.staff for each in office.queue.board().counters] == [None, "beto", "carla"]
    assert (last(office).kind, last(office).counter) == (Kind.DEACTIVATED, 1)
    for act in (
        lambda: office.staff.check_pin("ana", SAMPLE_PIN),
        lambda: office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1),
        lambda: office.staff.change_pin("ana", pin=SAMPLE_PIN, new_pin=NEW_PIN),
        lambda: office.staff.set_pin("ana", pin=NEW_PIN),
        lambda: office.staff.set_role("ana", role="leader"),
        lambda: office.staff.rename("ana", name="Ana"),
        lambda: office.staff.deactivate("ana"),
        lambda: office.staff.set_pin("beto", pin=NEW_PIN, by="ana"),
    ):
        with nothing_changes(office), pytest.raises(UnknownStaff, match="ana"):
            act()
    office.staff.set_pin("beto", pin="1357")
    office.staff.set_pin("carla", pin="1357")
    for name in ("lider", "director"):
        office.staff.set_pin(name, pin="1357")
    assert office.staff.keys().whose(SAMPLE_PIN) is None, "the kiosk's menu stays shut"
    assert office.inconsistencies() == ()


def test_who_left_while_their_pin_was_checked_does_not_come_in(
    office: Office, office_url: str, clock: FixedClock
) -> None:
    class Leaving(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
            office.staff.deactivate("ana")
            return super().verify(hash, password)

    with (
        Office.open(office_url, "san-andres", clock, hasher=Leaving()) as slow,
        pytest.raises(StaffInactive, match="turnos staff add ana"),
    ):
        slow.staff.check_pin("ana", SAMPLE_PIN)


def test_somebody_with_a_ticket_is_not_deactivated_before_it_is_ended(
    staffed_office: Office,
) -> None:
    office = staffed_office
    office.queue.issue()
    office.queue.call_next(counter=1)

    with nothing_changes(office), pytest.raises(CounterBusy, match="A-001"):
        office.staff.deactivate("ana")
    office.queue.start(counter=1)
    office.queue.finish(counter=1)
    office.staff.deactivate("ana")

    assert office.queue.board().counters[0].staff is None


def test_who_left_comes_back_with_a_pin_of_their_own(office: Office) -> None:
    office.staff.deactivate("ana")

    office.staff.add("ana", name="Ana P.", role="leader", pin=NEW_PIN)

    person = office.staff.check_pin("ana", NEW_PIN)
    assert (person.name, person.role, person.is_active) == ("Ana P.", "leader", True)
    with pytest.raises(WrongPin):
        office.staff.check_pin("ana", SAMPLE_PIN)


def test_the_last_leader_stays_one(office: Office) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: office.staff.deactivate("lider", by="lider"),
        lambda: office.staff.deactivate("lider"),
        lambda: office.staff.set_role("lider", role="facilitator", by="director"),
        lambda: office.staff.set_role("lider", role="director"),
    )
    with nothing_changes(office):
        for act in acts:
            with pytest.raises(LastLeader, match="turnos staff role"):
                act()

    office.staff.set_role("ana", role="leader")
    office.staff.deactivate("lider")
    office.staff.deactivate("director")

    with nothing_changes(office), pytest.raises(LastLeader, match="ana"):
        office.staff.deactivate("ana")


def test_a_director_who_leads_alone_stays_too(office: Office) -> None:
    office.staff.set_role("ana", role="leader")
    for username in ("lider", "director"):
        office.staff.deactivate(username)
    office.staff.add("jefe", name="Jefe", role="director", pin="1357")
    office.staff.add("otra", name="Otra", role="leader", pin="1357")
    office.staff.deactivate("ana")

    office.staff.deactivate("jefe")  # otra leads

    with pytest.raises(LastLeader):
        office.staff.deactivate("otra")


@pytest.mark.parametrize(
    ("by", "about", "role", "may"),
    [
        ("beto", "ana", "leader", False),
        ("beto", "beto", "leader", False),
        ("calidad", "ana", "leader", False),
        ("lider", "ana", "leader", True),
        ("lider", "ana", "director", False),
        ("lider", "lider", "director", False),
        ("lider", "director", "facilitator", False),
        ("director", "ana", "director", True),
        ("nadie", "ana", "leader", False),
    ],
)
def test_leaders_look_after_people_and_directors_after_directors(
    office: Office, by: str, about: str, role: str, may: bool
) -> None:
    office.staff.add("calidad", name="Calidad", role="quality", pin="1357")
    if may:
        assert office.staff.set_role(about, role=role, by=by).role == role
        return

    with nothing_changes(office), pytest.raises((MayNotManagePeople, UnknownStaff), match=by):
        office.staff.set_role(about, role=role, by=by)


@pytest.mark.parametrize(
    "act",
    [
        lambda office, by: office.staff.set_pin("director", pin=NEW_PIN, by=by),
        lambda office, by: office.staff.rename("director", name="Nadie", by=by),
        lambda office, by: office.staff.deactivate("director", by=by),
    ],
)
def test_only_a_director_acts_on_a_director(
    office: Office, act: Callable[[Office, str], object]
) -> None:
    with nothing_changes(office), pytest.raises(MayNotManagePeople):
        act(office, "lider")

    act(office, "director")

    assert last(office).data["by"] == "director"


def test_what_is_wrong_is_said(office: Office) -> None:
    with nothing_changes(office):
        with pytest.raises(UnknownStaff, match="turnos staff add nadie"):
            office.staff.set_pin("nadie", pin=NEW_PIN)
        with pytest.raises(PinInvalid):
            office.staff.set_pin("ana", pin="12")
        with pytest.raises(UnknownRole, match="leader"):
            office.staff.set_role("ana", role="boss")
        with pytest.raises(PersonNameMissing):
            office.staff.rename("ana", name="  ")
        for name in ("A" * 81, "Ana\nMaría", "Ana\0"):
            with pytest.raises(TextInvalid, match="name"):
                office.staff.rename("ana", name=name)


def test_who_is_at_a_counter_gets_no_role_that_may_not_be_there(staffed_office: Office) -> None:
    with nothing_changes(staffed_office), pytest.raises(StaffElsewhere, match="counter 1"):
        staffed_office.staff.set_role("ana", role="quality")


def test_a_director_at_another_offices_counter_signs_out_there_first(
    office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    document = template("providencia")
    with Office.create(office_url, "providencia", document, clock, hasher=cheap_hasher) as there:
        there.staff.sign_in("director", pin=SAMPLE_PIN, counter=2)
        with nothing_changes(office), pytest.raises(StaffAtOtherOffice, match="providencia"):
            office.staff.deactivate("director")
        with nothing_changes(office), pytest.raises(StaffAtOtherOffice):
            office.staff.set_role("director", role="facilitator")

        there.staff.sign_out(counter=2)
        office.staff.deactivate("director")

        with pytest.raises(UnknownStaff):
            there.staff.check_pin("director", SAMPLE_PIN)
        assert there.inconsistencies() == ()


def test_the_journal_alone_rebuilds_who_was_signed_out(staffed_office: Office) -> None:
    staffed_office.staff.deactivate("beto", by="lider")
    before = staffed_office.queue.board().counters

    staffed_office.rebuild()

    assert staffed_office.queue.board().counters == before
    assert staffed_office.inconsistencies() == ()


# --- locked out, and signed in still


def locked(office: Office, username: str = "ana") -> None:
    for _ in range(5):
        with pytest.raises((WrongPin, PinPaused)):
            office.staff.check_pin(username, "0000")


def test_a_pause_is_ended_and_the_pin_stays(office: Office) -> None:
    locked(office)

    office.staff.unlock(" Ana", by="lider")

    assert (last(office).kind, last(office).data) == (Kind.UNLOCKED, {"by": "lider"})
    assert office.staff.check_pin("ana", SAMPLE_PIN).username == "ana"


def test_who_is_not_locked_out_is_not_unlocked(office: Office) -> None:
    with nothing_changes(office):
        office.staff.unlock("ana", by="lider")


def test_only_who_looks_after_people_unlocks_them(office: Office) -> None:
    locked(office)
    locked(office, "director")
    before = last(office).seq
    for who, by in (("ana", "beto"), ("director", "lider")):
        with pytest.raises(MayNotManagePeople):
            office.staff.unlock(who, by=by)
    assert last(office).seq == before


def test_a_colleague_who_forgot_is_signed_out_by_name_and_with_a_reason(
    staffed_office: Office,
) -> None:
    with nothing_changes(staffed_office):
        with pytest.raises(ReasonMissing):
            staffed_office.staff.sign_out(counter=2, by="lider", reason=" ")
        with pytest.raises(MayNotManagePeople):
            staffed_office.staff.sign_out(counter=2, by="ana", reason="lunch")

    staffed_office.staff.sign_out(counter=2, by="lider", reason="went home")

    event = last(staffed_office)
    assert (event.kind, event.staff, event.counter) == (Kind.SIGNED_OUT, "beto", 2)
    assert event.data == {"by": "lider", "reason": "went home"}
    assert [each.number for each in staffed_office.queue.board().counters if each.staff] == [1, 3]
    with pytest.raises(CounterNotStaffed):
        staffed_office.staff.sign_out(counter=2, by="lider", reason="went home")


def test_nobody_in_service_is_left_by_who_is_signed_out(staffed_office: Office) -> None:
    staffed_office.queue.serve_now(counter=2)
    with nothing_changes(staffed_office), pytest.raises(CounterBusy):
        staffed_office.staff.sign_out(counter=2, by="lider", reason="went home")


def test_how_each_person_is_now_is_told(staffed_office: Office, clock: FixedClock) -> None:
    staffed_office.staff.step_away(counter=1, reason="break")
    locked(staffed_office, "beto")
    staffed_office.staff.set_pin("carla", pin=NEW_PIN)
    staffed_office.staff.add("dora", name="Dora", pin=NEW_PIN)
    staffed_office.staff.deactivate("dora")

    found = {each.staff.username: each for each in staffed_office.staff.at_work()}

    assert tuple(each.staff for each in found.values()) == staffed_office.staff.all()
    ana, beto, carla, dora, lider = (
        found[who] for who in ("ana", "beto", "carla", "dora", "lider")
    )
    assert ana.place is not None
    assert (ana.place.number, ana.place.is_away) == (1, True)
    assert beto.locked_until == clock.now() + PAUSE
    assert carla.staff.must_change_pin
    assert (dora.left_at, dora.place) == (clock.now(), None)
    assert (lider.locked_until, lider.left_at, lider.place) == (None, None, None)
    clock.advance(PAUSE)
    assert staffed_office.staff.at_work()[1].locked_until is None


def test_a_name_and_a_role_change_at_once_or_not_at_all(office: Office) -> None:
    person = office.staff.change("ana", name="Ana Pomare", role="leader", by="lider")

    assert (person.name, person.role) == ("Ana Pomare", "leader")
    event = last(office)
    assert (event.kind, event.staff) == (Kind.PERSON_CHANGED, "ana")
    assert event.data == {
        "name": "Ana Pomare",
        "role": "leader",
        "before": {"name": "Ana", "role": "facilitator"},
        "by": "lider",
    }
    with nothing_changes(office):
        office.staff.change("ana", name="Ana Pomare", role="leader", by="lider")
    for refused in ({"role": "director"}, {"role": "boss"}, {"role": "quality", "name": " "}):
        with nothing_changes(office), pytest.raises(QueueError):
            office.staff.change("ana", **{"name": "Ana B", **refused}, by="lider")


def test_the_last_leader_keeps_name_and_role_when_the_role_is_refused(office: Office) -> None:
    with nothing_changes(office), pytest.raises(LastLeader):
        office.staff.change("lider", name="Somebody", role="facilitator", by="director")
