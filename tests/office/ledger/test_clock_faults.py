"""A clock that jumps at random, on computers that start anew at random: nobody waiting is lost.

`make faults` tries CLOCKS stories (500) on each database, `make test` a few.
"""

import os
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import count, pairwise
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from core.clock import FixedClock
from core.domain.calendar.hours import business_day
from core.domain.calendar.present import Present, Trust
from core.domain.ticket import STILL_HERE, Kind, State, Ticket
from core.errors import ClockNotInDoubt, QueueError, SettingsInvalid
from core.office import Office, template
from core.office.rebuild import replay
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.office.changes import change_settings, whole_journal

CLOCKS = int(os.environ.get("TURNOS_CLOCKS", "8"))
MANY = 100
"""Stories after which each kind of event has happened; among a few it is chance."""
STEPS = 30
COUNTERS = (1, 2)
PEOPLE = ("ana", "beto")
WHERE = st.sampled_from(COUNTERS)
JUMPS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 400, 3_600, 18_000, 86_400, 3 * 86_400, 30 * 86_400, 365 * 86_400)
)
ZONES = ("America/Bogota", "Pacific/Kiritimati", "Pacific/Honolulu")


class Clocks(RuleBasedStateMachine):
    """One office; `truth` is what time it really is, `clock` what its computer believes."""

    url: str
    hasher: PasswordHasher
    numbers: "count[int]"
    seen: set[Kind]

    def __init__(self) -> None:
        super().__init__()
        self.name = f"office-{next(self.numbers)}"
        self.truth = MONDAY_MORNING
        self.clock = FixedClock(MONDAY_MORNING)
        self.others: list[Office] = []
        self.office = Office.create(
            self.url, self.name, template("san-andres"), self.clock, hasher=self.hasher
        )
        for person in PEOPLE:
            self.office.staff.add(person, name=person, pin=SAMPLE_PIN, must_change_pin=False)
        self.here: dict[int, Ticket] = {}
        self.came: dict[int, datetime] = {}
        self.sent_home: set[int] = set()
        self.has_moved = False

    # --- what happens at the office

    @rule(line=st.sampled_from(("general", "preferential")))
    def issue(self, line: str) -> None:
        sitting = {each.code for each in self.still_here() if each.state is not State.SERVING}
        ticket = self.office.queue.issue(line, outside_hours=True)
        self.came[ticket.id] = self.truth
        left = {each.code for each in self.still_here() if each.id != ticket.id}
        assert ticket.code not in sitting & left, "a code that somebody sits with"

    @rule(counter=WHERE, deed=st.sampled_from(("call_next", "start", "finish", "no_show")))
    def do(self, counter: int, deed: str) -> None:
        with suppress(QueueError):
            getattr(self.office.queue, deed)(counter=counter)

    @rule(counter=WHERE)
    def serve_and_hold(self, counter: int) -> None:
        with suppress(QueueError):
            self.office.queue.call_next(counter=counter)
        with suppress(QueueError):
            self.office.queue.start(counter=counter)
        with suppress(QueueError):
            self.office.queue.hold(counter=counter, reason="x")

    @rule(counter=WHERE)
    def resume(self, counter: int) -> None:
        with suppress(QueueError):
            self.office.queue.resume(counter=counter)

    @rule(counter=WHERE)
    def sign_in(self, counter: int) -> None:
        with suppress(QueueError):
            self.office.staff.sign_in(PEOPLE[counter - 1], pin=SAMPLE_PIN, counter=counter)

    @rule(zone=st.sampled_from(ZONES))
    def move_the_office(self, zone: str) -> None:
        hours = {"timezone": zone, "week": {}, "country": "CO", "closures": []}
        with suppress(SettingsInvalid):  # somebody is in the hall
            change_settings(self.office, hours=hours)
            self.has_moved = True

    # --- what happens to its clock

    @rule(minutes=st.sampled_from((1, 20, 90, 14 * 60)))
    def time_passes(self, minutes: int) -> None:
        self.truth += timedelta(minutes=minutes)
        self.clock.advance(timedelta(minutes=minutes))

    @rule(by=st.sampled_from(JUMPS), is_back=st.booleans())
    def jump(self, by: timedelta, *, is_back: bool) -> None:
        self.clock.jump(-by if is_back else by)

    @rule()
    def put_right(self) -> None:
        self.clock.jump(self.truth - self.clock.now())

    @rule(by=st.sampled_from((*JUMPS, timedelta())), is_back=st.booleans())
    def start_anew(self, by: timedelta, *, is_back: bool) -> None:
        """Start the computer anew, with its clock anywhere."""
        self.clock = FixedClock(self.truth + (-by if is_back else by))
        self._open()

    @rule()
    def start_the_program_anew(self) -> None:
        self._open()

    @rule(keeps=st.booleans())
    def confirm(self, *, keeps: bool) -> None:
        """Staff look, and say that the clock is right; without `keeps` that nobody is there."""
        before = self.office.clock.now()
        says = before.clock
        day = business_day(says, self.office.settings.get().settings.hours)
        here = {each.id for each in self.still_here()}
        try:
            self.office.clock.confirm(day, keep_waiting=keeps)
        except ClockNotInDoubt:
            return
        now = self.office.clock.now()
        assert (now.doubt, now.at) == (None, says)
        if not before.begins_day:  # a night that passed ends its day before anything else
            assert self.lost() == set(), "a confirmation ends nobody's wait by itself"
        if not keeps:
            self.sent_home |= here

    @rule()
    def all_is_well_again(self) -> None:
        """The clock is put right and confirmed: who was sent away by a wrong day is back."""
        self.put_right()
        now = self.office.clock.now()
        if now.doubt is not None:
            hours = self.office.settings.get().settings.hours
            self.office.clock.confirm(business_day(now.clock, hours))
        assert abs(self.office.clock.now().at - self.truth) <= timedelta(minutes=10)
        if self.has_moved:  # another zone is another day: who came yesterday is not known
            return
        for ticket, came_at in self.came.items():
            if _day(came_at) == _day(self.truth) and ticket not in self.sent_home:
                state = self.office.queue.ticket(ticket).state
                assert state is not State.ABANDONED, "came today, and was sent away for good"

    # --- what must hold

    @invariant()
    def nobody_is_lost(self) -> None:
        """Whoever was here and is not any more was served, did not come, or their day ended."""
        lost = self.lost()
        ends = {
            ticket
            for event in whole_journal(self.office)
            if event.kind is Kind.DAY_ENDED
            for ticket in event.data["tickets"]
        }
        assert lost <= ends, "sent away without an event that says so"
        waiting = {each.id for each in self.office.queue.waiting()}
        now = self.office.clock.now()
        for ticket in self.still_here():
            if ticket.state is State.WAITING and not now.begins_day:
                assert ticket.id in waiting, "somebody waits whom nobody sees"
        self.here = {each.id: each for each in self.still_here()}

    @invariant()
    def times_do_not_decrease(self) -> None:
        events = whole_journal(self.office)
        for before, after in pairwise(events):
            if after.kind is not Kind.DAY_CONFIRMED:
                assert after.at >= before.at
        codes = [
            (each.day, each.series, each.number)
            for each in replay(events).tickets.values()
            if each.number is not None
        ]
        assert len(set(codes)) == len(codes), "a number twice on one day"

    @invariant()
    def a_lost_office_keeps_its_day(self) -> None:
        now: Present = self.office.clock.now()
        assert not (now.begins_day and now.trust is Trust.LOST)

    def lost(self) -> set[int]:
        """Return who was here at the last look and was sent away since."""
        now = {each.id for each in self.still_here()}
        return {
            each.id
            for each in self.here.values()
            if each.id not in now and self.office.queue.ticket(each.id).state is State.ABANDONED
        }

    def still_here(self) -> list[Ticket]:
        tickets = replay(whole_journal(self.office)).tickets.values()
        return [each for each in tickets if each.state in STILL_HERE]

    def _open(self) -> None:
        self.office.close()
        self.office = Office.open(self.url, self.name, self.clock, hasher=self.hasher)

    def teardown(self) -> None:
        self.seen.update(event.kind for event in whole_journal(self.office))
        before = self.still_here()
        assert self.office.inconsistencies() == ()
        self.office.rebuild()
        assert self.still_here() == before
        assert self.office.inconsistencies() == ()
        self.office.close()


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo("America/Bogota")).date()


@pytest.mark.timeout(600 + 6 * CLOCKS)
def test_no_clock_loses_anybody_faults(database_url: str, cheap_hasher: PasswordHasher) -> None:
    class Machine(Clocks):
        url = database_url
        hasher = cheap_hasher
        numbers = count(1)
        seen: set[Kind] = set()  # noqa: RUF012 - one for all its runs, on purpose

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=CLOCKS,
            derandomize=CLOCKS < MANY,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    missing = {Kind.ISSUED, Kind.DAY_ENDED, Kind.DAY_CONFIRMED} - Machine.seen
    assert CLOCKS < MANY or not missing, f"these never happened: {missing}"
