"""Three facilitators who do anything at any time, also at the same time: no rule is broken.

`make faults` tries 2,000 interleavings on each database, `make test` a few.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import count
from threading import Barrier

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
    run_state_machine_as_test,
)

from core.clock import FixedClock
from core.domain.ticket import Kind, State, Ticket
from core.errors import QueueError, StoreError
from core.office import Office, template
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.office.changes import whole_journal
from tests.office.queue.rules import Hall

INTERLEAVINGS = int(os.environ.get("TURNOS_INTERLEAVINGS", "10"))
MANY = 100
"""Runs after which each kind of deed has happened; among a few it is chance."""
STEPS = 40
PEOPLE = ("ana", "beto", "carla")
COUNTERS = (1, 2, 3)
Deed = Callable[[Office, int], object]


def other(counter: int) -> int:
    return counter % len(COUNTERS) + 1


def a_code(office: Office, counter: int) -> str:
    """Return a code that waits or was missed, or one that never was."""
    known = [each for each in (*office.queue.waiting(), *office.queue.missed()) if each.code]
    return known[counter % len(known)].name if known else "A-999"


def issue(office: Office, line: str = "general") -> Ticket:
    """Issue a ticket, also when the morning has gone by: many waits are long."""
    return office.queue.issue(line, outside_hours=True)


DEEDS: dict[str, Deed] = {
    "issue": lambda office, _: issue(office),
    "issue_preferential": lambda office, _: issue(office, "preferential"),
    "call_next": lambda office, at: office.queue.call_next(counter=at),
    "call_again": lambda office, at: office.queue.call_next(counter=at),
    "recall": lambda office, at: office.queue.recall(counter=at),
    "start": lambda office, at: office.queue.start(counter=at),
    "finish": lambda office, at: office.queue.finish(counter=at),
    "no_show": lambda office, at: office.queue.no_show(counter=at),
    "put_back": lambda office, at: office.queue.put_back(counter=at, reason="x"),
    "hold": lambda office, at: office.queue.hold(counter=at, reason="x"),
    "resume": lambda office, at: office.queue.resume(counter=at),
    "to_colleague": lambda office, at: office.queue.transfer(counter=at, to_counter=other(at)),
    "to_line": lambda office, at: office.queue.transfer(counter=at, line="preferential"),
    "arrive": lambda office, at: office.queue.arrive(counter=at),
    "serve_now": lambda office, at: office.queue.serve_now(counter=at),
    "undo": lambda office, at: office.queue.undo(counter=at),
    "cancel": lambda office, at: office.queue.cancel(code=a_code(office, at), counter=at),
    "reinstate": lambda office, at: office.queue.reinstate(code=a_code(office, at), counter=at),
    "change_line": lambda office, at: office.queue.change_line(
        code=a_code(office, at), line="preferential", reason="asked", counter=at
    ),
    "call": lambda office, at: office.queue.call(
        counter=at, code=a_code(office, at), reason="leader"
    ),
    "step_away": lambda office, at: office.staff.step_away(counter=at, reason="lunch"),
    "come_back": lambda office, at: office.staff.come_back(counter=at),
    "sign_out": lambda office, at: office.staff.sign_out(counter=at),
    "sign_in": lambda office, at: office.staff.sign_in(PEOPLE[at - 1], pin=SAMPLE_PIN, counter=at),
    "take_over": lambda office, at: office.staff.sign_in(
        PEOPLE[at - 1], pin=SAMPLE_PIN, counter=other(at), take_over=True
    ),
}
WHAT = st.sampled_from(sorted(DEEDS))
WHERE = st.sampled_from(COUNTERS)
DEED = st.tuples(WHAT, WHERE)


def do(office: Office, name: str, counter: int) -> None:
    """Do it, or be refused by a sentence: nothing else may happen."""
    with suppress(QueueError):
        try:
            DEEDS[name](office, counter)
        except StoreError as error:
            raise AssertionError(f"{name} at {counter}: {error}") from error


class Facilitators(RuleBasedStateMachine):
    """Each interleaving has an office of its own in the test's database."""

    url: str
    hasher: PasswordHasher
    numbers: Iterator[int]
    pool: ThreadPoolExecutor

    def __init__(self) -> None:
        super().__init__()
        name = f"office-{next(self.numbers)}"
        self.clock = FixedClock(MONDAY_MORNING)
        self.office = Office.create(
            self.url, name, template("san-andres"), self.clock, hasher=self.hasher
        )
        for counter, person in zip(COUNTERS, PEOPLE, strict=True):
            self.office.staff.add(person, name=person, pin=SAMPLE_PIN, must_change_pin=False)
            self.office.staff.sign_in(person, pin=SAMPLE_PIN, counter=counter)
        for line in ("general", "general", "preferential"):
            self.office.queue.issue(line)

    @rule(deed=DEED)
    def one(self, deed: tuple[str, int]) -> None:
        do(self.office, *deed)

    @rule(deeds=st.lists(DEED, min_size=2, max_size=3))
    def at_once(self, deeds: list[tuple[str, int]]) -> None:
        self.together(deeds)

    @rule()
    def race_for_the_last(self) -> None:
        issue(self.office)
        for ticket in self.office.queue.waiting()[:-1]:
            if ticket.code is not None:
                self.office.queue.cancel(code=ticket.code)
        self.together([("call_next", counter) for counter in COUNTERS])

    @rule(deed=DEED)
    def take_back(self, deed: tuple[str, int]) -> None:
        do(self.office, *deed)
        do(self.office, "undo", deed[1])

    @rule(counter=WHERE)
    def attend(self, counter: int) -> None:
        """Free the counter, have somebody arrive, and serve whoever is next."""
        for name in ("finish", "no_show", "come_back", "sign_in", "arrive", "call_next"):
            do(self.office, name, counter)

    @rule(seconds=st.sampled_from((1, 20, 31, 400, 1000)))
    def wait(self, seconds: int) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    def together(self, deeds: list[tuple[str, int]]) -> None:
        """Do all of it at the same moment, each in a thread of its own."""
        start = Barrier(len(deeds))

        def when_all_are_ready(name: str, counter: int) -> None:
            start.wait()
            do(self.office, name, counter)

        for job in [self.pool.submit(when_all_are_ready, *deed) for deed in deeds]:
            job.result()

    def teardown(self) -> None:
        events = whole_journal(self.office)
        Hall().follow(events)
        board = self.office.queue.board()
        staffed = [each.staff for each in board.counters if each.staff]
        assert len(set(staffed)) == len(staffed)
        assert all(each.state is State.WAITING for each in self.office.queue.waiting())
        assert self.office.inconsistencies() == ()
        self.office.close()


@pytest.mark.timeout(600 + 3 * INTERLEAVINGS)
def test_facilitators_faults_and_races_break_no_rule(
    database_url: str, cheap_hasher: PasswordHasher
) -> None:
    seen: set[Kind] = set()
    with ThreadPoolExecutor(len(COUNTERS)) as pool:

        class Machine(Facilitators):
            url = database_url
            hasher = cheap_hasher
            numbers = count(1)

            def teardown(self) -> None:
                seen.update(event.kind for event in whole_journal(self.office))
                super().teardown()

        Machine.pool = pool
        run_state_machine_as_test(
            Machine,
            settings=settings(
                max_examples=INTERLEAVINGS,
                derandomize=INTERLEAVINGS < MANY,
                stateful_step_count=STEPS,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    missing = {Kind.CALLED, Kind.UNDONE, Kind.TRANSFERRED, Kind.SIGNED_IN, Kind.ATTENDED} - seen
    assert INTERLEAVINGS < MANY or not missing, f"these never happened: {missing}"
