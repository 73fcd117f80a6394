"""The real kiosk, killed in the middle of a paper and started again."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.clock import FixedClock
from core.office import Office
from tests.conftest import MONDAY_MORNING
from tests.fakes.fake_printer import FakePrinter, Mode

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
MID_JOB = 40_000
Run = Callable[[], AbstractContextManager[subprocess.Popen[bytes]]]


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    with FakePrinter() as printer:
        yield printer


@pytest.fixture
def run(tmp_path: Path, office_url: str, printer: FakePrinter) -> Run:
    """Return a way to have the kiosk's program run; it is killed when it is left."""
    config = tmp_path / "config.toml"
    config.write_text(
        f"database = {json.dumps(office_url)}\noffice = 'san-andres'\ndevice = 'hall'\n"
        f"[printer]\nkind = 'network'\nhost = '{printer.host}'\nport = {printer.port}\n",
        encoding="utf-8",
    )
    moved_s = (MONDAY_MORNING - datetime.now(UTC)).total_seconds()
    command = [sys.executable, "-m", "tests.windows.driven", "kiosk", str(moved_s)]

    @contextmanager
    def running() -> Iterator[subprocess.Popen[bytes]]:
        with subprocess.Popen(
            [*command, "--config", config],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    return running


def test_a_kiosk_killed_in_the_middle_of_a_paper_prints_a_copy_when_it_is_back(
    run: Run, printer: FakePrinter, office_url: str
) -> None:
    with Office.open(office_url, "san-andres", FixedClock(MONDAY_MORNING)) as office:
        office.queue.issue("preferential", print_on="hall")
        printer.fail(Mode.SILENT, MID_JOB)
        with run():
            printer.wait_until(lambda: printer.mode is Mode.SILENT, PATIENCE_S)
        [left] = office.devices.print_jobs()
        assert left.state == "printing"
        printer.become(Mode.OK)  # what it kept of the first paper may come out too

        with run():
            printer.wait_until(lambda: "COPIA" in "".join(printer.papers), PATIENCE_S)

    assert "P-001" in printer.papers[-1]
    assert sum("COPIA" not in paper for paper in printer.papers) <= 1


def test_a_ticket_issued_before_a_crash_is_printed_by_the_next_kiosk(
    run: Run, printer: FakePrinter, office_url: str
) -> None:
    with Office.open(office_url, "san-andres", FixedClock(MONDAY_MORNING)) as office:
        printer.become(Mode.OUT)
        with run() as process:
            printer.wait_until(lambda: printer.connections > 0, PATIENCE_S)
            office.queue.issue("general", print_on="hall")
            assert process.poll() is None
        printer.become(Mode.OK)

        with run():
            [paper] = printer.wait_for_papers(1, PATIENCE_S)

    assert "A-001" in paper
    assert "COPIA" not in paper
