"""A report as a window asks for it: at once where that is quick, else in a process of its own."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.figures.periods import ReportQuestion
from core.domain.figures.report import Report, StepLength, step_length
from core.machine.apart import Steps
from core.office.figures.summaries import Told
from core.office.office import Office

QUICK_DAYS = 2  # worked out at once; a busy one takes a second


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report, and when it was worked out, in the office's own time."""

    report: Report
    made_at: datetime


@dataclass(frozen=True, slots=True)
class OfficeAddress:
    """Where an office is kept, as `Office.open` takes it; "" is the only one there."""

    database: str
    office: str
    timeout_s: float


def found_report(office: Office, asked: ReportQuestion, told: Told | None = None) -> FoundReport:
    """Return what is asked for; `Reports.span` says what is refused."""
    found = office.reports.span(
        asked.period.first,
        asked.period.last,
        asked.offices,
        chosen=asked.chosen,
        by=asked.by,
        told=told,
    )
    return FoundReport(found, found.settings.local(office.clock.now().at))


def found_at_once(office: Office, asked: ReportQuestion) -> FoundReport | None:
    """Return what is asked for, None where it would hold up whoever asks."""
    first, last = asked.period.first, asked.period.last
    if step_length(first, last) is StepLength.MONTH:
        return None
    if office.reports.lacking(first, last, asked.offices) > QUICK_DAYS:
        return None
    return found_report(office, asked)


def found_apart(where: OfficeAddress, asked: ReportQuestion, told: Steps) -> FoundReport:
    """Do as `found_report` in a process that has no office open."""
    with Office.open(where.database, where.office or None, timeout_s=where.timeout_s) as office:
        return found_report(office, asked, told)
