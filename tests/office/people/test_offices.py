"""In which offices somebody works: where the role says, or where they are named for."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from core.clock import FixedClock
from core.domain.ticket import Kind
from core.errors import (
    LastLeader,
    MayNotGiveOffice,
    StaffAtOtherOffice,
    StaffElsewhere,
    StaffOfOtherOffice,
    UnknownOffice,
)
from core.office import Office, template
from core.store import upgrade
from core.store.connection.engine import Store
from tests.conftest import SAMPLE_PIN
from tests.office.changes import nothing_changes

BOTH = ("providencia", "san-andres")


@pytest.fixture
def there(
    office: Office, office_url: str, clock: FixedClock, cheap_hasher: PasswordHasher
) -> Iterator[Office]:
    """Open the other office of the same database."""
    document = template("providencia")
    with Office.create(office_url, "providencia", document, clock, hasher=cheap_hasher) as opened:
        opened.staff.add("jefe", name="Jefe", role="leader", pin=SAMPLE_PIN)
        yield opened
        assert opened.inconsistencies() == ()


def test_whoever_is_named_for_both_works_in_both(office: Office, there: Office) -> None:
    person = office.staff.change("ana", offices=("san-andres", "providencia"), by="director")

    assert person.offices == BOTH
    event = office.journal(limit=1000)[-1]
    assert (event.kind, event.staff) == (Kind.PERSON_CHANGED, "ana")
    assert event.data == {"offices": list(BOTH), "before": {"offices": []}, "by": "director"}
    assert there.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1).staff == person
    assert there.staff.keys().whose(SAMPLE_PIN) is not None
    with nothing_changes(office), pytest.raises(StaffAtOtherOffice):
        office.staff.change("ana", offices=("san-andres",))
    there.staff.sign_out(counter=1)
    assert office.staff.change("ana", offices=()).offices == ()
    with nothing_changes(there), pytest.raises(StaffOfOtherOffice, match="works in San Andrés"):
        there.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)


def test_an_office_that_is_not_theirs_says_which_are(office: Office, there: Office) -> None:
    office.staff.change("beto", offices=["providencia"])

    for act in (
        lambda: office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1),
        lambda: office.staff.check_pin("beto", SAMPLE_PIN),
        lambda: office.settings.change({"targets.general_min": 20}, by="beto"),
    ):
        with (
            nothing_changes(office),
            pytest.raises(StaffOfOtherOffice, match="works in Providencia, not in San Andrés"),
        ):
            act()
    there.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1)


def test_a_director_named_for_one_office_works_there_alone(office: Office, there: Office) -> None:
    there.staff.check_pin("director", SAMPLE_PIN)

    office.staff.change("director", offices=["san-andres"])

    with pytest.raises(StaffOfOtherOffice):
        there.staff.check_pin("director", SAMPLE_PIN)
    assert office.staff.check_pin("director", SAMPLE_PIN).username == "director"


def test_nobody_gives_an_office_in_which_they_do_not_work(office: Office, there: Office) -> None:
    for offices in (BOTH, ["providencia"]):
        with nothing_changes(office), pytest.raises(MayNotGiveOffice, match=r"lider.*providencia"):
            office.staff.change("ana", offices=offices, by="lider")
        with nothing_changes(office), pytest.raises(MayNotGiveOffice):
            office.staff.add("eva", name="Eva", pin=SAMPLE_PIN, offices=offices, by="lider")
    office.staff.change("ana", offices=BOTH, by="director")
    with nothing_changes(office), pytest.raises(MayNotGiveOffice):
        office.staff.change("ana", role="leader", by="lider")  # she would lead there too
    with nothing_changes(office), pytest.raises(UnknownOffice, match="bogota"):
        office.staff.change("ana", offices=["bogota"])


def test_an_office_keeps_its_leader_and_a_counter_its_person(office: Office, there: Office) -> None:
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)

    with nothing_changes(office), pytest.raises(StaffElsewhere):
        office.staff.change("ana", offices=["providencia"])
    with nothing_changes(office), pytest.raises(LastLeader):
        office.staff.change("lider", offices=["providencia"])


def test_a_name_a_role_and_offices_change_at_once_or_not_at_all(
    office: Office, there: Office
) -> None:
    with nothing_changes(office), pytest.raises(MayNotGiveOffice):
        office.staff.change("ana", name="Ana P", offices=BOTH, by="lider")

    person = office.staff.change("ana", name="Ana P", role="leader", offices=BOTH, by="director")

    assert (person.name, person.role, person.offices) == ("Ana P", "leader", BOTH)
    assert there.staff.check_pin("ana", SAMPLE_PIN) == person


def test_whoever_is_registered_for_offices_works_there(office: Office, there: Office) -> None:
    office.staff.add("eva", name="Eva", pin=SAMPLE_PIN, offices=BOTH, by="director")

    assert there.staff.check_pin("eva", SAMPLE_PIN).offices == BOTH
    assert office.journal(limit=1000)[-1].data["offices"] == list(BOTH)
    office.staff.deactivate("eva")
    office.staff.add("eva", name="Eva", pin=SAMPLE_PIN, by="director")
    with pytest.raises(StaffOfOtherOffice):
        there.staff.check_pin("eva", SAMPLE_PIN)


def test_people_stay_when_the_schema_goes_down_and_up(
    office: Office, there: Office, office_url: str
) -> None:
    office.staff.change("ana", offices=BOTH)
    before = office.staff.all()
    store = Store(office_url)
    upgrade.migrate(store, "0011")
    upgrade.migrate(store, "0012")
    with store.begin() as connection:
        said = connection.scalar(text("SELECT offices FROM staff WHERE username = 'ana'"))
    store.close()

    assert said is None
    assert [each.username for each in office.staff.all()] == [each.username for each in before]
    with pytest.raises(StaffOfOtherOffice):
        there.staff.check_pin("ana", SAMPLE_PIN)
