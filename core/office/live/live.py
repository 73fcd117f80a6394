"""`office.live`: the panel, how the day goes, and that somebody has seen an alert."""

from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic

from sqlalchemy import Connection

from core.domain.calendar.present import Present
from core.domain.figures.figures import DayFigures, figures_of
from core.domain.figures.summary import Summary
from core.domain.figures.work import Spent
from core.domain.live.course import DAYS_LIKE_IT, Course, course_of, days_like, is_worked
from core.domain.roles import Deed
from core.domain.service import OfficeSettings
from core.domain.ticket import Kind, OfficeId
from core.errors import UnknownOffice
from core.office.figures.summaries import Summaries
from core.office.ledger.checks import allowed
from core.office.ledger.given import one_line
from core.office.ledger.ledger import Action, Ledger
from core.office.live.panel import Panel, read_panel
from core.store import offices
from core.store.figures import days

AT_ONCE_S = 0.2  # nobody who presses a button waits longer for days to be worked out


@dataclass(frozen=True, slots=True)
class DayCourse:
    """How the day of an office goes at `at`, and its figures so far.

    `idle_min`: the minutes that counters were free while somebody waited. `is_whole` is False
    while days that it is compared with are still to be worked out: ask again.
    """

    office: OfficeId
    at: datetime
    course: Course
    figures: DayFigures
    idle_min: float
    is_whole: bool


class Live:
    """Of an office and, by its id, of another one in the same database."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._others: dict[OfficeId, Ledger] = {}
        self._before: dict[OfficeId, tuple[date, dict[date, Summary]]] = {}

    def panel(self, office: str | None = None) -> Panel:
        """Return the office as it is now.

        Raises:
            UnknownOffice
        """
        ledger = self._of(office)
        return ledger.look_now(
            lambda connection, settings, now: read_panel(connection, ledger.office, settings, now)
        )

    def course(self, office: str | None = None) -> DayCourse:
        """Return how the day goes, beside the last days like it.

        Days that nobody asked for before are worked out and kept, as long as that takes no more
        than a fifth of a second; the next time goes on.

        Raises:
            UnknownOffice
        """
        ledger = self._of(office)
        summaries = Summaries(ledger)
        now, settings, like = ledger.look_now(lambda c, s, now: (now, s, _like(c, ledger, s, now)))
        before, is_whole = self._worked_before(ledger.office, now.day, like, summaries)
        today = summaries.of_days(now.day, now.day)
        hour = settings.local(now.at).hour
        idle_s = sum(spent[Spent.FREE_WHILE_WAITED] for spent in today.work.values())
        return DayCourse(
            ledger.office,
            now.at,
            course_of(now.day, hour, today, before, settings.hours),
            figures_of(today.cells),
            idle_s / 60,
            is_whole,
        )

    def _worked_before(
        self, office: OfficeId, day: date, like: tuple[date, ...], summaries: Summaries
    ) -> tuple[dict[date, Summary], bool]:
        """Return the last days that were worked of those like `day`, and whether that is all."""
        known_of, known = self._before.get(office, (day, {}))
        found = dict(known) if known_of == day else {}
        began = monotonic()
        is_whole = True
        for each in like:
            if sum(map(is_worked, found.values())) == DAYS_LIKE_IT:
                break
            if each in found:
                continue
            if monotonic() - began > AT_ONCE_S:
                is_whole = False
                break
            summaries.keep(each, each)
            found[each] = summaries.of_days(each, each)
        self._before[office] = day, found
        return {each: found[each] for each in found if is_worked(found[each])}, is_whole

    def see(self, alert: str, *, by: str | None = None, office: str | None = None) -> None:
        """Say that somebody has seen an alert: its `key`.

        Raises:
            UnknownStaff, MayNotSeeAlerts
            TextInvalid: that is no alert's key.
            UnknownOffice
        """
        one_line("alert", alert, optional=False)

        def do(action: Action) -> None:
            who = None
            if by is not None:
                here = (action.connection, action.office, action.settings)
                who = allowed(*here, by, Deed.SEE_ALERTS).username
            action.record(Kind.ALERT_SEEN, staff=who, alert=alert)

        self._of(office).act(do, again=lambda _action, _event: None)

    def _of(self, office: str | None) -> Ledger:
        wanted = OfficeId(office or self._ledger.office)
        if wanted == self._ledger.office:
            return self._ledger
        if wanted not in self._others:
            known = self._ledger.look(lambda connection, _settings, _at: offices.known(connection))
            if wanted not in known:
                raise UnknownOffice(office=wanted, known=", ".join(known))
            self._others[wanted] = self._ledger.of(wanted)
        return self._others[wanted]


def _like(
    connection: Connection, ledger: Ledger, settings: OfficeSettings, now: Present
) -> tuple[date, ...]:
    first = days.first_day(connection, ledger.office, settings.hours)
    return days_like(now.day, first, settings.hours)
