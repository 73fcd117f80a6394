"""The command group: its options, and the way every refusal leaves it."""

import sys
from collections.abc import Sequence
from importlib.metadata import entry_points
from io import StringIO

import click

from core.cli import windows
from core.cli.commands import copy_commands as copying
from core.cli.commands import desktop_commands as desktop
from core.cli.commands import live_command as living
from core.cli.commands import look_commands as looking
from core.cli.commands import machine_commands as machine
from core.cli.commands import maintenance_commands as maintenance
from core.cli.commands import move_commands as moving
from core.cli.commands import office_commands as admin
from core.cli.commands import planning_commands as planning
from core.cli.commands import queue_commands as actions
from core.cli.commands.figures import estimate_command as estimating
from core.cli.commands.figures import report_command as reporting
from core.cli.commands.figures import simulate_command as simulating
from core.cli.context import FAILED, INTERRUPTED, REFUSED, UNSAID, let_go_of, say, terminal
from core.cli.help import CommandGroup, speak
from core.cli.kiosk_setup import install
from core.cli.set_up import without_command
from core.errors import NotShown, QueueError
from core.language import speak_to_terminal
from core.machine.address import without_passwords
from core.machine.config import data_dir, language_in
from core.plain import prepare_streams
from core.qt.traces import fault_report
from core.told import remember


@click.group(
    cls=CommandGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="turnos", message="%(package)s %(version)s")
@click.option("--config", type=click.Path(), help="This machine's config.toml.")
@click.option("--database", help="sqlite:///FILE or postgresql://USER@HOST/NAME")
@click.option("--office", help="The office's id, such as san-andres.")
@click.pass_context
def turnos(
    context: click.Context, config: str | None, database: str | None, office: str | None
) -> None:
    """Run the queue of a public-service office: kiosk, counters, hall display and voice.

    Without a command it sets this computer up by questions, or tells how the office stands.

    The three options may also stand after the command, or in TURNOS_CONFIG, TURNOS_DATABASE and
    TURNOS_OFFICE.
    """
    context.obj = {
        **(context.obj or {}),
        "config": config,
        "database": database,
        "office": office,
    }
    remember(context.obj)
    if context.invoked_subcommand is None:
        without_command()


for module in (
    windows,
    actions,
    moving,
    looking,
    living,
    reporting,
    simulating,
    estimating,
    admin,
    planning,
    maintenance,
    copying,
    machine,
    desktop,
    install,
):
    for command in module.COMMANDS:
        turnos.add_command(command)
for point in entry_points(group="turnos.commands"):
    for command in point.load():
        turnos.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `turnos` and end the process with its exit code."""
    prepare_streams()
    remember({})
    typed = sys.argv[1:] if arguments is None else arguments
    speak_to_terminal(language_in(typed))
    speak(turnos, terminal())
    try:
        turnos.main(typed, prog_name="turnos", standalone_mode=False)
    except NotShown as error:
        let_go_of(sys.stdout)
        if error.has_read_enough:  # `turnos journal | head`
            sys.exit(0)
        say(terminal().sentence(error))
        sys.exit(UNSAID)
    except QueueError as error:
        say(terminal().sentence(error))
        sys.exit(REFUSED)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        # It quotes what was typed, and an address in the wrong place may hold a password.
        said = StringIO()
        error.show(said)
        say(without_passwords(said.getvalue(), typed).rstrip("\n"))
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - a sentence and a report, whatever it is
        fault_report.keep_in(data_dir() / "crashes", "turnos")
        say(terminal().sentence(fault_report.unexpected(error)))
        sys.exit(FAILED)
