"""A laboratory: keys and clicks of a real keyboard and mouse at the real counter window.

    python -m tests.windows.press_lab [--hog] [--times 1] [--pages called,serving] [--pace 50]
    python -m tests.windows.press_lab --drawn 50 [--seed 1] [--pages free,transfer]
    python -m tests.windows.press_lab --cat 120 [--pages free,transfer]

Runs Xvfb, openbox and the counter's own program on an SQLite office, has xdotool hold a page's key,
press it in bursts and click at one and at two places, on page after page, and counts by the journal
what was done. Ends with 1 when anything else was done than one press asks for, or a press at a
facilitator's pace was lost. `--hog` keeps every core busy meanwhile; `--bursts 2,3,4,5,6` says how
many presses a burst has.

`--drawn` has so many deeds of each page drawn at random: held 0.3 to 10 s, two to six presses 40 to
500 ms apart, at one place or two.

`--cat` walks over the keyboard instead: random keys, 30 a second, for so many seconds of each page,
and is wrong when it finished a service.
Needs Debian's xdotool and openbox beside what `tools/debian-packages.txt` lists: no test needs it.
"""

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
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
HELD_MOST_S = 10.0
TIMES = (2, 6)
QUIET_S = 1.0  # longer than any rest
QUIET = {Kind.ISSUED}  # done by the laboratory
PUT_BACK_FREELY_S = 10.5  # so long after the call a reason is asked for
NEW_PIN = "8642"
CAT_KEYS = (
    *"abcdefghijklmnopqrstuvwxyz0123456789",
    *(f"F{number}" for number in range(1, 13)),
    *("Return", "space", "Tab", "Escape", "BackSpace", "Delete", "Insert", "Home", "End"),
    *("Up", "Down", "Left", "Right", "Prior", "Next", "comma", "period", "minus", "plus"),
)
CAT_MS = 33
STEPS = 30  # keys of one command


@dataclass(frozen=True)
class PageOfLab:
    """How to come to a page, and what one press there does.

    `keys` come there from the stage that `before` makes; `fills` are fields (name, text; a text
    may be `{code}`, of the first who waits) and `answers` the keys after them. `press` is what is
    pressed, `main` what the button of it says, "" for a key without one; `other` is another
    button's; `does` is what the journal then has.
    """

    name: str
    before: Callable[["Lab"], None]
    main: str
    other: str = ""
    keys: tuple[str, ...] = ()
    fills: tuple[tuple[str, str], ...] = ()
    answers: tuple[str, ...] = ()
    press: str = "F9"
    does: tuple[str, ...] = ()
    least_s: float = 0.0
    """How long the stage has to last before."""


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

    def held(self) -> None:
        """Be free, with somebody on hold."""
        self.serving()
        self.office.queue.hold(counter=1, reason="document")

    def signed_out(self) -> None:
        self._leave()
        self._sign_in()

    def taken(self) -> None:
        """Have a colleague at the counter, and ana about to sign in there."""
        self._leave()
        self.office.staff.sign_in("beto", pin=SAMPLE_PIN, counter=1)
        self._sign_in()

    def new_here(self) -> None:
        """Have somebody with a PIN of the leader's about to sign in."""
        self._leave()
        self.office.staff.set_pin("eva", pin=SAMPLE_PIN)
        self._sign_in("eva")

    def _leave(self) -> None:
        self.free()
        self.office.staff.sign_out(counter=1)

    def _sign_in(self, username: str = "ana") -> None:
        self.counter.does("wait_for", words="Iniciar sesión")
        time.sleep(QUIET_S)
        self.counter.does("type", name="Usuario", text=username)
        self.counter.does("type", name="PIN", text=SAMPLE_PIN)
        time.sleep(QUIET_S)

    def come_to(self, page: PageOfLab) -> None:
        self.tool("key", "Escape")  # of a page that asks
        time.sleep(QUIET_S)
        page.before(self)
        self.counter.does("wait_for", words=SEEN[page.before])
        time.sleep(max(QUIET_S, page.least_s))
        for key in page.keys:
            self.tool("key", key)
            time.sleep(QUIET_S)
        for name, text in page.fills:
            code = self.office.queue.waiting()[0].name
            self.counter.does("type", name=name, text=text.format(code=code))
        if page.fills:
            time.sleep(QUIET_S)  # faster than any hand
        for key in page.answers:
            self.tool("key", key)
            time.sleep(0.3)
        self.counter.does("wait_for", words=page.main)
        time.sleep(QUIET_S)


SEEN: dict[Callable[[Lab], None], str] = {
    Lab.free: "Llamar siguiente",
    Lab.called: "Iniciar atención",
    Lab.serving: "Finalizar atención",
    Lab.away: "Volví al puesto",
    Lab.held: "Reanudar",
    Lab.signed_out: "Iniciar sesión",
    Lab.taken: "Iniciar sesión",
    Lab.new_here: "Iniciar sesión",
}
"""What is read on the page of each stage."""
PAGES = (
    PageOfLab("free", Lab.free, "Llamar siguiente", "Teléfono", does=("called",)),
    PageOfLab("called", Lab.called, "Iniciar atención", "Repetir llamado", does=("started",)),
    PageOfLab(
        "serving", Lab.serving, "Finalizar atención", "Retirarme del puesto", does=("finished",)
    ),
    PageOfLab("away", Lab.away, "Volví al puesto", "Volví al puesto", does=("came_back",)),
    PageOfLab("nobody came", Lab.called, "No se presentó", press="F7", does=("no_show",)),
    PageOfLab("telephone", Lab.free, "Teléfono", press="ctrl+1", does=("served_now",)),
    PageOfLab("resume", Lab.held, "Reanudar", press="F6", does=("resumed",)),
    PageOfLab("undo", Lab.called, "Deshacer", keys=("F9",), press="ctrl+z", does=("undone",)),
    PageOfLab(
        "ask away",
        Lab.serving,
        "Retirarme del puesto",
        "Volver",
        keys=("F4",),
        answers=("1", "7"),
        does=("stepped_away",),
    ),
    PageOfLab(
        "ask hold",
        Lab.serving,
        "Poner en espera",
        "Volver",
        keys=("F6",),
        answers=("1",),
        does=("held",),
    ),
    PageOfLab(
        "transfer",
        Lab.serving,
        "Transferir",
        "Volver",
        keys=("ctrl+t",),
        answers=("1",),
        does=("transferred",),
    ),
    PageOfLab(
        "other",
        Lab.free,
        "Anular el turno",
        "Volver",
        keys=("ctrl+o",),
        fills=(("Turno", "{code}"),),
        answers=("alt+3",),
        does=("cancelled",),
    ),
    PageOfLab(
        "other by Enter",
        Lab.free,
        "",
        keys=("ctrl+o",),
        fills=(("Turno", "{code}"),),
        answers=("alt+3",),
        press="Return",
        does=("cancelled",),
    ),
    PageOfLab("put back at once", Lab.called, "", press="ctrl+d", does=("put_back",)),
    PageOfLab(
        "put back",
        Lab.called,
        "Devolver a la espera",
        "Volver",
        keys=("ctrl+d",),
        answers=("1",),
        does=("put_back",),
        least_s=PUT_BACK_FREELY_S,
    ),
    PageOfLab("sign out", Lab.free, "", press="ctrl+F12"),  # it asks, and no burst answers
    PageOfLab("ask sign out", Lab.free, "Seguir en el puesto", keys=("ctrl+F12",)),
    PageOfLab(
        "ask sign out again",
        Lab.free,
        "",
        keys=("ctrl+F12",),
        press="ctrl+F12",
        does=("signed_out",),
    ),
    PageOfLab("help", Lab.free, "", keys=("F1",)),
    PageOfLab("help opened", Lab.free, "", press="F1"),
    PageOfLab("help closed", Lab.free, "Cerrar", keys=("F1",), press="Escape"),
    PageOfLab("sign in", Lab.signed_out, "Iniciar sesión", "Iniciar sesión", does=("signed_in",)),
    PageOfLab("sign in by Enter", Lab.signed_out, "", press="Return", does=("signed_in",)),
    PageOfLab(
        "take over", Lab.taken, "Tomar el puesto", "Volver", keys=("F9",), does=("signed_in",)
    ),
    PageOfLab(
        "new PIN",
        Lab.new_here,
        "Guardar este PIN",
        keys=("F9",),
        fills=(("PIN nuevo", NEW_PIN), ("Otra vez el mismo", NEW_PIN)),
        does=("pin_changed",),
    ),
)


Deed = tuple[str, tuple[str, ...]]
"""What fingers do: a name, and xdotool's chain."""


def tell(*lines: str) -> None:
    sys.stdout.write("\n  ".join(lines) + "\n")
    sys.stdout.flush()


def deeds(lab: Lab, page: PageOfLab, bursts: Sequence[int]) -> Iterator[Deed]:
    """Give what fingers do: a name, and xdotool's chain."""
    key = page.press
    for held_s in HELD_S:
        yield f"held {held_s} s", ("keydown", key, "sleep", str(held_s), "keyup", key)
    main = lab.where(page.main) if page.main else ()
    other = lab.where(page.other) if page.other else ()
    for gap_ms in GAPS_MS:
        pause = ("sleep", str(gap_ms / 1000))
        click = ("mousemove", *main, "click", "1", *pause)
        for times in bursts:
            yield f"{key} {times}x {gap_ms} ms", ("key", key, *pause) * times
            if main:
                yield f"click {times}x {gap_ms} ms", click * times
        if main and other:
            both = (*click, "mousemove", *other, "click", "1", *pause)
            yield f"two places {gap_ms} ms", both * 2


def drawn(lab: Lab, page: PageOfLab, count: int, seed: int) -> Iterator[Deed]:
    """Give `count` deeds drawn at random; always the same of a page and a seed."""
    chance = random.Random(f"{page.name} {seed}")
    key = page.press
    main = lab.where(page.main) if page.main else ()
    other = lab.where(page.other) if page.other else ()
    kinds = ("held", "key", "key", *(("click",) if main else ()), *(("two",) if other else ()))
    for _ in range(count):
        kind, times = chance.choice(kinds), chance.randint(2, 6)
        gap_s = chance.randint(GAPS_MS[0], GAPS_MS[-1]) / 1000
        pause = ("sleep", str(gap_s))
        click = ("mousemove", *main, "click", "1", *pause)
        if kind == "held":
            held_s = round(chance.uniform(HELD_S[0], HELD_MOST_S), 1)
            yield f"held {held_s} s", ("keydown", key, "sleep", str(held_s), "keyup", key)
        elif kind == "key":
            yield f"{key} {times}x {gap_s} s", ("key", key, *pause) * times
        elif kind == "click":
            yield f"click {times}x {gap_s} s", click * times
        else:
            both = (*click, "mousemove", *other, "click", "1", *pause)
            yield f"two places {gap_s} s", both * (times // 2)


def try_page(
    lab: Lab, page: PageOfLab, given: Callable[[], Iterator[Deed]]
) -> tuple[int, list[str]]:
    """Return how many deeds were tried, and a line for each that did not what one press does."""
    lab.come_to(page)
    wrong, tried = [], 0
    for name, chain in list(given()):
        lab.come_to(page)
        lab.done()
        lab.tool(*chain)
        time.sleep(QUIET_S)
        done = lab.done()
        tried += 1
        if tuple(done) != page.does:
            wrong.append(f"{page.name}: {name}: {done or 'nothing'}")
    return tried, wrong


def walk(lab: Lab, page: PageOfLab, seconds: float) -> tuple[int, list[str]]:
    """Press random keys for so long, and tell what they did, a minute at a time.

    Returns how many, and a line when a service was finished, which random keys never may.
    """
    chance = random.Random(page.name)
    lab.come_to(page)
    lab.done()
    begun, keys, done = time.monotonic(), 0, Counter[str]()
    for minute in range(1, math.ceil(seconds / 60) + 1):
        ends_s = min(60 * minute, seconds)
        keys_before, of_minute = keys, Counter[str]()
        while time.monotonic() - begun < ends_s:
            lab.tool("key", "--delay", str(CAT_MS), *chance.choices(CAT_KEYS, k=STEPS))
            keys += STEPS
            of_minute.update(lab.done())
        tell(f"{page.name}, minute {minute}: {keys - keys_before} keys, {dict(of_minute)}")
        done += of_minute
    lab.counter.does("read")  # a window that is gone did nothing either
    time.sleep(QUIET_S)
    finished = done[Kind.FINISHED.value]
    return keys, [f"{page.name}: {finished} finished"] if finished else []


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
        for name in ("Ana", "Beto", "Eva"):
            office.staff.add(name.lower(), name=name, pin=SAMPLE_PIN, must_change_pin=False)
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
    command_line.add_argument("--bursts", default=",".join(map(str, TIMES)), help="presses of one")
    command_line.add_argument("--pace", type=int, default=0, help="rounds at a second a press")
    command_line.add_argument("--drawn", type=int, default=0, help="deeds of each page, at random")
    command_line.add_argument("--seed", type=int, default=1, help="of what is drawn")
    command_line.add_argument("--cat", type=float, default=0, help="seconds of random keys")
    options = command_line.parse_args()
    pages = [each for each in PAGES if each.name in options.pages.split(",")]
    bursts = [int(each) for each in options.bursts.split(",")]
    wrong: list[str] = []
    tried = 0
    with tempfile.TemporaryDirectory() as folder, a_lab(Path(folder)) as lab, hogs(options.hog):
        if options.pace:
            wrong += filter(None, [keep_pace(lab, options.pace)])
        for page in pages:
            if options.cat:
                trial = partial(walk, lab, page, options.cat)
            elif options.drawn:
                trial = partial(
                    try_page, lab, page, partial(drawn, lab, page, options.drawn, options.seed)
                )
            else:
                trial = partial(try_page, lab, page, partial(deeds, lab, page, bursts))
            for _ in range(options.times):
                number, found = trial()
                tried += number
                wrong += found
                tell(f"{page.name}: {number} tried, {len(found)} wrong", *found)
    tell(f"{tried} tried, {len(wrong)} wrong", *wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
