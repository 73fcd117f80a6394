"""`turnos bench`, very small: it measures what it says, and both sides do the same work."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.cli.workshop.bench import bench, bench_hall, bench_start, bench_touch, bench_work
from core.cli.workshop.bench.bench_times import Ratio, Samples, quantile, ratio_of_blocks
from core.clock import FixedClock
from core.office import Office, template

ROOT = Path(__file__).parents[3]
DEADLINE_S = 30
SAMPLES = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=300)


@given(SAMPLES)
def test_no_time_is_told_that_was_not_measured(samples: list[float]) -> None:
    times = Samples.of(samples)

    assert times.max_ms == max(samples)
    assert times.p50_ms in samples
    assert (times.p99_ms is None) is (len(samples) < 100)
    assert times.p99_ms is None or (times.p99_ms in samples and times.p99_ms <= times.max_ms)


def test_the_99th_of_100_samples_is_the_one_before_the_slowest() -> None:
    assert quantile([float(n) for n in range(1, 101)], 0.99) == 99.0
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0


def test_a_ratio_is_the_median_of_pairs_with_the_least_and_the_most() -> None:
    assert Ratio.of([2.0, 9.0, 4.0], [2.0, 3.0, 2.0]) == Ratio(2.0, 1.0, 3.0, 3)
    assert str(Ratio(2.0, 1.0, 3.0, 3)) == "2.00 (1.00 to 3.00)"


def test_touches_and_plain_sql_are_compared_block_by_block() -> None:
    # The machine becomes ten times slower half-way: the ratio does not notice.
    ours, floor = [4.0, 4.0, 40.0, 40.0], [2.0, 2.0, 20.0, 20.0]

    assert ratio_of_blocks(ours, floor, 2) == Ratio(2.0, 2.0, 2.0, 2)


def test_plain_sql_waits_for_its_turn_beside_a_writer_as_the_office_does(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's own busy handler gave up after ten seconds beside eight that never pause."""
    file = tmp_path / "turnos.sqlite3"
    Office.create(f"sqlite:///{file}", "san-andres", template("san-andres"), clock).close()
    writer = sqlite3.connect(file, isolation_level=None)
    tries: list[float] = []

    def wait(seconds: float) -> None:
        tries.append(seconds)
        if len(tries) == 3:
            writer.execute("COMMIT")

    monkeypatch.setattr("core.store.connection.engine.sleep", wait)
    with bench_work.plain_issues(f"sqlite:///{file}") as issue:
        writer.execute("BEGIN IMMEDIATE")
        issue()
    writer.close()

    assert len(tries) == 3


PARENT = """
import sys, time
from core.cli.workshop.bench import bench_process

if __name__ == "__main__":
    child = bench_process.process(time.sleep, 600)
    child.start()
    print(child.pid, flush=True)
    time.sleep(600)
"""


def test_a_process_of_a_killed_bench_ends_too(tmp_path: Path) -> None:
    program = tmp_path / "parent.py"
    program.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))

        parent.kill()

        psutil.wait_procs([child], timeout=DEADLINE_S)
        assert not child.is_running()


def test_windows_are_measured_in_a_full_hall_not_in_what_the_rates_left(
    database_url: str, clock: FixedClock
) -> None:
    with Office.create(database_url, "san-andres", template("san-andres"), clock) as office:
        bench_work.add_waiting(database_url, 50)
        first = [each.id for each in office.queue.waiting()][:3]

        bench_work.leave_waiting(database_url, 3)

        assert [each.id for each in office.queue.waiting()] == first


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_small_bench_measures_both_databases_beside_their_floors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "QUICK", bench.BenchSize((300,), 4, 1, 2, 2))
    monkeypatch.setattr(bench, "BLOCKS", 2)
    monkeypatch.setattr(bench, "PROCESSES", (2,))
    monkeypatch.setattr(bench_touch, "PACES_S", (0.1,))
    monkeypatch.setattr(bench_touch, "WRITERS", 2)
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "bench.json"

    bench.run(quick=True, server=None, out=out)

    measured = json.loads(out.read_text(encoding="utf-8"))
    found = {(rate["database"], rate["work"], rate["old_tickets"]) for rate in measured["rates"]}
    assert found == {
        (database, work, 300) for database in ("sqlite", "postgresql") for work in ("issue", "call")
    }
    assert measured["failed"] == {}
    for rate in measured["rates"]:
        assert rate["processes"] == 2
        assert rate["ratio"]["pairs"] == 2
        assert rate["ratio"]["least"] <= rate["ratio"]["median"] <= rate["ratio"]["most"]
        assert rate["ours"]["n"] == 2 * 2 * 2  # processes, blocks, rounds of a block
        assert 0 < rate["ours"]["p50_ms"] <= rate["ours"]["max_ms"]
        assert rate["ours"]["p99_ms"] is None
    for touch in measured["touches"]:
        assert touch["touch"]["n"] == touch["floor"]["n"] == 2
    for announced in measured["announced"]:
        assert announced["painted"]["n"] == announced["floor"]["n"] == 2
        assert announced["painted"]["p50_ms"] > announced["floor"]["p50_ms"]
        assert announced["outside"]["p50_ms"] > announced["floor"]["p50_ms"]
        assert announced["sound"]["p50_ms"] > announced["chimed"]["p50_ms"] > 0
    windows = [start["window"] for start in measured["starts"]]
    assert windows == ["a bare Qt window", "kiosk", "counter", "display"]
    assert "Rounds per second" in capsys.readouterr().out
    assert not [path for path in tmp_path.iterdir() if path.is_dir() and path.name != "home"]


@pytest.mark.slow
def test_a_part_that_fails_is_told_and_the_others_are_measured_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked(*_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    def gone(*_: object) -> None:
        raise TimeoutError("the hall did not answer")

    monkeypatch.setattr(bench, "QUICK", bench.BenchSize((0,), 2, 0, 0, 2))
    monkeypatch.setattr(bench, "PROCESSES", (1,))
    monkeypatch.setattr(bench, "BLOCKS", 1)
    monkeypatch.setattr(bench, "WORKS", bench.WORKS | {"call": (bench_work.call, _locked_floor)})
    monkeypatch.setattr(bench_hall, "measure", gone)
    monkeypatch.setattr(bench_start, "measure", locked)
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "bench.json"

    with pytest.raises(SystemExit) as ended:
        bench.run(quick=True, server=None, out=out)

    assert ended.value.code == 1
    measured = json.loads(out.read_text(encoding="utf-8"))
    assert [(rate["database"], rate["work"]) for rate in measured["rates"]] == [
        ("sqlite", "issue"),
        ("postgresql", "issue"),
    ]
    assert measured["failed"] == {
        "sqlite, 0 old tickets: call with 1 process(es)": (
            "PartFailedError: OperationalError: database is locked"
        ),
        "postgresql, 0 old tickets: call with 1 process(es)": (
            "PartFailedError: OperationalError: database is locked"
        ),
        "sqlite: 2 calls from a counter to the hall": "TimeoutError: the hall did not answer",
        "postgresql: 2 calls from a counter to the hall": "TimeoutError: the hall did not answer",
    }
    shown = capsys.readouterr()
    assert "database is locked" in shown.out
    assert "FAILED: sqlite, 0 old tickets: call" in shown.err


def _locked_floor(_url: str, _number: int, end: Any) -> None:
    end.send("ready")
    end.recv()
    raise sqlite3.OperationalError("database is locked")
