"""A laboratory: keys and clicks of a real keyboard and mouse at the real counter window.

    python -m tests.windows.press_lab [--hog] [--times 1] [--pages called,serving] [--pace 50]

Runs Xvfb, openbox and the counter's own program on an SQLite office, has xdotool hold F9, press
it in bursts and click at one and at two places, on page after page, and counts by the journal what
was done. Ends with 1 when anything was done more than once, or a press at a facilitator's pace was
lost. `--hog` keeps every core busy meanwhile.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from core.clock import MovedClock
from core.domain.ticket import Kind
from core.office import Office, template
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.windows.program import ROOT, Program

GAPS_MS = (40, 120, 250, 500)
HELD_S = (0.3, 1.5, 6.0)
TIMES = (2, 6)
QUIET_S = 1.0  # longer than any rest
QUIET = {Kind.ISSUED}  # done by the laboratory


@dataclass(frozen=True)
class PageOfLab:
    """How to come to a page, what its main button says, another one's words, and what may be done.

    `keys` are pressed to come there from the stage that `before` makes.
    """

    name: str
    before: Callable[["Lab"], None]
    main: str
    other: str
    keys: tuple[str, ...] = ()


class Lab:
    """The office, the window on it, and a keyboard and a mouse."""

    def __init__(self, office: Office, counter: Program, display: str) -> None:
        self.office = office
        self.counter = counter
        self._display = display
        self._seq = 0

    def tool(self, *words: str) -> None:
        """Have xdotool do a chain of commands."""
        command = ["xdotool", *words]
        subprocess.run(command, env=os.environ | {"DISPLAY": self._display}, check=True)

    def where(self, words: str) -> tuple[str, ...]:
        return tuple(self.counter.does("where", words=words).split())

    def done(self) -> list[str]:
        """Return what was done since this was asked last, by its kind."""
        found = []
        while page := self.office.journal(after=self._seq):
            found += [each.kind.value for each in page if each.kind not in QUIET]
            self._seq = page[-1].seq
        return found

    def fill(self) -> None:
        while len(self.office.queue.waiting()) < 8:
            self.office.queue.issue("general")

    def free(self) -> None:
        """End whatever goes on at the counter."""
        self.fill()
        state = self.office.queue.board().counters[0]
        if state.staff is None:
            self._sign_in()
            self.tool("key", "F9")
            self.counter.does("wait_for", words="Llamar siguiente")
        if self.office.queue.board().counters[0].away_since is not None:
            self.office.staff.come_back(counter=1)
        ticket = self.office.queue.at_counter(1)
        if ticket is None:
            return
        if ticket.state.value == "called":
            self.office.queue.no_show(counter=1)
        else:
            self.office.queue.finish(counter=1)

    def called(self) -> None:
        self.free()
        self.office.queue.call_next(counter=1)

    def serving(self) -> None:
        self.called()
        self.office.queue.start(counter=1)

    def away(self) -> None:
        self.serving()
        self.office.staff.step_away(counter=1, reason="break", customer_agreed=True)

    def signed_out(self) -> None:
        self.free()
        self.office.staff.sign_out(counter=1)
        self._sign_in()

    def _sign_in(self) -> None:
        self.counter.does("wait_for", words="Iniciar sesión")
        time.sleep(QUIET_S)
        self.counter.does("type", name="Usuario", text="ana")
        self.counter.does("type", name="PIN", text=SAMPLE_PIN)

    def come_to(self, page: PageOfLab) -> None:
        self.tool("key", "Escape")  # of a page that asks
        page.before(self)
        time.sleep(QUIET_S)
        for key in page.keys:
            self.tool("key", key)
            time.sleep(QUIET_S)
        self.counter.does("wait_for", words=page.main)
        time.sleep(QUIET_S)


PAGES = (
    PageOfLab("free", Lab.free, "Llamar siguiente", "Teléfono"),
    PageOfLab("called", Lab.called, "Iniciar atención", "Repetir llamado"),
    PageOfLab("serving", Lab.serving, "Finalizar atención", "Retirarme del puesto"),
    PageOfLab("away", Lab.away, "Volví al puesto", "Volví al puesto"),
    PageOfLab("ask away", Lab.serving, "Retirarme del puesto", "Volver", ("F4",)),
    PageOfLab("ask hold", Lab.serving, "Poner en espera", "Volver", ("F6",)),
    PageOfLab("transfer", Lab.serving, "Transferir", "Volver", ("ctrl+t",)),
    PageOfLab("sign in", Lab.signed_out, "Iniciar sesión", "Iniciar sesión"),
)


def tell(*lines: str) -> None:
    sys.stdout.write("\n  ".join(lines) + "\n")
    sys.stdout.flush()


def deeds(lab: Lab, page: PageOfLab) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what fingers do: a name, and xdotool's chain."""
    for held_s in HELD_S:
        yield f"held {held_s} s", ("keydown", "F9", "sleep", str(held_s), "keyup", "F9")
    main, other = lab.where(page.main), lab.where(page.other)
    for gap_ms in GAPS_MS:
        pause = ("sleep", str(gap_ms / 1000))
        for times in TIMES:
            yield f"F9 {times}x {gap_ms} ms", ("key", "F9", *pause) * times
            yield f"click {times}x {gap_ms} ms", ("mousemove", *main, "click", "1", *pause) * times
        both = ("mousemove", *main, "click", "1", *pause, "mousemove", *other, "click", "1", *pause)
        yield f"two places {gap_ms} ms", both * 2


def try_page(lab: Lab, page: PageOfLab) -> tuple[int, list[str]]:
    """Return how many deeds were tried, and a line for each that did more than one thing."""
    lab.come_to(page)
    wrong, tried = [], 0
    for name, chain in list(deeds(lab, page)):
        lab.come_to(page)
        lab.done()
        lab.tool(*chain)
        time.sleep(QUIET_S)
        done = lab.done()
        tried += 1
        if len(done) != 1:
            wrong.append(f"{page.name}: {name}: {done or 'nothing'}")
    return tried, wrong


def keep_pace(lab: Lab, rounds: int) -> str:
    """Call, start and finish `rounds` times at a second a press; return what was lost, or ""."""
    for _ in range(rounds):
        lab.office.queue.issue("general")
    lab.come_to(PAGES[0])
    lab.done()
    begun = time.monotonic()
    for number in range(3 * rounds):
        time.sleep(max(0.0, begun + number - time.monotonic()))
        lab.tool("key", "F9")
    time.sleep(QUIET_S)
    done = lab.done()
    tell(f"pace: {3 * rounds} presses a second apart: {len(done)} acts")
    return "" if done == ["called", "started", "finished"] * rounds else f"pace: {len(done)}"


@contextmanager
def hogs(wanted: bool) -> Iterator[None]:
    """Keep every core busy."""
    command = [sys.executable, "-c", "while True: pass"]
    number = (os.cpu_count() or 1) if wanted else 0
    processes = [subprocess.Popen(command) for _ in range(number)]
    try:
        yield
    finally:
        for each in processes:
            each.kill()
            each.wait()


@contextmanager
def a_screen() -> Iterator[str]:
    """Run an X server with a window manager; return its display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(
        [*command, "-displayfd", str(writing)], pass_fds=(writing,), stderr=subprocess.DEVNULL
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        environment = os.environ | {"DISPLAY": display}
        manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
        try:
            yield display
        finally:
            manager.terminate()
            manager.wait()
            server.terminate()


@contextmanager
def a_lab(folder: Path) -> Iterator[Lab]:
    """Have an office, and its counter 1 at a screen with ana signed in."""
    url = f"sqlite:///{(folder / 'office.sqlite3').as_posix()}"
    moved_s = (MONDAY_MORNING - datetime.now(UTC)).total_seconds()
    clock = MovedClock(timedelta(seconds=moved_s))
    hasher = PasswordHasher.from_parameters(CHEAPEST)
    config = folder / "config.toml"
    config.write_text(
        f'database = {json.dumps(url)}\noffice = "san-andres"\nlanguage = "es"\ncounter = 1\n',
        encoding="utf-8",
    )
    program = [sys.executable, "-m", "tests.windows.driven", "counter", str(moved_s)]
    with ExitStack() as stack:
        office = stack.enter_context(
            Office.create(url, "san-andres", template("san-andres"), clock, hasher=hasher)
        )
        office.staff.add("ana", name="Ana", pin=SAMPLE_PIN, must_change_pin=False)
        display = stack.enter_context(a_screen())
        process = subprocess.Popen(
            [*program, "--config", config],
            cwd=ROOT,
            env=os.environ
            | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(folder)}
            | {"XDG_RUNTIME_DIR": str(folder), "TURNOS_DATA": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        counter = Program("counter", process)
        stack.callback(counter.end)
        lab = Lab(office, counter, display)
        counter.does("wait_for", words="Puesto 1")
        time.sleep(QUIET_S)
        yield lab


def main() -> int:
    command_line = argparse.ArgumentParser(description="Hold, burst and click at the counter.")
    command_line.add_argument("--hog", action="store_true", help="keep every core busy")
    command_line.add_argument("--times", type=int, default=1, help="of each page")
    command_line.add_argument("--pages", default=",".join(each.name for each in PAGES))
    command_line.add_argument("--pace", type=int, default=0, help="rounds at a second a press")
    options = command_line.parse_args()
    wrong: list[str] = []
    tried = 0
    with tempfile.TemporaryDirectory() as folder, a_lab(Path(folder)) as lab, hogs(options.hog):
        if options.pace:
            wrong += filter(None, [keep_pace(lab, options.pace)])
        for page in (each for each in PAGES if each.name in options.pages.split(",")):
            for _ in range(options.times):
                number, found = try_page(lab, page)
                tried += number
                wrong += found
                tell(f"{page.name}: {number} tried, {len(found)} wrong", *found)
    tell(f"{tried} tried, {len(wrong)} wrong", *wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
