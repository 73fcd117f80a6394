"""`turnos issue --print`: whoever prints at the same time waits for the other."""

from threading import Thread

import pytest

from core.cli import actions
from core.config import Config
from core.office import Office
from core.printing import port
from tests.office.papers import Stub, codes

LONG_ENOUGH_S = 1.0  # for somebody who does not wait


def test_two_who_print_at_once_print_each_paper_once_and_no_copy(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = Stub()
    monkeypatch.setattr(port, "open_printer", lambda _config: printer)
    monkeypatch.setattr(actions, "settings", Config)
    for _ in range(2):
        office.queue.issue("general", print_on=actions.TERMINAL)
    other = Thread(target=actions._print, args=(office, actions.TERMINAL))

    def come_in_between() -> None:
        printer.then = lambda: None
        other.start()
        other.join(LONG_ENOUGH_S)

    printer.then = come_in_between
    actions._print(office, actions.TERMINAL)
    other.join()

    assert codes(printer) == [("A-001", False), ("A-002", False)]
    assert office.devices.print_jobs() == ()
