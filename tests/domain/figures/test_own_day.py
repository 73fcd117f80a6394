"""A facilitator's own day: whom they had, in order, and nobody whom a colleague had."""

from core.domain.figures.own_day import own_attentions, own_figures
from core.domain.figures.summary import DayEvents, summary_of
from core.domain.journal.attentions import visits_of
from core.domain.ticket import Kind
from tests.builders import MORNING, an_office_settings
from tests.domain.figures.days import TAKEN, What, by, happened, ticket

DAY: tuple[What, ...] = (
    (0, Kind.SIGNED_IN, by(1, "ana")),
    (0, Kind.SIGNED_IN, by(2, "beto")),
    (1, Kind.ISSUED, TAKEN),
    (2, Kind.ISSUED, TAKEN),
    (3, Kind.ISSUED, TAKEN),
    (4, Kind.CALLED, ticket(4, counter=1)),
    (5, Kind.CALLED, ticket(3, counter=2, staff="beto")),
    (6, Kind.STARTED, ticket(3, counter=2, staff="beto")),
    (7, Kind.STARTED, ticket(4)),
    (12, Kind.FINISHED, ticket(4)),
    (13, Kind.CALLED, ticket(5)),
    (14, Kind.STARTED, ticket(5)),
    (20, Kind.FINISHED, ticket(5)),
    (30, Kind.SIGNED_OUT, by(1, "ana")),
    (30, Kind.SIGNED_OUT, by(2, "beto")),
)


def test_it_has_whom_they_had_in_the_order_in_which_they_began() -> None:
    settings = an_office_settings()

    found = own_attentions(reversed(visits_of(happened(*DAY))), "ana", settings)

    begun = [each.attention.started_at for each in found]
    assert [each.minute for each in begun if each is not None] == [7, 14]
    assert [each.times.service_s for each in found] == [300, 360]


def test_its_figures_and_its_time_are_theirs_alone() -> None:
    settings = an_office_settings()
    events = tuple(happened(*DAY))
    summary = summary_of(DayEvents(MORNING.date(), events, is_over=True), settings, MORNING)

    figures, time = own_figures(summary, "ana")
    nobody, _ = own_figures(summary, "carla")

    assert figures.served == 2
    assert nobody.served == 0
    assert (time.staffed, time.serving) == (30, 11)
