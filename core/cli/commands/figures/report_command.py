"""`turnos report`: the figures of a day, a week, a month, a year or any span, in five formats."""

import sys
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.progress import Progress

from core.cli.context import (
    answer,
    as_json,
    common,
    day_of,
    json_of,
    opened,
    settings,
    showing,
    terminal,
)
from core.cli.help import CommandGroup
from core.domain.figures.periods import Period, PeriodKind
from core.domain.figures.report import OfWhom, Report
from core.domain.ticket import Channel, Line, ServiceKey
from core.errors import N_, FileNeeded, FolderNotWritable, MailIncomplete
from core.language import Language
from core.machine.config import Config, settings_file
from core.office import Office
from core.plain import json_for, write_out
from core.reasons import reason
from core.reports.files import ReportFile, put, written

F = TypeVar("F", bound=Callable[..., None])
ALL, OFF = "all", "off"


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


@click.group(cls=CommandGroup, invoke_without_command=True)
@click.option(
    "--schedule", help="Have each month's report written by itself into this folder; off ends it."
)
@click.pass_context
def report(context: click.Context, schedule: str | None) -> None:
    """Make the figures of a day, a week, a month, a year or any days.

    With --office all they are of all offices of the database.
    """
    if schedule is None:
        if context.invoked_subcommand is None:
            click.echo(context.get_help())
        return
    if context.invoked_subcommand is not None:
        raise click.UsageError(terminal()("--schedule stands alone."))
    _schedule(schedule)


def _schedule(folder: str) -> None:
    from core.cli.commands.figures.schedule import schedule, unschedule  # noqa: PLC0415
    from core.cli.kiosk_setup.install import DONE  # noqa: PLC0415

    _, is_on = terminal(), folder.strip().lower() != OFF
    done = schedule(Path(folder), settings()) if is_on else unschedule()
    lines = [_(DONE[each.what], path=each.path, beside=each.beside) for each in done.changes]
    if is_on:
        lines.append(_("Each month's report will be in {folder}, from tomorrow on.", folder=folder))
    elif done.changes:
        lines.append(_("No report is written by itself any more."))
    if done.to_type:
        lines.append(_("This did not work here; type it once:"))
        lines += [f"  {command}" for command in done.to_type]
    answer(done, "\n".join(lines) or _("Nothing to change."), json_wanted=False)


@report.command("last-month")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--again", is_flag=True, help="Also if it is there, or was sent.")
@as_json
@common
def report_last_month(*, folder: Path, again: bool, json_wanted: bool) -> None:
    """Write the last month's report into FOLDER, as PDF and XLSX, and mail it if [mail] is set.

    What is there is left as it is, and what was sent is not sent again.
    """
    from core.machine.mail import send  # noqa: PLC0415 - of this command alone

    _, config = terminal(), settings()
    names = _names(config)
    with opened(names[0] if names else None) as office:
        now = office.clock.now()
        month = Period.of(PeriodKind.MONTH, now.day).before
        stem = f"turnos-{ALL if names else office.id}-{month.first:%Y-%m}"
        wanted = {form: folder / f"{stem}.{form}" for form in sorted(FILES)}
        missing = {form: path for form, path in wanted.items() if again or not path.exists()}
        if missing:
            _make(folder)
            found = _read(office, month, names, OfWhom(), _)
            made_at = found.settings.local(now.at)
            for form, path in missing.items():
                put(written(found, ReportFile(form.value), made_at, _), path)
    lines = [_("Written: {path}", path=path) for path in missing.values()]
    sent, refused = folder / f".{stem}.sent", None
    is_sent = bool(config.mail.host) and (again or not sent.exists())
    if is_sent:
        if not (config.mail.sender and config.mail.to):
            raise MailIncomplete(path=settings_file(), folder=folder)
        subject = _("Report of the attention, {month}", month=_.month(month.last))
        refused = send(config.mail, subject, subject, list(wanted.values()))
        put(b"", sent)
        lines.append(_("Sent to {addresses}.", addresses=", ".join(config.mail.to)))
    value = {"written": [str(path) for path in missing.values()], "sent": is_sent}
    answer(value, "\n".join(lines) or _("Nothing to do."), json_wanted=json_wanted)
    if refused is not None:
        raise refused


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritable(folder=folder, problem=reason(error)) from error


def _names(config: Config) -> Sequence[str] | None:
    """Return the offices of a report of all of them, None of one alone."""
    if config.office != ALL:
        return None
    return Office.ids(config.database, timeout_s=config.timeout_s)


IN_IT = N_("A day of it, like 2026-11-23; today's.")


@report.command("day")
@click.option("--date", "day", callback=day_of, help="The business day, like 2026-11-23; today's.")
@reported
def report_day(*, day: date | None, **options: Any) -> None:
    """Make the figures of one business day."""
    _report(lambda today: Period.of(PeriodKind.DAY, day or today), **options)


@report.command("week")
@click.option("--date", "day", callback=day_of, help=IN_IT)
@reported
def report_week(*, day: date | None, **options: Any) -> None:
    """Make the figures of a week, from Monday to Sunday."""
    _report(lambda today: Period.of(PeriodKind.WEEK, day or today), **options)


@report.command("month")
@click.option("--date", "day", callback=day_of, help=IN_IT)
@reported
def report_month(*, day: date | None, **options: Any) -> None:
    """Make the figures of a month."""
    _report(lambda today: Period.of(PeriodKind.MONTH, day or today), **options)


@report.command("year")
@click.option("--date", "day", callback=day_of, help=IN_IT)
@reported
def report_year(*, day: date | None, **options: Any) -> None:
    """Make the figures of a year."""
    _report(lambda today: Period.of(PeriodKind.YEAR, day or today), **options)


@report.command("range")
@click.option("--from", "first", callback=day_of, required=True, help="The first day.")
@click.option("--to", "last", callback=day_of, help="The last day; today's.")
@reported
def report_range(*, first: date, last: date | None, **options: Any) -> None:
    """Make the figures of all days from one to another."""
    _report(lambda today: Period(PeriodKind.RANGE, first, last or today), **options)


def _report(
    period_at: Callable[[date], Period],
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
    names = _names(config)
    with opened(names[0] if names else None) as office:
        now = office.clock.now()
        found = _read(office, period_at(now.day), names, chosen, _)
        made_at = found.settings.local(now.at)
    if form is Format.JSON:
        content = json_of(found).encode() + b"\n"
    else:
        is_excel = excel and form is Format.CSV
        content = written(found, ReportFile("excel" if is_excel else form.value), made_at, _)
    if out is not None:
        put(content, out)
        return
    with showing():
        text = content.decode()
        if form is Format.JSON:
            click.echo(json_for(sys.stdout, text.rstrip("\n")))
        elif form is Format.CSV:
            write_out(text)
        else:
            click.echo(text.rstrip("\n"))


def _read(
    office: Office,
    period: Period,
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

        return office.reports.span(period.first, period.last, names, chosen=chosen, told=told)


COMMANDS = (report,)
