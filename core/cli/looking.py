"""Commands that look: the board, the status of everything, the journal, the reports."""

import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import msgspec

from core.cli.context import STATE_WORDS, answer, as_json, common, json_of, opened, terminal
from core.domain.ticket import Event
from core.errors import FolderNotWritable
from core.office import Board
from core.plain import json_for, write_out
from core.reports.day import day_csv, day_text


@click.command()
@as_json
@common
def board(*, json_wanted: bool) -> None:
    """Show the hall: the latest calls, who waits, the counters."""
    with opened() as office:
        seen = office.queue.board()
    answer(seen, board_text(seen), json_wanted=json_wanted)


def board_text(seen: Board) -> str:
    """Return the hall in a few lines."""
    _ = terminal()
    zone = ZoneInfo(seen.settings.timezone)
    lines = [f"{seen.settings.name} · {_.day(seen.day)} · {_.clock(seen.at.astimezone(zone))}"]
    if seen.opening.is_open:
        lines.append(_("Open."))
    elif seen.opening.opens_at is not None:
        opens = _.moment(seen.opening.opens_at, seen.settings.timezone)
        lines.append(_("Closed. It opens again {opens_at}.", opens_at=opens))
    else:
        lines.append(_("Closed."))
    lines.append("")
    lines += [
        _("Ticket {code} · counter {counter}", code=call.code, counter=call.counter)
        for call in seen.calls
    ] or [_("No calls yet today.")]
    lines.append("")
    words = {"general": _("General"), "preferential": _("Preferential")}
    lines += [
        _("{line}: {n} waiting", line=words[line], n=status.waiting)
        for line, status in seen.lines.items()
    ]
    lines.append("")
    for counter in seen.counters:
        who = counter.staff or _("nobody")
        doing = (
            f" · {counter.ticket.name}, {_(STATE_WORDS[counter.ticket.state])}"
            if counter.ticket
            else ""
        )
        away = " · " + _("away") if counter.away_since else ""
        lines.append(_("Counter {counter}: {who}", counter=counter.number, who=who) + away + doing)
    return "\n".join(lines)


@click.command()
@as_json
@common
def status(*, json_wanted: bool) -> None:
    """Show the office and its devices: who is alive, what is still to print."""
    _ = terminal()
    with opened() as office:
        seen, devices, jobs = office.in_one_look(
            lambda: (office.queue.board(), office.devices.all(), office.devices.print_jobs())
        )
    value = {
        "office": seen.office,
        "at": seen.at,
        "day": seen.day,
        "seq": seen.seq,
        "open": seen.opening.is_open,
        "opens_at": seen.opening.opens_at,
        "closes_at": seen.opening.closes_at,
        "waiting": {line.value: each.waiting for line, each in seen.lines.items()},
        "counters": seen.counters,
        "devices": devices,
        "print_jobs": jobs,
    }
    lines = [
        _("{office}: {n} events in the journal", office=seen.settings.name, n=seen.seq),
        _("Waiting: {n}", n=seen.waiting),
    ]
    for device in devices:
        ago = max(int((seen.at - device.seen_at).total_seconds()), 0)
        known = ", ".join(f"{name} {value}" for name, value in device.state.items())
        lines.append(
            _("{device} ({kind}): seen {n} s ago", device=device.name, kind=device.kind, n=ago)
            + (f" · {known}" if known else "")
        )
    if not devices:
        lines.append(_("No window has reported yet."))
    lines.append(_("Papers still to print: {n}", n=len(jobs)))
    answer(value, "\n".join(lines), json_wanted=json_wanted)


@click.command()
@click.option("--after", type=int, default=0, show_default=True, help="Only later events.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many; all if not given.")
@as_json
@common
def journal(*, after: int, limit: int | None, json_wanted: bool) -> None:
    """Show what happened, an event a line (with --json, one JSON object a line)."""
    with opened() as office:
        shown = 0
        while limit is None or shown < limit:
            page = office.journal(after=after, limit=min(500, (limit or shown + 500) - shown))
            if not page:
                return
            for event in page:
                if json_wanted:
                    text = msgspec.json.encode(event).decode()
                    click.echo(json_for(sys.stdout, text, indent=None))
                else:
                    click.echo(event_text(event))
            after, shown = page[-1].seq, shown + len(page)


def event_text(event: Event) -> str:
    """Return an event in one line."""
    parts = [f"{event.seq:>8}", event.at.isoformat(timespec="milliseconds"), event.kind.value]
    if event.ticket is not None:
        parts.append(f"ticket {event.data.get('code') or event.ticket}")
    if event.counter is not None:
        parts.append(f"counter {event.counter}")
    if event.staff is not None:
        parts.append(event.staff)
    return "  ".join(parts)


@click.group()
def report() -> None:
    """Make the figures of a day."""


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - only its date is used
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day; write it like 2026-11-23") from None


@report.command("day")
@click.option("--date", "day", callback=_day, help="The business day, like 2026-11-23; today's.")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it there.")
@as_json
@common
def report_day(*, day: date | None, wanted: str, out: Path | None, json_wanted: bool) -> None:
    """Make the figures of one business day."""
    with opened() as office:
        found = office.reports.day(day)
    if json_wanted or wanted == "json":
        text = json_of(found)
    elif wanted == "csv":
        text = day_csv(found.settings, found.day, found.figures, informed=found.informed)
    else:
        text = day_text(
            found.settings, found.day, found.figures, terminal(), informed=found.informed
        )
    if out is None:
        if json_wanted or wanted == "json":
            click.echo(json_for(sys.stdout, text))
        elif wanted == "csv":
            write_out(text)
        else:
            click.echo(text.rstrip("\n"))
        return
    try:
        out.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    except OSError as error:
        raise FolderNotWritable(folder=out.parent, problem=error.strerror or error) from error


COMMANDS = (board, status, journal, report)
