from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.domain.order.policy import (
    STRICT,
    Policy,
    call_order,
    choose_next,
    explain,
    general_is_due,
    overtaken_by,
)
from core.domain.ticket import Line, Rule, Ticket, Why
from tests.builders import a_ticket
from tests.domain.strategies import halls, policies, streaks


def general(number: int, **changes: Any) -> Ticket:
    return a_ticket(number, line=Line.GENERAL, **changes)


def preferential(number: int, **changes: Any) -> Ticket:
    return a_ticket(number, line=Line.PREFERENTIAL, **changes)


def line_of(tickets: Sequence[Ticket], line: Line) -> list[Ticket]:
    return [ticket for ticket in tickets if ticket.line is line]


def test_nobody_is_called_when_nobody_waits() -> None:
    assert choose_next(None, None) is None


def test_a_line_alone_is_first_come_first_served() -> None:
    assert choose_next(general(1), None) == (general(1), Rule.FIRST_COME)
    assert choose_next(None, preferential(2)) == (preferential(2), Rule.FIRST_COME)


def test_a_preferential_passes_a_general_that_came_before() -> None:
    assert choose_next(general(1), preferential(2)) == (preferential(2), Rule.PRIORITY)


def test_a_reinstated_ticket_is_called_for_being_so() -> None:
    back, preferential_back = general(1, place=0), preferential(2, place=-1)

    assert choose_next(back, None) == (back, Rule.REINSTATED)
    assert choose_next(None, preferential_back) == (preferential_back, Rule.REINSTATED)
    assert choose_next(general(3), preferential_back) == (preferential_back, Rule.REINSTATED)


def test_the_relief_gives_the_call_to_a_general_after_so_many_preferentials() -> None:
    policy = Policy(relief_after=2)

    chosen = [
        choose_next(general(1), preferential(2), preferential_streak=streak, policy=policy)
        for streak in (0, 1, 2, 3)
    ]

    assert chosen == [
        (preferential(2), Rule.PRIORITY),
        (preferential(2), Rule.PRIORITY),
        (general(1), Rule.RELIEF),
        (general(1), Rule.RELIEF),
    ]


def test_the_relief_is_off_unless_set() -> None:
    assert not general_is_due(STRICT, 1_000)


def test_a_streak_begins_at_none() -> None:
    policy = Policy(relief_after=1)

    assert choose_next(general(1), preferential(2), policy=policy) == (
        preferential(2),
        Rule.PRIORITY,
    )
    assert call_order([general(1), preferential(2)], policy=policy) == (
        preferential(2),
        general(1),
    )


def test_a_call_explains_whom_it_overtook() -> None:
    waiting = [general(3), general(1), preferential(4), preferential(9)]

    why = explain(preferential(4), Rule.PRIORITY, waiting)

    assert why == Why(Rule.PRIORITY, overtook="A-001", overtaken=2)
    assert explain(general(1), Rule.CHOSEN, waiting, "Urgente") == Why(
        Rule.CHOSEN, None, 0, "Urgente"
    )


@given(halls(), st.data())
def test_an_explanation_counts_exactly_those_who_came_before(
    hall: tuple[Ticket, ...], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from([*hall, general(7_000)]))

    why = explain(chosen, Rule.PRIORITY, hall)

    before = [ticket for ticket in hall if ticket.id < chosen.id]
    assert why.overtaken == len(before) == len(overtaken_by(chosen, hall))
    assert why.overtook == (min(before, key=lambda ticket: ticket.id).name if before else None)


@given(halls(), streaks, policies)
def test_everybody_is_called_once_and_each_line_in_its_order(
    hall: tuple[Ticket, ...], streak: int, policy: Policy
) -> None:
    order = call_order(hall, preferential_streak=streak, policy=policy)

    assert len(order) == len(hall)
    for line in Line:
        expected = sorted(line_of(hall, line), key=lambda ticket: ticket.place)
        assert line_of(order, line) == expected


@given(halls(), streaks)
def test_strict_priority_calls_no_preferential_behind_a_general(
    hall: tuple[Ticket, ...], streak: int
) -> None:
    order = call_order(hall, preferential_streak=streak)

    lines = [ticket.line for ticket in order]
    assert lines == sorted(lines, key=lambda line: line is Line.GENERAL)


@given(halls(), streaks, st.integers(min_value=1, max_value=4))
def test_the_relief_gives_one_general_after_each_run_of_preferentials(
    hall: tuple[Ticket, ...], streak: int, relief_after: int
) -> None:
    order = call_order(hall, preferential_streak=streak, policy=Policy(relief_after))

    first_run = max(relief_after - streak, 0)  # some preferentials were called before
    generals = [index for index, ticket in enumerate(order) if ticket.line is Line.GENERAL]
    runs = [index - before - 1 for before, index in zip([-1, *generals], generals, strict=False)]
    limits = [first_run, *[relief_after] * len(runs)]
    while_both_wait = [
        run
        for index, run in zip(generals, runs, strict=True)
        if line_of(order[index:], Line.PREFERENTIAL)
    ]
    assert while_both_wait == limits[: len(while_both_wait)]
    assert all(run <= limit for run, limit in zip(runs, limits, strict=False))


def test_who_waits_without_a_number_neither_ends_a_run_of_calls_nor_goes_on_with_it() -> None:
    policy = Policy(relief_after=1)
    unnumbered = preferential(1, code=None)

    order = call_order([unnumbered, preferential(2), general(3)], policy=policy)
    due = call_order([general(1, code=None), general(2)], preferential_streak=1, policy=policy)

    assert [ticket.id for ticket in order] == [1, 2, 3]
    assert [ticket.id for ticket in due] == [1, 2]


@given(halls(), streaks, policies)
def test_the_order_shown_is_the_order_in_which_counters_call(
    hall: tuple[Ticket, ...], streak: int, policy: Policy
) -> None:
    shown = call_order(hall, preferential_streak=streak, policy=policy)

    waiting, called = list(hall), []
    while waiting:
        heads = [
            min(line_of(waiting, line), key=lambda ticket: ticket.place, default=None)
            for line in (Line.GENERAL, Line.PREFERENTIAL)
        ]
        choice = choose_next(*heads, preferential_streak=streak, policy=policy)
        assert choice is not None
        ticket = choice[0]
        waiting.remove(ticket)
        called.append(ticket)
        streak = 0 if ticket.line is Line.GENERAL else streak + 1

    assert tuple(called) == shown
