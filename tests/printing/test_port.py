import pytest

from core.config import PrinterConfig
from core.errors import ConfigInvalid
from core.printing.port import PrinterState, open_printer
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
