"""Commands for whoever installs and measures: doctor, demo, bench."""

import sys
from datetime import date
from pathlib import Path

import click
from rich.console import Console

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
from core.cli.numbers import Whole
from core.told import told


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
    with Console(stderr=True).status(_("Checking…")):
        for check in look(settings(), _):
            checks.append(check)
            if not json_wanted:
                mark, colour = ("✓", "green") if check.ok else ("✗", "red")
                with showing():
                    click.echo(f"{click.style(mark, fg=colour)} {told(check.sentence)}")
    if json_wanted:
        show(checks, "", json_wanted=True)
    if not all(check.ok for check in checks):
        sys.exit(REFUSED)


@click.command("confirm-day")
@click.argument("day", callback=day_of)
@click.option("--new-day", is_flag=True, help="Nobody who waited is here: the day before ends.")
@as_json
@common
def confirm_day(*, day: date, new_day: bool, json_wanted: bool) -> None:
    """Say that the office's clock is right and today is DAY, when `doctor` says it is in doubt.

    Whoever waits keeps the turn; what a wrong clock had ended comes back.
    """
    _ = terminal()
    with opened() as office:
        stands = office.clock.confirm(day, keep_waiting=not new_day)
        now = office.clock.now()
        at = _.moment(office.settings.get().settings.local(now.at))
    text = _(
        "The clock is believed again ({now}); turns count for {day}.", now=at, day=_.day(now.day)
    )
    answer({"day": stands, "clock": now}, text, json_wanted=json_wanted)


@click.command()
@click.option(
    "--headless",
    type=click.Path(file_okay=False, path_type=Path),
    help="Drive a whole morning without a screen and leave pictures, paper and voice there.",
)
def demo(*, headless: Path | None) -> None:
    """Show a throw-away San Andrés office with sample staff and three windows."""
    if headless is None:
        from core.cli.workshop.demo_screen import demo_on_screen  # noqa: PLC0415 - loads Qt

        sys.exit(demo_on_screen())
    from core.cli.workshop.demo import demo_headless  # noqa: PLC0415 - loads Qt

    demo_headless(headless)


@click.command()
@click.option("--quick", is_flag=True, help="A few seconds: fewer rounds, 10,000 old tickets.")
@click.option("--postgresql", "server", help="An empty PostgreSQL database to measure on too.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write JSON there.")
@click.option("--hall", type=Whole(min=2), help="Only so many calls to the hall.")
def bench(*, quick: bool, server: str | None, out: Path | None, hall: int | None) -> None:
    """Measure issues, calls, touches and announcements beside what the databases do at best."""
    from core.cli.workshop.bench.bench import run  # noqa: PLC0415 - loads what it measures

    run(quick=quick, server=server, out=out, hall=hall)


COMMANDS = (doctor, confirm_day, demo, bench)
