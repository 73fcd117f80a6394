"""Who may stand where, and PINs that cannot be guessed by trying."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from core.clock import FixedClock
from core.domain.ticket import Kind
from core.errors import (
    CounterAway,
    CounterBusy,
    CounterNotAway,
    CounterNotStaffed,
    CounterTaken,
    NotAllowed,
    PinInvalid,
    PinObvious,
    PinPaused,
    PinUnchanged,
    ReasonMissing,
    StaffElsewhere,
    StaffExists,
    UnknownCounter,
    UnknownRole,
    UnknownStaff,
    WrongPin,
)
from core.office import Office, template
from core.store.connection.engine import Store
from tests.conftest import SAMPLE_PIN
from tests.office.changes import nothing_changes


def test_a_person_signs_in_at_a_free_counter(office: Office) -> None:
    session = office.staff.sign_in("ANA ", pin=SAMPLE_PIN, counter=1)

    assert (session.staff.name, session.counter) == ("Ana", 1)
    assert not session.staff.must_change_pin
    assert [each.staff for each in office.queue.board().counters] == ["ana", None, None]


def test_one_person_one_counter_and_one_counter_one_person(office: Office) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)

    with nothing_changes(office):
        with pytest.raises(CounterTaken, match="Ana"):
            office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1)
        with pytest.raises(StaffElsewhere, match="counter 1"):
            office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=2)
    assert office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1).counter == 1


def test_five_wrong_pins_are_a_pause_that_the_right_pin_does_not_end(
    office: Office, clock: FixedClock
) -> None:
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongPin) as refused:
            office.staff.sign_in("ana", pin="0000", counter=1)
        assert refused.value.fields["left"] == left
    with pytest.raises(PinPaused, match="ana"):
        office.staff.sign_in("ana", pin="0000", counter=1)
    with nothing_changes(office), pytest.raises(PinPaused, match="ana"):
        office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    assert office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=2).staff.name == "Beto"

    clock.advance(timedelta(minutes=5))

    assert office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1).staff.name == "Ana"
    with pytest.raises(WrongPin) as refused:
        office.staff.check_pin("ana", "0000")
    assert refused.value.fields["left"] == 4, "the count began anew"


def test_a_right_pin_forgives_the_wrong_ones_before(office: Office) -> None:
    for _ in range(4):
        with pytest.raises(WrongPin):
            office.staff.check_pin("ana", "0000")
    office.staff.check_pin("ana", SAMPLE_PIN)

    with pytest.raises(WrongPin) as refused:
        office.staff.check_pin("ana", "0000")

    assert refused.value.fields["left"] == 4


def test_wrong_pins_are_journaled_without_what_was_typed(office: Office) -> None:
    with pytest.raises(UnknownStaff):
        office.staff.check_pin("5555", "5555")  # perhaps a PIN in the wrong field
    for pin in ("90817263", "90817263", "x" * 100_000, "\udcff", ""):
        with pytest.raises((WrongPin, PinPaused)):
            office.staff.check_pin("ana", pin)

    tried = [each for each in office.journal() if each.kind is Kind.PIN_REFUSED]

    assert [(each.staff, each.data) for each in tried] == [
        ("ana", {"left": left}) for left in (4, 3, 2, 1, 0)
    ]
    assert "90817263" not in repr(office.journal())
    assert "5555" not in repr(office.journal())


class Meanwhile(PasswordHasher):
    """A hasher during whose first look something else happens."""

    def __init__(self, happens: Callable[[], None]) -> None:
        super().__init__()
        self._happens: Callable[[], None] | None = happens

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002 - argon2's word
        happens, self._happens = self._happens, None
        if happens is not None:
            happens()
        return super().verify(hash, password)


def test_a_right_pin_ends_no_pause_that_began_while_it_was_checked(
    office: Office, office_url: str, clock: FixedClock
) -> None:
    def guess() -> None:
        for _ in range(4):
            with pytest.raises((WrongPin, PinPaused)):
                office.staff.check_pin("ana", "0000")

    with Office.open(office_url, "san-andres", clock, hasher=Meanwhile(guess)) as slow:
        slow.staff.check_pin("ana", SAMPLE_PIN)

    with pytest.raises(PinPaused):
        office.staff.check_pin("ana", SAMPLE_PIN)


def test_a_pin_changed_while_the_old_one_was_checked_lets_nobody_in(
    office: Office, office_url: str, clock: FixedClock
) -> None:
    def change() -> None:
        office.staff.change_pin("ana", pin=SAMPLE_PIN, new_pin="864209")

    with (
        Office.open(office_url, "san-andres", clock, hasher=Meanwhile(change)) as slow,
        pytest.raises(WrongPin),
    ):
        slow.staff.check_pin("ana", SAMPLE_PIN)


def test_a_damaged_hash_is_nobodys_pin(office: Office, office_url: str) -> None:
    store = Store(office_url)
    with store.begin() as connection:
        connection.execute(text("UPDATE staff SET pin_hash = 'nonsense' WHERE username = 'ana'"))
    store.close()

    with pytest.raises(WrongPin):
        office.staff.check_pin("ana", SAMPLE_PIN)


def test_a_new_person_must_change_the_pin(office: Office) -> None:
    office.staff.add("dora", name="Dora", pin="1357")
    session = office.staff.sign_in("dora", pin="1357", counter=1)
    assert session.staff.must_change_pin

    office.staff.change_pin("dora", pin="1357", new_pin="975310")

    assert not office.staff.check_pin("dora", "975310").must_change_pin
    with pytest.raises(WrongPin):
        office.staff.check_pin("dora", "1357")


def test_the_first_pin_is_no_pin_of_ones_own(office: Office) -> None:
    office.staff.add("dora", name="Dora", pin="1357")

    with nothing_changes(office), pytest.raises(PinUnchanged):
        office.staff.change_pin("dora", pin="1357", new_pin="1357")

    assert office.staff.check_pin("dora", "1357").must_change_pin


def test_pins_are_kept_as_argon2_hashes_only(office: Office) -> None:
    office.staff.add("dora", name="Dora", pin="77889900")

    said = repr(office.journal(limit=1000))

    assert "dora" in said
    assert "77889900" not in said
    assert "argon2" not in said, "the journal is no place for a hash"


def test_what_is_wrong_with_a_new_person_is_said(office: Office) -> None:
    with nothing_changes(office):
        with pytest.raises(StaffExists, match="ana"):
            office.staff.add("Ana", name="Ana", pin="1357")
        for pin in ("123", "1" * 13, "12a4", "١٢٣٤"):
            with pytest.raises(PinInvalid):
                office.staff.add("dora", name="Dora", pin=pin)
        with pytest.raises(UnknownRole, match="facilitator"):
            office.staff.add("dora", name="Dora", role="boss", pin="1357")
        with pytest.raises(UnknownStaff, match="nadie"):
            office.staff.sign_in("nadie", pin="1357", counter=1)
        with pytest.raises(UnknownCounter, match="1, 2, 3"):
            office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=8)


@pytest.mark.parametrize("pin", ["1234", "0000", "987654", "104055"])
def test_nobody_chooses_a_pin_that_is_guessed_at_once(office: Office, pin: str) -> None:
    office.staff.add("104055", name="Dora", pin=SAMPLE_PIN)

    with nothing_changes(office):
        with pytest.raises(PinObvious, match="Choose another"):
            office.staff.add(pin, name="Luz", pin=pin)
        with pytest.raises(PinObvious):
            office.staff.set_pin("104055", pin=pin)
    with pytest.raises(PinObvious):
        office.staff.change_pin("104055", pin=SAMPLE_PIN, new_pin=pin)


def test_a_pin_that_somebody_has_already_is_never_asked_to_be_another(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr("core.office.people.pins.is_obvious", lambda _pin, _username: False)
        office.staff.add("dora", name="Dora", pin="1234")

    assert office.staff.sign_in("dora", pin="1234", counter=1).staff.username == "dora"


def test_a_reader_of_reports_serves_nobody(office: Office) -> None:
    office.staff.add("calidad", name="Calidad", role="quality", pin="1357")

    with nothing_changes(office), pytest.raises(NotAllowed, match="quality"):
        office.staff.sign_in("calidad", pin="1357", counter=1)


def test_a_director_works_at_every_office_and_a_leader_at_their_own(
    office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> None:
    document = template("providencia")
    with Office.create(office_url, "providencia", document, clock, hasher=cheap_hasher) as there:
        with nothing_changes(there), pytest.raises(UnknownStaff, match="lider"):
            there.staff.sign_in("lider", pin=SAMPLE_PIN, counter=1)

        session = there.staff.sign_in("director", pin=SAMPLE_PIN, counter=1)
        there.queue.issue(outside_hours=True)
        there.queue.call(counter=1, code="A-001", reason="leader")
        there.staff.change_pin("director", pin=SAMPLE_PIN, new_pin="864209")

        assert session.staff.name == "Director Comercial"
        assert office.staff.check_pin("director", "864209") == session.staff
        with pytest.raises(WrongPin, match="4"):
            there.staff.check_pin("director", "0000")
        with pytest.raises(WrongPin, match="3"):  # the same person, wherever the try is made
            office.staff.check_pin("director", "0000")
        assert there.inconsistencies() == ()


def test_stepping_away_and_coming_back_times_the_absence(
    staffed_office: Office, clock: FixedClock
) -> None:
    staff = staffed_office.staff
    away = staff.step_away(counter=1, reason="Consultar un caso", customer_agreed=True)
    with nothing_changes(staffed_office), pytest.raises(CounterAway):
        staff.step_away(counter=1, reason="otra vez")
    clock.advance(timedelta(minutes=4))

    back = staff.come_back(counter=1)

    assert away.is_away
    assert not back.is_away
    gone, returned = staffed_office.journal(limit=1000)[-2:]
    assert gone.data == {"reason": "Consultar un caso", "customer_agreed": True}
    assert returned.data["away_s"] == 240
    with nothing_changes(staffed_office):
        with pytest.raises(CounterNotAway):
            staff.come_back(counter=1)
        with pytest.raises(ReasonMissing):
            staff.step_away(counter=1, reason="")


def test_nobody_leaves_a_counter_with_a_ticket(staffed_office: Office) -> None:
    staffed_office.queue.issue()
    staffed_office.queue.call_next(counter=1)

    with nothing_changes(staffed_office), pytest.raises(CounterBusy, match="A-001"):
        staffed_office.staff.sign_out(counter=1)
    staffed_office.queue.no_show(counter=1)
    staffed_office.staff.sign_out(counter=1)

    with nothing_changes(staffed_office), pytest.raises(CounterNotStaffed):
        staffed_office.staff.sign_out(counter=1)


def test_a_colleague_takes_a_counter_over_with_what_is_in_service_there(
    staffed_office: Office,
) -> None:
    office = staffed_office
    office.queue.issue()
    office.queue.call_next(counter=1)
    office.queue.start(counter=1)
    office.staff.sign_out(counter=2)

    session = office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1, take_over=True)

    assert (session.staff.username, session.counter) == ("beto", 1)
    assert office.queue.finish(counter=1).staff == "beto"
    signed_in = next(each for each in reversed(office.journal()) if each.kind == "signed_in")
    assert signed_in.data == {"instead_of": "ana"}
    assert office.inconsistencies() == ()


def test_somebody_signed_in_elsewhere_comes_over(staffed_office: Office) -> None:
    office = staffed_office

    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=2, take_over=True)

    assert [each.staff for each in office.queue.board().counters] == [None, "ana", "carla"]
    assert office.journal()[-1].data == {"instead_of": "beto", "left": 1}
    assert office.inconsistencies() == ()


def test_a_ticket_in_service_keeps_its_person_at_its_counter(staffed_office: Office) -> None:
    office = staffed_office
    office.queue.issue()
    office.queue.call_next(counter=1)

    with nothing_changes(office), pytest.raises(CounterBusy, match="A-001"):
        office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=2, take_over=True)


def test_the_time_away_is_no_time_in_service(staffed_office: Office, clock: FixedClock) -> None:
    office = staffed_office
    office.queue.issue()
    office.queue.call_next(counter=1)
    office.queue.start(counter=1)
    clock.advance(timedelta(minutes=3))
    office.staff.step_away(counter=1, reason="document", customer_agreed=True)
    clock.advance(timedelta(minutes=4))
    office.staff.come_back(counter=1)
    clock.advance(timedelta(minutes=5))

    office.queue.finish(counter=1)

    assert office.reports.day().figures.hall.service_mean_min.value == 8
    assert office.inconsistencies() == ()
