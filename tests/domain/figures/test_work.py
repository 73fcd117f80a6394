"""The counters' time: serving, away, and free while somebody waits whom they could call."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from core.domain.figures.work import DeskHour, Spent, Work, work_of
from core.domain.service import Counter as Desk
from core.domain.ticket import CounterNumber, Event, Kind, ServiceKey
from tests.builders import MORNING, SERVICE, an_office_settings
from tests.domain.figures.days import TAKEN, What, by, happened, ticket


def minutes(work: Work) -> dict[tuple[int, str], dict[str, float]]:
    """Return what each spent, by counter and person, in minutes."""
    whole: dict[tuple[int, str], Counter[str]] = {}
    for place, spent in work.items():
        whole.setdefault((place.counter, place.staff), Counter()).update(spent)
    return {
        who: {what: seconds / 60 for what, seconds in spent.items() if seconds}
        for who, spent in whole.items()
    }


def worked(*what: What, until_min: float | None = None) -> dict[tuple[int, str], dict[str, float]]:
    until = None if until_min is None else MORNING + timedelta(minutes=until_min)
    return minutes(work_of(happened(*what), an_office_settings(), until))


ANA = (0.0, Kind.SIGNED_IN, by(1, "ana"))
BETO = (0.0, Kind.SIGNED_IN, by(2, "beto"))


def test_serving_free_and_away_are_told_apart() -> None:
    found = worked(
        ANA,
        (10, Kind.ISSUED, TAKEN),
        (14, Kind.CALLED, ticket(2)),
        (15, Kind.STARTED, ticket(2)),
        (25, Kind.FINISHED, ticket(2)),
        (30, Kind.STEPPED_AWAY, by(1, "ana", reason="bathroom")),
        (40, Kind.CAME_BACK, by(1, "ana", away_s=600.0)),
        (50, Kind.SIGNED_OUT, by(1, "ana")),
        (60, Kind.ISSUED, TAKEN),
    )

    assert found == {
        (1, "ana"): {
            Spent.STAFFED: 50,
            Spent.FREE_WHILE_WAITED: 4,
            Spent.SERVING: 10,
            "away:bathroom": 10,
        }
    }


def test_an_absence_costs_those_whom_the_counter_could_have_called() -> None:
    found = worked(
        ANA,
        (0, Kind.ISSUED, TAKEN),
        (0, Kind.ISSUED, TAKEN),
        (0, Kind.STEPPED_AWAY, by(1, "ana", reason="errand")),
        (5, Kind.CAME_BACK, by(1, "ana", away_s=300.0)),
        until_min=6,
    )

    assert found[1, "ana"] == {
        Spent.STAFFED: 6,
        "away:errand": 5,
        "away_cost:errand": 10,
        Spent.FREE_WHILE_WAITED: 1,
    }


def test_only_who_serves_the_service_could_have_called() -> None:
    desks = (
        Desk(CounterNumber(1), (SERVICE,)),
        Desk(CounterNumber(2), (SERVICE, ServiceKey("caja"))),
    )
    settings = replace(an_office_settings(), counters=desks)
    events = happened(
        ANA,
        BETO,
        (0, Kind.SIGNED_IN, by(9, "dora")),  # a counter that was taken out
        (0, Kind.ISSUED, {**TAKEN, "service": "caja"}),
    )

    found = minutes(work_of(events, settings, MORNING + timedelta(minutes=3)))

    assert found[1, "ana"] == {Spent.STAFFED: 3}
    assert found[2, "beto"] == {Spent.STAFFED: 3, Spent.FREE_WHILE_WAITED: 3}
    assert found[9, "dora"] == {Spent.STAFFED: 3}


def test_hours_are_the_offices_own() -> None:
    work = work_of(happened(ANA), an_office_settings(), MORNING + timedelta(minutes=90))

    assert work == {
        DeskHour(8, CounterNumber(1), "ana"): Counter({Spent.STAFFED: 3600}),
        DeskHour(9, CounterNumber(1), "ana"): Counter({Spent.STAFFED: 1800}),
    }


def test_who_moves_to_another_counter_leaves_the_first() -> None:
    found = worked(ANA, (10, Kind.SIGNED_IN, by(2, "ana", left=1)), until_min=15)

    assert found == {(1, "ana"): {Spent.STAFFED: 10}, (2, "ana"): {Spent.STAFFED: 5}}


def test_a_session_that_the_day_ended_counts_until_the_last_thing_done_in_it() -> None:
    found = worked(
        ANA,
        (1, Kind.ISSUED, TAKEN),
        (2, Kind.CALLED, ticket(2)),
        (1000, Kind.DAY_ENDED, {**TAKEN, "tickets": [2], "signed_out": [1]}),
        (1001, Kind.ISSUED, TAKEN),
    )

    assert found == {(1, "ana"): {Spent.STAFFED: 2, Spent.FREE_WHILE_WAITED: 1}}


def test_the_time_before_a_clock_was_put_right_counts_nowhere() -> None:
    right = {**TAKEN, "tickets": [2], "returned": {}, "moved": [], "ahead_s": 3600.0}
    found = worked(
        ANA,
        (70, Kind.ISSUED, TAKEN),
        (10, Kind.DAY_CONFIRMED, {**right, "day": "2026-11-24"}),
        (12, Kind.CALLED, ticket(2)),
    )

    assert found == {(1, "ana"): {Spent.STAFFED: 2, Spent.FREE_WHILE_WAITED: 2}}


def test_what_is_taken_back_waits_again() -> None:
    events = [
        ANA,
        (0, Kind.ISSUED, TAKEN),
        (1, Kind.CALLED, ticket(2)),
        (1, Kind.STARTED, ticket(2)),
        (4, Kind.UNDONE, ticket(2, step="started", before={"state": "called", "started_at": None})),
    ]

    assert worked(*events, until_min=6)[1, "ana"] == {
        Spent.STAFFED: 6,
        Spent.FREE_WHILE_WAITED: 1,
        Spent.SERVING: 3,
    }


def test_who_came_on_another_day_and_who_left_before_a_call_are_no_work() -> None:
    found = worked(
        (0, Kind.CAME_BACK, by(2, "beto", away_s=60.0)),
        (0, Kind.ISSUED, TAKEN),
        (1, Kind.CANCELLED, {**TAKEN, "ticket": 2}),
        (2, Kind.UNDONE, {**TAKEN, "ticket": 2, "before": {"state": "waiting"}}),
        (3, Kind.SIGNED_IN, by(1, "ana")),
        until_min=5,
    )

    assert found == {(1, "ana"): {Spent.STAFFED: 2, Spent.FREE_WHILE_WAITED: 2}}


def test_a_day_on_which_nothing_happened_has_no_work() -> None:
    nothing: list[Event] = []

    assert work_of(nothing, an_office_settings(), MORNING) == {}
