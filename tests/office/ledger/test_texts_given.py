"""What somebody types into an action is one line of a sane length, or refused by a sentence."""

from collections.abc import Callable

import pytest

from core.errors import LimitInvalid, QueueError, TextInvalid, UserNameReserved, ValueRefused
from core.office import Office
from core.store import people
from core.store.connection.engine import Store
from tests.conftest import SAMPLE_PIN
from tests.office.changes import nothing_changes

GIVEN: dict[str, Callable[[Office, str], object]] = {
    "hold": lambda office, text: office.queue.hold(counter=1, reason=text),
    "finish": lambda office, text: office.queue.finish(counter=1, reason=text),
    "call": lambda office, text: office.queue.call(counter=2, code="A-002", reason=text),
    "step_away": lambda office, text: office.staff.step_away(counter=2, reason=text),
    "add": lambda office, text: office.staff.add("dora", name=text, pin=SAMPLE_PIN),
    "username": lambda office, text: office.staff.add(text, name="Dora", pin=SAMPLE_PIN),
    "code": lambda office, text: office.queue.cancel(code=text),
    "service": lambda office, text: office.queue.issue(service=text),
    "notice": lambda office, text: office.surveys.informed(text),
    "print_on": lambda office, text: office.queue.issue(print_on=text),
    "voice": lambda office, text: office.devices.test_voice(by=text),
    "reprint": lambda office, text: office.devices.reprint(code="A-001", device=text),
}


@pytest.mark.parametrize("text", ["a\0b", "x" * 100_000, "\ud800"], ids=["nul", "long", "half"])
@pytest.mark.parametrize("deed", sorted(GIVEN))
def test_a_text_that_breaks_later_is_refused_now(
    staffed_office: Office, deed: str, text: str
) -> None:
    for _ in range(2):
        staffed_office.queue.issue()
    staffed_office.queue.call_next(counter=1)
    staffed_office.queue.start(counter=1)

    with nothing_changes(staffed_office), pytest.raises(QueueError):
        GIVEN[deed](staffed_office, text)


@pytest.mark.parametrize(
    "given",
    [
        {"username": "\u200bana"},
        {"username": "an\u00ada"},
        {"username": "\ufeffana"},
        {"name": "\u202eanA"},
        {"name": "Ana\u200d"},
        {"name": "Ana\U000e0041"},
    ],
)
def test_nobody_is_registered_under_a_name_with_a_sign_that_nobody_sees(
    office: Office, given: dict[str, str]
) -> None:
    person = {"username": "dora", "name": "Dora"} | given

    with nothing_changes(office), pytest.raises(TextInvalid, match="nobody sees"):
        office.staff.add(person["username"], name=person["name"], pin=SAMPLE_PIN)


def test_a_name_that_an_older_turnos_took_can_be_mended(office: Office, office_url: str) -> None:
    store = Store(office_url)
    with store.begin() as connection:
        people.change(connection, office.id, "ana", name="\u202eanA")
    store.close()

    with nothing_changes(office), pytest.raises(TextInvalid, match="nobody sees"):
        office.staff.rename("ana", name="\u2066Ana")
    office.staff.rename("ana", name="Ana Pomare")
    renamed = office.journal()[-1]

    assert (renamed.data["before"], renamed.data["name"]) == ("\u202eanA", "Ana Pomare")


@pytest.mark.parametrize("username", ["administrator", "ADMINISTRATOR", " Administrator "])
def test_nobody_is_registered_as_who_acts_without_a_name(office: Office, username: str) -> None:
    with nothing_changes(office), pytest.raises(UserNameReserved, match="administrator"):
        office.staff.add(username, name="Dora", pin=SAMPLE_PIN)


@pytest.mark.parametrize(
    "report",
    [
        ("a\0", "kiosk", {}),
        ("a", "kio\0sk", {}),
        ("a", "kiosk", {"free_mb": float("nan")}),
        ("a", "kiosk", {"free_mb": float("-inf")}),
        ("a", "kiosk", {"pictures": [{"file": "x\0"}]}),
        ("a", "kiosk", {"printer": {"a\0": 1}}),
        ("a", "kiosk", {"printer": ("\ud800",)}),
    ],
)
def test_what_one_database_would_not_keep_of_a_device_is_refused_on_both(
    office: Office, report: tuple[str, str, dict[str, object]]
) -> None:
    with pytest.raises(ValueRefused):
        office.devices.seen(*report)

    assert office.devices.all() == ()
    kept = {"text": "ñ \\u0000", "n": 0.5, "none": None, "list": ["x", 1]}
    office.devices.seen("a", "kiosk", kept)
    assert [each.state for each in office.devices.all()] == [kept]


def test_no_database_is_asked_for_fewer_events_than_none(office: Office) -> None:
    with pytest.raises(LimitInvalid, match="-1 is no number of events"):
        office.journal(limit=-1)

    assert office.journal(limit=0) == ()
    assert [each.seq for each in office.journal(limit=2)] == [1, 2]


@pytest.mark.parametrize("given", [{"name": " "}, {"username": ""}])
def test_nobody_is_registered_without_a_name(office: Office, given: dict[str, str]) -> None:
    person = {"username": "dora", "name": "Dora"} | given

    with nothing_changes(office), pytest.raises(TextInvalid, match="write at least one letter"):
        office.staff.add(person["username"], name=person["name"], pin=SAMPLE_PIN)
