"""The tables of `turnos bench`."""

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from core.cli.workshop.bench.bench_figures import Measured
from core.cli.workshop.bench.bench_times import Samples

WORDS = {"database", "work", "window", "seen by", "part", "why"}


def show(measured: Measured) -> None:
    """Print all that was measured, and what could not be."""
    console = Console(file=sys.stdout)
    tables = (_rates(measured), _starts(measured), _touches(measured), _announced(measured))
    for table in (*tables, _failed(measured)):
        if table.row_count:
            console.print(table)


def _rates(measured: Measured) -> Table:
    headings = ("database", "work", "processes", "old tickets", "ours", "floor", "ratio", *TIMES)
    return _table(
        "Rounds per second (a call is called and marked as a no-show)",
        headings,
        (
            (
                rate.database,
                rate.work,
                str(rate.processes),
                f"{rate.old_tickets:,}",
                f"{rate.ours_per_s:,.0f}",
                f"{rate.floor_per_s:,.0f}",
                str(rate.ratio),
                *_times(rate.ours, 2),
            )
            for rate in measured.rates
        ),
    )


def _starts(measured: Measured) -> Table:
    return _table(
        "From the process's start to the first paint",
        ("window", "s", "beside a bare Qt window", "the window itself, s"),
        (
            (each.window, f"{each.paint_s:.2f}", str(each.ratio), f"{each.window_s:.2f}")
            for each in measured.starts
        ),
    )


def _touches(measured: Measured) -> Table:
    return _table(
        "From touch to code beside writers, in ms",
        ("window", "database", "pause of writers s", *TIMES, "plain SQL p50", "ratio"),
        (
            (
                touch.window,
                touch.database,
                f"{touch.pace_s:.2f}",
                *_times(touch.touch),
                f"{touch.floor.p50_ms:.1f}",
                str(touch.ratio),
            )
            for touch in measured.touches
        ),
    )


def _announced(measured: Measured) -> Table:
    return _table(
        "From a click at the counter to the hall, in ms",
        ("database", "seen by", "calls", *TIMES),
        (
            (each.database, by, str(times.n), *_times(times))
            for each in measured.announced
            for by, times in (
                ("painted", each.painted),
                ("first sample", each.sound),
                ("the screen's pixels", each.outside),
                ("receipt: shown", each.shown),
                ("receipt: chimed", each.chimed),
                ("floor: plain SQL", each.floor),
                ("floor: the player alone", each.player),
            )
            if times is not None
        ),
    )


def _failed(measured: Measured) -> Table:
    return _table("What could not be measured", ("part", "why"), measured.failed.items())


TIMES = ("p50", "p99", "max")


def _times(times: Samples, digits: int = 1) -> tuple[str, str, str]:
    p99 = "" if times.p99_ms is None else f"{times.p99_ms:.{digits}f}"
    return f"{times.p50_ms:.{digits}f}", p99, f"{times.max_ms:.{digits}f}"


def _table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=title)
    for heading in headings:
        table.add_column(heading, justify="left" if heading in WORDS else "right")
    for row in rows:
        table.add_row(*row)
    return table
