"""The three real programs, three processes on one database: a morning's first citizen."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.clock import FixedClock
from core.office import Office
from core.qt.desktop.screens import offscreen_platform
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.fakes.fake_printer import FakePrinter
from tests.windows.program import ROOT, Program

SIZES = {"kiosk": (1080, 1920), "counter": (1920, 1080), "display": (1920, 1080)}


@pytest.fixture
def start(tmp_path: Path, office_url: str) -> Iterator[Callable[..., Program]]:
    """Start a window's program at the office; all are ended afterwards, cleanly."""
    programs: list[Program] = []

    def start_program(name: str, settings: str = "") -> Program:
        folder = tmp_path / name
        folder.mkdir()
        config = folder / "config.toml"
        config.write_text(
            f"database = {json.dumps(office_url)}\noffice = 'san-andres'\nlanguage = 'es'\n"
            f"device = '{name}-1'\n[voice]\n"
            f"player = [{json.dumps(sys.executable)}, '-c', '', 'unheard']\n"
            f"{settings}",
            encoding="utf-8",
        )
        moved_s = (MONDAY_MORNING - datetime.now(UTC)).total_seconds()
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.windows.driven", name, str(moved_s), "--config", config],
            cwd=ROOT,
            env=os.environ
            | {"QT_QPA_PLATFORM": offscreen_platform(folder, SIZES[name]), "HOME": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        programs.append(Program(name, process))
        return programs[-1]

    yield start_program
    ended = {program.name: program.end() for program in programs}
    assert set(ended.values()) <= {0}, ended


@contextmanager
def looking_at(office_url: str) -> Iterator[Office]:
    with Office.open(office_url, "san-andres", FixedClock(MONDAY_MORNING)) as office:
        yield office


def test_a_touch_at_the_kiosk_is_called_at_a_counter_and_seen_and_heard_in_the_hall(
    start: Callable[..., Program], office_url: str
) -> None:
    with FakePrinter() as printer:
        paper = f"[printer]\nkind = 'network'\nhost = '{printer.host}'\nport = {printer.port}\n"
        kiosk = start("kiosk", paper)
        counter = start("counter")
        display = start("display")

        kiosk.does("wait_for", words="Atención preferencial")
        kiosk.does("touch", words="Atención preferencial")
        shown = kiosk.does("wait_for", words="Su turno es")
        assert "P-001" in shown
        printer.wait_for_papers(1)
        counter.does("type", name="Usuario", text="ana")
        counter.does("type", name="PIN", text=SAMPLE_PIN)
        counter.does("touch", words="Puesto 1")
        counter.does("press", key="F9")
        counter.does("wait_for", words="P-001")
        counter.does("press", key="F9")
        counter.does("wait_for", words="Llamado")
        seen = display.does("wait_for", words="Pase al puesto 1")

    assert "P-001" in seen
    assert "P-001" in printer.papers[0]
    assert "Atención preferencial" in printer.papers[0]
    counter.does("wait_for", words="Anunciado")
    with looking_at(office_url) as office:
        (call,) = office.queue.board().calls
        (receipt,) = office.devices.receipts((call.seq,))
        assert (call.code, call.counter) == ("P-001", 1)
        assert receipt.shown_at is not None
        assert receipt.chimed_at is not None
        assert receipt.failed is None
        assert office.devices.print_jobs() == ()
        assert {device.kind for device in office.devices.all()} >= {"kiosk", "display"}
        assert office.inconsistencies() == ()
