"""What if: scenarios, the same people in both, the band on the difference, a process apart."""

import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from statistics import fmean
from threading import Timer

import pytest

from core.domain.order.policy import Policy
from core.domain.service import Mode
from core.domain.ticket import Line, ServiceKey
from core.errors import ArrivalsUnreadable, WhatIfFailed, WhatIfStopped
from core.machine import apart
from core.simulation.apart import WhatIf
from core.simulation.day import simulate_day
from core.simulation.draws import History, kind_of, kind_on
from core.simulation.figures import Noticed, Quantity, verdict_of
from core.simulation.plan import HOUR_S, DayPlan, Rules, doors_on
from core.simulation.scenario import LunchRelay, Scenario
from core.simulation.typed import TypedArrivals, days_in, typed_days
from core.simulation.what_if import WhatIfQuestion, answer, question_of
from tests.builders import SERVICE, an_office_settings
from tests.simulation.plans import (
    EIGHT,
    FIVE,
    NOON,
    ONE,
    TUESDAY,
    a_busy_day,
    a_plan,
    a_visitor,
    duty,
)

SETTINGS = an_office_settings()


def asked(scenario: Scenario, *, runs: int = 20, **changes: object) -> WhatIfQuestion:
    plans = [replace(a_busy_day(seed), day=TUESDAY + timedelta(seed)) for seed in range(3)]
    question = question_of(plans, SETTINGS, scenario, runs=runs)
    return replace(question, **changes)  # type: ignore[arg-type]


def verdicts(scenario: Scenario) -> dict[tuple[Quantity, Line | None], Noticed]:
    return {
        (each.quantity, each.line): each.verdict for each in answer(asked(scenario)).comparisons
    }


def shifts(scenario: Scenario, plan: DayPlan) -> set[tuple[int, float, float]]:
    duties = scenario.plan(plan, Random(1)).duties
    return {(each.counter, each.from_s / HOUR_S, each.to_s / HOUR_S) for each in duties}


def test_one_counter_more_or_fewer_by_the_hour() -> None:
    plan = a_plan(counters=2)
    hours = ((10 * HOUR_S, NOON),)

    assert shifts(Scenario(more=hours), plan) == {(1, 8, 17), (2, 8, 17), (3, 10, 12)}
    assert shifts(Scenario(fewer=hours), plan) == {(1, 8, 17), (2, 8, 10), (2, 12, 17)}
    assert shifts(Scenario(fewer=((0, HOUR_S),)), plan) == {(1, 8, 17), (2, 8, 17)}


def test_in_a_relay_the_doors_stay_open_and_one_has_lunch_at_a_time() -> None:
    lunch = tuple(duty(number, *span) for number in (1, 2) for span in ((EIGHT, NOON), (ONE, FIVE)))
    plan = replace(a_plan(), duties=lunch, doors=((EIGHT, NOON), (ONE, FIVE)))
    relay = Scenario(lunch_relay=LunchRelay(NOON, HOUR_S))

    assert shifts(relay, plan) == {(1, 8, 12), (1, 13, 17), (2, 8, 13), (2, 14, 17)}
    assert relay.plan(plan, Random(1)).doors == ((EIGHT, FIVE),)


def test_on_a_bill_day_so_many_times_as_many_come_in_an_hour() -> None:
    plan = a_busy_day(1)
    before = Counter(int(each.at_s // HOUR_S) for each in plan.visitors)

    more = Scenario(times={9: 2.0, 10: 0.0}).plan(plan, Random(1)).visitors

    after = Counter(int(each.at_s // HOUR_S) for each in more)
    assert after == Counter({**before, 9: 2 * before[9], 10: 0})
    assert [each.at_s for each in more] == sorted(each.at_s for each in more)


def test_another_rule_is_another_rule() -> None:
    rules = Scenario(relief_after=3, mode=Mode.DIRECT).rules(Rules())

    assert rules == Rules(Policy(3), Mode.DIRECT)
    assert Scenario().rules(rules) == rules


def test_nothing_otherwise_makes_no_difference_at_all() -> None:
    found = answer(asked(Scenario()))

    assert {each.difference for each in found.comparisons} == {0.0}
    assert {each.verdict for each in found.comparisons} == {Noticed.NOT_NOTICEABLE}


def test_a_counter_more_is_better_one_fewer_worse_and_use_neither() -> None:
    all_day = ((EIGHT, FIVE),)

    more, fewer = verdicts(Scenario(more=all_day)), verdicts(Scenario(fewer=all_day))

    assert more[Quantity.WAIT_MEAN, Line.GENERAL] is Noticed.BETTER
    assert more[Quantity.IN_TARGET, Line.GENERAL] is Noticed.BETTER
    assert more[Quantity.OCCUPANCY, None] is Noticed.CHANGED
    assert fewer[Quantity.WAIT_MEAN, Line.GENERAL] is Noticed.WORSE
    assert fewer[Quantity.IN_TARGET, Line.GENERAL] is Noticed.WORSE
    assert fewer[Quantity.OVERTIME, None] is Noticed.WORSE


def test_a_difference_that_nobody_notices_or_that_goes_both_ways_is_none() -> None:
    assert verdict_of(Quantity.WAIT_MEAN, -0.4, -0.6, -0.2) is Noticed.NOT_NOTICEABLE
    assert verdict_of(Quantity.WAIT_MEAN, -4.0, -9.0, 0.5) is Noticed.NOT_NOTICEABLE
    assert verdict_of(Quantity.WAIT_MEAN, -4.0, -9.0, 0.0) is Noticed.BETTER


def test_the_band_is_narrower_than_the_days_differ() -> None:
    """The same people come in both: a good day is compared with itself."""
    found = answer(asked(Scenario(times={14: 1.3}), runs=40)).comparisons

    (mean,) = (
        each for each in found if (each.quantity, each.line) == (Quantity.WAIT_MEAN, Line.GENERAL)
    )
    assert mean.low <= mean.difference <= mean.high
    assert mean.otherwise - mean.now == pytest.approx(mean.difference)
    assert mean.high - mean.low < 2 * mean.now


def test_the_same_question_has_the_same_answer() -> None:
    question = asked(Scenario(times={9: 1.5}), runs=4)

    assert answer(question) == answer(question)
    assert answer(question) != answer(replace(question, seed=2))


def test_days_are_drawn_by_weekday_and_a_bill_day_by_bill_days() -> None:
    week = [a_plan(a_visitor(EIGHT), day=date(2026, 11, 23) + timedelta(day)) for day in range(5)]
    bill = replace(week[1], is_bill_day=True)
    history = History([*week, bill])

    drawn = history.draw([(1, False), (1, True), (4, True), (6, False)], Random(1))

    assert [kind_of(plan) for plan in drawn[:3]] == [(1, False), (1, True), (4, False)]
    assert len(drawn) == 4  # a weekday that never was has any day


def test_services_are_drawn_anew_where_enough_are_known() -> None:
    many = a_busy_day(1)
    few = a_plan(a_visitor(EIGHT, minutes=3))

    (drawn,) = History([many]).draw([kind_of(many)], Random(1))
    (kept,) = History([few]).draw([kind_of(few)], Random(1))

    assert [each.at_s for each in drawn.visitors] == [each.at_s for each in many.visitors]
    assert drawn.visitors != many.visitors
    assert {each.service_s for each in drawn.visitors} <= {e.service_s for e in many.visitors}
    assert kept == few


def test_a_replay_of_what_was_is_held_against_what_was_true() -> None:
    plan = a_busy_day(1)
    waits = simulate_day(plan, Rules()).waits_s
    mean_s = fmean([*waits[Line.GENERAL], *waits[Line.PREFERENTIAL]])

    def told(true_s: float) -> WhatIfQuestion:
        known = replace(
            plan, visitors=tuple(replace(each, waited_s=true_s) for each in plan.visitors)
        )
        return asked(Scenario(), history=(known,), runs=1)

    right, wrong = answer(told(mean_s)).replay, answer(told(1.2 * mean_s)).replay

    assert right is not None and wrong is not None  # noqa: PT018
    assert right.simulated_min == pytest.approx(right.true_min)
    assert right.n == len(plan.visitors)
    assert not right.is_off
    assert wrong.is_off
    assert answer(asked(Scenario())).replay is None


def test_typed_days_have_so_many_people_as_were_typed() -> None:
    settings = an_office_settings(counters=2)
    typed = TypedArrivals(20, 0.5, 6, by_hour={9: 40})

    days = typed_days(typed, settings, TUESDAY, days=50, seed=1)

    people = [each for plan in days for each in plan.visitors]
    in_nine = sum(each.at_s // HOUR_S == 9 for each in people)
    assert len(people) / 50 == pytest.approx(180, rel=0.05)
    assert in_nine / 50 == pytest.approx(40, rel=0.1)
    assert fmean(each.line is Line.GENERAL for each in people) == pytest.approx(0.5, abs=0.05)
    assert fmean(each.service_s for each in people) == pytest.approx(360, rel=0.05)
    assert days[0].doors == doors_on(TUESDAY, settings.hours) == ((EIGHT, NOON), (ONE, FIVE))
    assert {each.counter for each in days[0].duties} == {1, 2}
    assert kind_on(TUESDAY) == kind_of(days[0])


def test_a_table_of_arrivals_is_read_with_commas_and_with_semicolons() -> None:
    text = "time,line,service,service_min,patience_min,waited_min,day\n"
    text += "09:30,preferential,caja,5,30,2,2026-11-25\n08:00,,,4.5,,,\n"

    first, second = days_in(text, SETTINGS, TUESDAY)
    (again,) = days_in("time;service_min\n08:00;4,5\n", SETTINGS, TUESDAY)

    (visitor,) = second.visitors
    assert second.day == date(2026, 11, 25)
    assert (visitor.line, visitor.service) == (Line.PREFERENTIAL, ServiceKey("caja"))
    assert (visitor.service_s, visitor.patience_s, visitor.waited_s) == (300, 1800, 120)
    assert first == again
    assert first.visitors[0].service == SERVICE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time\n08:00\n", "Line 1 of the arrivals: it has no column service_min"),
        ("time,service_min\n", "nobody comes"),
        ("time,service_min\n08:00,5\nsoon,5\n", 'Line 3 of the arrivals: "soon" is no time'),
        ("time,service_min\n08:00,\n", '"" is no service_min'),
        ("time,service_min\n08:00,-1\n", '"-1" is no service_min'),
        ("time,service_min,line\n08:00,5,vip\n", '"vip" is no line'),
        ("time,service_min,service\n08:00,5,x\n", '"x" is no service'),
    ],
)
def test_a_table_that_cannot_be_read_says_where(text: str, said: str) -> None:
    with pytest.raises(ArrivalsUnreadable, match=said):
        days_in(text, SETTINGS, TUESDAY)


def test_a_process_apart_gives_the_same_answer_and_tells_how_far_it_is() -> None:
    question = asked(Scenario(more=((EIGHT, NOON),), times={9: 1.5}), runs=60)
    told: list[tuple[int, int]] = []

    with WhatIf(question) as what_if:
        found = what_if.findings(lambda done, whole: told.append((done, whole)))

    assert found == answer(question)
    assert len(told) > 1
    assert told[-1] == (1, 1)


def test_it_is_stopped_at_once() -> None:
    question = asked(Scenario(), runs=100_000)
    began_s = 0.0

    def stop() -> None:
        nonlocal began_s
        began_s = time.monotonic()
        what_if.stop()

    with WhatIf(question) as what_if:
        timer = Timer(0.5, stop)
        timer.start()
        with pytest.raises(WhatIfStopped):
            what_if.findings()
    timer.join()

    assert time.monotonic() - began_s < 0.2


def test_a_process_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_COMMAND", ("-c", "raise SystemExit('no memory')"))

    with WhatIf(asked(Scenario())) as what_if, pytest.raises(WhatIfFailed, match="no memory"):
        what_if.findings()
