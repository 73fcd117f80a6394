"""Figures of visits: what each counts, how its parts add up, and what is too few to say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.figures.counting import cells_of, measured
from core.domain.figures.figures import (
    Figure,
    Figures,
    Ratings,
    figures_of,
    hidden,
    of_tally,
    ratings_of,
)
from core.domain.figures.tally import Counted, Tally, TallyCell, Time
from core.domain.journal.attentions import Visit
from core.domain.journal.measured import measured_s
from core.domain.service import Mode
from core.domain.ticket import Channel, CounterNumber, Kind, Line, Outcome
from tests.builders import MORNING, SERVICE, a_visit, an_office_settings, local

MINUTE = timedelta(minutes=1)
SETTINGS = an_office_settings()
EVENING = local("2026-11-24 18:00")
NOTHING = Figure(None, 0)
SERVED = ((Kind.CALLED, 1), (Kind.STARTED, 2), (Kind.FINISHED, 3))


def called_after(*minutes: float, line: Line = Line.GENERAL) -> list[Visit]:
    return [a_visit(n, (Kind.CALLED, each), line=line) for n, each in enumerate(minutes, start=1)]


def hall(visits: Sequence[Visit], now: datetime = EVENING) -> Figures:
    return figures_of(cells_of(visits, SETTINGS, now)).hall


# --- of one attention ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "wait", "displacement", "service"),
    [
        ((), None, None, None),
        (SERVED, 1, 1, 1),
        (((Kind.CALLED, 1), (Kind.RECALLED, 3), (Kind.STARTED, 4), (Kind.FINISHED, 9)), 1, 1, 5),
        (((Kind.CALLED, 1), (Kind.NO_SHOW, 3)), 1, None, None),
        (
            (
                *((Kind.CALLED, 1), (Kind.NO_SHOW, 3), (Kind.REINSTATED, 5), (Kind.CALLED, 8)),
                *((Kind.STARTED, 9), (Kind.FINISHED, 11)),
            ),
            *(1, 1, 2),
        ),
        (((Kind.CALLED, 1), (Kind.PUT_BACK, 2), (Kind.CALLED, 7), (Kind.STARTED, 9)), 7, 2, None),
        (((Kind.ATTENDED, 4), (Kind.FINISHED, 6)), 4, None, 2),
        (
            (
                *((Kind.CALLED, 1), (Kind.STARTED, 1), (Kind.HELD, 2), (Kind.RESUMED, 12)),
                *((Kind.FINISHED, 15),),
            ),
            *(1, 0, 4),
        ),
        (((Kind.CALLED, 1), (Kind.STARTED, 1), (Kind.CAME_BACK, 5), (Kind.FINISHED, 9)), 1, 0, 7),
        (((Kind.CALLED, 1), (Kind.STARTED, 1), (Kind.HELD, 3), (Kind.DAY_ENDED, 60)), 1, 0, None),
    ],
)
def test_an_attention_has_a_wait_a_way_and_a_service(
    steps: Sequence[tuple[Kind, float]],
    wait: float | None,
    displacement: float | None,
    service: float | None,
) -> None:
    found = measured(a_visit(1, *steps).last, SETTINGS)

    told = [found.wait_s, found.displacement_s, found.service_s]
    assert [each if each is None else each / 60 for each in told] == [wait, displacement, service]
    assert found.is_true


def test_who_is_attended_at_once_waits_nothing() -> None:
    assert measured(a_visit(1, at_once=True).last, SETTINGS).wait_s == 0


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
    found = measured_s(local(begins), local(ends), SETTINGS.hours)

    assert found == (None if minutes is None else minutes * 60)


def test_a_pause_is_no_service_and_one_that_is_longer_than_it_is_no_measure() -> None:
    times = local("2026-11-24 09:00"), local("2026-11-24 09:08"), SETTINGS.hours

    assert measured_s(*times, paused_s=120) == 360
    assert measured_s(*times, paused_s=600) is None


# --- of many -------------------------------------------------------------------------------------


def test_a_day_without_visits_has_no_figures() -> None:
    figures = figures_of({})

    assert figures.hall.issued == figures.hall.served == 0
    assert figures.hall.wait_mean_min == figures.hall.no_show == NOTHING
    assert figures.by_line == {}


@given(st.lists(st.integers(0, 239), min_size=1, max_size=40))
def test_waits_are_those_that_people_had(minutes: list[int]) -> None:
    figures = hall(called_after(*minutes))

    n = len(minutes)
    assert figures.wait_mean_min.value == pytest.approx(fmean(minutes))
    assert figures.wait_median_min == Figure(median(minutes), n)
    assert figures.wait_max_min == Figure(max(minutes), n)
    nine_in_ten = figures.wait_p90_min.value
    assert nine_in_ten in minutes
    assert sum(each <= nine_in_ten for each in minutes) >= 0.9 * n


@pytest.mark.parametrize("n", [4, 5])
def test_a_share_of_fewer_than_five_is_not_given(n: int) -> None:
    visits = called_after(*[1] * n)

    assert hall(visits).within_target == Figure(None if n < 5 else 100.0, n)


def test_the_share_in_time_is_of_all_and_for_contact_centres_of_those_who_stayed() -> None:
    visits = [
        *called_after(1, 2, 15, 16),
        a_visit(5, (Kind.CANCELLED, 10)),
        a_visit(6, (Kind.CANCELLED, 20)),
        a_visit(7, (Kind.DAY_ENDED, 200)),
        a_visit(8, (Kind.CALLED, 2), (Kind.NO_SHOW, 4)),
    ]

    assert hall(visits).within_target == Figure(50.0, 8)
    assert hall(visits).within_target_of_stayers == Figure(100 * 4 / 7, 7)


def test_who_waits_and_may_still_be_called_in_time_is_not_judged() -> None:
    visits = [*called_after(1, 2, 3, 4, 5), a_visit(6)]

    assert hall(visits, MORNING + 15 * MINUTE).within_target.n == 5
    assert hall(visits, MORNING + 16 * MINUTE).within_target.n == 6


def test_who_is_sent_on_and_waits_too_long_once_was_not_in_time() -> None:
    sent_on = ((Kind.CALLED, 1), (Kind.STARTED, 1), (Kind.TRANSFERRED, 21), (Kind.CALLED, 51))
    visits = [*called_after(1, 2, 3, 4), a_visit(5, *sent_on)]

    figures = hall(visits)

    assert figures.within_target == Figure(80.0, 5)
    assert figures.wait_max_min == Figure(30, 6)
    assert figures.service_mean_min == Figure(20, 1)


@pytest.mark.parametrize(
    ("mode", "line", "minutes"),
    [
        (Mode.TICKET, Line.GENERAL, 15),
        (Mode.TICKET, Line.PREFERENTIAL, 5),
        (Mode.DIRECT, Line.PREFERENTIAL, 1),
    ],
)
def test_a_line_is_judged_by_its_own_target(mode: Mode, line: Line, minutes: int) -> None:
    settings = an_office_settings(mode=mode)
    visits = called_after(*[minutes] * 4, minutes + 0.1, line=line)

    (figures,) = figures_of(cells_of(visits, settings, EVENING)).by_line.values()

    assert figures.within_target == Figure(80.0, 5)


def test_what_nobody_took_is_counted_and_held_by_no_figure() -> None:
    forgotten = a_visit(1, (Kind.CALLED, 1), (Kind.STARTED, 1), (Kind.FINISHED, 300))

    figures = hall([forgotten, a_visit(2, *SERVED)])

    assert (figures.served, figures.not_measured) == (2, 1)
    assert figures.service_mean_min == Figure(1, 1)
    assert figures.within_target.n == 1


def test_groups_are_those_that_came() -> None:
    visits = [
        a_visit(1, *SERVED, line=Line.PREFERENTIAL),
        a_visit(2, *SERVED, taken_at=local("2026-11-24 10:30")),
        a_visit(3, (Kind.FINISHED, 5), at_once=True, channel="phone"),
    ]

    figures = figures_of(cells_of(visits, SETTINGS, EVENING))

    assert figures.hall.issued == 2
    assert {line: each.issued for line, each in figures.by_line.items()} == {
        Line.PREFERENTIAL: 1,
        Line.GENERAL: 1,
    }
    assert sorted(figures.by_hour) == [8, 10]
    assert figures.by_channel[Channel.PHONE].service_mean_min == Figure(5, 1)
    assert figures.by_desk[CounterNumber(1), "ana"].served == 3
    assert figures.hall.outcomes == {Outcome.RESOLVED: 2}


def test_who_was_given_up_too_soon_is_counted() -> None:
    patient = ((Kind.CALLED, 1), (Kind.RECALLED, 2), (Kind.RECALLED, 3), (Kind.NO_SHOW, 4))
    visits = [a_visit(n, *patient) for n in range(1, 5)]
    hasty = a_visit(5, (Kind.CALLED, 1), (Kind.NO_SHOW, 4))

    assert hall([*visits, hasty]).early_no_show == Figure(20.0, 5)


def test_what_is_served_after_closing_is_overtime() -> None:
    late = a_visit(
        1,
        (Kind.CALLED, 0),
        (Kind.STARTED, 0),
        (Kind.FINISHED, 25),
        taken_at=local("2026-11-24 16:50"),
    )

    assert hall([late]).overtime_min == 15


# --- what adds up --------------------------------------------------------------------------------


seconds = st.lists(st.integers(0, 7200), max_size=12)


@given(st.lists(seconds, min_size=1, max_size=5))
def test_figures_of_parts_that_were_kept_and_added_are_those_of_the_whole(
    parts: list[list[int]],
) -> None:
    whole, added = Tally(), Tally()
    for part in parts:
        tally = Tally(Counter({Counted.ISSUED: len(part)}))
        tally.times[Time.WAIT].update(part)
        added.add_plain(tally.plain())
        whole.add(tally)

    assert of_tally(added) == of_tally(whole)
    everything = [each for part in parts for each in part]
    if everything:
        assert of_tally(whole).wait_median_min.value == pytest.approx(median(everything) / 60)


def test_a_cell_is_read_as_it_was_kept() -> None:
    cell = TallyCell(Line.GENERAL, SERVICE, 9, Channel.PHONE, CounterNumber(2), "ana")

    assert TallyCell.of([*cell]) == cell
    assert TallyCell.of(["general", SERVICE, 9, "in_person", None, None]).counter is None


# --- what is too few to say ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ({"a": 10, "b": 10}, {"a", "b"}),
        ({"a": 10, "b": 10, "c": 0}, {"a", "b"}),
        ({"a": 30, "b": 6, "c": 2}, {"a"}),  # else c would be the whole less a and b
        ({"a": 30, "b": 6, "c": 3, "d": 3}, {"a", "b"}),
        ({"a": 6, "b": 2}, set()),
    ],
)
def test_no_share_gives_another_away_that_is_of_too_few(
    sizes: Mapping[str, int], told: set[str]
) -> None:
    parts = {key: of_tally(Tally(Counter({Counted.ISSUED: n}))) for key, n in sizes.items()}

    shown = hidden(parts)

    assert {key for key, each in shown.items() if each.no_show.value is not None} == told
    assert {key: each.no_show.n for key, each in shown.items()} == sizes


@pytest.mark.parametrize("n", [0, 4, 5])
def test_answers_are_told_from_five_on(n: int) -> None:
    ratings = ratings_of([5] * n)

    assert ratings == (Ratings(n, None, {}) if n < 5 else Ratings(5, 5.0, ratings.counts))
