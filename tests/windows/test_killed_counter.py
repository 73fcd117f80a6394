"""The real counter, killed while somebody is served, and started again."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.clock import FixedClock
from core.domain.ticket import Kind, State
from core.office import Office
from tests.conftest import MONDAY_MORNING, SAMPLE_PIN
from tests.windows.program import ROOT, Program


@pytest.fixture
def start(tmp_path: Path, office_url: str) -> Iterator[Callable[[], Program]]:
    """Return a way to start counter 1's program, always on the same computer."""
    programs: list[Program] = []
    config = tmp_path / "config.toml"
    config.write_text(
        f"database = {json.dumps(office_url)}\noffice = 'san-andres'\nlanguage = 'es'\n"
        "counter = 1\n",
        encoding="utf-8",
    )
    moved_s = (MONDAY_MORNING - datetime.now(UTC)).total_seconds()
    command = [sys.executable, "-m", "tests.windows.driven", "counter", str(moved_s)]

    def start_program() -> Program:
        process = subprocess.Popen(
            [*command, "--config", config],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        programs.append(Program("counter", process))
        return programs[-1]

    yield start_program
    for program in programs:
        program.end()


def sign_in(counter: Program) -> None:
    counter.does("wait_for", words="Puesto 1")
    counter.does("type", name="Usuario", text="ana")
    counter.does("type", name="PIN", text=SAMPLE_PIN)
    counter.does("press", key="F9")


def test_a_ticket_in_service_is_still_in_service_when_the_computer_is_back(
    start: Callable[[], Program], office_url: str
) -> None:
    with Office.open(office_url, "san-andres", FixedClock(MONDAY_MORNING)) as office:
        office.queue.issue()
        counter = start()
        sign_in(counter)
        counter.does("wait_for", words="A-001")
        counter.does("press", key="F9")
        counter.does("wait_for", words="Iniciar atención")
        counter.does("press", key="F9")
        counter.does("wait_for", words="En atención")
        before = office.queue.at_counter(1)
        assert before is not None

        counter.process.kill()
        counter.process.wait()
        assert office.queue.at_counter(1) == before  # in service, whatever became of the window
        counter = start()
        sign_in(counter)
        words = counter.does("wait_for", words="En atención")
        assert "A-001" in words
        assert office.queue.at_counter(1) == before  # since when, by whom: nothing was done again
        counter.does("press", key="F9")
        counter.does("wait_for", words="Nadie espera.")

        assert office.queue.ticket(before.id).state is State.FINISHED
        kinds = [event.kind for event in office.journal()]
        assert [kinds.count(kind) for kind in (Kind.CALLED, Kind.STARTED, Kind.FINISHED)] == [1] * 3
        assert office.inconsistencies() == ()
