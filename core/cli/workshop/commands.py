"""Commands of the workshop: nothing that an office does needs them.

`turnos` finds them by the entry point `turnos.commands` and imports none of them.
"""

import sys
from pathlib import Path

import click

from core.cli.numbers import Whole
from core.cli.workshop.voice import voice


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


COMMANDS = (demo, bench, voice)
