"""Printers at the end of a serial line, a USB cable or a device file.

The serial line is a real one of the system, with the fake printer at its other end. USB is seen
through the library's own calls, as no USB device can be plugged into a test.
"""

import os
import sys
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import pytest

from core.errors import PrinterOutOfPaper, PrinterSilent, PrinterUnreachable
from core.machine.config import PrinterConfig
from core.printing.escpos.commands import Command
from core.printing.escpos.read_back import decode, read_sheet
from core.printing.port import PrinterState
from core.printing.printers.device import EscposPrinter
from core.printing.printers.open import open_printer
from core.printing.printers.wires import MEMORY, FileWire, UsbWire
from tests.fakes.fake_printer import ANSWERS, PROCESSED, FakeSerialPrinter, Machine, Mode
from tests.printing.slips import a_slip

pytestmark = pytest.mark.timeout(20)
FAST = 115_200


def serial_config(printer: FakeSerialPrinter, **changes: Any) -> PrinterConfig:
    config = PrinterConfig("serial", port_name=printer.port_name, baud=FAST, timeout_s=5)
    return replace(config, **changes)


# --- serial --------------------------------------------------------------------------------------


def test_a_ticket_comes_out_of_a_serial_printer() -> None:
    with FakeSerialPrinter() as printer:
        after = open_printer(serial_config(printer)).print_slip(a_slip())

        (paper,) = printer.papers
        assert after is PrinterState.OK
        assert "P-014" in paper
        assert "acérquese a un facilitador." in " ".join(paper.split())


@pytest.mark.parametrize("mode", ANSWERS)
def test_a_serial_printer_tells_its_states_apart(mode: Mode) -> None:
    states = {"out": "out_of_paper"}
    with FakeSerialPrinter(mode) as printer:
        state = open_printer(serial_config(printer)).state()

    assert state == states.get(mode, mode.value)


def test_a_serial_printer_without_paper_is_sent_nothing() -> None:
    with FakeSerialPrinter(Mode.OUT) as printer:
        with pytest.raises(PrinterOutOfPaper) as refusal:
            open_printer(serial_config(printer)).print_slip(a_slip())
        printer.become(Mode.OK)

        assert not refusal.value.may_have_printed
        assert printer.unfinished == b""


def test_a_serial_line_with_nobody_at_its_end_is_unknown() -> None:
    with FakeSerialPrinter(Mode.SILENT) as printer:
        assert open_printer(serial_config(printer, timeout_s=0.2)).state() is PrinterState.UNKNOWN


def test_a_serial_port_that_is_not_there_is_unreachable() -> None:
    device = open_printer(PrinterConfig("serial", port_name="/dev/no-such-port"))

    assert device.state() is PrinterState.UNREACHABLE
    with pytest.raises(PrinterUnreachable, match="no-such-port"):
        device.print_slip(a_slip())


# --- files ---------------------------------------------------------------------------------------


def test_a_file_takes_ticket_after_ticket_and_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tickets.bin"
    device = open_printer(PrinterConfig("file", path=str(path)))

    first, second = device.print_slip(a_slip()), device.print_slip(a_slip(code="P-015"))

    assert {first, second, device.state()} == {PrinterState.UNKNOWN}
    sheet = read_sheet(path.read_bytes())
    assert sheet.cuts == 2
    assert sheet.unknown == ()
    assert sheet.lines.index("P-014") < sheet.lines.index("P-015")


def test_a_file_in_a_missing_folder_is_unreachable(tmp_path: Path) -> None:
    device = open_printer(PrinterConfig("file", path=str(tmp_path / "missing" / "tickets.bin")))

    with pytest.raises(PrinterUnreachable, match="no such file") as refusal:
        device.print_slip(a_slip())

    assert not refusal.value.may_have_printed


def test_an_unplugged_device_does_not_become_a_file() -> None:
    device = open_printer(PrinterConfig("file", path="/dev/turnos-no-such-printer"))

    assert device.state() is PrinterState.UNREACHABLE
    with pytest.raises(PrinterUnreachable):
        device.print_slip(a_slip())
    assert not Path("/dev/turnos-no-such-printer").exists()


def test_a_device_that_stops_taking_data_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    far_end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # opened, and never read
    try:
        device = open_printer(PrinterConfig("file", path=str(pipe), timeout_s=0.2))

        with pytest.raises(PrinterUnreachable, match="stopped taking data") as refusal:
            device.print_slip(a_slip())
    finally:
        os.close(far_end)

    assert refusal.value.may_have_printed


def test_a_device_gets_every_byte_however_few_it_takes_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    far_end = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        wire = FileWire(pipe)
        wire.send(b"x" * 5000, 5)
        wire.close()

        assert os.read(far_end, 10_000) == b"x" * 5000
    finally:
        os.close(far_end)


def test_a_device_that_is_not_there_does_not_become_a_file() -> None:
    device = Path("/dev") / f"turnos-lp-{os.getpid()}"

    with pytest.raises(FileNotFoundError):
        FileWire(device)

    assert not device.exists()


def test_a_file_in_memory_is_a_file() -> None:
    with TemporaryDirectory(dir=MEMORY) as folder:
        paper = Path(folder) / "paper.escpos"
        wire = FileWire(paper)
        wire.send(b"P-014", 1)
        wire.close()

        assert paper.read_bytes() == b"P-014"


# --- USB -----------------------------------------------------------------------------------------


class USBError(OSError):
    pass


class USBTimeoutError(USBError):
    pass


class NoBackendError(ValueError):
    pass


@dataclass
class Endpoint:
    bEndpointAddress: int  # noqa: N815 - the library's name


class Interface(list[Endpoint]):
    bInterfaceNumber = 0  # noqa: N815


@dataclass
class UsbDevice:
    """What pyusb gives for a plugged printer, as far as the wire uses it."""

    machine: Machine
    interface: Interface | None = field(
        default_factory=lambda: Interface([Endpoint(0x03), Endpoint(0x84)])
    )
    has_kernel_driver: bool | None = True
    log: list[str] = field(default_factory=list)
    answers: bytes = b""

    def get_active_configuration(self) -> object:
        return self

    def is_kernel_driver_active(self, _number: int) -> bool:
        if self.has_kernel_driver is None:
            raise NotImplementedError
        return self.has_kernel_driver

    def detach_kernel_driver(self, _number: int) -> None:
        self.log.append("detached")

    def write(self, end: int, data: bytes, _timeout_ms: int) -> int:
        assert end == 0x03
        self.answers += self.machine.receive(data)
        return len(data)

    def read(self, end: int, size: int, _timeout_ms: int) -> bytes:
        assert end == 0x84
        if not self.answers:
            raise USBTimeoutError
        assert size == 64
        packet, self.answers = self.answers[:1], self.answers[1:]
        return packet


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> list[UsbDevice]:
    """Stand in for pyusb; the list is what is plugged in."""
    devices: list[UsbDevice] = []

    def find(**_ids: int) -> UsbDevice | None:
        return devices[0] if devices else None

    def find_descriptor(device: UsbDevice, **_wanted: int) -> Interface | None:
        return device.interface

    def claim_interface(device: UsbDevice, _number: int) -> None:
        device.log.append("claimed")

    def dispose_resources(device: UsbDevice) -> None:
        device.log.append("released")

    core, util = ModuleType("usb.core"), ModuleType("usb.util")
    vars(core).update(
        find=find,
        USBError=USBError,
        USBTimeoutError=USBTimeoutError,
        NoBackendError=NoBackendError,
    )
    vars(util).update(
        find_descriptor=find_descriptor,
        claim_interface=claim_interface,
        dispose_resources=dispose_resources,
    )
    for name, module in {"usb.core": core, "usb.util": util}.items():
        monkeypatch.setitem(sys.modules, name, module)
    return devices


USB = PrinterConfig("usb", vendor_id=0x04B8, product_id=0x0E15, timeout_s=0.2)


def test_a_ticket_comes_out_of_a_usb_printer(plugged: list[UsbDevice]) -> None:
    device = UsbDevice(Machine())
    plugged.append(device)

    assert open_printer(USB).print_slip(a_slip()) is PrinterState.OK

    assert "P-014" in device.machine.papers[0]
    assert device.log == ["detached", "claimed", "released"] * 3  # asked, printed, asked


class Forgetful(Machine):
    """It forgets the tickets it is sent while `forgets`, as if its power failed in each."""

    forgets = False
    has_forgotten = False
    late = b""  # what it has still to say about an earlier one

    def take(self, commands: list[Command]) -> bytes:
        self.has_forgotten |= self.forgets and any(each.name != PROCESSED for each in commands)
        if self.has_forgotten or not commands:
            return b""
        late, self.late = self.late, b""
        return late + super().take(commands)


def test_what_a_usb_printer_says_late_does_not_confirm_the_next_ticket(
    plugged: list[UsbDevice],
) -> None:
    machine = Forgetful()
    plugged.append(UsbDevice(machine))
    device = EscposPrinter(USB, printing_s=0.1)
    device.print_slip(a_slip())
    machine.forgets = True
    with pytest.raises(PrinterSilent):
        device.print_slip(a_slip())
    machine.has_forgotten, machine.late = False, b"\x00"

    with pytest.raises(PrinterSilent) as refusal:
        device.print_slip(a_slip())

    assert refusal.value.may_have_printed


def test_a_usb_printer_without_paper_is_sent_nothing(plugged: list[UsbDevice]) -> None:
    plugged.append(UsbDevice(Machine(Mode.OUT)))

    with pytest.raises(PrinterOutOfPaper) as refusal:
        open_printer(USB).print_slip(a_slip())

    assert not refusal.value.may_have_printed


@pytest.mark.parametrize("has_kernel_driver", [False, None])
def test_a_usb_printer_without_a_kernel_driver_needs_no_detaching(
    plugged: list[UsbDevice], has_kernel_driver: bool | None
) -> None:
    plugged.append(UsbDevice(Machine(), has_kernel_driver=has_kernel_driver))

    assert open_printer(USB).state() is PrinterState.OK
    assert plugged[0].log == ["claimed", "released"]


def test_a_usb_printer_that_only_listens_is_unknown(plugged: list[UsbDevice]) -> None:
    plugged.append(UsbDevice(Machine(), interface=Interface([Endpoint(0x03)])))

    assert open_printer(USB).state() is PrinterState.UNKNOWN


def test_an_unplugged_usb_printer_is_unreachable(plugged: list[UsbDevice]) -> None:
    with pytest.raises(PrinterUnreachable, match="04b8:0e15 is plugged in"):
        open_printer(USB).print_slip(a_slip())


def test_a_usb_device_that_is_no_printer_is_released(plugged: list[UsbDevice]) -> None:
    plugged.append(UsbDevice(Machine(), interface=None))

    assert open_printer(USB).state() is PrinterState.UNREACHABLE
    assert plugged[0].log == ["released"]


def test_a_machine_without_libusb_is_told_so(plugged: list[UsbDevice]) -> None:
    def no_backend(**_ids: int) -> None:
        raise NoBackendError

    vars(sys.modules["usb.core"])["find"] = no_backend

    with pytest.raises(PrinterUnreachable, match="libusb is not installed"):
        open_printer(USB).print_slip(a_slip())


def test_a_usb_printer_that_takes_only_a_part_fails(
    plugged: list[UsbDevice], monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged.append(UsbDevice(Machine()))
    wire = UsbWire(1, 2)
    monkeypatch.setattr(UsbDevice, "write", lambda *_: 3)

    with pytest.raises(TimeoutError):
        wire.send(b"four", 0.1)


def test_the_real_usb_library_has_what_the_wire_uses() -> None:
    core, util = import_module("usb.core"), import_module("usb.util")

    assert callable(core.find)
    assert callable(util.find_descriptor)
    assert callable(util.claim_interface)
    assert callable(util.dispose_resources)
    assert issubclass(core.USBTimeoutError, OSError)
    assert issubclass(core.NoBackendError, ValueError)


def test_a_serial_line_is_sent_typed_letters_and_the_rest_are_sent_dots(tmp_path: Path) -> None:
    with FakeSerialPrinter() as printer:
        EscposPrinter(serial_config(printer)).print_slip(a_slip())
        typed = printer.jobs[0]
    EscposPrinter(PrinterConfig("file", path=str(tmp_path / "t"))).print_slip(a_slip())
    drawn = (tmp_path / "t").read_bytes()

    assert len(typed) < 6_500
    assert len(drawn) > 50_000
    assert "Atención preferencial" in decode(typed)
    assert "Atención preferencial" in decode(drawn)
