"""Commands about this computer alone: its settings file, and a page from its printer."""

import tomllib
from pathlib import Path
from typing import Any

import click

from core.cli.context import answer, as_json, common, is_guided, settings, show, terminal
from core.machine.config import change_config, settings_file, shown_config


@click.command()
@click.argument("changes", nargs=-1)
@as_json
@common
def machine(*, changes: tuple[str, ...], json_wanted: bool) -> None:
    """Show this computer's settings, or change some: window=kiosk printer.kind=network.

    KEY= takes a setting out. Comments and order of the file stay; what it held before is kept
    beside it.
    """
    _ = terminal()
    settings()  # refuses a file that cannot be read, and notes which it is
    file = settings_file()
    if not changes:
        text, plain = shown_config(file)
        nothing = _("Nothing is set in {file}: everything is as usual.", file=file)
        seen = {"file": str(file), "settings": plain}
        show(seen, text.rstrip("\n") or nothing, json_wanted=json_wanted)
        return
    wanted = {}
    for each in changes:
        key, sign, value = each.partition("=")
        if not sign or not key:
            raise click.UsageError(_("Write each change as KEY=VALUE, such as window=kiosk."))
        wanted[key] = _value(value)
    kept = change_config(file, wanted)
    said = "" if is_guided() else _("The settings of this computer are in {file}.", file=file)
    if kept is not None and said:
        said += "\n" + _("What {file} held is in {kept} now.", file=file, kept=kept)
    done = {"file": str(file), "kept": None if kept is None else str(kept)}
    if said or json_wanted:
        answer(done, said, json_wanted=json_wanted)


def _value(text: str) -> Any:
    """Return what a value means in TOML; what means nothing there is a text; "" takes it out."""
    if not text:
        return None
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except ValueError:
        return text


@click.command("test-page")
@as_json
@common
def test_page(*, json_wanted: bool) -> None:
    """Print a test page on this computer's printer: letters, a code, and a ruler of its width."""
    from core.printing.port import STATE_WORDS  # noqa: PLC0415 - slow to load
    from core.printing.trial import print_trial  # noqa: PLC0415 - slow to load

    _ = terminal()
    config = settings()
    if config.printer.kind == "none":
        raise click.UsageError(
            _("No printer is set up on this computer. Name one: turnos machine printer.kind=usb")
        )
    slip, state = print_trial(config, _)
    if config.printer.kind == "pdf":
        file = Path(config.printer.path) / f"{slip.name}.pdf"
        said = _("The test page is in {file}.", file=file)
    else:
        said = _(
            'The test page went to printer "{printer}": {state}.',
            printer=config.printer.name,
            state=_(STATE_WORDS[state]),
        )
    answer({"printer": config.printer.name, "state": state}, said, json_wanted=json_wanted)


COMMANDS = (machine, test_page)
