from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.journal.figures import (
    NO_RATINGS,
    DayFigures,
    Figure,
    Figures,
    Parted,
    Ratings,
    figures_of,
    measured_min,
    ratings_of,
    service_min,
    wait_min,
)
from core.domain.service import Mode
from core.domain.ticket import (
    Channel,
    CounterNumber,
    Kind,
    Line,
    Outcome,
    State,
    Ticket,
    TicketId,
    apply,
)
from tests.builders import MORNING, a_ticket, an_attention, an_event, an_office_settings, local

MINUTE = timedelta(minutes=1)
SETTINGS = an_office_settings()
SERVED = (Kind.CALLED, Kind.STARTED, Kind.FINISHED)
NOTHING = Figure(None, 0)
FIRST = frozenset({TicketId(1)})


def called_after(minutes: float, number: int = 1, **about: Any) -> Ticket:
    ticket = a_ticket(number, **about)
    return apply(ticket, an_event(Kind.CALLED, at=ticket.issued_at + minutes * MINUTE))


def waits(*minutes: float, line: Line = Line.GENERAL) -> list[Ticket]:
    return [called_after(each, number, line=line) for number, each in enumerate(minutes, start=1)]


def hall(tickets: Sequence[Ticket]) -> Figures:
    return figures_of(tickets, SETTINGS).hall


# --- of one ticket -----------------------------------------------------------------------------


def test_a_wait_is_from_issue_to_the_first_call() -> None:
    assert wait_min(a_ticket(after=(Kind.CALLED, Kind.RECALLED, Kind.STARTED))) == 1


def test_who_is_attended_at_once_waits_nothing() -> None:
    assert wait_min(an_attention()) == 0


def test_who_was_not_called_has_no_wait_yet() -> None:
    assert wait_min(a_ticket()) is None
    assert wait_min(a_ticket(after=(Kind.CANCELLED,))) is None


def test_a_service_leaves_out_the_time_on_hold() -> None:
    held = (Kind.CALLED, Kind.STARTED, Kind.HELD, Kind.RESUMED, Kind.FINISHED)

    assert service_min(a_ticket(after=held)) == 2
    assert service_min(a_ticket(after=SERVED)) == 1


@pytest.mark.parametrize(
    "after",
    [
        (Kind.CALLED, Kind.STARTED),
        (Kind.CALLED, Kind.NO_SHOW),
        (Kind.CALLED, Kind.STARTED, Kind.HELD, Kind.DAY_ENDED),
    ],
)
def test_a_service_that_was_not_finished_has_no_time(after: tuple[Kind, ...]) -> None:
    assert service_min(a_ticket(after=after)) is None


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [
        ("2026-11-24 09:00", "2026-11-24 09:08", 8),
        ("2026-11-24 09:00", "2026-11-24 13:00", 240),
        ("2026-11-24 09:00", "2026-11-24 13:01", None),  # forgotten on screen
        ("2026-11-24 16:50", "2026-11-25 08:50", None),
        ("2026-11-24 23:50", "2026-11-25 00:10", None),  # across a night
        ("2026-11-24 09:00", "2026-11-24 08:59", None),  # the clock was set back
        ("2026-11-24 09:00", "2027-11-24 09:08", None),
    ],
)
def test_a_time_that_a_clock_or_a_night_distorted_is_not_measured(
    begins: str, ends: str, minutes: float | None
) -> None:
    assert measured_min(local(begins), local(ends), SETTINGS.hours) == minutes


def test_a_pause_is_no_service_and_one_that_is_longer_than_it_is_no_measure() -> None:
    times = local("2026-11-24 09:00"), local("2026-11-24 09:08"), SETTINGS.hours

    assert measured_min(*times, paused_s=120) == 6
    assert measured_min(*times, paused_s=600) is None


# --- of many -----------------------------------------------------------------------------------


def test_a_day_without_tickets_has_no_figures() -> None:
    figures = figures_of([], SETTINGS)

    assert figures == DayFigures(
        hall=Figures(
            issued=0,
            served=0,
            not_measured=0,
            no_show=NOTHING,
            abandoned=NOTHING,
            cancelled=NOTHING,
            wait_mean_min=NOTHING,
            wait_median_min=NOTHING,
            wait_p90_min=NOTHING,
            wait_max_min=NOTHING,
            within_target=NOTHING,
            service_mean_min=NOTHING,
            outcomes={},
        ),
        by_line={},
        by_service={},
        by_hour={},
        by_channel={},
        by_desk={},
    )


def test_waits_are_told_by_mean_median_p90_and_longest() -> None:
    figures = hall([*waits(2, 4, 6, 8, 10, 12, 14, 16, 18, 50), a_ticket(11)])

    assert figures.wait_mean_min == Figure(14, 10)
    assert figures.wait_median_min == Figure(11, 10)
    assert figures.wait_p90_min == Figure(18, 10)
    assert figures.wait_max_min == Figure(50, 10)


def test_nine_in_ten_are_rounded_up_to_a_person() -> None:
    assert hall(waits(*range(1, 12))).wait_p90_min == Figure(10, 11)


def test_how_tickets_ended_is_a_share_of_all_issued() -> None:
    ends = [SERVED, SERVED, (Kind.CALLED, Kind.NO_SHOW), (Kind.DAY_ENDED,), (Kind.CANCELLED,)]

    figures = hall([a_ticket(number, after=end) for number, end in enumerate(ends, start=1)])

    assert (figures.issued, figures.served) == (5, 2)
    assert figures.no_show == figures.abandoned == figures.cancelled == Figure(20, 5)
    assert figures.service_mean_min == Figure(1, 2)
    assert figures.outcomes == {Outcome.RESOLVED: 2}


def test_who_was_never_called_was_not_called_in_time() -> None:
    tickets = [*waits(15, 15.1, 1), a_ticket(4), a_ticket(5, after=(Kind.CANCELLED,))]

    assert hall(tickets).within_target == Figure(40, 5)


def test_a_time_that_nobody_took_is_in_no_figure_and_counted_as_not_measured() -> None:
    left_open = a_ticket(1, after=(Kind.CALLED, Kind.STARTED))
    left_open = apply(left_open, an_event(Kind.FINISHED, at=local("2026-11-25 08:50")))
    called_next_year = called_after(60 * 24 * 365, 2)
    tickets = [left_open, called_next_year, *(a_ticket(n, after=SERVED) for n in range(3, 9))]

    figures = hall(tickets)

    assert (figures.issued, figures.served, figures.not_measured) == (8, 7, 2)
    assert figures.service_mean_min == Figure(1, 6)
    assert figures.wait_max_min == Figure(1, 7)
    assert figures.within_target == Figure(100, 7)


@pytest.mark.parametrize(
    ("parted", "waits", "services"),
    [
        (Parted(waits=FIRST), 4, 5),
        (Parted(services=FIRST), 5, 4),
        (Parted(waits=FIRST, services=FIRST), 4, 4),
    ],
)
def test_what_had_several_parts_is_in_no_figure_of_them_and_counted_as_not_measured(
    parted: Parted, waits: int, services: int
) -> None:
    tickets = [a_ticket(number, after=SERVED) for number in range(1, 6)]

    figures = figures_of(tickets, SETTINGS, parted=parted)

    for part in (
        figures.hall,
        figures.by_line[Line.GENERAL],
        figures.by_desk[CounterNumber(1), "ana"],
    ):
        assert (part.issued, part.served, part.not_measured) == (5, 5, 1)
        assert (part.wait_max_min.n, part.within_target.n) == (waits, waits)
        assert part.service_mean_min.n == services


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ([], NO_RATINGS),
        ([1, 1, 1, 5], Ratings(4, None, {})),
        ([1, 4, 5, 5, 5], Ratings(5, 4.0, {1: 1, 2: 0, 3: 0, 4: 1, 5: 3})),
    ],
)
def test_of_fewer_than_five_answers_only_the_number_is_told(
    scores: list[int], told: Ratings
) -> None:
    assert ratings_of(scores) == told


@pytest.mark.parametrize(
    ("mode", "line", "share"),
    [
        (Mode.TICKET, Line.GENERAL, 100),
        (Mode.TICKET, Line.PREFERENTIAL, 60),
        (Mode.DIRECT, Line.PREFERENTIAL, 20),
    ],
)
def test_each_line_has_its_target(mode: Mode, line: Line, share: float) -> None:
    settings = an_office_settings(mode=mode)

    figures = figures_of(waits(1, 2, 5, 6, 7, line=line), settings)

    assert figures.by_line == {line: figures.hall}
    assert figures.hall.within_target == Figure(share, 5)


@pytest.mark.parametrize(("count", "given_out"), [(4, False), (5, True)])
def test_a_share_of_fewer_than_five_is_not_given(count: int, given_out: bool) -> None:
    figures = hall(waits(*range(count)))

    for figure in (figures.no_show, figures.abandoned, figures.cancelled, figures.within_target):
        assert figure.n == count
        assert (figure.value is not None) == given_out
    assert figures.wait_max_min == Figure(count - 1, count)  # a time is


def test_the_hall_is_told_by_line_service_and_local_hour() -> None:
    tickets = [
        a_ticket(1, issued_at=local("2026-11-24 08:59")),
        a_ticket(2, issued_at=local("2026-11-24 09:00"), line="preferential"),
        a_ticket(3, issued_at=local("2026-11-24 18:30"), service="caja"),
    ]

    figures = figures_of(tickets, SETTINGS)

    assert {key: each.issued for key, each in figures.by_line.items()} == {
        Line.GENERAL: 2,
        Line.PREFERENTIAL: 1,
    }
    assert {key: each.issued for key, each in figures.by_service.items()} == {
        "atencion": 2,
        "caja": 1,
    }
    assert {key: each.issued for key, each in figures.by_hour.items()} == {8: 1, 9: 1, 18: 1}


def test_a_telephone_call_counts_at_its_counter_and_not_in_the_hall() -> None:
    tickets = [
        a_ticket(1, after=SERVED),
        a_ticket(2),
        an_attention(3, after=(Kind.FINISHED,), channel="phone"),
        an_attention(4),
    ]

    figures = figures_of(tickets, SETTINGS)

    assert (figures.hall.issued, figures.hall.served) == (3, 1)
    assert {channel: each.issued for channel, each in figures.by_channel.items()} == {
        Channel.IN_PERSON: 3,
        Channel.PHONE: 1,
    }
    assert {desk: each.served for desk, each in figures.by_desk.items()} == {(1, "ana"): 2}
    assert figures.by_line[Line.PREFERENTIAL].issued == 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Line),
            st.sampled_from(
                [
                    (),
                    SERVED,
                    SERVED[:1],
                    SERVED[:2],
                    (Kind.CALLED, Kind.NO_SHOW),
                    (Kind.CANCELLED,),
                    (Kind.DAY_ENDED,),
                ]
            ),
            st.integers(min_value=0, max_value=600),
        ),
        max_size=30,
    )
)
def test_the_parts_of_a_day_add_up_to_the_hall(
    lives: list[tuple[Line, tuple[Kind, ...], int]],
) -> None:
    tickets = [
        a_ticket(number, line=line, after=after, issued_at=MORNING + minute * MINUTE)
        for number, (line, after, minute) in enumerate(lives, start=1)
    ]

    figures = figures_of(tickets, SETTINGS)

    for parts in (figures.by_line, figures.by_service, figures.by_hour, figures.by_channel):
        assert sum(each.issued for each in parts.values()) == figures.hall.issued == len(tickets)
        assert sum(each.served for each in parts.values()) == figures.hall.served
        waited = sum(each.wait_max_min.n for each in parts.values())
        assert waited == figures.hall.wait_max_min.n
    ended = {State.FINISHED, State.NO_SHOW, State.CANCELLED, State.ABANDONED}
    shares = (figures.hall.no_show, figures.hall.abandoned, figures.hall.cancelled)
    if len(tickets) >= 5:
        over = sum(ticket.state in ended for ticket in tickets) - figures.hall.served
        assert sum(each.value or 0 for each in shares) == pytest.approx(100 * over / len(tickets))
