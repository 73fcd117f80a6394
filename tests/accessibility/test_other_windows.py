"""The counter and the display through a screen reader: staff's controls, the hall's call."""

from functools import partial

import pytest

from core.language import Language
from tests.accessibility.conftest import Start, looking_at
from tests.accessibility.reader import Listener
from tests.accessibility.rules import about_controls, about_what_is_seen, complaints
from tests.conftest import SAMPLE_PIN

pytestmark = pytest.mark.slow
SPANISH = Language.load("es")
USER, PIN, COUNTER = SPANISH("User name"), SPANISH("PIN"), SPANISH("Counter {counter}", counter=1)
CALL = SPANISH("Ticket {code} · Counter {counter}", code="A-001", counter=1)


def page_says(person: Listener, *sentences: str) -> None:
    """Wait for the page whose name says these, in this order."""

    def look() -> bool | None:
        names = [iter(node.name.split("\n")) for node in person.reads() if node.is_showing]
        return any(all(each in name for each in sentences) for name in names) or None

    person.waits(f"a page that says {sentences}", look)


def unnamed_controls(person: Listener) -> list[str]:
    """Return where a control without a name is; Qt gives a scroll bar none."""
    shown = [each for each in person.reads(hidden=True) if each.is_showing and each.is_control]
    unnamed = [each for each in shown if not each.name.strip() and each.role != "scroll bar"]
    return [f"a {each.role} at {each.box}" for each in unnamed]


def test_a_facilitator_signs_in_and_finds_every_control_named(
    start: Start, office_url: str
) -> None:
    with looking_at(office_url) as office:
        office.queue.issue(line="general")
    person = start("counter")

    person.finds_control(COUNTER)
    wrong = person.waits_for_none(lambda: complaints(person.reads(hidden=True)))
    person.types(USER, "ana")
    person.types(PIN, SAMPLE_PIN)
    person.does(COUNTER)
    person.waits_for_state(COUNTER, "checked")
    person.does(SPANISH("Sign in"))
    person.finds("A-001")
    wrong += person.waits_for_none(lambda: complaints(person.reads(hidden=True)))

    assert wrong == []


def test_the_display_says_which_ticket_goes_where(start: Start, office_url: str) -> None:
    person = start("display")
    with looking_at(office_url) as office:
        office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
        office.queue.issue(line="general")
        office.queue.call_next(counter=1)

    call = person.finds(CALL)
    nodes = person.reads(hidden=True)

    assert call.role == "panel"
    assert [*about_controls(nodes), *about_what_is_seen(nodes)] == []
    assert person.controls() == ()


def test_a_morning_at_the_counter_is_said_page_by_page(start: Start, office_url: str) -> None:
    with looking_at(office_url) as office:
        office.queue.issue()
        office.queue.issue(line="preferential")
    person = start("counter")
    is_told = partial(page_says, person)
    preferential, general = (SPANISH(each).lower() for each in ("Priority", "General"))
    following = SPANISH("Next: {ticket}, {line} line.", ticket="A-001", line=general)
    called = SPANISH(
        "Called: {ticket}, {line} line, counter {counter}.",
        ticket="P-001",
        line=preferential,
        counter=1,
    )
    person.types(USER, "ana")
    person.types(PIN, SAMPLE_PIN)
    person.does(COUNTER)
    person.does(SPANISH("Sign in"))
    is_told(SPANISH("Next: {ticket}, {line} line.", ticket="P-001", line=preferential))
    person.does(SPANISH("Call next"))
    is_told(called, SPANISH("Call {n} of {most}", n=1, most=3))
    person.does(SPANISH("Start service"))
    is_told(f"P-001, {SPANISH('Priority')}", SPANISH("In service"))
    person.does(SPANISH("Finish service"))
    is_told(SPANISH("{ticket}: finished", ticket="P-001"), following)
    person.does(SPANISH("Step away"))
    is_told(SPANISH("Step away"), SPANISH("Choose a reason"), f"1: {SPANISH('Break')}")


def test_every_page_of_the_leader_says_itself_and_names_every_control(
    start: Start, office_url: str
) -> None:
    with looking_at(office_url) as office:
        office.staff.add("lola", name="Lola", role="leader", pin=SAMPLE_PIN, must_change_pin=False)
        name = office.settings.get().settings.name
    person = start("counter.leader")

    person.types(USER, "lola")
    person.types(PIN, SAMPLE_PIN)
    person.waits_for_state(SPANISH("Sign in"), "enabled")
    person.does(SPANISH("Sign in"))
    page_says(person, f"{SPANISH('The office now')}, {name}", SPANISH("Waiting: {n}", n=0))
    for place, said in (
        ("Reports", SPANISH("Nobody came in these days.")),
        ("Devices", f"{SPANISH('Devices')}, {name}"),
        ("Notices", SPANISH("Choose where the fault is")),
        ("History", f"{SPANISH('History of changes')}, {name}"),
        ("This computer", SPANISH("Everything is saved")),
        ("Settings", SPANISH("Everything is saved")),
    ):
        person.does(SPANISH(place))
        page_says(person, said)
        unnamed = person.waits_for_none(lambda: unnamed_controls(person))
        assert unnamed == [], place
