"""Commands that act on the queue, one transaction each."""

from typing import TYPE_CHECKING, Any

import click

from core.cli.commands.acting import checked, managing, managing_if_said, new_pin_given, pin_given
from core.cli.context import (
    answer,
    answer_ticket,
    as_json,
    common,
    opened,
    say,
    settings,
    terminal,
    ticket_text,
)
from core.cli.one_at_a_time import alone
from core.domain.ticket import Channel, Line, Outcome
from core.errors import N_, StoreError
from core.reasons import reason

if TYPE_CHECKING:
    from core.printing.port import Printer

NOT_PRINTED = N_(
    "The paper did not come out: {problem}. The ticket counts all the same; its paper comes with "
    "the next one printed here."
)
TERMINAL = "terminal"  # its own outbox: a kiosk's is worked by the kiosk alone
LINES = click.Choice([line.value for line in Line])
OUTCOMES = click.Choice([outcome.value for outcome in Outcome])
CHANNELS = click.Choice([channel.value for channel in Channel])
at_counter = click.option("--counter", type=int, required=True, help="The counter's number.")


@click.command()
@click.option("--line", type=LINES, default=Line.GENERAL.value, show_default=True)
@click.option("--service", help="The key of a service; the office's first one if not given.")
@click.option("--language", help="The paper's language; the office's first one if not given.")
@click.option("--print", "printed", is_flag=True, help="Print it on this machine's printer.")
@click.option("--outside-hours", is_flag=True, help="Also while the office is closed.")
@as_json
@common
def issue(
    *,
    line: str,
    service: str | None,
    language: str | None,
    printed: bool,
    outside_hours: bool,
    json_wanted: bool,
) -> None:
    """Issue the next ticket of a line."""
    device = TERMINAL if printed else None
    printer = _printer() if printed else None  # before a ticket is issued that cannot be printed
    with opened() as office:
        ticket = office.queue.issue(
            line,
            service,
            language=language,
            outside_hours=outside_hours,
            print_on=device,
        )
        try:
            answer_ticket(ticket, json_wanted=json_wanted)
        finally:  # the paper tells the number too
            if printer is not None:
                _print(office, printer)


def _printer() -> "Printer":
    """Return this machine's printer.

    Raises:
        ConfigInvalid: its settings lack something.
    """
    from core.printing.printers.open import open_printer  # noqa: PLC0415 - only when something is printed

    return open_printer(settings().printer)


def _print(office: Any, printer: "Printer") -> None:
    """Print what this terminal still has to; a fault is a sentence, the ticket stands."""
    from core.office.printing import PrintQueue  # noqa: PLC0415 - only when something is printed
    from core.printing.port import FULL, STATE_WORDS  # noqa: PLC0415

    _ = terminal()
    queue = PrintQueue(office, printer, TERMINAL)
    try:
        with alone(f"print-{TERMINAL}"):
            while (job := queue.work_one()) is not None:
                if job.state == "failed":
                    given_up = _(
                        "Paper {job} is given up: it is too old, or what is kept of it is damaged. "
                        "Its ticket counts all the same.",
                        job=job.id,
                    )
                    say(given_up)
                elif job.state != "printed":
                    problem = _(FULL if queue.is_full else STATE_WORDS[queue.state])
                    say(_(NOT_PRINTED, problem=problem))
                    return
    except (StoreError, OSError) as error:  # the ticket was issued, whatever happens to its paper
        problem = _.sentence(error) if isinstance(error, StoreError) else _.said(reason(error))
        say(_(NOT_PRINTED, problem=problem.rstrip(".")))


@click.command("sign-in")
@click.argument("user")
@at_counter
@click.option("--take-over", is_flag=True, help="Also where somebody is, or from another counter.")
@as_json
@common
def sign_in(*, user: str, counter: int, take_over: bool, json_wanted: bool) -> None:
    """Put USER at a counter. The PIN comes from TURNOS_PIN or from standard input.

    At the first sign-in a PIN of one's own is asked for, or taken from TURNOS_NEW_PIN.
    """
    _ = terminal()
    pin = pin_given(_("PIN of {user}", user=user))
    with opened() as office:
        session = office.staff.sign_in(user, pin=pin, counter=counter, take_over=take_over)
        name = session.staff.name
        text = _("{name} staffs counter {counter}.", name=name, counter=session.counter)
        answer(session, text, json_wanted=json_wanted)
        if session.staff.must_change_pin:
            new_pin = new_pin_given(_("A new PIN that only {name} knows", name=name), user)
            if new_pin is None:
                message = _(
                    "{name} still has the first PIN: the window asks for another one, and so does "
                    "this command in a terminal.",
                    name=name,
                )
            else:
                office.staff.change_pin(user, pin=pin, new_pin=new_pin)
                message = _("{name} has a PIN of their own now.", name=name)
            click.echo(message, err=True)


@click.command("sign-out")
@at_counter
@click.option("--reason", help="With --as: why a colleague is signed out.")
@managing_if_said
@as_json
@common
def sign_out(
    *, counter: int, reason: str | None, by: tuple[str, str] | None, json_wanted: bool
) -> None:
    """Leave a counter; with --as, for a colleague who forgot."""
    _ = terminal()
    with opened() as office:
        office.staff.sign_out(counter=counter, by=checked(office, by), reason=reason)
    text = _("Counter {counter} is free.", counter=counter)
    answer({"counter": counter}, text, json_wanted=json_wanted)


@click.command("step-away")
@at_counter
@click.option("--reason", default="terminal", help="Why, in a few words; never a citizen's name.")
@click.option("--agreed/--not-agreed", default=None, help="What the citizen in service answered.")
@as_json
@common
def step_away(*, counter: int, reason: str, agreed: bool | None, json_wanted: bool) -> None:
    """Leave a counter for a while: nothing is done there until come-back."""
    _ = terminal()
    with opened() as office:
        state = office.staff.step_away(counter=counter, reason=reason, customer_agreed=agreed)
    text = _("Counter {counter} is away.", counter=counter)
    answer(state, text, json_wanted=json_wanted)


@click.command("come-back")
@at_counter
@as_json
@common
def come_back(*, counter: int, json_wanted: bool) -> None:
    """Be back at a counter: the time away is no service."""
    _ = terminal()
    with opened() as office:
        state = office.staff.come_back(counter=counter)
    text = _("Counter {counter} is back.", counter=counter)
    answer(state, text, json_wanted=json_wanted)


@click.command("call-next")
@at_counter
@as_json
@common
def call_next(*, counter: int, json_wanted: bool) -> None:
    """Call the next ticket to a counter."""
    with opened() as office:
        answer_ticket(office.queue.call_next(counter=counter), json_wanted=json_wanted)


@click.command()
@at_counter
@as_json
@common
def recall(*, counter: int, json_wanted: bool) -> None:
    """Call the counter's ticket once more."""
    with opened() as office:
        answer_ticket(office.queue.recall(counter=counter), json_wanted=json_wanted)


@click.command()
@at_counter
@as_json
@common
def start(*, counter: int, json_wanted: bool) -> None:
    """Start serving the called ticket."""
    with opened() as office:
        answer_ticket(office.queue.start(counter=counter), json_wanted=json_wanted)


@click.command("no-show")
@at_counter
@as_json
@common
def no_show(*, counter: int, json_wanted: bool) -> None:
    """Mark the called ticket as one nobody came for."""
    with opened() as office:
        answer_ticket(office.queue.no_show(counter=counter), json_wanted=json_wanted)


@click.command()
@at_counter
@click.option("--reason", default="terminal", help="Why, in a few words; never a citizen's name.")
@as_json
@common
def hold(*, counter: int, reason: str, json_wanted: bool) -> None:
    """Put the ticket in service on hold."""
    with opened() as office:
        answer_ticket(office.queue.hold(counter=counter, reason=reason), json_wanted=json_wanted)


@click.command()
@at_counter
@click.option(
    "--code", help="Which ticket, #12 without a number; else the counter's latest on hold."
)
@as_json
@common
def resume(*, counter: int, code: str | None, json_wanted: bool) -> None:
    """Go on serving a ticket on hold."""
    with opened() as office:
        answer_ticket(office.queue.resume(counter=counter, code=code), json_wanted=json_wanted)


@click.command()
@at_counter
@click.option("--outcome", type=OUTCOMES, required=True)
@click.option("--reason", help="Why the citizen came; never a name.")
@click.option("--survey-offered/--no-survey-offered", default=None, help="Whether it was.")
@as_json
@common
def finish(
    *,
    counter: int,
    outcome: str,
    reason: str | None,
    survey_offered: bool | None,
    json_wanted: bool,
) -> None:
    """Finish the service at a counter."""
    with opened() as office:
        ticket = office.queue.finish(
            counter=counter, outcome=outcome, reason=reason, survey_offered=survey_offered
        )
        answer_ticket(ticket, json_wanted=json_wanted)


@click.command("serve-now")
@at_counter
@click.option("--line", type=LINES, required=True)
@click.option("--channel", type=CHANNELS, default=Channel.IN_PERSON.value, show_default=True)
@as_json
@common
def serve_now(*, counter: int, line: str, channel: str, json_wanted: bool) -> None:
    """Start serving somebody without a ticket."""
    with opened() as office:
        ticket = office.queue.serve_now(counter=counter, line=line, channel=channel)
        answer_ticket(ticket, json_wanted=json_wanted)


@click.command()
@click.argument("code")
@managing
@as_json
@common
def cancel(*, code: str, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Cancel the ticket CODE of somebody who leaves."""
    with opened() as office:
        ticket = office.queue.cancel(code=code, by=checked(office, by))
        answer_ticket(ticket, json_wanted=json_wanted)


@click.command()
@click.argument("code")
@managing
@as_json
@common
def reinstate(*, code: str, by: tuple[str, str] | None, json_wanted: bool) -> None:
    """Let the no-show CODE, who came after all, be the next of its line."""
    with opened() as office:
        ticket = office.queue.reinstate(code=code, by=checked(office, by))
        answer(ticket, ticket_text(ticket), json_wanted=json_wanted)


COMMANDS = (
    issue,
    sign_in,
    sign_out,
    step_away,
    come_back,
    call_next,
    recall,
    start,
    no_show,
    hold,
    resume,
    finish,
    serve_now,
    cancel,
    reinstate,
)
