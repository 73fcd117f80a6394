"""Whatever a driver, a device or the office raises that nobody foresaw: the kiosk goes on."""

from collections.abc import Callable

import pytest

from core.office import Office
from core.printing.port import PrinterState
from core.printing.slip.slip import Slip
from kiosk.visit.page_values import Home, Listening, Result
from tests.kiosk.conftest import GoodPrinter, Start

pytestmark = [pytest.mark.unexpected, pytest.mark.slow]
KINDS = [Exception, OSError, MemoryError]


class FailingPrinter(GoodPrinter):
    """A printer of which one call raises what no driver says it would."""

    def __init__(self, call: str, kind: type[Exception]) -> None:
        super().__init__()
        self._call = call
        self._kind = kind

    def state(self) -> PrinterState:
        self._fail("state")
        return super().state()

    def print_slip(self, slip: Slip) -> PrinterState:
        self._fail("print_slip")
        return super().print_slip(slip)

    def _fail(self, call: str) -> None:
        if call == self._call:
            raise self._kind("boom")


class FailingSpeaker:
    """A loudspeaker of which one call raises."""

    def __init__(self, call: str, kind: type[Exception]) -> None:
        self._call = call
        self._kind = kind

    def lacks(self, _language: str) -> bool:
        self._fail("lacks")
        return False

    def say(self, _text: str, _how: Listening, _language: str, goes_on: Callable[[], bool]) -> None:
        self._fail("say")
        goes_on()

    def stop(self) -> None:
        self._fail("stop")

    def _fail(self, call: str) -> None:
        if call == self._call:
            raise self._kind("boom")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("call", ["state", "print_slip"])
def test_a_ticket_is_given_and_shown_whatever_the_printer_raises(
    start: Start, office: Office, call: str, kind: type[Exception]
) -> None:
    kiosk = start(FailingPrinter(call, kind))

    for code in ("A-001", "A-002"):
        kiosk.touch(kiosk.window.home.general)
        kiosk.wait_for(Result)
        assert any(code in said for said in kiosk.words())
        kiosk.touch(kiosk.button("Listo"))
        kiosk.wait_for(Home)

    assert [ticket.code for ticket in office.queue.waiting()] == ["A-001", "A-002"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("call", ["lacks", "say", "stop"])
def test_a_ticket_is_given_whatever_the_loudspeaker_raises(
    start: Start, office: Office, call: str, kind: type[Exception]
) -> None:
    kiosk = start(GoodPrinter(), speaker=FailingSpeaker(call, kind))
    if kiosk.has("Escuchar"):
        kiosk.touch(kiosk.button("Escuchar"))
        kiosk.pass_time(3)

    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(Result)
    assert [ticket.code for ticket in office.queue.waiting()] == ["A-001"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("asked", ["issue", "board", "estimate"])
def test_a_kiosk_that_the_office_fails_comes_back_by_itself(
    start: Start, monkeypatch: pytest.MonkeyPatch, asked: str, kind: type[Exception]
) -> None:
    kiosk = start(GoodPrinter())
    opened = kiosk.presenter._watch.office
    assert opened is not None

    def fail(*_: object, **__: object) -> None:
        raise kind("boom")

    with monkeypatch.context() as patch:
        patch.setattr(opened.queue, asked, fail)
        kiosk.touch(kiosk.window.home.general)
        kiosk.pass_time(3)
    kiosk.pass_time(60)
    kiosk.wait_for(Home)
    kiosk.touch(kiosk.window.home.general)

    kiosk.wait_for(Result)
