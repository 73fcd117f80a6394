"""Who was at which counter: moves, absences, forgotten sessions, a clock that was put right."""

from datetime import timedelta

from core.domain.journal.presence import staffed_of
from core.domain.ticket import Kind
from tests.builders import MORNING
from tests.domain.figures.days import TAKEN, What, by, happened, ticket

ANA = (0.0, Kind.SIGNED_IN, by(1, "ana"))


def staffed(
    *what: What, until_min: float | None = None
) -> list[tuple[int, str, float, float, str | None]]:
    until = None if until_min is None else MORNING + timedelta(minutes=until_min)
    return [
        (
            each.counter,
            each.staff,
            (each.begins_at - MORNING) / timedelta(minutes=1),
            (each.ends_at - MORNING) / timedelta(minutes=1),
            each.away_reason,
        )
        for each in staffed_of(happened(*what), until)
    ]


def test_presence_and_absence_are_told_apart() -> None:
    found = staffed(
        ANA,
        (30, Kind.STEPPED_AWAY, by(1, "ana", reason="lunch")),
        (90, Kind.CAME_BACK, by(1, "ana", away_s=3600.0)),
        (95, Kind.ISSUED, TAKEN),
        (120, Kind.SIGNED_OUT, by(1, "ana")),
    )

    assert found == [
        (1, "ana", 0, 30, None),
        (1, "ana", 30, 90, "lunch"),
        (1, "ana", 90, 120, None),
    ]


def test_who_moves_or_takes_over_begins_anew_and_a_day_that_goes_on_counts_until_now() -> None:
    found = staffed(
        ANA,
        (5, Kind.SIGNED_IN, by(2, "ana", left=1)),
        (9, Kind.SIGNED_IN, by(2, "beto", instead_of="ana")),
        (9, Kind.CAME_BACK, by(3, "dora", away_s=60.0)),  # of another day
        until_min=12,
    )

    assert found == [(1, "ana", 0, 5, None), (2, "ana", 5, 9, None), (2, "beto", 9, 12, None)]


def test_a_forgotten_session_counts_until_the_last_thing_done_in_it() -> None:
    forgotten = (ANA, (2.0, Kind.CALLED, ticket(9)))
    ended = (900.0, Kind.DAY_ENDED, {**TAKEN, "tickets": [], "signed_out": [1]})

    assert staffed(*forgotten) == staffed(*forgotten, ended) == [(1, "ana", 0, 2, None)]


def test_the_time_before_a_clock_was_put_right_counts_nowhere() -> None:
    right = {**TAKEN, "tickets": [], "returned": {}, "moved": [], "ahead_s": 3600.0}
    found = staffed(
        (60, Kind.SIGNED_IN, by(1, "ana")),
        (10, Kind.DAY_CONFIRMED, {**right, "day": "2026-11-24"}),
        (12, Kind.SIGNED_OUT, by(1, "ana")),
    )

    assert found == [(1, "ana", 10, 12, None)]
