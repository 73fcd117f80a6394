"""From the click at a counter to the call painted in the hall, and to the chime's first sample.

Counter and display are the real windows, each in a process of its own; between them is nothing but
the database. The player is a small program that notes when it starts and when it has read the
first sample. Who says when a call was there: the display's paint event, its receipts, and from
outside the pixels of the screen it stands on, where there is an X server to put it on.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from inspect import signature
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli.windows import WINDOWS, registered
from core.cli.workshop.bench import bench_process, bench_screen, bench_work
from core.cli.workshop.bench.bench_screen import Box, Screen
from core.cli.workshop.bench.bench_times import Samples
from core.cli.workshop.bench.bench_touch import (
    CALL,
    CALLED,
    COUNTER,
    NOBODY_CAME,
    OFFICE,
    PIN,
    SCREENS,
)
from core.machine.config import UNHEARD, Config, ScreenConfig, VoiceConfig
from core.office import Office

if TYPE_CHECKING:
    from core.qt.workshop.person import Person

PATIENCE_S = 60
SEEN_WITHIN_S = 5.0
SETTLED_S = 0.3  # by then the display has begun what it makes ready for who has just come
HALL_CALL = "Turno "
LEAST_S, HIGHLIGHT_S = 0.2, 0.4  # a call's time on the screen: the next one is made when it is over
PROBE_BYTES = 20_000  # the display's silent probes are shorter than any chime
PLAYER = """
import sys, time
started = time.time()
with open(sys.argv[2], "rb") as sound:
    sound.read(46)
    first = time.time()
    size = sound.seek(0, 2)
with open(sys.argv[1], "a") as notes:
    notes.write(f"{started} {first} {size}\\n")
"""


@dataclass(frozen=True, slots=True)
class Announced:
    """How long after the click a call was painted, sounded, and as others saw it.

    `outside` is the pixels' word, None without an X server; `shown` and `chimed` the display's own
    in the database. Before each call two floors: the same durable rows in plain SQL, and the
    player started alone.
    """

    database: str
    ahead: bool
    painted: Samples
    sound: Samples
    outside: Samples | None
    shown: Samples
    chimed: Samples
    floor: Samples
    player: Samples

    def __str__(self) -> str:
        return (
            f"{self.database}: {self.painted.n} calls from the click to the hall, painted p50 "
            f"{self.painted.p50_ms:.1f} ms, the slowest {self.painted.max_ms:.1f}; first sample "
            f"p50 {self.sound.p50_ms:.1f}, the slowest {self.sound.max_ms:.1f}"
        )


@dataclass(frozen=True, slots=True)
class _Round:
    """One call: the system's time of its click, and of what followed; `seq` is its event."""

    clicked: float
    painted: float
    outside: float | None
    sound: float
    seq: int


def measure(name: str, url: str, calls: int, *, ahead: bool = True) -> Announced:
    """Make `calls` calls, each while the board is idle."""
    floors: list[float] = []
    players: list[float] = []
    with (
        bench_work.plain_issues(url) as issue,
        bench_screen.screen() as screen,
        tempfile.TemporaryDirectory() as folder,
    ):
        player = _write_player(Path(folder))

        def before_each() -> None:
            floors.append(bench_work.ms_of(issue))
            players.append(bench_work.ms_of(partial(_play, player)))

        run = _Run(url, screen, Path(folder), player, ahead=ahead)
        rounds = run.rounds(calls, before_each)
    with Office.open(url, OFFICE) as office:
        receipts = {each.call_seq: each for each in _receipts(office, rounds)}
    shown, chimed = [], []
    for each in rounds:
        receipt = receipts[each.seq]
        assert receipt.shown_at is not None, f"call {each.seq} has no receipt of being shown"
        assert receipt.chimed_at is not None, f"call {each.seq} has no receipt of its chime"
        shown.append((receipt.shown_at.timestamp() - each.clicked) * 1000)
        chimed.append((receipt.chimed_at.timestamp() - each.clicked) * 1000)
    outside = [(each.outside - each.clicked) * 1000 for each in rounds if each.outside is not None]
    return Announced(
        name,
        ahead,
        painted=Samples.of([(each.painted - each.clicked) * 1000 for each in rounds]),
        sound=Samples.of([(each.sound - each.clicked) * 1000 for each in rounds]),
        outside=Samples.of(outside) if outside else None,
        shown=Samples.of(shown),
        chimed=Samples.of(chimed),
        floor=Samples.of(floors),
        player=Samples.of(players),
    )


class _Run:
    """The two windows, and the calls from one to the other."""

    def __init__(
        self, url: str, screen: Screen | None, folder: Path, player: tuple[str, ...], *, ahead: bool
    ) -> None:
        self._url = url
        self._screen = screen
        self._notes = folder / "notes"
        self._heard = 0
        voice = VoiceConfig(player=player)
        config = Config(
            database=url, office=OFFICE, voice=voice, screen=ScreenConfig(fullscreen=False)
        )
        context = bench_process.context()
        self._counter, counter = context.Pipe()
        self._display, display = context.Pipe()
        shown_on = None if screen is None else screen.display
        home = str(folder / "cache")
        self._processes = [
            bench_process.process(_be_counter, config, counter),
            bench_process.process(_be_display, config, shown_on, home, ahead, display),
        ]
        for process in self._processes:
            process.start()
        counter.close()
        display.close()

    def rounds(self, calls: int, before_each: Callable[[], None]) -> list[_Round]:
        try:
            with Office.open(self._url, OFFICE) as office:
                for number in range(1, COUNTER):
                    if office.queue.at_counter(number) is not None:
                        office.queue.no_show(counter=number)
                    if any(each.number == number and each.staff for each in _staffed(office)):
                        office.staff.sign_out(counter=number)
                self._once(office)  # warm: fonts, statements, the first paint
                found = []
                for _ in range(calls):
                    before_each()
                    found.append(self._once(office))
                return found
        finally:
            for end in (self._counter, self._display):
                end.send("stop")
            for process in self._processes:
                process.join(PATIENCE_S)

    def _once(self, office: Office) -> _Round:
        """Let somebody come, call when all is quiet, and note who saw it when."""
        office.queue.issue(outside_hours=True)
        _ask(self._counter, "ready")
        time.sleep(SETTLED_S)
        box: Box = _ask(self._display, "quiet")
        # Out of step with whatever looks at the database every so many milliseconds.
        time.sleep(random.uniform(0, 0.1))  # noqa: S311
        before = self._screen.look(box) if self._screen is not None else b""
        self._counter.send("call")
        outside = None
        if self._screen is not None:
            outside = self._screen.wait_for_change(box, before, time.time() + SEEN_WITHIN_S)
        clicked: float = _receive(self._counter)
        painted: float = _ask(self._display, "painted")
        sound = self._first_sample()
        ticket = office.queue.at_counter(COUNTER)
        assert ticket is not None  # it was called a moment ago
        assert ticket.call_seq is not None
        _ask(self._display, "quiet")
        _ask(self._counter, "free")
        return _Round(clicked, painted, outside, sound, ticket.call_seq)

    def _first_sample(self) -> float:
        """Return when the player had read the first sample of the call after those before."""
        until = time.time() + SEEN_WITHIN_S
        while time.time() < until:
            lines = self._notes.read_text().splitlines() if self._notes.exists() else []
            calls = [line.split() for line in lines if int(line.split()[2]) > PROBE_BYTES]
            if len(calls) > self._heard:
                first = float(calls[self._heard][1])
                # Whatever belongs to this call is played by the time the board is quiet.
                _ask(self._display, "quiet")
                lines = self._notes.read_text().splitlines()
                self._heard = sum(int(line.split()[2]) > PROBE_BYTES for line in lines)
                return first
            time.sleep(0.005)
        raise TimeoutError("the player was not started")


def _staffed(office: Office) -> Any:
    return office.queue.board().counters


def _receipts(office: Office, rounds: list[_Round]) -> Any:
    return office.devices.receipts([each.seq for each in rounds])


def _write_player(folder: Path) -> tuple[str, ...]:
    script = folder / "player.py"
    script.write_text(PLAYER, encoding="utf-8", newline="\n")
    return (sys.executable, "-I", "-S", str(script), str(folder / "notes"), UNHEARD)


def _play(player: tuple[str, ...]) -> None:
    """Run the player alone on something that is no call."""
    subprocess.run([*player[:4], os.devnull, player[3]], check=True)  # noqa: S603 - our script


def _ask(end: Connection, what: str) -> Any:
    end.send(what)
    return _receive(end)


def _receive(end: Connection) -> Any:
    if not end.poll(PATIENCE_S):
        raise TimeoutError("a window of the bench did not answer")
    return end.recv()


# --- the windows, each in its process


def _be_counter(config: Config, end: Connection) -> None:
    """Sign in, and do what is asked: `ready`, `call` (answers when it was clicked), `free`."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from core.qt.program.app import create_application  # noqa: PLC0415 - needs its platform chosen
    from core.qt.workshop.pace import press_unhurried  # noqa: PLC0415
    from core.qt.workshop.person import Person  # noqa: PLC0415
    from core.qt.workshop.stage import on_stage  # noqa: PLC0415
    from core.qt.workshop.stopwatch import Clicks  # noqa: PLC0415

    application = create_application(sys.argv[:1], "bench")
    press_unhurried()
    with on_stage(registered(WINDOWS, "counter"), config) as window:
        window.resize(*SCREENS["counter"])
        window.show()
        person = Person(window, patience_s=PATIENCE_S, reaction_ms=0)
        person.type_into("Usuario", f"f{COUNTER}")
        person.type_into("PIN", PIN)
        person.touch(f"Puesto {COUNTER}")
        person.touch("Iniciar sesión")
        person.wait_for(CALL)
        clicks = Clicks(CALL)
        while (what := _next(person, end)) != "stop":
            if what == "ready":
                person.wait_for_button(CALL)
                end.send(None)
            elif what == "call":
                person.touch(CALL)
                end.send(clicks.latest)
                person.wait_for(CALLED)
            else:
                person.touch_until(NOBODY_CAME, partial(person.sees, CALL))
                end.send(None)
        clicks.close()
    application.processEvents()


def _be_display(
    config: Config, shown_on: str | None, home: str, ahead: bool, end: Connection
) -> None:
    """Show and speak, and answer: `quiet` (where the call stands), `painted` (when)."""
    if shown_on is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    else:
        os.environ |= {"DISPLAY": shown_on, "QT_QPA_PLATFORM": "xcb"}
    os.environ["XDG_CACHE_HOME"] = home
    from core.qt.program.app import create_application  # noqa: PLC0415 - needs its platform chosen
    from core.qt.workshop.person import Person  # noqa: PLC0415
    from core.qt.workshop.stage import on_stage  # noqa: PLC0415
    from core.qt.workshop.stopwatch import Paints  # noqa: PLC0415

    application = create_application(sys.argv[:1], "bench")
    create = registered(WINDOWS, "display")
    usual = signature(create).parameters["pace"].default  # core knows no window, nor its pace
    pace = replace(usual, least_s=LEAST_S, highlight_s=HIGHLIGHT_S)
    with on_stage(create, config, pace=pace, is_ahead=ahead) as window:
        window.resize(*bench_screen.SIZE)
        window.show()
        person = Person(window, patience_s=PATIENCE_S, reaction_ms=0)
        paints = Paints(HALL_CALL)
        while (what := _next(person, end)) != "stop":
            if what == "quiet":
                person.wait_until(partial(_is_quiet, window), "a quiet hall")
                paints.forget()
                end.send(paints.box or (0, 0, *bench_screen.SIZE))
            else:
                person.wait_until(lambda: paints.first is not None, "a call")
                end.send(paints.first)
        paints.close()
    application.processEvents()


def _is_quiet(window: Any) -> bool:
    """Say whether the display, which core knows nothing of, has nothing left to do."""
    return bool(window.is_quiet)


def _next(person: "Person", end: Connection) -> Any:
    """Let the window live until something is asked."""
    person.wait_until(end.poll, "a question")
    return end.recv()
