"""Commands for copies of the database: backup and restore."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress as ProgressBar

from core.cli.context import answer, as_json, common, opened, settings, terminal
from core.language import Language
from core.machine.address import shown_address
from core.machine.config import Config
from core.office.copies import restore as bring_back
from core.store.copying.archive import About
from core.store.copying.copies import Progress


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--files", is_flag=True, help="Take along this computer's pictures and recordings.")
@as_json
@common
def backup(*, target: Path, files: bool, json_wanted: bool) -> None:
    """Copy the whole database into TARGET while the office works, and try whether it comes back.

    A file gets one copy. In a folder each is named by its time, and the last of seven days, of
    five weeks and of twelve months are kept: run it every evening.
    """
    _ = terminal()
    taken = files_of(settings()) if files else {}
    with opened() as office, told(_("Copying…")) as progress:
        in_folder = target.is_dir() or not target.suffix
        make = office.copies.make_in if in_folder else office.copies.make
        made = make(target, files=taken, progress=progress)
    lines = [_("The copy is whole: {path}", path=made.path), *held(made.about, _)]
    if made.removed:
        n = len(made.removed)
        lines.append(_.plural("One older copy went.", "{n} older copies went.", n))
    value = {"path": str(made.path), "removed": list(map(str, made.removed)), "copy": made.about}
    answer(value, "\n".join(lines), json_wanted=json_wanted)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--files",
    type=click.Path(file_okay=False, path_type=Path),
    help="Put the pictures and recordings of the copy into this folder.",
)
@as_json
@common
def restore(*, file: Path, files: Path | None, json_wanted: bool) -> None:
    """Bring the copy FILE back into an empty database, of either kind; nothing is overwritten."""
    _, config = terminal(), settings()
    with told(_("Bringing the copy back…")) as progress:
        about = bring_back(
            file, config.database, files_to=files, timeout_s=config.timeout_s, progress=progress
        )
    place = shown_address(config.database)
    lines = [_("The copy is back in {database}, row for row.", database=place), *held(about, _)]
    answer(about, "\n".join(lines), json_wanted=json_wanted)


def held(about: About, _: Language) -> Iterator[str]:
    """Yield what a copy holds, a line for each office."""
    for office in about.offices:
        yield _(
            "  {office}: {n} events, the last day is {day}",
            office=office.name,
            n=_.number(office.events),
            day=_.day(date.fromisoformat(office.day)),
        )
    if about.files:
        yield "  " + _.plural(
            "One picture or recording", "{n} pictures and recordings", len(about.files)
        )


def files_of(config: Config) -> Mapping[str, Path]:
    """Return the pictures and recordings of this computer, by their names in a copy."""
    from core.speech.ladder import own_clips  # noqa: PLC0415 - the voices are seldom needed

    folders = {"recordings": own_clips(config.voice)}
    if config.screen.pictures:
        folders["pictures"] = Path(config.screen.pictures)
    return {
        f"{name}/{path.relative_to(folder).as_posix()}": path
        for name, folder in folders.items()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def told(what: str) -> Iterator[Progress]:
    """Show how far it is, where somebody is looking."""
    with ProgressBar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield progress


COMMANDS = (backup, restore)
