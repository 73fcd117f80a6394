"""A kiosk's printer on a real wire, and what is seen of it."""

from collections.abc import Callable

from core.machine.config import PrinterConfig
from core.office import Device, Office
from core.printing.port import Printer
from core.printing.printers.device import EscposPrinter
from core.printing.printers.open import open_printer
from tests.fakes.fake_printer import FakePrinter
from tests.kiosk.conftest import PATIENCE_MS, Kiosk


def wired(machine: FakePrinter) -> Printer:
    return open_printer(
        PrinterConfig(kind="network", host=machine.host, port=machine.port, timeout_s=0.5)
    )


def hurried(machine: FakePrinter) -> Printer:
    """Return a printer that soon takes an unconfirmed paper for one that failed."""
    config = PrinterConfig(kind="network", host=machine.host, port=machine.port)
    return EscposPrinter(config, printing_s=0.3)


def papers_of(kiosk: Kiosk, machine: FakePrinter, count: int) -> list[str]:
    """Wait until so many papers came out, and return them."""
    kiosk.wait(lambda: len(machine.jobs) >= count)
    return machine.papers


def printer_of(office: Office) -> list[tuple[str, str]]:
    """Return what staff see of the kiosk's printer."""
    devices: tuple[Device, ...] = office.devices.all()
    return [(device.name, device.state["printer"]) for device in devices]


def wait_until_told(kiosk: Kiosk, office: Office, state: str) -> None:
    kiosk.wait(lambda: printer_of(office) == [("kiosk-1", state)])


def wait_long(kiosk: Kiosk, happened: Callable[[], bool]) -> None:
    """Wait for what follows a pause of seconds, such as a copy."""
    kiosk._bot.waitUntil(happened, timeout=PATIENCE_MS)
