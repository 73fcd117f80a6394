import sys
from pathlib import Path
from typing import Any

import pytest

from core.errors import ConfigInvalid, PrinterFull, PrinterUnusable
from core.machine.config import PrinterConfig
from core.printing.escpos import encode as escpos
from core.printing.port import PrinterState
from core.printing.printers.open import open_printer
from tests.printing.slips import a_slip


@pytest.mark.parametrize(
    ("config", "missing"),
    [
        (PrinterConfig("network"), "host"),
        (PrinterConfig("usb"), "vendor_id"),
        (PrinterConfig("usb", vendor_id=1), "product_id"),
        (PrinterConfig("serial"), "port_name"),
        (PrinterConfig("file"), "path"),
        (PrinterConfig("queue"), "queue"),
        (PrinterConfig("pdf"), "path"),
    ],
)
def test_a_printer_without_its_address_is_refused(config: PrinterConfig, missing: str) -> None:
    with pytest.raises(ConfigInvalid, match=rf'"printer\.{missing}" is missing'):
        open_printer(config)


def test_an_office_without_a_printer_works() -> None:
    printer = open_printer(PrinterConfig("none", "kiosk"))

    assert printer.name == "kiosk"
    assert printer.state() is PrinterState.OK
    assert printer.print_slip(a_slip()) is PrinterState.OK


def test_only_a_printer_that_says_so_is_ready() -> None:
    ready = {state for state in PrinterState if state.is_ready}

    assert ready == {PrinterState.OK, PrinterState.NEAR_END}


# --- what nobody foresaw -------------------------------------------------------------------------

BOOMS = (Exception("boom"), ImportError("no module named escpos"), MemoryError(), ValueError("x"))


@pytest.mark.parametrize("boom", BOOMS, ids=repr)
@pytest.mark.parametrize("kind", ["file", "queue", "serial", "pdf"])
def test_a_print_library_that_cannot_be_used_is_a_fault_of_the_printer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, boom: Exception, kind: Any
) -> None:
    def raise_it(*_arguments: Any) -> bytes:
        raise boom

    monkeypatch.setattr(escpos, "drawn", raise_it)
    monkeypatch.setattr(escpos, "typed", raise_it)
    monkeypatch.setattr("core.printing.printers.pdf.page", raise_it)
    address: dict[str, Any] = {"path": str(tmp_path), "queue": "Q", "port_name": "x"}
    printer = open_printer(PrinterConfig(kind, **address))

    with pytest.raises(PrinterUnusable, match=type(boom).__name__) as fault:
        printer.print_slip(a_slip())

    assert not fault.value.may_have_printed


@pytest.mark.parametrize("boom", BOOMS, ids=repr)
def test_a_driver_that_breaks_on_the_way_leaves_a_paper_in_doubt(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, boom: Exception
) -> None:
    def raise_it(*_arguments: Any) -> Any:
        raise boom

    printer = open_printer(PrinterConfig("file", path=str(tmp_path / "paper")))
    monkeypatch.setattr("core.printing.printers.device.connect", raise_it)

    with pytest.raises(PrinterUnusable) as fault:
        printer.print_slip(a_slip())

    assert fault.value.may_have_printed
    assert printer.state() is PrinterState.UNREACHABLE


def test_a_printer_whose_library_is_not_there_opens_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "core.printing.printers.spooler", None)
    printer = open_printer(PrinterConfig("queue", queue="Q"))

    assert printer.state() is PrinterState.UNREACHABLE
    with pytest.raises(PrinterUnusable) as fault:
        printer.print_slip(a_slip())
    assert not fault.value.may_have_printed


def test_a_disk_that_is_full_is_said_to_be() -> None:
    printer = open_printer(PrinterConfig("file", name="hall", path="/dev/full"))

    with pytest.raises(PrinterFull, match='The disk where "hall" writes its papers is full'):
        printer.print_slip(a_slip())
