"""Commands that look: the board, the status of everything, the journal, the reports."""

import sys
from dataclasses import replace
from datetime import date, timedelta

import click
import msgspec

from core import words
from core.cli.commands.acting import managing
from core.cli.commands.planning_commands import plain_plan
from core.cli.context import (
    as_json,
    common,
    day_of,
    doubt_sentence,
    opened,
    show,
    showing,
    terminal,
    ticket_text,
)
from core.cli.numbers import Whole
from core.domain.names import ROLE_WORDS, STATE_WORDS
from core.domain.roles import DEED_WORDS, Deed, may
from core.domain.staff import Role
from core.domain.ticket import Event
from core.errors import N_, DayOfNobody
from core.office import Board, Device
from core.plain import json_for

SILENT = timedelta(seconds=60)  # as doctor: a window reports more often
WINDOW_WORDS = {"kiosk": N_("Kiosk {device}"), "display": N_("Hall display {device}")}
VOICE_WORDS = {
    "ok": N_("its voice is heard"),
    "fault": N_("its voice is not heard"),
    "volume": N_("its sound is muted or at 0"),
    "muted": N_("its voice is muted by a leader"),
    "off": N_("it does not speak"),
}


@click.command()
@as_json
@common
def board(*, json_wanted: bool) -> None:
    """Show the hall: the latest calls, who waits, the counters."""
    with opened() as office:
        seen = office.queue.board()
    show(seen, board_text(seen), json_wanted=json_wanted)


def board_text(seen: Board) -> str:
    """Return the hall in a few lines."""
    _ = terminal()
    lines = [f"{seen.settings.name} · {_.day(seen.day)} · {_.clock(seen.settings.local(seen.at))}"]
    lines += [opening_text(seen), ""]
    lines += [
        _("Ticket {code} · counter {counter}", code=call.code, counter=call.counter)
        for call in seen.calls
    ] or [_("No calls yet today.")]
    lines.append("")
    lines += [
        _("{line}: {n} waiting", line=_(words.LINES[line]), n=status.waiting)
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


def opening_text(seen: Board) -> str:
    """Return whether the doors are open, and else when they open."""
    _ = terminal()
    if seen.opening.is_open:
        return _("Open.")
    if seen.opening.opens_at is None:
        return _("Closed.")
    opens = _.moment(seen.settings.local(seen.opening.opens_at))
    return _("Closed. It opens again {opens_at}.", opens_at=opens)


@click.command("next")
@click.option("--counter", type=int, required=True, help="The counter's number.")
@as_json
@common
def coming(*, counter: int, json_wanted: bool) -> None:
    """Show who would be called to a counter now, and who after; why is in the JSON."""
    _ = terminal()
    with opened() as office:
        choice, waiting = office.in_one_look(
            lambda: (office.queue.next_for(counter), office.queue.waiting_for(counter))
        )
    value = {
        "counter": counter,
        "ticket": choice and choice[0],
        "why": choice and choice[1],
        "waiting": waiting,
    }
    codes = ", ".join(ticket.name for ticket in waiting)
    text = _("In this order: {codes}", codes=codes) if waiting else ticket_text(None)
    show(value, text, json_wanted=json_wanted)


@click.command()
@as_json
@common
def status(*, json_wanted: bool) -> None:
    """Show the office and its devices: who is alive, what is still to print."""
    show_status(json_wanted=json_wanted)


def show_status(*, json_wanted: bool) -> None:
    _ = terminal()
    with opened() as office:
        seen, devices, jobs, planned, now = office.in_one_look(
            lambda: (
                office.queue.board(),
                office.devices.all(),
                office.devices.print_jobs(),
                office.settings.planned(),
                office.clock.now(),
            )
        )
    value = {
        "office": seen.office,
        "at": seen.at,
        "day": seen.day,
        "seq": seen.seq,
        "clock": now,
        "open": seen.opening.is_open,
        "opens_at": seen.opening.opens_at,
        "closes_at": seen.opening.closes_at,
        "waiting": {line.value: each.waiting for line, each in seen.lines.items()},
        "counters": seen.counters,
        "devices": devices,
        "print_jobs": jobs,
        "planned": [plain_plan(each, _) for each in planned],
    }
    staffed = sum(each.staff is not None for each in seen.counters)
    lines = [
        f"{seen.settings.name} · {opening_text(seen)}",
        _.plural("One person waits.", "{n} people wait.", seen.waiting)
        if seen.waiting
        else _("Nobody waits."),
        _.plural("One counter is staffed.", "{n} counters are staffed.", staffed)
        if staffed
        else _("No counter is staffed."),
    ]
    lines += [device_text(device, seen) for device in devices]
    if not devices:
        lines.append(_("No window has reported yet."))
    if jobs:
        lines.append(_("Papers still to print: {n}", n=len(jobs)))
    if planned:
        lines.append(_("Planned changes: {n}; see: turnos settings planned", n=len(planned)))
    lines += [_.sentence(each.problem) for each in planned if each.problem is not None]
    if now.doubt is not None:
        lines.append(doubt_sentence(now, seen.settings, _))
    show(value, "\n".join(lines), json_wanted=json_wanted)


def device_text(device: Device, seen: Board) -> str:
    """Return how a window is: whether it is on, its printer or its voice, in words."""
    from core.printing.port import STATE_WORDS as PRINTER_WORDS  # noqa: PLC0415 - slow to load
    from core.printing.port import PrinterState  # noqa: PLC0415

    _ = terminal()
    window = _(WINDOW_WORDS[device.kind], device=device.name)
    if seen.at - device.seen_at >= SILENT:
        at = _.moment(seen.settings.local(device.seen_at))
        return _("{window}: off; it last reported {at}.", window=window, at=at)
    state, known = device.state, []
    if (printer := state.get("printer")) in set(PrinterState):
        words = _(PRINTER_WORDS[PrinterState(printer)])
        known.append(_("printer: {state}", state=words))
    if state.get("shut"):
        known.append(_("closed by staff"))
    if (voice := state.get("voice")) in VOICE_WORDS:
        known.append(_(VOICE_WORDS[voice]))
    if problem := state.get("pictures"):
        known.append(_("a picture cannot be shown: {problem}", problem=_.said(problem)))
    if state.get("twin"):
        known.append(_("another one has its name"))
    return " · ".join([_("{window}: on", window=window), *known])


@click.command()
@click.option("--after", type=int, default=0, show_default=True, help="Only later events.")
@click.option("--limit", type=Whole(min=1), help="At most so many; all if not given.")
@as_json
@common
def journal(*, after: int, limit: int | None, json_wanted: bool) -> None:
    """Show what happened, an event a line (with --json, one JSON object a line)."""
    with opened() as office:
        shown, settings = 0, office.settings.get().settings
        while limit is None or shown < limit:
            page = office.journal(after=after, limit=min(500, (limit or shown + 500) - shown))
            if not page:
                return
            with showing():
                for event in page:
                    if json_wanted:
                        text = msgspec.json.encode(event).decode()
                        click.echo(json_for(sys.stdout, text, indent=None))
                    else:
                        click.echo(event_text(replace(event, at=settings.local(event.at))))
            after, shown = page[-1].seq, shown + len(page)


@click.command()
@click.argument("code")
@click.option("--day", callback=day_of, help="The business day, like 2026-11-23; today's.")
@as_json
@common
def story(*, code: str, day: date | None, json_wanted: bool) -> None:
    """Tell the whole story of a ticket by its CODE: what happened, when, who did it, how long.

    Somebody without a number is named by # and the ticket's id.
    """
    from core.reports.story import story_text  # noqa: PLC0415 - of this command alone

    with opened() as office:
        found = office.queue.story(code, day)
    value = {
        "ticket": found.ticket,
        "events": found.events,
        "attentions": [
            {"attention": attention, "times": times} for attention, times in found.attentions
        ],
    }
    show(value, story_text(found, terminal()), json_wanted=json_wanted)


@click.command("my-day")
@click.option("--date", "day", callback=day_of, help="The business day, like 2026-11-23; today's.")
@managing
@as_json
@common
def my_day(*, day: date | None, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Show whoever --as names their own day: tickets, times, reasons, what came of each.

    It is shown after their PIN, and to nobody else.
    """
    from core.reports.own_day import own_day_text  # noqa: PLC0415 - of this command alone

    if by is None:
        raise DayOfNobody
    with opened() as office:
        who = office.staff.check_pin(*by).username
        found = office.reports.own_day(who, day)
    value = {
        "staff": found.staff,
        "day": found.day,
        "figures": found.figures,
        "time": found.time,
        "attentions": found.attentions,
    }
    show(value, own_day_text(found, terminal()), json_wanted=json_wanted)


def event_text(event: Event) -> str:
    """Return an event in one line."""
    parts = [f"{event.seq:>8}", event.at.isoformat(timespec="milliseconds"), event.kind.value]
    if event.ticket is not None:
        code = event.data.get("code") or event.ticket
        parts.append(f"ticket {code}")  # unsaid: in the words of the journal
    if event.counter is not None:
        parts.append(f"counter {event.counter}")  # unsaid
    if event.staff is not None:
        parts.append(event.staff)
    return "  ".join(parts)


@click.command()
@as_json
@common
def roles(*, json_wanted: bool) -> None:
    """Show what each role may do."""
    _ = terminal()
    table = {deed: [role for role in Role if may(role, deed)] for deed in Deed}
    wide = max(len(_(words)) for words in DEED_WORDS.values())
    lines = [
        f"{_(DEED_WORDS[deed]):<{wide}}  {', '.join(_(ROLE_WORDS[role]) for role in able)}"
        for deed, able in table.items()
    ]
    show(table, "\n".join(lines), json_wanted=json_wanted)


COMMANDS = (board, coming, status, journal, story, my_day, roles)
