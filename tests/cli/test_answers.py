"""An answer that cannot be written: whoever asked learns whether it was done."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.office import Office
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
UNSAID = 74


def turnos(output: str, *arguments: str) -> tuple[int, str]:
    """Run `turnos` with a standard output that takes nothing; return exit code and errors."""
    command = [sys.executable, "-m", "core.cli", *arguments]
    if output == "closed":
        command = ["sh", "-c", 'exec "$@" >&-', "sh", *command]
    reading, broken = os.pipe()
    os.close(reading)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command,
            stdout={"full": full.fileno(), "broken": broken}.get(output),
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            check=False,
        )
    os.close(broken)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("output", "wanted"), [("full", ()), ("closed", ("--json",)), ("broken", ())], ids=str
)
def test_an_act_whose_answer_is_lost_was_done_and_is_not_to_be_done_again(
    at_office: str, output: str, wanted: tuple[str, ...]
) -> None:
    code, error = turnos(output, "issue", "--outside-hours", *wanted)

    assert code == UNSAID, error
    assert error.startswith("This was done, but the answer could not be written: ")
    assert len(error.splitlines()) == 1
    with Office.open(at_office) as office:
        assert office.queue.board().waiting == 1


def test_where_the_sentence_cannot_be_written_either_the_exit_code_tells(at_office: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "core.cli", "issue", "--outside-hours"],
            stdout=full,
            stderr=full,
            cwd=ROOT,
            check=False,
        )

    assert done.returncode == UNSAID
    with Office.open(at_office) as office:
        assert office.queue.board().waiting == 1


@pytest.mark.parametrize(
    ("output", "command"),
    [
        ("full", "board"),
        ("closed", "status --json"),
        ("full", "live --json"),
        ("full", "journal"),
        ("closed", "report day --format csv"),
        ("full", "settings export -"),
        ("closed", "staff list"),
    ],
)
@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_look_whose_answer_is_lost_changed_nothing(
    at_office: str, output: str, command: str
) -> None:
    code, error = turnos(output, *command.split())

    assert code == UNSAID, error
    assert error.startswith("The answer could not be written: ")
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_reader_that_has_read_enough_is_no_fault(at_office: str) -> None:
    assert turnos("broken", "journal") == (0, "")


def test_a_ticket_whose_answer_is_lost_is_printed_all_the_same(
    run: Run, at_office: str, tmp_path: Path
) -> None:
    config, paper = tmp_path / "config.toml", tmp_path / "paper.bin"
    config.write_text(f"[printer]\nkind = 'file'\npath = '{paper}'\n", encoding="utf-8")

    code, _ = turnos("full", "issue", "--print", "--outside-hours", "--config", str(config))

    assert code == UNSAID
    assert paper.stat().st_size > 0
