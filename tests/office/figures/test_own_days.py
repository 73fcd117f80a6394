"""An ordinary day, told again: run as it was, and with what its people were told of their waits."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from core.cli.sample_staff import add_sample_staff
from core.clock import FixedClock
from core.domain.estimate import WaitEstimate
from core.domain.prediction.retelling import retold
from core.domain.ticket import Line
from core.office import Office, template
from core.simulation.history import past_of
from core.simulation.plan import HOUR_S
from core.simulation.scenario import Scenario
from core.simulation.what_if import answer, question_of
from tests.builders import local
from tests.office.figures.ordinary import OrdinaryDay
from tests.simulation.plans import TUESDAY


@dataclass
class OwnDays:
    """An office that has worked for a day, and the next one begun; what it told meanwhile."""

    url: str
    told: list[WaitEstimate | None] = field(default_factory=list)

    def open(self) -> Office:
        return Office.open(self.url, clock=FixedClock(local("2026-11-25 09:00")))


@pytest.fixture(scope="module")
def own(cheap_hasher: PasswordHasher, tmp_path_factory: pytest.TempPathFactory) -> OwnDays:
    url = f"sqlite:///{(tmp_path_factory.mktemp('own') / 'own.sqlite3').as_posix()}"
    midnight = local("2026-11-24 00:00")
    clock = FixedClock(midnight + timedelta(hours=7))
    office = Office.create(
        url, "san-andres", template("san-andres"), hasher=cheap_hasher, clock=clock
    )
    own = OwnDays(url)
    with office:
        add_sample_staff(office)
        day = OrdinaryDay(office, clock, midnight, 1, per_hour=12, service_min=13)
        day.when_taken = lambda ticket: own.told.append(office.queue.estimate(ticket))
        day.live()
        clock.advance(timedelta(hours=15))
        office.queue.issue("general", outside_hours=True)
    return own


def test_a_day_that_was_runs_again_as_it_was(own: OwnDays) -> None:
    told: list[tuple[int, int]] = []
    with own.open() as office:
        days = office.reports.journal_of(
            TUESDAY, TUESDAY + timedelta(days=9), lambda n, of: told.append((n, of))
        )
        settings = office.settings.get().settings
    found = past_of(days, settings)
    (plan,) = found.plans

    replay = answer(
        question_of(found.plans, settings, Scenario(), between_s=found.between_s, runs=1)
    ).replay

    assert [each.day for each in days] == [TUESDAY]
    assert told == [(1, 1)]
    assert replay is not None
    assert replay.n > 60
    assert not replay.is_off, replay
    assert {each.counter for each in plan.duties} == {1, 2, 3}
    assert all(each.to_s - each.from_s < 10 * HOUR_S for each in plan.duties)
    assert {each.line for each in plan.visitors} == set(Line)


def test_what_people_were_told_is_told_anew_from_the_journal(own: OwnDays) -> None:
    with own.open() as office:
        (day,) = office.reports.journal_of(TUESDAY, TUESDAY)
        settings = office.settings.get().settings
        score = office.learning.scores(TUESDAY, TUESDAY)

    again = retold(day, settings, {})

    uncalled = len(own.told) - len(again)
    assert uncalled <= 5
    left = iter(own.told)
    assert all(each.wait in left for each in again)  # in this order
    assert score[None].n == len(again)
    assert score[None].ours < score[None].day_mean
