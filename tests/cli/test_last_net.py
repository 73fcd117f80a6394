"""Nothing that a person types, and nothing that fails, ends `turnos` in a traceback."""

from pathlib import Path

import pytest

from core.office import Office
from tests.cli.conftest import Run

HUGE = "9" * 20
LONGER_THAN_PYTHON_READS = "9" * 5000


@pytest.mark.parametrize("number", [HUGE, LONGER_THAN_PYTHON_READS, "9" * 10])
@pytest.mark.parametrize(
    "command",
    [
        ("cancel", "A-{number}"),
        ("reinstate", "A-{number}"),
        ("resume", "A-{number}", "--counter", "1"),
        ("resume", "#{number}", "--counter", "1"),
        ("call", "A-{number}", "--counter", "1", "--reason", "leader"),
        ("change-line", "A-{number}", "--line", "general", "--reason", "asked"),
    ],
    ids=lambda command: command[0],
)
def test_a_code_beyond_all_numbers_is_a_ticket_that_is_not_there(
    run: Run, at_office: str, command: tuple[str, ...], number: str
) -> None:
    run("sign-in", "ana", "--counter", "1")

    done = run(*(part.format(number=number) for part in command))

    assert done.code in {1, 2}, done.error
    assert done.out == ""
    assert "Traceback" not in done.error
    assert 0 < len(done.error.splitlines()) <= 5


@pytest.mark.parametrize(
    "command",
    [
        ("journal", "--after", HUGE),
        ("journal", "--after", f"-{HUGE}", "--limit", HUGE),
        ("journal", "--after", "0", "--limit", HUGE),
    ],
)
def test_a_journal_is_read_from_and_to_any_number(
    run: Run, at_office: str, command: tuple[str, ...]
) -> None:
    done = run(*command)

    assert (done.code, done.error) == (0, "")
    assert bool(done.out) is (command[2] != HUGE)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2200-01-01"])
def test_figures_of_a_day_that_no_office_has_are_refused_with_those_it_may_have(
    run: Run, at_office: str, day: str
) -> None:
    done = run("report", "day", "--date", day)

    assert done.code == 1
    assert day in done.error
    assert "31 Dec 2199" in done.error


@pytest.mark.unexpected
@pytest.mark.parametrize("error", [Exception("boom"), OSError("boom"), MemoryError("boom")])
def test_what_nobody_expects_is_a_sentence_and_a_report_without_what_was_typed(
    run: Run,
    at_office: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    def fail(_office: Office) -> None:
        raise error

    monkeypatch.setattr("core.office.queue.queue.Queue.board", fail)
    monkeypatch.setenv("TURNOS_DATA", str(home / "data"))

    done = run("board")

    assert done.code == 70
    assert "boom" not in done.error
    assert "Traceback" not in done.error
    [report] = (home / "data" / "crashes").iterdir()
    assert str(report) in done.error
    assert "in fail" in report.read_text(encoding="utf-8")
    assert "boom" not in report.read_text(encoding="utf-8")
