"""`turnos report`: the figures of a day, a week, a month, a year or any span, in five formats."""

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import Progress

from core.cli.context import common, day_of, json_of, opened, settings, showing, terminal
from core.cli.help import CommandGroup
from core.domain.figures.report import OfWhom, Report, month_end
from core.domain.ticket import Channel, Line, ServiceKey
from core.errors import N_, FileNeeded, FolderNotWritable
from core.language import Language
from core.office import Office
from core.plain import json_for, write_out
from core.reasons import reason
from core.reports.flat import report_csv
from core.reports.plain_table import Csv

F = TypeVar("F", bound=Callable[..., None])
ALL = "all"


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


FILES = frozenset({Format.XLSX, Format.PDF})  # nobody reads them in a terminal


def reported(command: F) -> F:
    """Give a command the options that all reports have."""
    for option in (
        click.option(
            "--format",
            "wanted",
            type=click.Choice([each.value for each in Format]),
            default=Format.TEXT.value,
            show_default=True,
        ),
        click.option(
            "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it there."
        ),
        click.option("--excel", is_flag=True, help="Write a CSV that Excel in Spanish opens."),
        click.option("--line", type=click.Choice([each.value for each in Line])),
        click.option("--service", help="Of the service with this key."),
        click.option("--channel", type=click.Choice([each.value for each in Channel])),
        click.option("--staff", help="Of what this person attended, by user name."),
        click.option("--json", "json_wanted", is_flag=True, help="Print it as JSON."),
    ):
        command = option(command)
    return common(command)


@click.group(cls=CommandGroup)
def report() -> None:
    """Make the figures of a day, a week, a month, a year or any days.

    With --office all they are of all offices of the database.
    """


IN_IT = N_("A day of it, like 2026-11-23; today's.")


@report.command("day")
@click.option("--date", "day", callback=day_of, help="The business day, like 2026-11-23; today's.")
@reported
def report_day(*, day: date | None, **options: Any) -> None:
    """Make the figures of one business day."""
    _report(lambda today: (day or today, day or today), **options)


@report.command("week")
@click.option("--date", "day", callback=day_of, help=IN_IT)
@reported
def report_week(*, day: date | None, **options: Any) -> None:
    """Make the figures of a week, from Monday to Sunday."""

    def span(today: date) -> tuple[date, date]:
        monday = (day or today) - timedelta(days=(day or today).weekday())
        return monday, monday + timedelta(days=6)

    _report(span, **options)


@report.command("month")
@click.option("--date", "day", callback=day_of, help=IN_IT)
@reported
def report_month(*, day: date | None, **options: Any) -> None:
    """Make the figures of a month."""
    _report(lambda today: _month(day or today), **options)


@report.command("year")
@click.option("--date", "day", callback=day_of, help=IN_IT)
@reported
def report_year(*, day: date | None, **options: Any) -> None:
    """Make the figures of a year."""

    def span(today: date) -> tuple[date, date]:
        year = (day or today).year
        return date(year, 1, 1), date(year, 12, 31)

    _report(span, **options)


@report.command("range")
@click.option("--from", "first", callback=day_of, required=True, help="The first day.")
@click.option("--to", "last", callback=day_of, help="The last day; today's.")
@reported
def report_range(*, first: date, last: date | None, **options: Any) -> None:
    """Make the figures of all days from one to another."""
    _report(lambda today: (first, last or today), **options)


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), month_end(day)


def _report(
    span: Callable[[date], tuple[date, date]],
    *,
    wanted: str,
    out: Path | None,
    excel: bool,
    line: str | None,
    service: str | None,
    channel: str | None,
    staff: str | None,
    json_wanted: bool,
) -> None:
    """Read the figures of a span and write them as wanted."""
    form = Format.JSON if json_wanted else Format(wanted)
    if form in FILES and out is None:
        raise FileNeeded(format=form.value.upper())
    chosen = OfWhom(
        None if line is None else Line(line),
        None if service is None else ServiceKey(service),
        None if channel is None else Channel(channel),
        None if staff is None else staff.strip().lower(),
    )
    _ = terminal()
    config = settings()
    names = None
    if config.office == ALL:
        names = Office.ids(config.database, timeout_s=config.timeout_s)
    with opened(names[0] if names else None) as office:
        now = office.clock.now()
        found = _read(office, span(now.day), names, chosen, _)
        made_at = found.settings.local(now.at)
    content = _written(found, form, made_at, _, Csv.EXCEL if excel else Csv.PLAIN)
    if out is not None:
        _write(content, out)
    elif isinstance(content, str):
        with showing():
            if form is Format.JSON:
                click.echo(json_for(sys.stdout, content))
            elif form is Format.CSV:
                write_out(content)
            else:
                click.echo(content.rstrip("\n"))


def _read(
    office: Office,
    span: tuple[date, date],
    names: Sequence[str] | None,
    chosen: OfWhom,
    _: Language,
) -> Report:
    """Read a report; days that nobody asked for before take a while, which is shown."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(_("Working out days…"), total=None, visible=False)

        def told(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of, visible=True)

        return office.reports.span(*span, names, chosen=chosen, told=told)


def _written(
    found: Report, form: Format, made_at: datetime, _: Language, flavour: Csv
) -> str | bytes:
    """Return a report in a format; what makes pages and sheets is loaded where it is asked for."""
    if form is Format.JSON:
        return json_of(found)
    if form is Format.CSV:
        return report_csv(found, flavour)
    from core.reports.span_report import content_of  # noqa: PLC0415

    content = content_of(found, made_at, _)
    if form is Format.PDF:
        from core.reports.pdf.document import report_pdf  # noqa: PLC0415

        return report_pdf(content, _)
    if form is Format.XLSX:
        from core.reports.xlsx import report_xlsx  # noqa: PLC0415

        return report_xlsx(content, _)
    from core.reports.plain_report import report_text  # noqa: PLC0415

    return report_text(content, _)


def _write(content: str | bytes, out: Path) -> None:
    try:
        if isinstance(content, bytes):
            out.write_bytes(content)
        else:
            whole = content if content.endswith("\n") else content + "\n"
            out.write_text(whole, encoding="utf-8", newline="")
    except OSError as error:
        raise FolderNotWritable(folder=out.parent, problem=reason(error)) from error


COMMANDS = (report,)
