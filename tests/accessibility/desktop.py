"""A desktop that nobody sees, with what a screen reader needs: an X server, a session bus, AT-SPI.

All of it is private (its own display number, sockets and folder), so that several may run at once,
as root and without a system bus too.
"""

import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from struct import unpack_from

import psutil

SIZE = (1080, 1920)
PATIENCE_S = 30.0
LOOK_AGAIN_S = 0.2
PYTHON = Path("/usr/bin/python3")  # Debian's own: the one that has its libraries
SERVICE = Path("/usr/share/dbus-1/services/org.a11y.Bus.service")
NEEDED = {
    "xvfb": "/usr/bin/Xvfb",
    "dbus-daemon": "/usr/bin/dbus-daemon",
    "at-spi2-core": str(SERVICE),
    "python3-gi": str(PYTHON),
}
BUS = """<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
XWD_HEADER, XWD_COLOUR = ">25I", 12
Box = tuple[int, int, int, int]


class DesktopError(Exception):
    """There can be no such desktop here; the sentence says why, or what to install."""


def to_install(*packages: str) -> str:
    """Return the sentence about Debian packages that are missing."""
    names = " ".join(packages)
    return f"{names} is missing: run `make setup`, or `sudo apt-get install --yes {names}`."


@dataclass(frozen=True)
class Desktop:
    """A running one. `environment` is for the programs on it; `reader` speaks with theirs."""

    environment: Mapping[str, str]
    picture: Path

    def pixels(self, box: Box) -> list[str]:
        """Return the colours (`#0A2733`) that are on the screen in `box`, row by row."""
        left, top, width, height = box
        image = self.picture.read_bytes()
        header = unpack_from(XWD_HEADER, image)
        size, little_endian, row, colours = header[0], not header[7], header[12], header[19]
        start = size + colours * XWD_COLOUR
        found = []
        for y in range(max(0, top), min(top + height, header[5])):
            for x in range(max(0, left), min(left + width, header[4])):
                at = start + y * row + x * 4
                value = int.from_bytes(image[at : at + 4], "little" if little_endian else "big")
                found.append(f"#{value & 0xFFFFFF:06X}")
        return found


@contextmanager
def desktop() -> Iterator[Desktop]:
    """Run a desktop.

    Raises:
        DesktopError: something it needs is missing, or does not start.
    """
    missing = [package for package, file in NEEDED.items() if not Path(file).exists()]
    if missing:
        raise DesktopError(to_install(*missing))
    # Not in pytest's folder: a socket's path may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="a11y-"))
    try:
        with _server(folder) as display, _session_bus(folder, display) as environment:
            yield Desktop(environment, folder / "Xvfb_screen0")
    finally:
        _end_all_of(folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(folder: Path) -> Iterator[str]:
    """Run an X server; its first screen is a file in `folder`."""
    screen = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-screen", "0", screen, "-fbdir", str(folder), "-nolisten", "tcp"]
    with _told(folder / "Xvfb.log", [*command, "-noreset", "-displayfd"]) as number:
        yield f":{number}"


@contextmanager
def _session_bus(folder: Path, display: str) -> Iterator[dict[str, str]]:
    """Run a bus on which nothing but AT-SPI is started by being asked for."""
    services = folder / "services"
    services.mkdir()
    shutil.copy(SERVICE, services)
    settings = folder / "session.conf"
    settings.write_text(BUS.format(folder=folder), encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    environment = kept | {
        "DISPLAY": display,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "GSETTINGS_BACKEND": "memory",
    }
    command = ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address"]
    with _told(folder / "bus.log", command, environment, joined="=") as address:
        yield environment | {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }


@contextmanager
def _told(
    log: Path, command: list[str], environment: Mapping[str, str] | None = None, joined: str = ""
) -> Iterator[str]:
    """Run `command`, whose last word takes a descriptor; yield the line it writes there."""
    reading, writing = os.pipe()
    last = [f"{command[-1]}={writing}"] if joined else [command[-1], str(writing)]
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*command[:-1], *last],
            env=environment,
            pass_fds=[writing],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
    os.close(writing)
    try:
        yield _line(reading, command[0], log)
    finally:
        os.close(reading)
        end(process)


def _line(reading: int, name: str, log: Path) -> str:
    deadline = time.monotonic() + PATIENCE_S
    line = b""
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([reading], [], [], max(0.0, deadline - time.monotonic()))
        some = os.read(reading, 1024) if ready else b""
        if not some:
            raise DesktopError(f"{name} does not start:\n{log.read_text(errors='replace')}")
        line += some
    return line.decode().strip()


def end(process: "subprocess.Popen[str] | subprocess.Popen[bytes]") -> int:
    """End a process, in good time or at once; return its exit code."""
    process.terminate()
    try:
        return process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _end_all_of(folder: Path) -> None:
    """End what the buses started by themselves: nobody's children, but with our folder."""
    for end_it in (psutil.Process.terminate, psutil.Process.kill):
        deadline = time.monotonic() + PATIENCE_S / 10
        for process in living_in(folder):
            with suppress(psutil.Error):
                end_it(process)
        while living_in(folder) and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN_S)


def living_in(folder: Path) -> list[psutil.Process]:
    """Return the processes with our folder; one that has ended has no environment any more."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get("XDG_RUNTIME_DIR") == str(folder):
                found.append(process)
    return found
