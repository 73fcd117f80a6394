"""From the finger leaving a window to the code painted, while eight others write.

At the kiosk that takes a ticket, at a counter it calls the next one. Each round is a real touch on
the real window, drawn offscreen where there is no screen. Its floor is the same durable work in
plain SQL, by this process, among the same writers.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import product
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING

from core.cli import bench_process, bench_work
from core.cli.windows import WINDOWS, registered
from core.config import Config, VoiceConfig
from core.office import Office

if TYPE_CHECKING:
    from core.qt.window import Window

WRITERS = 8
PACES_S = (0.25, 0.0)  # between two actions of a writer: a very busy hall; without any pause
OFFICE = bench_work.OFFICE
PATIENCE_S = 60
AGAIN_S = 3
SCREENS = {"kiosk": (1080, 1920), "counter": (1366, 768)}
FLOORS = 200
WINDOWS_TOUCHED = ("kiosk", "counter")
COUNTER, PIN = WRITERS + 1, "2468"
GENERAL, DONE, CODE = "Atención general", "Listo", "Su turno es "
CALL, NOBODY_CAME, CALLED = "Llamar siguiente", "No se presentó", "Llamado 1 "
REACTION_MS = 450  # a page's first 400 ms take no touch
PRESS_MS = 80  # a light tap on glass; people of 70 press longer


@dataclass(frozen=True, slots=True)
class Touch:
    """Milliseconds from touch to code, and of the plain SQL, with writers of one pace."""

    window: str
    database: str
    pace_s: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    floor_p50_ms: float
    floor_p99_ms: float

    @property
    def ratio(self) -> float:
        return self.p99_ms / self.floor_p99_ms


def measure(name: str, url: str, rounds: int, say: Callable[[str], None]) -> list[Touch]:
    """Touch each window `rounds` times at each pace, in a process of its own."""
    found = []
    for window, pace_s in product(WINDOWS_TOUCHED, PACES_S):
        say(
            f"{name}, {window}: {rounds} touches, {WRITERS} writers, {pace_s} s between "
            "their actions"
        )
        context = bench_process.context()
        stop = context.Event()
        writers = [
            bench_process.process(_write, url, number, pace_s, stop)
            for number in range(1, WRITERS + 1)
        ]
        ours, theirs = context.Pipe()
        kiosk = bench_process.process(_touch, window, url, rounds, theirs)
        for process in (*writers, kiosk):
            process.start()
        theirs.close()
        try:
            touches, floors = _receive(ours)
        finally:
            stop.set()
            for process in (*writers, kiosk):
                process.join(PATIENCE_S)
        found.append(
            Touch(
                window,
                name,
                pace_s,
                statistics.median(touches),
                _p99(touches),
                max(touches),
                statistics.median(floors),
                _p99(floors),
            )
        )
    return found


def _receive(end: Connection) -> tuple[list[float], list[float]]:
    received: tuple[list[float], list[float]] = end.recv()
    return received


def _p99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _write(url: str, counter: int, pace_s: float, stop: Event) -> None:
    """Issue, call and end tickets until told to stop, or until nobody is left to tell it."""

    def pause() -> None:
        if pace_s:
            time.sleep(random.uniform(0.5, 1.5) * pace_s)  # noqa: S311 - only out of step

    bench = parent_process()
    assert bench is not None  # which started this
    with Office.open(url, OFFICE) as office:
        while not stop.is_set() and bench.is_alive():
            office.queue.issue(outside_hours=True)
            pause()
            if office.queue.call_next(counter=counter) is not None:
                pause()
                office.queue.no_show(counter=counter)
                pause()


def _touch(name: str, url: str, rounds: int, end: Connection) -> None:
    with bench_work.plain_issues(url) as issue:
        floors = [_ms(issue) for _ in range(min(rounds, FLOORS))]
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from core.qt.app import create_application  # noqa: PLC0415 - needs its platform chosen
    from core.qt.stage import on_stage  # noqa: PLC0415

    application = create_application(sys.argv[:1], "bench")
    config = Config(database=url, office=OFFICE, voice=VoiceConfig(engine="none"))
    with on_stage(registered(WINDOWS, name), config) as window, Office.open(url, OFFICE) as office:
        window.resize(*SCREENS[name])
        window.show()
        often = _take_often if name == "kiosk" else _call_often
        touches = often(window, office, rounds)
    application.processEvents()
    end.send((touches, floors))


def _ms(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def _has_taken(took_ms: list[float], number: int) -> bool:
    return len(took_ms) == number


def _call_often(window: "Window", office: Office, rounds: int) -> list[float]:
    """Sign in, call a ticket and say that nobody came, over and over; see `_take_often`."""
    from core.qt.person import NotSeenError, Person  # noqa: PLC0415 - Qt, whose platform is chosen by now
    from core.qt.stopwatch import Stopwatch  # noqa: PLC0415

    person = Person(window, patience_s=PATIENCE_S, reaction_ms=0)
    shortly = Person(window, patience_s=AGAIN_S, reaction_ms=0)
    person.type_into("Usuario", f"f{COUNTER}")
    person.type_into("PIN", PIN)
    person.touch(f"Puesto {COUNTER}")
    person.touch("Iniciar sesión")
    person.wait_for(CALL)
    stopwatch = Stopwatch(CALL, CALLED)
    for number in range(1, rounds + 1):
        office.queue.issue(outside_hours=True)
        while not _has_taken(stopwatch.took_ms, number):
            # The others may have called everybody: then there is nothing to touch for a moment.
            person.touch(CALL)
            with suppress(NotSeenError):
                shortly.wait_until(partial(_has_taken, stopwatch.took_ms, number), "a code")
        person.touch(NOBODY_CAME)
        person.wait_for(CALL)
    stopwatch.close()
    return stopwatch.took_ms


def _take_often(window: "Window", _office: Office, rounds: int) -> list[float]:
    """Take a ticket and leave its page, over and over; return how long each code took, in ms."""
    from core.qt.person import Person  # noqa: PLC0415 - Qt, whose platform is chosen by now
    from core.qt.stopwatch import Stopwatch  # noqa: PLC0415

    person = Person(window, patience_s=PATIENCE_S, reaction_ms=REACTION_MS, press_ms=PRESS_MS)
    stopwatch = Stopwatch(GENERAL, CODE)
    for number in range(1, rounds + 1):
        person.touch(GENERAL)
        person.wait_until(partial(_has_taken, stopwatch.took_ms, number), "a code")
        person.touch(DONE)
        person.wait_for(GENERAL)
    stopwatch.close()
    return stopwatch.took_ms
