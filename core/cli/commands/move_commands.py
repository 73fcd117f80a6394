"""Commands that move a ticket, call it out of its order, or take a step back."""

import click

from core.cli.commands.acting import checked, managing
from core.cli.commands.queue_commands import LINES, at_counter
from core.cli.context import answer_ticket, as_json, common, opened
from core.domain.ticket import Line, LineReason

REASONS = click.Choice([reason.value for reason in LineReason])


@click.command()
@click.argument("code")
@at_counter
@click.option("--reason", required=True, help="Why it is not its turn; never a citizen's name.")
@as_json
@common
def call(*, code: str, counter: int, reason: str, json_wanted: bool) -> None:
    """Call the ticket CODE out of its order."""
    with opened() as office:
        ticket = office.queue.call(counter=counter, code=code, reason=reason)
        answer_ticket(ticket, json_wanted=json_wanted)


@click.command()
@at_counter
@click.option("--service", help="The key of a service.")
@click.option("--line", type=LINES)
@click.option("--to-counter", type=int, help="A colleague's counter.")
@as_json
@common
def transfer(
    *,
    counter: int,
    service: str | None,
    line: str | None,
    to_counter: int | None,
    json_wanted: bool,
) -> None:
    """Send the counter's ticket to a service, a line or a colleague."""
    with opened() as office:
        ticket = office.queue.transfer(
            counter=counter, service=service, line=line, to_counter=to_counter
        )
        answer_ticket(ticket, json_wanted=json_wanted)


@click.command("put-back")
@at_counter
@click.option("--reason", help="Why; needed from 10 s after the call. Never a citizen's name.")
@as_json
@common
def put_back(*, counter: int, reason: str | None, json_wanted: bool) -> None:
    """Let the called ticket wait again at its own place, as if it had not been called."""
    with opened() as office:
        ticket = office.queue.put_back(counter=counter, reason=reason)
        answer_ticket(ticket, json_wanted=json_wanted)


@click.command("change-line")
@click.argument("code")
@click.option("--line", type=LINES, required=True)
@click.option("--reason", type=REASONS, required=True)
@managing
@as_json
@common
def change_line(
    *, code: str, line: str, reason: str, by: tuple[str, str] | None, json_wanted: bool
) -> None:
    """Let the waiting ticket CODE wait in the other line, where its arrival counts."""
    with opened() as office:
        who = checked(office, by)
        ticket = office.queue.change_line(code=code, line=line, reason=reason, by=who)
        answer_ticket(ticket, json_wanted=json_wanted)


@click.command()
@at_counter
@as_json
@common
def undo(*, counter: int, json_wanted: bool) -> None:
    """Take back the counter's last step, within 30 seconds, unless the hall heard it."""
    with opened() as office:
        answer_ticket(office.queue.undo(counter=counter), json_wanted=json_wanted)


@click.command()
@click.option("--counter", type=int, help="The counter that saw them; none if not given.")
@click.option("--line", type=LINES, default=Line.PREFERENTIAL.value, show_default=True)
@as_json
@common
def arrive(*, counter: int | None, line: str, json_wanted: bool) -> None:
    """Register somebody who waits without a ticket; the next free counter attends them."""
    with opened() as office:
        answer_ticket(office.queue.arrive(counter=counter, line=line), json_wanted=json_wanted)


COMMANDS = (call, transfer, put_back, change_line, undo, arrive)
