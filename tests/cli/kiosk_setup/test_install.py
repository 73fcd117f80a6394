"""`turnos install-kiosk`: what it would do, what it leaves on a disk, and how it comes away."""

import os
from configparser import ConfigParser
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import pytest

from core.cli.kiosk_setup import machine
from core.cli.kiosk_setup.files import MATRICES, PACKAGES
from core.cli.kiosk_setup.place import TargetPlace
from core.errors import ProgramNotReadable, SetUpFailed
from tests.cli.conftest import Run

TREE = Path(__file__).resolve().parents[3]
UNITS = Path("etc/systemd/system")
UNIT = UNITS / "turnos-window.service"
START = Path("usr/local/lib/turnos/start-window")
RULES = Path("etc/udev/rules.d/98-turnos-touch.rules")
SHELL = "{http://schemas.microsoft.com/ShellLauncher/2018/Configuration}"
ACCESS = "{http://schemas.microsoft.com/AssignedAccess/2017/config}"
RS5 = "{http://schemas.microsoft.com/AssignedAccess/201810/config}"


def all_below(root: Path) -> dict[str, str]:
    """Return every file, link and folder below `root`, with what is in it."""
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            held = f"-> {path.readlink()}"
        else:
            held = "folder" if path.is_dir() else path.read_text()
        found[str(path.relative_to(root))] = held
    return found


def ini(path: Path) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.read_string(path.read_text())
    return parser


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Return an empty folder that stands for a machine's disk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


# --- Debian


def test_a_dry_run_says_everything_and_changes_nothing(run: Run, disk: Path) -> None:
    said = run("install-kiosk", "--dry-run", "--root", str(disk), "--rotate", "90")

    assert said.code == 0, said.error
    assert all_below(disk) == {}
    really = run("install-kiosk", "--root", str(disk), "--rotate", "90")
    assert really.code == 0, really.error
    for name, held in all_below(disk).items():
        if held == "folder" or name.startswith("var/lib/turnos"):
            continue
        assert f"/{name}" in said.out
        assert held.removeprefix("-> ") in said.out


def test_the_unit_restarts_a_crash_and_lets_staff_leave(run: Run, disk: Path) -> None:
    run("install-kiosk", "--root", str(disk), "--user", "kiosco", "--window", "display")

    unit = ini(disk / UNIT)
    assert unit["Service"]["User"] == "kiosco"
    assert unit["Service"]["ExecStart"] == f"/{START}"
    assert unit["Service"]["Restart"] == "on-failure"
    assert unit["Service"]["NotifyAccess"] == "all"
    assert unit["Unit"]["Conflicts"] == "getty@tty1.service"
    assert unit["Unit"]["StartLimitBurst"] == "5"
    again = ini(disk / UNITS / unit["Unit"]["OnFailure"])
    assert again["Timer"]["Unit"] == UNIT.name
    started = disk / UNITS / f"{unit['Install']['WantedBy']}.wants" / UNIT.name
    assert (started.parent / started.readlink()).resolve() == (disk / UNIT).resolve()
    assert f"{machine.scripts()}/turnos-display" in (disk / START).read_text()
    assert os.access(disk / START, os.X_OK)


def test_nothing_lets_the_machine_sleep_or_leave_the_window(run: Run, disk: Path) -> None:
    run("install-kiosk", "--root", str(disk))

    for unit in ("sleep", "suspend", "hibernate", "hybrid-sleep", "ctrl-alt-del"):
        assert (disk / UNITS / f"{unit}.target").readlink() == Path("/dev/null")
    logind = ini(disk / "etc/systemd/logind.conf.d/50-turnos.conf")["Login"]
    assert (logind["NAutoVTs"], logind["ReserveVT"], logind["IdleAction"]) == ("0", "0", "ignore")
    assert "XKB_DEFAULT_OPTIONS=srvrkeys:none" in (disk / START).read_text()
    assert (disk / "var/lib/systemd/linger/turnos").exists()


def test_a_second_run_finds_nothing_to_change(run: Run, disk: Path) -> None:
    run("install-kiosk", "--root", str(disk), "--rotate", "270")
    before = all_below(disk)

    again = run("install-kiosk", "--root", str(disk), "--rotate", "270")

    assert (again.code, again.out) == (0, "Nothing to change.\n")
    assert all_below(disk) == before


def test_removing_leaves_what_was_there_before(run: Run, disk: Path) -> None:
    (disk / UNITS).mkdir(parents=True)
    (disk / UNIT).write_text("somebody else's")
    (disk / UNITS / "display-manager.service").symlink_to("/lib/systemd/system/gdm3.service")
    (disk / UNITS / "sleep.target").symlink_to("/dev/null")
    before = all_below(disk)

    run("install-kiosk", "--root", str(disk), "--compositor", "labwc", "--rotate", "90")
    during = all_below(disk)
    run("install-kiosk", "--root", str(disk))
    removed = run("install-kiosk", "--root", str(disk), "--remove")

    assert during[f"{UNIT}.turnos-saved"] == "somebody else's"
    assert during[f"{UNITS}/display-manager.service"] == "-> /dev/null"
    assert f"Put back: /{UNIT}" in removed.out
    assert all_below(disk) == before
    nothing = run("install-kiosk", "--root", str(disk), "--remove")
    assert (nothing.code, nothing.out) == (0, "Nothing to change.\n")


def test_other_options_take_the_files_of_the_former_ones_away(run: Run, disk: Path) -> None:
    run("install-kiosk", "--root", str(disk), "--compositor", "labwc", "--rotate", "90")
    labwc = disk / "etc/turnos/labwc/rc.xml"
    keys = ET.parse(labwc).getroot().iter("action")
    assert {key.get("name") for key in keys} == {"None", "Maximize"}

    run("install-kiosk", "--root", str(disk))

    assert not labwc.exists()
    assert not (disk / RULES).exists()


def test_a_saved_file_is_never_written_over(run: Run, disk: Path) -> None:
    (disk / UNITS).mkdir(parents=True)
    (disk / UNIT).write_text("mine")
    (disk / f"{UNIT}.turnos-saved").write_text("mine too")

    run("install-kiosk", "--root", str(disk))
    run("install-kiosk", "--root", str(disk), "--remove")

    assert (disk / UNIT).read_text() == "mine"
    assert (disk / f"{UNIT}.turnos-saved").read_text() == "mine too"


def test_a_removal_that_was_interrupted_goes_on(run: Run, disk: Path) -> None:
    run("install-kiosk", "--root", str(disk))
    place = TargetPlace(PurePosixPath("/var/lib/turnos/install-kiosk.json"), disk)
    place.carry_out(place.to_remove()[:1])
    assert not (disk / UNIT).exists()

    left = run("install-kiosk", "--root", str(disk), "--remove", "--dry-run", "--json").json
    run("install-kiosk", "--root", str(disk), "--remove")

    commands = left["commands"]
    assert isinstance(commands, list)
    assert all(command[:2] != ["systemctl", "stop"] for command in commands)  # it would fail
    assert all_below(disk) == {}


def test_what_is_filled_in_is_not_filled_again(run: Run, disk: Path) -> None:
    run("install-kiosk", "--root", str(disk), "--config", "/etc/@WINDOW@/@USER@.toml")

    assert "--config /etc/@WINDOW@/@USER@.toml" in (disk / START).read_text()


def test_the_answer_in_json_holds_the_same(run: Run, disk: Path) -> None:
    said = run("install-kiosk", "--root", str(disk), "--dry-run", "--json").json

    assert (said["system"], said["dry_run"]) == ("debian", True)
    changes = said["changes"]
    assert isinstance(changes, list)
    assert {"write", "link"} == {change["what"] for change in changes}
    assert f"/{UNIT}" in {change["path"] for change in changes}
    commands = said["commands"]
    assert isinstance(commands, list)
    assert commands[0][:2] == ["apt-get", "install"]
    assert {*PACKAGES, "cage"} <= set(commands[0])


# The native point of a touch, as shares of width and height, and where it lies on a page turned so:
# the page's top edge is at the panel's left edge with 90, at its right edge with 270.
@pytest.mark.parametrize(
    ("turn", "native", "on_page"),
    [
        ("90", (0.0, 1.0), (0.0, 0.0)),
        ("90", (0.8, 0.3), (0.7, 0.8)),
        ("180", (0.8, 0.3), (0.2, 0.7)),
        ("270", (1.0, 0.0), (0.0, 0.0)),
        ("270", (0.2, 0.7), (0.7, 0.8)),
    ],
)
def test_a_touch_lands_where_the_turned_page_shows_it(
    run: Run,
    disk: Path,
    turn: str,
    native: tuple[float, float],
    on_page: tuple[float, float],
) -> None:
    run("install-kiosk", "--root", str(disk), "--rotate", turn)

    a, b, c, d, e, f = (int(each) for each in MATRICES[turn].split())
    x, y = native
    assert (a * x + b * y + c, d * x + e * y + f) == pytest.approx(on_page)
    assert f'"{MATRICES[turn]}"' in (disk / RULES).read_text()


def test_without_rights_the_command_to_type_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    refused = run("--config", "/etc/turnos.toml", "install-kiosk", "--rotate", "90", "--remove")

    assert refused.code == 1
    command = f"sudo {machine.scripts()}/turnos --config /etc/turnos.toml install-kiosk"
    assert f"Run: {command} --rotate 90 --remove\n" in refused.error


@pytest.mark.parametrize(
    "wrong",
    [
        ("--user", "root"),
        ("--user", "Ana López"),
        ("--output", "HDMI 1; reboot"),
        ("--system", "windows"),
        ("--database", "sqlite:///somewhere"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, wrong: tuple[str, ...]) -> None:
    assert run("install-kiosk", "--dry-run", *wrong).code == 2


def test_the_settings_file_is_handed_to_the_window(run: Run, disk: Path) -> None:
    run("install-kiosk", "--root", str(disk), "--config", "/etc/turnos/my kiosk.toml")

    assert "turnos-kiosk --config '/etc/turnos/my kiosk.toml'" in (disk / START).read_text()


def test_qts_wayland_libraries_are_those_that_set_up_knows() -> None:
    known = (TREE / "tools" / "debian-packages.txt").read_text().split()

    assert {name for name in PACKAGES if name.startswith("libwayland")} <= set(known)
    assert {"seatd", "xwayland"} <= set(PACKAGES)


# --- the machine


def test_an_account_is_made_only_as_far_as_it_is_missing() -> None:
    assert machine.account_commands("root", ["root"]) == ()
    assert machine.account_commands("root", ["root", "no-such"])[0][-2:] == ("no-such", "root")
    made, joins = machine.account_commands("no-such-account", ["audio"])
    assert (made[0], made[-1]) == ("useradd", "no-such-account")
    assert joins[-2:] == ("audio", "no-such-account")


def test_a_program_that_the_account_cannot_reach_is_refused(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    program = closed / "turnos-kiosk"
    program.touch(mode=0o755)
    closed.chmod(0o700)

    with pytest.raises(ProgramNotReadable) as refused:
        machine.refuse_unreadable([program], "no-such-account")

    assert Path(str(refused.value.fields["path"])) in (closed, *closed.parents)


@pytest.mark.parametrize("command", [("false",), ("no-such-program", "--now")])
def test_a_command_that_fails_is_named(command: tuple[str, ...]) -> None:
    with pytest.raises(SetUpFailed, match=command[0]):
        machine.run(command)


# --- Windows


def test_windows_restarts_a_crash_and_lets_staff_leave(run: Run, disk: Path) -> None:
    run("install-kiosk", "--system", "windows", "--root", str(disk), "--config", r"C:\a b.toml")

    folder = disk / "ProgramData" / "turnos" / "kiosk"
    shell = ET.parse(folder / "shell-launcher.xml").getroot()
    profile = shell.find(f"{SHELL}Profiles/{SHELL}Profile")
    assert profile is not None
    launched = profile.find(f"{SHELL}Shell")
    assert launched is not None
    assert launched.get("Shell") == (
        r"C:\turnos\.venv\Scripts\pythonw.exe -m core.cli.keep kiosk --config " + r'"C:\a b.toml"'
    )
    actions = [each.attrib for each in launched.iter() if "Action" in each.attrib]
    assert actions == [{"ReturnCode": "0", "Action": "DoNothing"}, {"Action": "RestartShell"}]
    followed = shell.find(f"{SHELL}Configs/{SHELL}Config/{SHELL}Profile")
    assert followed is not None
    assert followed.get("Id") == profile.get("Id")


def test_windows_is_told_again_though_every_file_is_there(run: Run, disk: Path) -> None:
    here = ("install-kiosk", "--system", "windows", "--root", str(disk), "--json")
    run(*here)

    again = run(*here).json

    assert again["changes"] == []
    commands = again["commands"]
    assert isinstance(commands, list)
    assert commands[0][-1].endswith("turnos-kiosk.ps1")


def test_a_path_with_a_backslash_at_its_end_stays_one_word(run: Run, disk: Path) -> None:
    folder = "C:\\my turnos\\"
    run("install-kiosk", "--system", "windows", "--root", str(disk), "--config", folder)

    shell = (disk / "ProgramData" / "turnos" / "kiosk" / "shell-launcher.xml").read_text()
    assert r"--config &quot;C:\my turnos\\&quot;" in shell


def test_windows_pro_runs_nothing_but_the_window(run: Run, disk: Path) -> None:
    scripts = r"D:\turnos & co\Scripts"
    run("install-kiosk", "--system", "windows", "--root", str(disk), "--scripts", scripts)

    folder = disk / "ProgramData" / "turnos" / "kiosk"
    access = ET.parse(folder / "assigned-access.xml").getroot()
    allowed = list(access.iter(f"{ACCESS}App"))
    starting = [app for app in allowed if app.get(f"{RS5}AutoLaunch") == "true"]
    assert [app.get("DesktopAppPath") for app in starting] == [rf"{scripts}\pythonw.exe"]
    assert starting[0].get(f"{RS5}AutoLaunchArguments") == "-m core.cli.keep kiosk"
    paths = [app.get("DesktopAppPath") or "" for app in allowed]
    assert all(path.endswith(("python.exe", "pythonw.exe")) for path in paths)
    script = (folder / "turnos-kiosk.ps1").read_text()
    assert "@" not in script.replace("@(", "")
    assert script.isascii()  # PowerShell 5 reads a file without a mark as the machine's code page
