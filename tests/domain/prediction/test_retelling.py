"""A day's waits told anew from its journal, by the estimate that told them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.domain.estimate import MULTIPLIERS, Band, Multipliers
from core.domain.figures.summary import DayEvents
from core.domain.prediction.refit import OfLines, of_plain, plain_of
from core.domain.prediction.retelling import ToldWait, retold
from core.domain.ticket import Kind, Line, ServiceKey
from tests.builders import an_office_settings
from tests.domain.figures.days import TAKEN, What, by, happened, ticket
from tests.domain.prediction.test_prediction import TUESDAY

ANA = (0.0, Kind.SIGNED_IN, by(1, "ana"))
SETTINGS = an_office_settings()


def told(
    *what: What, fitted: OfLines | None = None, before: Sequence[float] = ()
) -> Sequence[ToldWait]:
    day = DayEvents(TUESDAY, tuple(happened(*what)), is_over=True)
    return retold(day, SETTINGS, fitted or {}, before)


def issued(at: float, line: Line = Line.GENERAL) -> What:
    return at, Kind.ISSUED, {**TAKEN, "line": line.value}


def test_who_comes_is_told_by_who_is_there_and_who_waits() -> None:
    found = told(
        issued(0),  # nobody is there: nothing can be said
        (1, Kind.SIGNED_IN, by(1, "ana")),
        (1, Kind.CALLED, ticket(1)),
        issued(2),
        issued(3, Line.PREFERENTIAL),
        (10, Kind.NO_SHOW, ticket(1)),
        (10, Kind.CALLED, ticket(5)),
        (11, Kind.CANCELLED, {**TAKEN, "ticket": 4}),  # who was never called tells nothing
        before=(10.0,) * 5,
    )

    (one,) = found
    assert (one.line, one.came_min, one.waited_min) == (Line.PREFERENTIAL, 8 * 60 + 3, 7)
    assert one.wait.ahead == 0
    assert one.wait.expected_min == pytest.approx(10.4)
    assert one.foretold.holds
    assert one.foretold.likely_min == one.wait.likely_min


def test_a_service_counts_once_it_is_over_if_somebody_took_that_time() -> None:
    served: list[What] = [ANA]
    at = 0.0
    for number in range(2, 27, 4):
        served += [
            issued(at),
            (at, Kind.CALLED, ticket(number)),
            (at, Kind.STARTED, ticket(number)),
            (at + 4, Kind.FINISHED, ticket(number)),
        ]
        at += 4
    phone: list[What] = [
        (at, Kind.SERVED_NOW, {"counter": 1, "staff": "ana", "channel": "phone"}),
        (at + 1, Kind.FINISHED, ticket(30)),
        issued(at + 1),
        (at + 1, Kind.CALLED, ticket(32)),
        (at + 1, Kind.STARTED, ticket(32)),
        (at + 301, Kind.FINISHED, ticket(32)),  # a session that was forgotten
        issued(at + 301),
        (at + 301, Kind.CALLED, ticket(36)),
        issued(at + 302),
        (at + 303, Kind.NO_SHOW, ticket(36)),
        (at + 303, Kind.CALLED, ticket(38)),
    ]

    last = told(*served, *phone)[-1]

    assert last.wait.expected_min == pytest.approx(4.4, abs=0.6)
    assert last.waited_min == 1


def test_who_came_with_priority_lately_and_the_closing_doors_count() -> None:
    def expected(*came: What) -> float:
        number = len(came) + 4
        return told(
            ANA,
            *came,
            issued(120),
            (120, Kind.CALLED, ticket(len(came) + 2)),
            issued(120),
            (130, Kind.NO_SHOW, ticket(len(came) + 2)),
            (130, Kind.CALLED, ticket(number)),
        )[-1].wait.expected_min

    gone: list[What] = []
    for at in range(110, 114):
        gone += [
            issued(at, Line.PREFERENTIAL),
            (at, Kind.CANCELLED, {**TAKEN, "ticket": len(gone) + 2}),
        ]
    long_ago = [
        (at - 100, kind, {**data})  # the same, an hour and more before
        for at, kind, data in gone
    ]

    assert expected() == expected(*long_ago) < expected(*gone)


def test_who_comes_when_the_doors_are_shut_is_told_too() -> None:
    def expected(at: float) -> float:
        return told(
            ANA,
            issued(at),
            (at, Kind.CALLED, ticket(2)),
            issued(at),
            (at + 3, Kind.NO_SHOW, ticket(2)),
            (at + 3, Kind.CALLED, ticket(4)),
        )[-1].wait.expected_min

    assert expected(-5) > expected(600)  # nobody comes any more who would go before


def test_each_line_has_its_own_multipliers() -> None:
    fitted = {Line.GENERAL: Multipliers((Band(float("inf"), 0.1, 9.0, 2.0, 70.0),))}
    what: Sequence[What] = (
        ANA,
        issued(0),
        (0, Kind.CALLED, ticket(2)),
        issued(0),
        (9, Kind.NO_SHOW, ticket(2)),
        (9, Kind.CALLED, ticket(4)),
    )

    usual, own = (told(*what, fitted=each)[-1].wait for each in ({}, fitted))

    assert own.likely_min == 2 * usual.likely_min
    assert own.high_min == 70 > usual.high_min
    assert own.expected_min == usual.expected_min


def test_multipliers_are_kept_as_plain_values() -> None:
    made = {Line.GENERAL: MULTIPLIERS, Line.PREFERENTIAL: replace(MULTIPLIERS)}

    assert of_plain(plain_of(made)) == made
    assert plain_of(made)["general"][-1][0] is None


def test_who_waited_when_a_day_ended_or_was_put_back_is_known() -> None:
    what: list[What] = [
        ANA,
        issued(0),
        (5, Kind.HELD, {**TAKEN, "ticket": 99}),
        (900, Kind.DAY_ENDED, {**TAKEN, "tickets": [2], "signed_out": [1]}),
    ]

    assert told(*what) == ()


def test_what_is_kept_for_another_counter_is_not_before_its_own() -> None:
    found = told(
        ANA,
        (0, Kind.SIGNED_IN, by(2, "beto")),
        issued(0),
        (0, Kind.CALLED, ticket(3)),
        (1, Kind.STARTED, ticket(3)),
        (2, Kind.TRANSFERRED, ticket(3, service=ServiceKey("caja"), for_counter=2)),
        (2, Kind.HELD, {**TAKEN, "ticket": 99}),  # of another day
        issued(3),
        (3, Kind.CALLED, ticket(8)),
    )

    assert found[-1].wait.ahead == 0
