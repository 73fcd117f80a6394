"""Who is next: what is shown before a call is what the call then does, for every counter."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from core.clock import FixedClock
from core.domain.order.policy import call_order, choose_next, explain
from core.domain.ticket import Line, Rule, State, Ticket, Why
from core.errors import QueueError, UnknownCounter
from core.office import Office, template
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.office.changes import change_settings, leave_settings

HALLS = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),  # a hall is an office: no shrinking
)
PEOPLE = ("ana", "beto", "carla")
COUNTERS = (1, 2, 3)
SERVICES = ("info", "filing", "cash")
NAMED = [{"key": key, "names": {"es": key}} for key in SERVICES]


def serve_by_service(office: Office, **served: Sequence[str]) -> None:
    """Have counters 1 to 3 serve what is given: `one`, `two`, `three`; else everything."""
    words = ("one", "two", "three")
    counters = [
        {"number": number, "services": list(served.get(word, ()))}
        for number, word in enumerate(words, 1)
    ]
    change_settings(office, services=NAMED, counters=counters)


def call_all(office: Office, counter: int) -> list[Ticket]:
    """Call one after the other until nobody waits for the counter."""
    called = []
    while (ticket := office.queue.call_next(counter=counter)) is not None:
        called.append(ticket)
        leave(office, counter, ticket)
    return called


def leave(office: Office, counter: int, ticket: Ticket) -> None:
    if ticket.state is State.CALLED:
        office.queue.no_show(counter=counter)
    else:
        office.queue.finish(counter=counter)


def names(tickets: Sequence[Ticket]) -> list[str]:
    return [ticket.name for ticket in tickets]


def test_a_counter_bound_to_a_service_is_shown_the_relief_that_it_will_call(
    staffed_office: Office,
) -> None:
    queue = staffed_office.queue
    serve_by_service(staffed_office, one=["info"])
    change_settings(staffed_office, policy={"relief_after": 2})
    for _ in range(2):
        queue.issue("preferential", "info")
        queue.call_next(counter=2)
        queue.no_show(counter=2)
    queue.issue("general", "filing")
    queue.issue("general", "info")
    queue.issue("preferential", "info")

    shown = queue.next_for(1)
    called = queue.call_next(counter=1)

    assert called is not None
    assert called.code == "A-002"
    assert shown is not None
    assert (shown[0].id, shown[1]) == (called.id, called.why)
    assert called.why == Why(Rule.RELIEF)


def test_a_call_says_whom_it_overtakes_behind_somebody_who_came_back(
    staffed_office: Office,
) -> None:
    queue = staffed_office.queue
    queue.issue("general")
    queue.issue("general")
    queue.issue("preferential")
    late = queue.issue("general")
    queue.call(counter=1, code="A-003", reason="leader")
    queue.no_show(counter=1)
    queue.reinstate(code="A-003")

    called = queue.call_next(counter=1)

    assert late.code == "A-003"
    assert called is not None
    assert called.why == Why(Rule.PRIORITY, "A-001", 2)


def test_whoever_waits_without_a_number_is_no_call_of_the_relief(staffed_office: Office) -> None:
    change_settings(staffed_office, mode="direct", policy={"relief_after": 1})
    staffed_office.queue.issue("general")
    for _ in range(2):
        staffed_office.queue.arrive(counter=2)

    shown = staffed_office.queue.waiting_for(1)

    assert [ticket.line for ticket in shown] == [Line.PREFERENTIAL] * 2 + [Line.GENERAL]
    assert names(call_all(staffed_office, 1)) == names(shown)


def test_nobody_is_next_at_a_counter_that_is_not(staffed_office: Office) -> None:
    with pytest.raises(UnknownCounter):
        staffed_office.queue.next_for(9)
    with pytest.raises(UnknownCounter):
        staffed_office.queue.waiting_for(9)


def test_who_is_next_is_known_at_a_counter_that_is_busy_away_or_nobodys(office: Office) -> None:
    queue = office.queue
    queue.issue()
    queue.issue()

    assert names(queue.waiting_for(1)) == ["A-001", "A-002"], "nobody is there"
    office.staff.sign_in("ana", pin=SAMPLE_PIN, counter=1)
    queue.call_next(counter=1)
    assert names(queue.waiting_for(1)) == ["A-002"], "it is busy"
    office.staff.step_away(counter=1, reason="lunch")
    found = queue.next_for(1)
    assert found is not None
    assert (found[0].code, found[1]) == ("A-002", Why(Rule.FIRST_COME))


def test_looking_changes_nothing(staffed_office: Office) -> None:
    staffed_office.queue.issue()
    before = staffed_office.journal()

    staffed_office.queue.next_for(1)
    staffed_office.queue.waiting_for(1)

    assert staffed_office.journal() == before


# --- any hall

LINES = st.sampled_from([line.value for line in Line])
SERVICE = st.sampled_from(SERVICES)
COUNTER = st.sampled_from(COUNTERS)
DEEDS = st.one_of(
    st.tuples(st.just("issue"), LINES, SERVICE),
    st.tuples(st.just("issue"), LINES, SERVICE),
    st.tuples(st.just("arrive"), COUNTER, LINES, SERVICE),
    st.tuples(st.just("call"), COUNTER),
    st.tuples(st.just("come_too_late"), COUNTER),
    st.tuples(st.just("put_back"), COUNTER, st.booleans()),
    st.tuples(st.just("hand_over"), COUNTER, COUNTER),
    st.tuples(st.just("make_room"), COUNTER),
    st.tuples(st.just("change_line"), st.integers(0, 9)),
)
STATES = st.sampled_from(("free", "free", "busy", "away", "absent", "gone"))


@st.composite
def halls(draw: st.DrawFn) -> dict[str, Any]:
    """Return an office's settings, what was done in it, and how its counters are then."""
    served = st.lists(SERVICE, unique=True, max_size=2)
    return {
        "mode": draw(st.sampled_from(("ticket", "direct"))),
        "relief_after": draw(st.integers(0, 3)),
        "served": [draw(served) for _ in COUNTERS],
        "retired": draw(st.booleans()),
        "deeds": draw(st.lists(DEEDS, max_size=24)),
        "states": [draw(STATES) for _ in COUNTERS],
        "counter": draw(COUNTER),
    }


def do(office: Office, name: str, *given: Any) -> None:
    """Do it, or be refused."""
    with suppress(QueueError):
        DOES[name](office, *given)


def arrive(office: Office, counter: int, line: str, service: str) -> None:
    office.queue.arrive(counter=counter, line=line, service=service)


def serve_next(office: Office, counter: int) -> Ticket | None:
    called = office.queue.call_next(counter=counter)
    if called is not None:
        leave(office, counter, called)
    return called


def come_too_late(office: Office, counter: int) -> None:
    if (called := serve_next(office, counter)) is not None:
        office.queue.reinstate(code=called.name)


def put_back(office: Office, counter: int, undoes: bool) -> None:
    called = office.queue.call_next(counter=counter)
    if called is not None and called.state is State.CALLED:
        office.queue.put_back(counter=counter)
        if undoes:
            office.queue.undo(counter=counter)
            leave(office, counter, called)


def hand_over(office: Office, counter: int, colleague: int) -> None:
    if office.queue.call_next(counter=counter) is not None:
        office.queue.transfer(counter=counter, to_counter=colleague)


def make_room(office: Office, counter: int) -> None:
    called = office.queue.call_next(counter=counter)
    if called is not None and called.state is State.CALLED:
        office.queue.start(counter=counter)
    if called is not None:
        office.queue.hold(counter=counter, reason="preferential")


def change_line(office: Office, number: int) -> None:
    waiting = [ticket for ticket in office.queue.waiting() if ticket.code is not None]
    if waiting:
        ticket = waiting[number % len(waiting)]
        other = next(line for line in Line if line is not ticket.line)
        office.queue.change_line(code=ticket.name, line=other.value, reason="asked")


DOES: dict[str, Callable[..., object]] = {
    "issue": lambda office, line, service: office.queue.issue(line, service),
    "arrive": arrive,
    "call": serve_next,
    "come_too_late": come_too_late,
    "put_back": put_back,
    "hand_over": hand_over,
    "make_room": make_room,
    "change_line": change_line,
}


def offices(url: str, hasher: PasswordHasher) -> Iterator[Office]:
    """Make one office after the other in a database."""
    for number in count(1):
        yield Office.create(
            url,
            f"office-{number}",
            template("san-andres"),
            FixedClock(MONDAY_MORNING),
            hasher=hasher,
        )


def make_hall(office: Office, hall: dict[str, Any]) -> None:
    """Bring an office into a state, as people or an older turnos did."""
    counters = [
        {"number": number, "services": services}
        for number, services in zip(COUNTERS, hall["served"], strict=True)
    ]
    leave_settings(
        office,
        mode=hall["mode"],
        policy={"relief_after": hall["relief_after"]},
        services=NAMED,
        counters=counters,
    )
    for counter, person in zip(COUNTERS, PEOPLE, strict=True):
        office.staff.add(person, name=person, pin=SAMPLE_PIN, must_change_pin=False)
        office.staff.sign_in(person, pin=SAMPLE_PIN, counter=counter)
    for deed in hall["deeds"]:
        do(office, *deed)
    gone = set()
    for counter, state in zip(COUNTERS, hall["states"], strict=True):
        with suppress(QueueError):
            if state == "busy":
                office.queue.serve_now(counter=counter)
            elif state == "away":
                office.staff.step_away(counter=counter, reason="lunch")
            elif state == "absent":
                office.staff.sign_out(counter=counter)
        if state == "gone" and counter != hall["counter"]:
            gone.add(counter)
    left = [each for each in counters if each["number"] not in gone]
    if hall["retired"]:
        still = [each for each in NAMED if each["key"] != "cash"]
        for each in left:
            each["services"] = [key for key in each["services"] if key != "cash"]
        leave_settings(office, services=still, counters=left)
    else:
        leave_settings(office, counters=left)


def free(office: Office, counter: int) -> None:
    """Have somebody at the counter who has nothing to do, whatever was there."""
    state = next(each for each in office.queue.board().counters if each.number == counter)
    if state.staff is None:
        office.staff.sign_in(PEOPLE[counter - 1], pin=SAMPLE_PIN, counter=counter)
    elif state.away_since is not None:
        office.staff.come_back(counter=counter)
    if state.ticket is not None:
        leave(office, counter, state.ticket)


def by_hand(office: Office, counter: int) -> tuple[tuple[Ticket, ...], Why | None]:
    """Return the order at a counter and why its first is next, from the whole office's list."""
    known, states = office.settings.get().settings, office.queue.board().counters
    place = known.counter(counter)
    assert place is not None
    present = [each.number for each in states if each.staff and each.away_since is None]
    reach = known.reach(place, present)
    mine = [
        each for each in office.queue.waiting() if reach.includes(each.service, each.for_counter)
    ]
    streak = in_a_row(office)
    order = call_order(mine, preferential_streak=streak, policy=known.policy)
    heads = [
        min((each for each in mine if each.line is line), key=lambda each: each.place, default=None)
        for line in (Line.GENERAL, Line.PREFERENTIAL)
    ]
    choice = choose_next(*heads, preferential_streak=streak, policy=known.policy)
    return order, None if choice is None else explain(*choice, mine)


def in_a_row(office: Office) -> int:
    lines = [event.data["line"] for event in office.journal() if event.kind == "called"]
    return next((n for n, line in enumerate(reversed(lines)) if line == "general"), len(lines))


def test_what_is_shown_as_next_is_what_is_called_in_any_hall(
    database_url: str, cheap_hasher: PasswordHasher
) -> None:
    made = offices(database_url, cheap_hasher)

    @HALLS
    @given(halls())
    def check(hall: dict[str, Any]) -> None:
        with next(made) as office:
            make_hall(office, hall)
            for counter in office.settings.get().settings.counters:
                shown = office.queue.next_for(counter.number)
                order, why = by_hand(office, counter.number)
                assert office.queue.waiting_for(counter.number) == order
                assert office.queue.waiting_for(counter.number, first=2) == order[:2]
                assert shown == ((order[0], why) if order else None)
            free(office, hall["counter"])
            order = office.queue.waiting_for(hall["counter"])
            note(f"{names(order)} at {hall['counter']}")
            for ticket in order:
                shown = office.queue.next_for(hall["counter"])
                called = office.queue.call_next(counter=hall["counter"])
                assert called is not None
                assert called.id == ticket.id
                assert shown == (ticket, called.why)
                leave(office, hall["counter"], called)
            assert office.queue.next_for(hall["counter"]) is None
            assert office.queue.call_next(counter=hall["counter"]) is None
            assert office.inconsistencies() == ()

    check()


def test_what_is_sent_to_a_colleague_is_called_there_whatever_its_service(
    staffed_office: Office,
) -> None:
    change_settings(
        staffed_office,
        services=[
            {"key": "info", "names": {"es": "Información"}},
            {"key": "caja", "names": {"es": "Caja"}},
        ],
        counters=[
            {"number": 1, "services": ["info"]},
            {"number": 2, "services": ["caja"]},
            {"number": 3},
        ],
    )
    ticket = staffed_office.queue.issue(service="caja")
    staffed_office.queue.call_next(counter=2)
    staffed_office.queue.start(counter=2)

    staffed_office.queue.transfer(counter=2, to_counter=1)

    assert staffed_office.queue.next_for(3) is None  # it is kept for the colleague
    found = staffed_office.queue.next_for(1)
    assert found is not None
    assert found[0].id == ticket.id
    called = staffed_office.queue.call_next(counter=1)
    assert called is not None
    assert called.id == ticket.id
