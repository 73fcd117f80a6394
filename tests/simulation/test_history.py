"""An office's own days as plans: who came, for how long, and who was there for them."""

from collections.abc import Sequence
from dataclasses import replace

from core.domain.figures.summary import DayEvents
from core.domain.service import Mode
from core.domain.ticket import Kind
from core.simulation.history import Past, past_of
from core.simulation.plan import DayPlan, Rules
from tests.builders import an_office_settings
from tests.domain.figures.days import TAKEN, What, by, happened, ticket
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
