"""The ways to a receipt printer: TCP, USB, a serial line, a device file.

A wire is one open connection, closed after each use, as printers serve one at a time. Every
failure is an `OSError`, and nothing waits longer than it is told. The libraries for USB and
serial lines are imported where they are used, and named nowhere else.
"""

import os
import select
import socket
import stat
import time
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from core import reasons
from core.errors import N_, Words
from core.machine.config import PrinterConfig

BITS_PER_BYTE = 10  # on a serial line, with start and stop bit
PRINTER_CLASS = 7
_FROM_PRINTER = 0x80  # the direction bit of a USB endpoint


class Wire(Protocol):
    bytes_per_s: float
    """How fast it carries; infinite where that never matters."""

    def send(self, data: bytes, timeout_s: float) -> None:
        """Hand over all of `data`; raises OSError when that fails or takes longer."""

    def receive(self, timeout_s: float) -> bytes:
        """Return what the printer said, b"" if nothing in time; OSError when it hung up."""

    def close(self) -> None: ...


def connect(config: PrinterConfig) -> Wire:
    """Open the wire to a printer of kind network, usb, serial or file.

    Raises:
        OSError: it is not there, or not within `config.timeout_s` seconds.
    """
    match config.kind:
        case "network":
            return TcpWire(config.host, config.port, config.timeout_s)
        case "usb":
            return UsbWire(config.vendor_id, config.product_id)
        case "serial":
            return SerialWire(config.port_name, config.baud)
        case _:
            return FileWire(Path(config.path))


class TcpWire:
    bytes_per_s = float("inf")

    def __init__(self, host: str, port: int, timeout_s: float) -> None:
        try:
            self._socket = socket.create_connection((host, port), timeout_s)
        except (UnicodeError, OverflowError) as error:  # no such name or port can exist
            raise OSError(
                Words(N_("{host}:{port} is not an address"), host=host, port=port)
            ) from error

    def send(self, data: bytes, timeout_s: float) -> None:
        self._socket.settimeout(timeout_s)
        self._socket.sendall(data)

    def receive(self, timeout_s: float) -> bytes:
        self._socket.settimeout(timeout_s)
        try:
            answer = self._socket.recv(64)
        except TimeoutError:
            return b""
        if not answer:
            raise ConnectionAbortedError(N_("it hung up"))
        return answer

    def close(self) -> None:
        self._socket.close()


class SerialWire:
    def __init__(self, port_name: str, baud: int) -> None:
        serial = import_module("serial")
        self.bytes_per_s = baud / BITS_PER_BYTE
        # Printers ask for a pause by DSR, which pyserial obeys where the system can.
        try:
            self._port: Any = serial.Serial(port_name, baud, dsrdtr=True)
        except OSError as error:
            raise OSError(reasons.of(port_name, error)) from error

    def send(self, data: bytes, timeout_s: float) -> None:
        self._port.write_timeout = timeout_s
        self._port.write(data)

    def receive(self, timeout_s: float) -> bytes:
        self._port.timeout = timeout_s
        return bytes(self._port.read(1))

    def close(self) -> None:
        self._port.close()


class UsbWire:
    """A printer-class device, found by its ids; its endpoints are asked, not guessed."""

    bytes_per_s = float("inf")

    def __init__(self, vendor_id: int, product_id: int) -> None:
        self._core, self._util = import_module("usb.core"), import_module("usb.util")
        try:
            device = self._core.find(idVendor=vendor_id, idProduct=product_id)
        except self._core.NoBackendError as error:
            raise OSError(N_("libusb is not installed")) from error
        if device is None:
            raise OSError(
                Words(
                    N_("no USB device {vendor:04x}:{product:04x} is plugged in"),
                    vendor=vendor_id,
                    product=product_id,
                )
            )
        self._device: Any = device
        try:
            self._claim()
        except BaseException:
            self.close()
            raise

    def _claim(self) -> None:
        interface = self._util.find_descriptor(
            self._device.get_active_configuration(), bInterfaceClass=PRINTER_CLASS
        )
        if interface is None:
            raise OSError(N_("the USB device is not a printer"))
        number = interface.bInterfaceNumber
        try:
            if self._device.is_kernel_driver_active(number):
                self._device.detach_kernel_driver(number)
        except NotImplementedError:
            pass  # Windows and macOS have no kernel driver to ask for
        self._util.claim_interface(self._device, number)
        ends = {end.bEndpointAddress & _FROM_PRINTER: end.bEndpointAddress for end in interface}
        self._out, self._in = ends[0], ends.get(_FROM_PRINTER)

    def send(self, data: bytes, timeout_s: float) -> None:
        sent = self._device.write(self._out, data, int(timeout_s * 1000))
        if sent < len(data):
            raise TimeoutError(N_("it stopped taking data"))

    def receive(self, timeout_s: float) -> bytes:
        if self._in is None:
            return b""
        try:
            return bytes(self._device.read(self._in, 64, int(timeout_s * 1000)))
        except self._core.USBTimeoutError:
            return b""

    def close(self) -> None:
        self._util.dispose_resources(self._device)


MEMORY = "/dev/shm"  # noqa: S108 - nothing is kept there, but by whoever has said so


class FileWire:
    """A device such as /dev/usb/lp0, or an ordinary file that grows ticket by ticket."""

    bytes_per_s = float("inf")

    def __init__(self, path: Path) -> None:
        # A device that is unplugged must not become an ordinary file in /dev; memory is no device.
        is_device = path.is_relative_to("/dev") and not path.is_relative_to(MEMORY)
        create = 0 if is_device else os.O_CREAT
        flags = os.O_WRONLY | os.O_APPEND | create
        flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        self._file = os.open(path, flags, 0o644)
        # Windows can only wait for sockets, and writes to devices as to files.
        self._waits = os.name == "posix" and not stat.S_ISREG(os.fstat(self._file).st_mode)

    def send(self, data: bytes, timeout_s: float) -> None:
        ends_at = time.monotonic() + timeout_s
        while data:
            if self._waits and not self._writable(ends_at - time.monotonic()):
                raise TimeoutError(N_("it stopped taking data"))
            data = data[os.write(self._file, data) :]

    def _writable(self, timeout_s: float) -> bool:
        _, writable, _ = select.select([], [self._file], [], max(timeout_s, 0))
        return bool(writable)

    def receive(self, timeout_s: float) -> bytes:  # noqa: ARG002 - a file never answers
        return b""

    def close(self) -> None:
        os.close(self._file)
