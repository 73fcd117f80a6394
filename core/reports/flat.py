"""A report as CSV: a row a figure, for other programs; every figure has beside it how many it is
made of.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from core.domain.figures.figures import Figure, Figures, Ratings
from core.domain.figures.report import CounterTime, Report
from core.domain.service import OfficeSettings
from core.domain.ticket import Line
from core.reports.plain_table import BOM, Csv
from core.reports.table import harmless

FigureRow = tuple[str, str, int | str]  # a figure's name, its value and of how many it is made


def report_csv(report: Report, flavour: Csv = Csv.PLAIN) -> str:
    """Return office, day, group, figure, value, n; empty where not given.

    A span of several days is written as ISO 8601 has it, 2026-11-01/2026-11-30. `flavour`: Excel's
    has semicolons, decimal commas and a byte order mark.
    """
    out = io.StringIO()
    is_excel = flavour is Csv.EXCEL
    writer = csv.writer(
        out, delimiter=";" if is_excel else ",", lineterminator="\r\n" if is_excel else "\n"
    )
    writer.writerow(("office", "day", "group", "figure", "value", "n"))
    office, days = harmless(report.settings.name), report.first.isoformat()
    if report.last != report.first:
        days += f"/{report.last.isoformat()}"
    for group, rows in _groups(report):
        for name, value, n in rows:
            said = value.replace(".", ",") if is_excel else value
            writer.writerow((office, days, group, harmless(name), said, n))
    return f"{BOM}{out.getvalue()}" if is_excel else out.getvalue()


def _groups(report: Report) -> Iterator[tuple[str, Iterable[FigureRow]]]:
    figures = report.figures
    yield "all", _cells(figures.hall)
    for line, part in figures.by_line.items():
        yield f"line:{line}", _cells(part)
    for key, part in figures.by_service.items():
        yield f"service:{key}", _cells(part)
    for hour, part in sorted(figures.by_hour.items()):
        yield f"hour:{hour:02d}", _cells(part)
    for channel, part in figures.by_channel.items():
        yield f"channel:{channel}", _cells(part)
    for (counter, staff), part in figures.by_desk.items():
        yield f"counter:{counter}:{staff or ''}", _cells(part)
    for step in report.course:
        yield f"days:{step.first}/{step.last}", _cells(step.figures.hall)
    yield "counters", _time_cells(report.counters)
    for staff, time in report.by_staff.items():
        yield f"staff:{staff}", _time_cells(time)
    yield "notices", [("informed", str(report.informed), report.informed)]
    yield (
        "calls",
        [
            ("put_back", str(report.put_back), report.put_back),
            ("unseen", str(report.calls_unseen), report.calls),
        ],
    )
    yield "survey", _rating_cells(report.ratings)
    yield "targets", _target_cells(report.settings)


def _time_cells(time: CounterTime) -> Iterator[FigureRow]:
    yield "staffed_min", _plain(time.staffed), ""
    yield "serving_min", _plain(time.serving), ""
    yield "free_while_waited_min", _plain(time.free_while_waited), ""
    yield "occupancy", _plain(time.occupancy), ""
    for reason, minutes in time.away.items():
        yield f"away_min:{reason}", _plain(minutes), ""
        yield f"away_cost_min:{reason}", _plain(time.cost.get(reason, 0.0)), ""


def _cells(part: Figures) -> Iterator[FigureRow]:
    yield "issued", str(part.issued), part.issued
    yield "served", str(part.served), part.issued
    yield "not_measured", str(part.not_measured), part.issued
    for name in Figures.__slots__:
        figure = getattr(part, name)
        if isinstance(figure, Figure):
            yield name, _plain(figure.value), figure.n
    yield "overtook", str(part.overtook), part.issued
    yield "overtime_min", _plain(part.overtime_min), part.served
    for name, counts in (
        ("outcome", part.outcomes),
        ("reason", part.reasons),
        ("language", part.languages),
        ("out_of_order", part.out_of_order),
    ):
        for word, n in counts.items():
            yield f"{name}:{word}", str(n), part.issued if name == "language" else part.served


def _rating_cells(ratings: Ratings) -> Iterator[FigureRow]:
    yield "answers", str(ratings.n), ratings.n
    yield "mean", _plain(ratings.mean), ratings.n
    for score, n in ratings.counts.items():
        yield f"score:{score}", str(n), ratings.n


def _target_cells(settings: OfficeSettings) -> Iterator[FigureRow]:
    """Yield what the office wants, by the lines' names; nothing is counted for it."""
    for line in Line:
        yield f"{line}_min", str(settings.targets.wait_min(line, settings.mode)), ""
    yield "share_percent", str(settings.targets.share_percent), ""


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
