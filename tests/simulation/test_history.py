"""An office's own days as plans: who came, for how long, and who was there for them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from core.cli.sample_staff import add_sample_staff
from core.clock import FixedClock
from core.domain.figures.summary import DayEvents
from core.domain.service import Mode
from core.domain.ticket import Kind, Line
from core.office import Office, template
from core.simulation.history import Past, past_of
from core.simulation.plan import HOUR_S, DayPlan, Rules
from core.simulation.scenario import Scenario
from core.simulation.what_if import answer, question_of
from tests.builders import an_office_settings, local
from tests.domain.figures.days import TAKEN, What, by, happened, ticket
from tests.office.figures.ordinary import OrdinaryDay
from tests.simulation.plans import EIGHT, FIVE, NOON, ONE, TUESDAY

SETTINGS = an_office_settings()
ANA = (0.0, Kind.SIGNED_IN, by(1, "ana"))
HOME = (540.0, Kind.SIGNED_OUT, by(1, "ana"))


def past(*what: What, mode: Mode = Mode.TICKET) -> Past:
    told = DayEvents(TUESDAY, tuple(happened(*what)), is_over=True)
    return past_of([told], replace(SETTINGS, mode=mode), {TUESDAY})


def plan(*what: What, mode: Mode = Mode.TICKET) -> DayPlan:
    (found,) = past(*what, mode=mode).plans
    return found


def people(found: DayPlan) -> list[tuple[float, float, float | None, float | None]]:
    """Return when each came, for how long, their patience, and their true wait, in minutes."""
    return [
        (
            (each.at_s - EIGHT) / 60,
            each.service_s / 60,
            None if each.patience_s is None else each.patience_s / 60,
            None if each.waited_s is None else each.waited_s / 60,
        )
        for each in found.visitors
    ]


def shifts(found: DayPlan) -> list[tuple[int, float, float]]:
    return [
        (each.counter, (each.from_s - EIGHT) / 60, (each.to_s - EIGHT) / 60)
        for each in found.duties
    ]


SERVED: Sequence[What] = (
    (1, Kind.ISSUED, TAKEN),
    (5, Kind.CALLED, ticket(2)),
    (6, Kind.STARTED, ticket(2)),
    (15, Kind.FINISHED, ticket(2)),
)


def test_a_counter_is_taken_from_the_call_to_the_farewell() -> None:
    found = plan(ANA, *SERVED, HOME)

    assert people(found) == [(1, 10, None, 4)]
    assert shifts(found) == [(1, 0, 540)]
    assert found.doors == ((EIGHT, NOON), (ONE, FIVE))
    assert found.is_bill_day


def test_who_left_uncalled_has_so_much_patience_and_the_usual_service() -> None:
    found = plan(
        ANA,
        *SERVED,
        (20, Kind.ISSUED, TAKEN),
        (32, Kind.CANCELLED, {**TAKEN, "ticket": 6}),
        (500, Kind.ISSUED, TAKEN),  # and waited until nobody was there
        HOME,
    )

    assert people(found) == [(1, 10, None, 4), (20, 10, 12, None), (500, 10, 40, None)]


def test_who_is_sent_on_comes_again_and_who_does_not_come_takes_a_call() -> None:
    found = plan(
        ANA,
        *SERVED[:3],
        (10, Kind.TRANSFERRED, ticket(2)),
        (30, Kind.CALLED, ticket(2)),
        (32, Kind.NO_SHOW, ticket(2)),
    )

    assert people(found) == [(1, 5, None, 4), (10, 2, None, 20)]
    assert [each.service for each in found.visitors] == ["atencion", "caja"]
    assert shifts(found) == [(1, 0, 32)]  # nobody signed out


def test_a_telephone_call_and_an_absence_take_the_counter_from_the_hall() -> None:
    what: Sequence[What] = (
        ANA,
        (10, Kind.SERVED_NOW, {"counter": 1, "staff": "ana", "channel": "phone"}),
        (20, Kind.FINISHED, ticket(2)),
        (25, Kind.SERVED_NOW, {"counter": 1, "staff": "ana", "line": "preferential"}),
        (26, Kind.FINISHED, ticket(4)),
        (30, Kind.STEPPED_AWAY, by(1, "ana", reason="lunch")),
        (40, Kind.CAME_BACK, by(1, "ana", away_s=600.0)),
        (41, Kind.ISSUED, TAKEN),
        HOME,
    )

    assert shifts(plan(*what)) == [(1, 0, 10), (1, 20, 25), (1, 26, 30), (1, 40, 540)]
    assert people(plan(*what)) == [(41, 8, 499, None)]
    # Where priority is given at once, who has it comes like everybody.
    direct = plan(*what, mode=Mode.DIRECT)
    assert shifts(direct) == [(1, 0, 10), (1, 20, 30), (1, 40, 540)]
    assert people(direct)[0] == (25, 1, None, 0)


def test_a_day_without_anybody_is_none() -> None:
    assert past(ANA, HOME).plans == ()


def test_between_two_people_is_what_it_was_while_somebody_waited() -> None:
    what: list[What] = [ANA, *((1, Kind.ISSUED, TAKEN) for _ in range(22))]
    at = 2.0
    for number in range(2, 24):
        what += [(at, Kind.CALLED, ticket(number)), (at + 2, Kind.FINISHED, ticket(number))]
        at += 3

    assert past(*what, HOME).between_s == 60
    assert past(ANA, *SERVED, HOME).between_s == Rules().between_s


@pytest.fixture(scope="module")
def own_days(cheap_hasher: PasswordHasher, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of an office that has worked for a day, and the next one begun."""
    url = f"sqlite:///{(tmp_path_factory.mktemp('own') / 'own.sqlite3').as_posix()}"
    midnight = local("2026-11-24 00:00")
    clock = FixedClock(midnight + timedelta(hours=7))
    office = Office.create(
        url, "san-andres", template("san-andres"), hasher=cheap_hasher, clock=clock
    )
    with office:
        add_sample_staff(office)
        OrdinaryDay(office, clock, midnight, 1, per_hour=12, service_min=13).live()
        clock.advance(timedelta(hours=15))
        office.queue.issue("general", outside_hours=True)
    return url


def test_a_day_that_was_runs_again_as_it_was(own_days: str) -> None:
    with Office.open(own_days, clock=FixedClock(local("2026-11-25 09:00"))) as office:
        told: list[tuple[int, int]] = []
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
