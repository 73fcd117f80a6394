"""What property tests draw from: halls full of waiting tickets, weeks of hours, instants."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from core.domain.calendar.hours import WEEKDAYS, Closure, Hours, Span, SpecialDay
from core.domain.order.policy import Policy
from core.domain.ticket import Line, Ticket
from tests.builders import a_ticket

YEAR_START = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_OPEN_MIN = 4 * 60  # after any hour that a changing clock skips or repeats
DAY_MIN = 24 * 60

policies = st.builds(Policy, relief_after=st.integers(min_value=0, max_value=4))
streaks = st.integers(min_value=0, max_value=6)


@st.composite
def halls(draw: st.DrawFn) -> tuple[Ticket, ...]:
    """Return waiting tickets of both lines in any order, a few of them reinstated."""
    lines = draw(st.lists(st.sampled_from(Line), max_size=14))
    reinstated = draw(st.permutations(range(len(lines))))[: draw(st.integers(0, 3))]
    tickets = [a_ticket(number, line=line) for number, line in enumerate(lines, start=1)]
    for place, index in enumerate(reinstated):
        number = index + 1
        tickets[index] = a_ticket(number, line=lines[index], place=-place, reinstated=True)
    return tuple(draw(st.permutations(tickets)))


def spans() -> st.SearchStrategy[tuple[Span, ...]]:
    """Return up to three spans of a day in order; some touch, none overlap."""
    quarter_hours = st.integers(FIRST_OPEN_MIN // 15, DAY_MIN // 15 - 1)
    edges = st.lists(quarter_hours, max_size=6).map(sorted)
    return edges.map(
        lambda found: tuple(
            Span(_time(opens * 15), _time(closes * 15))
            for opens, closes in zip(found[::2], found[1::2], strict=False)
            if opens < closes
        )
    )


def hours(**fixed: Any) -> st.SearchStrategy[Hours]:
    """Return hours of any week, in zones with and without summer time, holidays and own days."""
    days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
    drawn: dict[str, Any] = {
        "timezone": st.sampled_from(["America/Bogota", "America/New_York", "Asia/Kathmandu"]),
        "week": st.dictionaries(st.sampled_from(WEEKDAYS), spans()),
        "country": st.sampled_from(["CO", ""]),
        "closures": st.lists(st.builds(Closure, days), max_size=3).map(tuple),
        "special": st.lists(st.builds(SpecialDay, days, spans().filter(bool)), max_size=3).map(
            tuple
        ),
    }
    return st.builds(Hours, **(drawn | fixed))


def instants() -> st.SearchStrategy[datetime]:
    """Return instants of 2026, on the minute."""
    minutes = st.integers(min_value=0, max_value=365 * DAY_MIN)
    return minutes.map(lambda minute: YEAR_START + timedelta(minutes=minute))


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
