"""A simulated day: who is served when, by whom, and who is left."""

from dataclasses import replace

import pytest

from core.domain.order.policy import Policy
from core.domain.service import Mode
from core.domain.ticket import Line, ServiceKey
from core.simulation.day import simulate_day
from core.simulation.plan import DayPlan, Rules, Visitor
from tests.builders import SERVICE
from tests.simulation.plans import EIGHT, FIVE, NOON, ONE, TUESDAY, a_plan, a_visitor, duty

CAJA = ServiceKey("caja")
AT_ONCE = Rules(between_s=0)
MIN = 60.0
FIRST = Line.PREFERENTIAL


def minutes(plan: DayPlan, rules: Rules = AT_ONCE) -> dict[Line, list[float]]:
    waits = simulate_day(plan, rules).waits_s
    return {line: [round(each / MIN, 3) for each in found] for line, found in waits.items()}


def test_people_are_served_in_their_order_and_priority_first() -> None:
    plan = a_plan(
        a_visitor(EIGHT),
        a_visitor(EIGHT + MIN),
        a_visitor(EIGHT + 2 * MIN, line=FIRST),
    )

    assert minutes(plan) == {Line.GENERAL: [0, 19], FIRST: [8]}


def test_the_relief_gives_a_general_ticket_its_turn() -> None:
    urgent = [a_visitor(EIGHT + second, line=FIRST) for second in range(4)]
    plan = a_plan(*urgent, replace(a_visitor(EIGHT + 4), service_s=600))

    strict = minutes(plan)[Line.GENERAL]
    relieved = minutes(plan, Rules(Policy(2), between_s=0))[Line.GENERAL]

    assert strict == [pytest.approx(40, abs=0.1)]
    assert relieved == [pytest.approx(20, abs=0.1)]


def test_between_two_people_some_time_goes_by() -> None:
    plan = a_plan(a_visitor(EIGHT), a_visitor(EIGHT))

    assert minutes(plan, Rules(between_s=30))[Line.GENERAL] == [0, 10.5]


def test_whoever_is_inside_is_served_on_when_the_doors_have_closed() -> None:
    run = simulate_day(a_plan(*[a_visitor(FIVE - MIN)] * 3), AT_ONCE)

    assert len(run.waits_s[Line.GENERAL]) == 3
    assert run.last_s == FIVE + 29 * MIN
    assert run.staffed_s == FIVE + 29 * MIN - EIGHT


def test_who_goes_to_lunch_while_the_doors_are_open_serves_only_the_last_one_on() -> None:
    plan = replace(
        a_plan(a_visitor(NOON - MIN), a_visitor(NOON - MIN), a_visitor(NOON - MIN)),
        duties=(duty(1, EIGHT, NOON), duty(1, ONE, FIVE)),
    )

    assert minutes(plan)[Line.GENERAL] == [0, 61, 71]


def test_a_counter_serves_its_services_and_what_no_other_serves() -> None:
    here, there = a_visitor(EIGHT), Visitor(EIGHT, Line.GENERAL, CAJA, 600)
    both = replace(a_plan(here, here, there), duties=(duty(1), duty(2, EIGHT, FIVE, CAJA)))
    nobody = replace(a_plan(there), duties=(duty(1, EIGHT, FIVE, SERVICE),))

    assert minutes(both)[Line.GENERAL] == [0, 0, 10]
    assert minutes(nobody)[Line.GENERAL] == [0]


def test_who_loses_patience_is_gone_and_who_is_left_is_unserved() -> None:
    impatient = replace(a_visitor(EIGHT + 1), patience_s=5 * MIN)
    late = a_visitor(FIVE + MIN)
    plan = a_plan(a_visitor(EIGHT), impatient, replace(impatient, at_s=EIGHT + 599), late)

    run = simulate_day(plan, AT_ONCE)

    assert run.waits_s[Line.GENERAL] == [0, 1]
    assert run.gone[Line.GENERAL] == 1
    assert run.unserved[Line.GENERAL] == 1


def test_where_priority_is_given_at_once_somebody_is_put_on_hold_and_goes_on() -> None:
    direct = Rules(mode=Mode.DIRECT, between_s=0)
    plan = a_plan(a_visitor(EIGHT), a_visitor(EIGHT + MIN), a_visitor(EIGHT + 4 * MIN, line=FIRST))

    run = simulate_day(plan, direct)

    assert run.waits_s == {Line.GENERAL: [0, 19 * MIN], FIRST: [0]}
    assert run.last_s == EIGHT + 30 * MIN
    assert run.busy_s == 30 * MIN


def test_a_day_of_nobody_and_a_day_without_counters_end() -> None:
    assert simulate_day(a_plan(), AT_ONCE).staffed_s == FIVE - EIGHT
    empty = DayPlan(TUESDAY, (a_visitor(EIGHT),), (), ())
    assert simulate_day(empty, AT_ONCE).unserved[Line.GENERAL] == 1
