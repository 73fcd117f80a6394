"""`turnos demo`: a throw-away San Andrés office, and a headless morning in it.

The office, its database, its printer's paper and its voice are real. Two things are not: the
clock, set to a working Monday so that the doors are open whenever somebody tries it, and, without
a screen, the loudspeaker: a player that takes every sound and plays none, so that "announced"
there means rendered.
"""

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from core.announce import announce
from core.cli.context import json_of, terminal
from core.cli.sample_staff import SAMPLE_PIN, add_sample_staff
from core.cli.windows import WINDOWS, registered
from core.clock import Clock, FixedClock
from core.domain.ticket import Line, Ticket
from core.errors import FolderNotWritable
from core.language import Language
from core.machine.address import sqlite_address
from core.machine.config import UNHEARD, Config, PrinterConfig, ScreenConfig, VoiceConfig
from core.office import Office, template
from core.qt.desktop.side_by_side import KIOSK
from core.reasons import reason
from core.reports.plain_report import report_text
from core.reports.span_report import content_of

if TYPE_CHECKING:
    from core.qt.window import Window
    from core.qt.workshop.person import Person

OFFICE = "san-andres"
PATIENCE_S = 60  # the first paper draws its letters, on whatever computer this is
LANGUAGE: Final = "es"
OPENS = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)  # Monday, 8:00 in San Andrés
LOOKED_AT = OPENS + timedelta(minutes=101)  # when the windows are driven: 9:41
CLOSES = OPENS + timedelta(hours=4)
WIDE = (1920, 1080)
# What the headless demo leaves, by name.
MADE = (
    "announcement.wav",
    "counter-called.png",
    "counter-serving.png",
    "counter-sign-in.png",
    "counter-waiting.png",
    "display-board.png",
    "display-call.png",
    "kiosk-home-english.png",
    "kiosk-home.png",
    "kiosk-result.png",
    "report.json",
    "report.txt",
    "ticket.escpos",
    "ticket.pdf",
    "ticket.txt",
)
ARRIVALS_PER_HOUR = 20
PREFERENTIAL_SHARE = 0.25
NO_SHOW_SHARE = 0.06
OUTCOMES = {"resolved": 75, "filed": 15, "escalated": 6, "not_ours": 4}  # of 100 services
SERVICE_MIN = (2.0, 8.0, 16.0)  # at least, most often, at most
WAITING_AT_ONCE = 6  # a bus has come: somebody waits when the pictures are taken
SEED = 1791


@contextmanager
def throw_away(clock: Clock) -> Iterator[str]:
    """Give the address of an office that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="turnos-demo-") as folder:
        url = sqlite_address(Path(folder) / "turnos.sqlite3")
        with Office.create(url, OFFICE, template(OFFICE), clock) as office:
            add_sample_staff(office)
        yield url


# --- without a screen --------------------------------------------------------------------------


def demo_headless(folder: Path) -> None:
    """Drive a whole morning through the real windows and leave what it made in `folder`.

    Raises:
        FolderNotWritable
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in MADE:  # of an earlier demo; nothing else in the folder is ours to touch
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise FolderNotWritable(folder=folder, problem=reason(error)) from error
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="turnos-demo-")))
        if sys.platform.startswith("linux"):
            from core.qt.desktop.screens import offscreen_platform  # noqa: PLC0415 - Qt

            os.environ["QT_QPA_PLATFORM"] = offscreen_platform(scratch, KIOSK, WIDE, WIDE)
        os.environ["TURNOS_DATA"] = str(scratch)  # a demo remembers nothing
        clock = FixedClock(OPENS)
        url = stack.enter_context(throw_away(clock))
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        progress = stack.enter_context(
            Progress(*columns, console=Console(stderr=True), transient=True)
        )
        task = progress.add_task("", total=5)
        _ = terminal()

        def say(text: str) -> None:
            progress.update(task, description=text, advance=1)

        with Office.open(url, OFFICE, clock) as office:
            morning = Morning(office, clock)
            say(_("8:00 to 9:41, three counters"))
            morning.live_until(LOOKED_AT)
            morning.arrive(WAITING_AT_ONCE)
            say(_("9:41, the three windows"))
            _drive_windows(folder, scratch, url, clock, morning)
            say(_("9:45 to 12:00"))
            morning.live_until(CLOSES)
            morning.finish_all()
            say(_("The day's report"))
            _leave_report(office, folder)
        say(_("Done"))
    for name in MADE:
        click.echo(folder / name)


class Morning:
    """People come, are called and served: the same morning every time."""

    def __init__(self, office: Office, clock: FixedClock) -> None:
        self._office = office
        self._clock = clock
        self._chance = random.Random(SEED)  # noqa: S311 - arrivals, not secrets
        self._next_arrival = clock.now()
        self._busy_until: dict[int, datetime] = {}
        for counter, username in enumerate(("ana", "beto", "carla"), start=1):
            office.staff.sign_in(username, pin=SAMPLE_PIN, counter=counter)

    def live_until(self, end: datetime) -> None:
        """Let time pass, a minute at a time."""
        while self._clock.now() < end:
            now = self._clock.now()
            while self._next_arrival <= now:
                self._arrive()
            for counter in (1, 2, 3):
                self._work(counter)
            self._clock.advance(timedelta(minutes=1))

    def arrive(self, n: int) -> None:
        """Let `n` people come now."""
        for _ in range(n):
            self._arrive()

    def free(self, counter: int) -> None:
        """Finish what is at a counter."""
        if self._office.queue.at_counter(counter) is not None:
            self._office.queue.finish(counter=counter)
        self._busy_until.pop(counter, None)

    def finish_all(self) -> None:
        """Serve whoever still waits, in overtime, and go home."""
        while self._office.queue.waiting() or self._busy_until:
            for counter in (1, 2, 3):
                self._work(counter)
            self._clock.advance(timedelta(minutes=1))
        for counter in (1, 2, 3):
            self.free(counter)
            self._office.staff.sign_out(counter=counter)

    def _arrive(self) -> None:
        self._office.queue.issue(some_line(self._chance), outside_hours=True)
        gap_min = self._chance.expovariate(ARRIVALS_PER_HOUR / 60)
        self._next_arrival += timedelta(minutes=gap_min)

    def _work(self, counter: int) -> None:
        queue, now = self._office.queue, self._clock.now()
        if counter in self._busy_until:
            if now < self._busy_until[counter]:
                return
            queue.finish(counter=counter, outcome=some_outcome(self._chance))
            del self._busy_until[counter]
        if queue.call_next(counter=counter) is None:
            return
        if self._chance.random() < NO_SHOW_SHARE:
            queue.no_show(counter=counter)
            return
        queue.start(counter=counter)
        least, most_often, most = SERVICE_MIN
        minutes = self._chance.triangular(least, most, most_often)
        self._busy_until[counter] = now + timedelta(minutes=minutes)


def some_line(chance: random.Random) -> Line:
    """Return the line of whoever comes next."""
    return Line.PREFERENTIAL if chance.random() < PREFERENTIAL_SHARE else Line.GENERAL


def some_outcome(chance: random.Random) -> str:
    """Return how a service ends."""
    return chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]


def _drive_windows(
    folder: Path, scratch: Path, url: str, clock: FixedClock, morning: Morning
) -> None:
    """Take a ticket at the kiosk, call it at a counter, see and hear it in the hall."""
    from core.qt.desktop.screens import picture  # noqa: PLC0415
    from core.qt.program.app import create_application  # noqa: PLC0415 - Qt only here
    from core.qt.workshop.person import Person  # noqa: PLC0415

    _ = Language.load(LANGUAGE)
    create_application(["turnos-demo"], "demo", folder=scratch)
    paper = scratch / "paper.bin"
    config = config_of(url, paper=paper, quiet=True)
    with ExitStack() as stack:
        people = {}
        for name, size in (("kiosk", KIOSK), ("counter", WIDE), ("display", WIDE)):
            window = stack.enter_context(a_window(name, config, clock))
            window.resize(*size)
            window.show()
            people[name] = Person(window, patience_s=PATIENCE_S)
        citizen, facilitator, hall = people["kiosk"], people["counter"], people["display"]

        citizen.wait_for(_("General service"))
        picture(citizen.window, folder / "kiosk-home.png")
        citizen.touch("English")
        picture(citizen.window, folder / "kiosk-home-english.png")
        citizen.touch("Español")
        citizen.touch(_("Priority service"))
        citizen.wait_for(_("Estimated wait:"))
        picture(citizen.window, folder / "kiosk-result.png")
        with Office.open(url, OFFICE, clock) as office:
            citizen.wait_until(lambda: not office.devices.print_jobs(), "the paper")
            _leave_paper(office, office.queue.waiting()[0], paper, folder)
            morning.free(1)
            office.staff.sign_out(counter=1)
            called = _call(office, facilitator, hall, folder)
            _leave_voice(called, scratch, folder)


def _call(office: Office, facilitator: "Person", hall: "Person", folder: Path) -> Ticket:
    """Sign in, call, start and finish as a facilitator does, and return the called ticket."""
    from core.qt.desktop.screens import picture  # noqa: PLC0415 - Qt only here

    _ = Language.load(LANGUAGE)
    picture(facilitator.window, folder / "counter-sign-in.png")
    facilitator.type_into(_("User name"), "ana")
    facilitator.type_into(_("PIN"), SAMPLE_PIN)
    facilitator.touch("1")
    facilitator.press("F9")
    facilitator.wait_for(_("Call next"))
    picture(facilitator.window, folder / "counter-waiting.png")
    picture(hall.window, folder / "display-board.png")
    facilitator.press("F9")
    facilitator.wait_until(lambda: office.queue.at_counter(1) is not None, "the call")
    called = office.queue.at_counter(1)
    assert called is not None  # just seen
    hall.wait_for(called.name)
    picture(hall.window, folder / "display-call.png")
    facilitator.wait_for(called.name)
    picture(facilitator.window, folder / "counter-called.png")
    facilitator.press("F9")
    facilitator.wait_for(_("Finish service"))
    picture(facilitator.window, folder / "counter-serving.png")
    facilitator.press("F9")
    facilitator.wait_until(lambda: office.queue.at_counter(1) is None, "the farewell")
    return called


def _leave_paper(office: Office, ticket: Ticket, paper: Path, folder: Path) -> None:
    """Leave the ticket as the printer got it, as decoded text, and as PDF."""
    from core.printing.escpos.read_back import decode  # noqa: PLC0415 - printing is slow to load
    from core.printing.printers.pdf import page  # noqa: PLC0415
    from core.printing.slip.slip import SlipContent, compose  # noqa: PLC0415

    job = paper.read_bytes()
    (folder / "ticket.escpos").write_bytes(job)
    (folder / "ticket.txt").write_text(decode(job), encoding="utf-8", newline="\n")
    expected = office.queue.prospect(ticket.id)
    content = SlipContent.of(
        ticket,
        office.settings.get().settings,
        ahead=expected.ahead,
        low_min=expected.low_min,
        high_min=expected.high_min,
    )
    slip = compose(content, Language.load(ticket.language))
    (folder / "ticket.pdf").write_bytes(page(slip, 80))


def _leave_voice(ticket: Ticket, scratch: Path, folder: Path) -> None:
    """Leave the announcement of a call as one WAV file."""
    from core.speech.voice import Voice  # noqa: PLC0415 - voices are slow to load

    assert ticket.counter is not None  # it was called
    voice = Voice.open(VoiceConfig(), cache=scratch / "voice")
    said = announce(ticket.name, ticket.counter, languages=("es", "en"))
    prepared = voice.prepare(said)
    copyfile(prepared.path, folder / "announcement.wav")
    for fault in prepared.faults:
        click.echo(Language.load(LANGUAGE).sentence(fault), err=True)


def _leave_report(office: Office, folder: Path) -> None:
    found = office.reports.day()
    language = Language.load(LANGUAGE)
    made_at = found.settings.local(office.clock.now().at)
    text = report_text(content_of(found, made_at, language), language)
    (folder / "report.txt").write_text(text + "\n", encoding="utf-8", newline="\n")
    (folder / "report.json").write_text(json_of(found) + "\n", encoding="utf-8", newline="\n")


# --- both --------------------------------------------------------------------------------------


def config_of(url: str, *, paper: Path | None = None, quiet: bool = False) -> Config:
    printer = PrinterConfig() if paper is None else PrinterConfig(kind="file", path=str(paper))
    config = Config(
        database=url,
        office=OFFICE,
        language=LANGUAGE,
        printer=printer,
        screen=ScreenConfig(fullscreen=False),
    )
    if quiet:  # nobody listens: play into nothing, as fast as that goes
        return replace(config, voice=VoiceConfig(player=(sys.executable, "-c", "", UNHEARD)))
    return config


@contextmanager
def a_window(name: str, config: Config, clock: Clock) -> "Iterator[Window]":
    """Give a window of the demo, at an office with the demo's clock."""
    from core.qt.workshop.stage import on_stage  # noqa: PLC0415 - Qt only here

    def open_office(given: Config) -> Office:
        return Office.open(given.database, given.office, clock)

    with on_stage(registered(WINDOWS, name), config, open_office) as window:
        yield window
