"""In a terminal a command that changes the office or its people asks who acts, and their PIN."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.office import Office
from tests.cli.conftest import PIN, Run
from tests.cli.test_set_up import talk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
RENAME = ("staff", "rename", "ana", "Ana Bryan")


@pytest.fixture
def backend() -> str:
    return "sqlite"


def doers(database: str) -> list[object]:
    """Return who did what was done last."""
    with Office.open(database) as office:
        return [each.data.get("by") for each in office.journal(limit=999)][-1:]


def test_a_terminal_asks_who_and_the_pin(run: Run, at_office: str, tmp_path: Path) -> None:
    answers = [("Su usuario", "lider"), ("PIN de lider", PIN)]

    said = talk(answers, tmp_path, *RENAME)

    assert "Ana Bryan" in said
    assert doers(at_office) == ["lider"]


def test_whoever_may_not_is_refused(run: Run, at_office: str, tmp_path: Path) -> None:
    said = talk([("Su usuario", "beto"), ("PIN de beto", PIN)], tmp_path, *RENAME)

    assert "beto" in said
    with Office.open(at_office) as office:
        assert [each.name for each in office.staff.all() if each.username == "ana"] == ["Ana"]


def test_whoever_holds_the_database_says_so(run: Run, at_office: str, tmp_path: Path) -> None:
    assert "Ana Bryan" in talk([], tmp_path, *RENAME, "--as", "administrator")
    assert doers(at_office) == ["administrator"]


def test_a_script_is_not_asked(run: Run, at_office: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", *RENAME],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert doers(at_office) == ["administrator"]


def test_the_first_who_is_registered_needs_nobody(
    run: Run, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", "--office", "san-andres", "--database", database_url)
    monkeypatch.setenv("TURNOS_DATABASE", database_url)
    pins = [("Primer PIN", "97531"), ("", "97531")]

    talk(pins, tmp_path, "staff", "add", "eva", "--name", "Eva", "--role", "leader")

    assert doers(database_url) == ["administrator"]
