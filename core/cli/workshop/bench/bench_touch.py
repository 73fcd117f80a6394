"""From the finger leaving a window to the code painted, while eight others write.

At the kiosk that takes a ticket, at a counter it calls the next one. Each round is a real touch on
the real window, drawn offscreen where there is no screen. Its floor is the same durable work in
plain SQL, by this process, among the same writers, before each touch.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING

from core.cli.windows import WINDOWS, registered
from core.cli.workshop.bench import bench_process, bench_work
from core.cli.workshop.bench.bench_times import Ratio, Samples, ratio_of_blocks
from core.machine.config import Config, VoiceConfig
from core.office import Office

if TYPE_CHECKING:
    from core.qt.window import Window

WRITERS = 8
PACES_S = (0.25, 0.0)  # between two actions of a writer: a very busy hall; without any pause
OFFICE = bench_work.OFFICE
PATIENCE_S = 60
BLOCKS = 5
SCREENS = {"kiosk": (1080, 1920), "counter": (1366, 768)}
WINDOWS_TOUCHED = ("kiosk", "counter")
COUNTER, PIN = WRITERS + 1, "2468"
GENERAL, DONE, CODE = "Atención general", "Listo", "Su turno es "
CALL, NOBODY_CAME, CALLED = "Llamar siguiente", "No se presentó", "Llamado 1 "
PRESS_MS = 80  # a light tap on glass; people of 70 press longer


@dataclass(frozen=True, slots=True)
class Touch:
    """Milliseconds from touch to code, and of the plain SQL, with writers of one pace."""

    window: str
    database: str
    pace_s: float
    touch: Samples
    floor: Samples
    ratio: Ratio

    def __str__(self) -> str:
        return (
            f"{self.database}, {self.window}, writers' pause {self.pace_s} s: from touch to code "
            f"p50 {self.touch.p50_ms:.1f} ms, the slowest {self.touch.max_ms:.1f}; "
            f"{self.ratio} of plain SQL"
        )


def measure(window: str, name: str, url: str, pace_s: float, rounds: int) -> Touch:
    """Touch a window `rounds` times among writers of one pace, in a process of its own."""
    context = bench_process.context()
    stop = context.Event()
    writers = [
        bench_process.process(_write, url, number, pace_s, stop) for number in range(1, WRITERS + 1)
    ]
    ours, theirs = context.Pipe()
    touching = bench_process.process(
        bench_work.telling, partial(_touch, window, rounds), url, 0, theirs
    )
    for process in (*writers, touching):
        process.start()
    theirs.close()
    try:
        touches, floors = bench_process.receive(ours)
    finally:
        stop.set()
        for process in (*writers, touching):
            process.join(PATIENCE_S)
        ours.close()
    ratio = ratio_of_blocks(touches, floors, BLOCKS)
    return Touch(window, name, pace_s, Samples.of(touches), Samples.of(floors), ratio)


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


def _touch(name: str, rounds: int, url: str, _number: int, end: Connection) -> None:
    """Do plain SQL and touch in turn, and send how many ms each took, as often as asked."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from core.qt.program.app import create_application  # noqa: PLC0415 - needs its platform chosen
    from core.qt.workshop.pace import press_unhurried  # noqa: PLC0415
    from core.qt.workshop.stage import on_stage  # noqa: PLC0415

    application = create_application(sys.argv[:1], "bench")
    press_unhurried()
    config = Config(database=url, office=OFFICE, voice=VoiceConfig(engine="none"))
    floors: list[float] = []
    with (
        bench_work.plain_issues(url) as issue,
        on_stage(registered(WINDOWS, name), config) as window,
        Office.open(url, OFFICE) as office,
    ):
        window.resize(*SCREENS[name])
        window.show()
        often = _take_often if name == "kiosk" else _call_often
        touches = often(window, office, rounds, lambda: floors.append(bench_work.ms_of(issue)))
    application.processEvents()
    end.send((touches, floors))


def _has_taken(took_ms: list[float], number: int) -> bool:
    return len(took_ms) == number


def _call_often(
    window: "Window", office: Office, rounds: int, before_each: Callable[[], None]
) -> list[float]:
    """Sign in, call a ticket and say that nobody came, over and over; see `_take_often`."""
    from core.qt.workshop.person import Person  # noqa: PLC0415 - Qt, whose platform is chosen by now
    from core.qt.workshop.stopwatch import Stopwatch  # noqa: PLC0415

    person = Person(window, patience_s=PATIENCE_S, reaction_ms=0)
    person.type_into("Usuario", f"f{COUNTER}")
    person.type_into("PIN", PIN)
    person.touch(f"Puesto {COUNTER}")
    person.touch("Iniciar sesión")
    person.wait_for(CALL)
    stopwatch = Stopwatch(CALL, CALLED)
    for number in range(1, rounds + 1):
        before_each()
        office.queue.issue(outside_hours=True)
        # The others may have called everybody: then there is nothing to touch for a moment.
        person.touch_until(CALL, partial(_has_taken, stopwatch.took_ms, number))
        person.touch_until(NOBODY_CAME, partial(person.sees, CALL))
    stopwatch.close()
    return stopwatch.took_ms


def _take_often(
    window: "Window", _office: Office, rounds: int, before_each: Callable[[], None]
) -> list[float]:
    """Take a ticket and leave its page, over and over; return how long each code took, in ms."""
    from core.qt.workshop.person import Person  # noqa: PLC0415 - Qt, whose platform is chosen by now
    from core.qt.workshop.stopwatch import Stopwatch  # noqa: PLC0415

    person = Person(window, patience_s=PATIENCE_S, reaction_ms=0, press_ms=PRESS_MS)
    stopwatch = Stopwatch(GENERAL, CODE)
    for number in range(1, rounds + 1):
        before_each()
        person.touch(GENERAL)
        person.wait_until(partial(_has_taken, stopwatch.took_ms, number), "a code")
        person.touch(DONE)
        person.wait_for(GENERAL)
    stopwatch.close()
    return stopwatch.took_ms
