"""The script that starts a Debian kiosk, run for real between a compositor and a window of ours.

Cage 0.1 (Debian 12) ends with 0 even when its window crashed; it turns the screen itself. Cage 0.2
(Debian 13) ends as its window did, and wlr-randr turns the screen. The stand-ins do as they do.
"""

import os
import socket
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from core.cli.kiosk_setup.files import WINDOWS
from tests.cli.conftest import Run

CAGE = """#!/bin/sh
if [ "$1" = -h ]; then echo "Usage"; {help}; exit; fi
echo "$@" >"{folder}/cage-said"
{begins}
while [ "$1" != -- ]; do shift; done
shift
"$@"
{ends}
"""
RANDR = """#!/bin/sh
if [ $# -gt 0 ]; then echo "$@" >>"{folder}/randr-said"; exit; fi
cat "{folder}/monitors"
"""
MONITORS = """HDMI-A-1 "A monitor" (HDMI-A-1)
  Enabled: yes
  Modes:
    1920x1080 px, 60.000000 Hz (preferred, current)
  Position: 0,0
  Transform: normal
  Scale: 1.000000
DP-1 "A television" (DP-1)
  Enabled: yes
  Transform: 90
"""

Start = Callable[..., int]


@pytest.fixture
def start(run: Run, tmp_path: Path) -> Start:
    """Return a function that starts a window that does `window`, and says how the script ended."""
    commands = tmp_path / "commands"
    commands.mkdir()
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(runtime / "bus"))

    def write(name: str, text: str) -> None:
        (commands / name).write_text(text)
        (commands / name).chmod(0o755)

    def started(
        window: str,
        *options: str,
        begins: str = "",
        ends: str = "exit 0",
        is_old: bool = True,
    ) -> int:
        usage = 'echo " -r"' if is_old else ":"
        write("cage", CAGE.format(folder=tmp_path, begins=begins, ends=ends, help=usage))
        write("wlr-randr", RANDR.format(folder=tmp_path))
        for name in WINDOWS:
            write(f"turnos-{name}", f"#!/bin/sh\n{window}\n")
        (tmp_path / "monitors").write_text(MONITORS)
        root = str(tmp_path / "root")
        run("install-kiosk", "--root", root, "--scripts", str(commands), *options)
        return subprocess.run(
            [tmp_path / "root" / "usr/local/lib/turnos/start-window"],
            env={
                "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
                "XDG_RUNTIME_DIR": str(runtime),
            },
            check=False,
            timeout=60,
        ).returncode

    return started


@pytest.mark.parametrize(
    ("window", "cage", "code"),
    [
        ("exit 0", "exit 0", 0),
        ("exit 0", "kill -ABRT $$", 0),  # staff left, and cage stumbled at its own end
        ("exit 70", "exit 0", 70),
        ("kill -SEGV $$", "exit 0", 139),
        ("kill -KILL $$", "exit 0", 137),
        ("kill -KILL $PPID", "exit 0", 1),  # no word of the window's end: never taken for staff's
        ("kill -KILL $PPID", "exit 3", 3),
    ],
)
def test_the_script_ends_as_the_window_ended(
    start: Start, window: str, cage: str, code: int
) -> None:
    assert start(window, ends=cage) == code


@pytest.mark.parametrize("code", [0, 70])
def test_a_graphics_card_without_a_driver_is_left_out(start: Start, code: int) -> None:
    crashes = '[ "${WLR_RENDERER-}" = pixman ] || kill -SEGV $$'

    assert start(f"exit {code}", begins=crashes) == code


def test_a_compositor_that_stumbles_at_its_end_brings_no_window_back(
    start: Start, tmp_path: Path
) -> None:
    start(f"echo run >>{tmp_path}/runs; exit 0", ends="kill -ABRT $$")

    assert (tmp_path / "runs").read_text().split() == ["run"]


@pytest.mark.parametrize("window", ["kiosk", "display"])
def test_nobody_sees_a_pointer(start: Start, tmp_path: Path, window: str) -> None:
    start(f'cp "$XCURSOR_PATH/$XCURSOR_THEME/cursors/left_ptr" {tmp_path}', "--window", window)

    # Xcursor's format: a head, one entry of its table, one picture of one dot.
    words = struct.unpack("<4s16I", (tmp_path / "left_ptr").read_bytes())
    assert words[:4] == (b"Xcur", 16, 0x10000, 1)
    assert words[4:7] == (0xFFFD0002, 24, 28)
    assert words[7:] == (36, 0xFFFD0002, 24, 1, 1, 1, 0, 0, 0, 0)


def test_a_facilitator_sees_the_pointer(start: Start) -> None:
    assert start('[ -z "${XCURSOR_THEME-}" ]', "--window", "counter") == 0


def test_the_word_of_an_earlier_window_does_not_count(start: Start) -> None:
    assert start("exit 0") == 0

    assert start("kill -KILL $PPID") == 1


@pytest.mark.parametrize(
    ("options", "is_old", "said"),
    [
        ((), True, "-d"),
        (("--rotate", "90"), True, "-d -r"),
        (("--rotate", "180"), True, "-d -rr"),
        (("--rotate", "270", "--output", "DP-1"), True, "-d -rrr"),
        (("--rotate", "270"), False, "-d"),
        (("--output", "HDMI-A-1"), False, "-d"),
    ],
)
def test_cage_is_told_what_its_release_knows(
    start: Start, tmp_path: Path, options: tuple[str, ...], is_old: bool, said: str
) -> None:
    start("exit 0", *options, is_old=is_old)

    told = (tmp_path / "cage-said").read_text()
    assert told.startswith(f"{said} -- ")
    assert (tmp_path / "randr-said").exists() == bool(options and not is_old)


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        (("--rotate", "90"), ["--output HDMI-A-1 --transform 90"]),
        (
            ("--rotate", "180"),
            ["--output HDMI-A-1 --transform 180", "--output DP-1 --transform 180"],
        ),
        (("--output", "HDMI-A-1"), ["--output DP-1 --off"]),
        (("--output", "DP-1", "--rotate", "90"), ["--output HDMI-A-1 --off"]),
        (("--output", "VGA-1", "--rotate", "90"), ["--output HDMI-A-1 --transform 90"]),
    ],
)
def test_only_the_monitors_that_are_not_so_yet_are_changed(
    start: Start, tmp_path: Path, options: tuple[str, ...], changes: list[str]
) -> None:
    start("exit 0", *options, is_old=False)

    assert (tmp_path / "randr-said").read_text().splitlines() == changes
