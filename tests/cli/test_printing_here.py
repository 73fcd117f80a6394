"""`turnos issue --print`: whoever prints at the same time waits for the other."""

from pathlib import Path
from threading import Thread

from core.cli import actions
from core.office import Office
from tests.cli.conftest import Run
from tests.office.papers import Stub, codes

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
