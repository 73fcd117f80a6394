"""A day's and a week's report of made visits, with everything in it that reports tell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from core.domain.figures.counting import cells_of
from core.domain.figures.figures import figures_of
from core.domain.figures.report import Report, Stretch, report_of
from core.domain.figures.summary import Fact, Summary
from core.domain.figures.work import DeskHour, Spent
from core.domain.journal.attentions import Visit
from core.domain.service import OfficeSettings, Targets
from core.domain.ticket import CounterNumber, Kind, Line, OfficeId
from tests.builders import a_visit, an_office_settings, local

DAY = date(2026, 11, 24)
SETTINGS = an_office_settings(targets=Targets(share_percent=85))
SERVED = ((Kind.CALLED, 1), (Kind.STARTED, 2), (Kind.FINISHED, 3))
NEVER_CALLED = ((Kind.DAY_ENDED, 60),)
FORGOTTEN = ((Kind.CALLED, 1), (Kind.STARTED, 2), (Kind.FINISHED, 300))
TEN = [
    a_visit(number, *(SERVED if number <= 3 else NEVER_CALLED), line=line)
    for number, line in enumerate([*[Line.GENERAL] * 5, *[Line.PREFERENTIAL] * 5], 1)
]


def summary(
    visits: Sequence[Visit] = TEN,
    settings: OfficeSettings = SETTINGS,
    facts: Mapping[str, int] | None = None,
) -> Summary:
    spent = {Spent.STAFFED: 3600, Spent.SERVING: 1800, Spent.FREE_WHILE_WAITED: 240}
    away = {f"{Spent.AWAY}bathroom": 300, f"{Spent.AWAY_COST}bathroom": 600}
    place = DeskHour(8, CounterNumber(1), "ana")
    return Summary(
        dict(cells_of(visits, settings, local("2026-11-25 08:00"))),
        {place: Counter({str(what): seconds for what, seconds in (spent | away).items()})},
        Counter({Fact.OPEN_S: 8 * 3600, f"{Fact.WORKED}1": 1, f"{Fact.ARRIVED}1:8": 10})
        + Counter(facts or {}),
    )


def a_report(
    visits: Sequence[Visit] = TEN,
    settings: OfficeSettings = SETTINGS,
    facts: Mapping[str, int] | None = None,
    *,
    days: int = 1,
) -> Report:
    """Return the report of `days` days, each with the same visits."""
    found = Summary()
    for _ in range(days):
        found.add(summary(visits, settings, facts))
    course = tuple(
        Stretch(each, each, figures_of(summary(visits, settings).cells))
        for n in range(days)
        for each in [DAY + timedelta(days=n)]
    )
    span = (DAY, DAY + timedelta(days=days - 1))
    course = course if days > 1 else ()
    return report_of(found, (OfficeId("san-andres"),), settings, span, course=course)
