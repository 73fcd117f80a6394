"""Commands for whoever keeps an office well: doctor, confirm-day, rebuild."""

import sys
from datetime import date

import click
from rich.console import Console

from core.cli.commands.acting import checked, managing
from core.cli.commands.copy_commands import told
from core.cli.context import (
    REFUSED,
    answer,
    as_json,
    common,
    day_of,
    opened,
    settings,
    show,
    showing,
    terminal,
)
from core.told import laid_out


@click.command()
@click.option("--sound", is_flag=True, help="Play the chime and a call in each language; measure.")
@as_json
@common
def doctor(*, sound: bool, json_wanted: bool) -> None:
    """Check everything the office stands on, a sentence each, green or red."""
    from core.cli.doctor.doctor import Check, examine  # noqa: PLC0415 - loads printers and voices
    from core.cli.doctor.sound import examine_sound  # noqa: PLC0415

    _ = terminal()
    checks: list[Check] = []
    look = examine_sound if sound else examine
    # A long journal takes a while to be replayed.
    with Console(stderr=True).status(_("Checking…")) as turning:
        for check in look(settings(), _):
            checks.append(check)
            if not json_wanted:
                mark, colour = ("✓", "green") if check.ok else ("✗", "red")
                turning.stop()  # else the sentence begins behind its words
                with showing():
                    said = laid_out(f"{mark} {check.sentence}", sys.stdout)
                    click.echo(click.style(mark, fg=colour) + said.removeprefix(mark))
                turning.start()
    if json_wanted:
        show(checks, "", json_wanted=True)
    if not all(check.ok for check in checks):
        sys.exit(REFUSED)


@click.command("confirm-day")
@click.argument("day", callback=day_of)
@click.option("--new-day", is_flag=True, help="Nobody who waited is here: the day before ends.")
@managing
@as_json
@common
def confirm_day(*, day: date, new_day: bool, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Say that the office's clock is right and today is DAY, when `doctor` says it is in doubt.

    Whoever waits keeps the turn; what a wrong clock had ended comes back.
    """
    _ = terminal()
    with opened() as office:
        stands = office.clock.confirm(day, keep_waiting=not new_day, by=checked(office, by))
        now = office.clock.now()
        at = _.moment(office.settings.get().settings.local(now.at))
    text = _(
        "The clock is believed again ({now}); turns count for {day}.", now=at, day=_.day(now.day)
    )
    answer({"day": stands, "clock": now}, text, json_wanted=json_wanted)


@click.command("rebuild")
@managing
@as_json
@common
def rebuild(*, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Make anew from the journal what is worked out from it: the queue's tables, days' figures.

    Tickets, counters and numbers become what the journal says, and each day that is over what it
    came to. Nothing of the journal is changed. Nobody can call or take a ticket meanwhile: do it
    when the office is closed.
    """
    _ = terminal()
    with opened() as office:
        who = checked(office, by)
        with told(_("Reading the journal…")) as progress:
            tickets = office.rebuild(by=who, told=progress)
        with told(_("Working out days…")) as progress:
            days = office.reports.work_out(progress)
    lines = [
        _.plural(
            "One ticket was made anew from the journal.",
            "{n} tickets were made anew from the journal.",
            tickets,
        ),
        _.plural("One day was worked out.", "{n} days were worked out.", days),
    ]
    answer({"tickets": tickets, "days": days}, "\n".join(lines), json_wanted=json_wanted)


COMMANDS = (doctor, confirm_day, rebuild)
