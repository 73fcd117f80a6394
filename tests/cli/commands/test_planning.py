"""`turnos settings plan`, `planned` and `withdraw`; `mute`; and an import that asks first."""

import json
import sys
from pathlib import Path

import click
import pytest

from core.office import Office
from tests.cli.conftest import Run

NEVER = "2190-01-02"  # the command line has the machine's clock


@pytest.fixture
def file(run: Run, at_office: str, tmp_path: Path) -> Path:
    """Return an exported file in which one value was changed."""
    path = tmp_path / "office.toml"
    assert run("settings", "export", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("general_min = 15", "general_min = 20"), encoding="utf-8")
    return path


def target(run: Run) -> str:
    lines = run("settings", "export", "-").out.splitlines()
    return next(line for line in lines if line.startswith("general_min"))


def test_a_file_is_planned_shown_and_withdrawn(run: Run, file: Path) -> None:
    done = run("settings", "plan", str(file), "--from", NEVER, "--as", "lider")

    assert "From Saturday 2 Jan 2190" in done.out
    assert "targets.general_min: 20" in done.out
    [found] = json.loads(run("settings", "planned", "--json").out)
    number = str(found["id"])
    assert (found["by"], found["problem"]) == ("lider", None)
    assert f"{number}  From" in run("settings", "planned").out
    assert "Planned changes: 1" in run("status").out
    assert run("doctor", "--json").code in {0, 1}
    assert "will not be done" in run("settings", "withdraw", number).out
    again = run("settings", "withdraw", number)
    assert (again.code, number in again.error) == (1, True)
    assert run("settings", "planned").out == "Nothing is planned.\n"
    assert target(run) == "general_min = 15"


@pytest.mark.parametrize("begins", ["tomorrow", "23/11/2026", "2026-11-23T9"])
def test_a_beginning_that_is_no_time_is_refused(run: Run, file: Path, begins: str) -> None:
    done = run("settings", "plan", str(file), "--from", begins)

    assert (done.code, "2026-11-23T12:00" in done.error) == (2, True)


def test_what_begins_before_now_is_refused(run: Run, file: Path) -> None:
    done = run("settings", "plan", str(file), "--from", "2026-01-02T08:00")

    assert (done.code, "is over" in done.error) == (1, True)


def test_the_hall_is_silenced_and_speaks_again(run: Run, at_office: str) -> None:
    assert "is muted." in run("mute", "--as", "lider").out
    with Office.open(at_office) as office:
        assert office.settings.get().settings.speaking.muted

    assert "speaks" in run("unmute").out

    until = run("mute", "--until", "23:59")
    assert "until 11:59 p.m." in until.out.replace("\N{NO-BREAK SPACE}", " ")
    [back] = json.loads(run("settings", "planned", "--json").out)
    assert back["is_back"]
    assert "Back again at" in run("settings", "planned").out
    wrong = run("mute", "--until", "noon")
    assert (wrong.code, "12:00" in wrong.error) == (2, True)


def test_an_import_without_a_terminal_wants_to_be_told_yes(run: Run, file: Path) -> None:
    refused = run("settings", "import", str(file))

    assert (refused.code, "--yes" in refused.error) == (1, True)
    assert target(run) == "general_min = 15"
    assert "15 → 20" in run("settings", "import", str(file), "--yes").out
    assert "has these settings already" in run("settings", "import", str(file)).out


@pytest.mark.parametrize(("reply", "after"), [("yes", 20), ("sí", 15), ("no", 15), ("", 15)])
def test_an_import_says_what_it_would_change_and_asks(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, reply: str, after: int
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_words, **_how: reply)

    done = run("settings", "import", str(file), "--as", "administrator")

    assert "This would change:\n  targets.general_min: 15 → 20" in done.error
    assert target(run) == f"general_min = {after}"
    assert done.code == (0 if after == 20 else 1)


def test_what_others_change_while_the_question_stands_is_kept(
    run: Run, file: Path, at_office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.partition("\n")[2], encoding="utf-8")  # it says no more what it is from

    def mute_meanwhile(*_words: object, **_how: object) -> str:
        with Office.open(at_office, timeout_s=2) as office:
            office.queue.issue(outside_hours=True)
            office.settings.mute(muted=True)
        return "yes"

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(click, "prompt", mute_meanwhile)

    done = run("settings", "import", str(file), "--as", "administrator")

    assert done.code == 0
    assert target(run) == "general_min = 20"
    assert "muted = true" in run("settings", "export", "-").out
