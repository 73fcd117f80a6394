"""`turnos issue --print`: whoever prints at the same time waits for the other."""

from pathlib import Path
from threading import Thread

import pytest

from core.cli.commands import queue_commands as actions
from core.errors import StoreUnavailable
from core.office import Office
from tests.cli.conftest import Run
from tests.office.papers.papers import Stub, codes
from tests.office.papers.test_print_queue import damage

LONG_ENOUGH_S = 1.0  # for somebody who does not wait


def test_two_who_print_at_once_print_each_paper_once_and_no_copy(
    office: Office,
) -> None:
    printer = Stub()
    for _ in range(2):
        office.queue.issue("general", print_on=actions.TERMINAL)
    other = Thread(target=actions._print, args=(office, printer))

    def come_in_between() -> None:
        printer.then = lambda: None
        other.start()
        other.join(LONG_ENOUGH_S)

    printer.then = come_in_between
    actions._print(office, printer)
    other.join()

    assert codes(printer) == [("A-001", False), ("A-002", False)]
    assert office.devices.print_jobs() == ()


def test_a_paper_that_is_given_up_keeps_none_behind_it(
    office: Office, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    printer = Stub()
    for _ in range(2):
        office.queue.issue("general", print_on=actions.TERMINAL)
    damage(database_url, office.devices.print_jobs()[0].id, ticket=99_999)

    actions._print(office, printer)

    assert codes(printer) == [("A-002", False)]
    assert "is given up" in capsys.readouterr().err


def test_a_database_that_goes_away_is_no_refusal_of_the_ticket(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable(database="far", problem="nobody answers")

    monkeypatch.setattr(office.devices, "print_jobs", away)

    actions._print(office, Stub())

    assert "The ticket counts all the same" in capsys.readouterr().err


def test_no_ticket_is_issued_for_a_printer_that_lacks_something(
    run: Run, at_office: str, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[printer]\nkind = 'file'\n", encoding="utf-8")

    done = run("issue", "--print", "--outside-hours", "--config", str(config))

    assert (done.code, done.out) == (1, "")
    assert "printer.path" in done.error
    with Office.open(at_office) as office:
        assert office.queue.board().waiting == 0
        assert office.devices.print_jobs() == ()
