"""What set-up promises: the lock is whole and anybody's, and the stamp never tells a lie."""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tools import setup as setting_up

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = "# why\n\nglib64 | glib\nlibgl\n\n[screen] windows\n\nxcb\n"


def locked() -> dict[str, tuple[Requirement, int]]:
    """Return every locked release with the number of its hashes."""
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE).strip())
    releases = [
        (Requirement(each.split(" \\")[0]), each.count("--hash=sha256:")) for each in entries
    ]
    return {canonicalize_name(release.name): (release, hashes) for release, hashes in releases}


def asked_for() -> list[Requirement]:
    groups = PROJECT["dependency-groups"].values()
    named = [each for group in groups for each in group if isinstance(each, str)]
    return [Requirement(each) for each in [*PROJECT["project"]["dependencies"], *named]]


@pytest.mark.parametrize("wish", asked_for(), ids=str)
def test_the_lock_has_a_release_for_every_dependency(wish: Requirement) -> None:
    release, _ = locked()[canonicalize_name(wish.name)]

    (pin,) = release.specifier

    assert wish.specifier.contains(Version(pin.version))


def test_every_locked_release_is_one_version_with_hashes() -> None:
    entries = locked().values()

    assert all([pin.operator for pin in each.specifier] == ["=="] for each, _ in entries)
    assert all(hashes for _, hashes in entries)


def test_the_lock_names_no_place_to_fetch_from() -> None:
    options = {line.split()[0] for line in LOCK.splitlines() if line.lstrip().startswith("-")}

    assert not re.search(r"://| @ |file:|/", LOCK)
    assert all(option.startswith("--hash=sha256:") for option in options)


@pytest.mark.parametrize(
    ("installed", "screen", "missing"),
    [
        (set(), True, [("glib64", "glib"), ("libgl",), ("xcb",)]),
        (set(), False, [("glib64", "glib"), ("libgl",)]),
        ({"glib", "libgl"}, False, []),
        ({"glib64", "xcb"}, True, [("libgl",)]),
    ],
)
def test_a_package_is_missing_when_none_of_its_names_is_installed(
    installed: set[str], screen: bool, missing: list[tuple[str, ...]]
) -> None:
    assert setting_up.missing_packages(PACKAGES, installed, screen=screen) == missing


def test_who_may_not_install_packages_is_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_up, "apt_command", lambda: None)
    monkeypatch.setattr(setting_up, "installed_packages", set)
    monkeypatch.setattr(setting_up, "available", lambda names: names[-1])
    monkeypatch.setattr(shutil, "which", lambda name: name)

    with pytest.raises(setting_up.Refused) as refusal:
        setting_up.install_debian_packages(screen=False)

    (command,) = re.findall("`(.*)`", str(refusal.value))
    assert command.startswith("sudo apt-get update && sudo apt-get install --yes")
    assert command.endswith(
        "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfontconfig1 "
        "libdbus-1-3 espeak-ng alsa-utils poppler-utils xvfb at-spi2-core dbus python3-gi "
        "gir1.2-atspi-2.0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
        "libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"
    )


@pytest.fixture
def small_tree(tmp_path: Path) -> Path:
    """Return a tree whose lock asks for a release that is not to be had."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "setup.py", tmp_path / "tools")
    (tmp_path / "tools" / "debian-packages.txt").touch()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "small"\n')
    (tmp_path / "requirements.lock").write_text(
        f"nowhere-to-be-had==1.0 --hash=sha256:{'0' * 64}\n"
    )
    return tmp_path


def set_up(tree: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(tree / "tools" / "setup.py")],
        env={**os.environ, "PIP_NO_INDEX": "1", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def fingerprint(tree: Path) -> str:
    """Return what the stamp of this tree has to hold."""
    script = "import setup; print(setup.fingerprint(), end='')"
    command = [sys.executable, "-c", script]
    return subprocess.run(
        command, cwd=tree / "tools", capture_output=True, text=True, check=True
    ).stdout


def a_finished_environment(tree: Path, name: str = ".venv") -> Path:
    """Return the stamp of an environment that looks as if it had been made."""
    programs = tree / name / "bin"
    programs.mkdir(parents=True)
    (programs / "python").touch()
    stamp = tree / name / "set-up.stamp"
    stamp.write_text(fingerprint(tree))
    return stamp


def test_nothing_is_done_when_nothing_has_changed(small_tree: Path) -> None:
    stamp = a_finished_environment(small_tree)

    done = set_up(small_tree)

    assert (done.returncode, done.stdout) == (0, "Everything is set up.\n")
    assert stamp.is_file()


@pytest.mark.slow
def test_another_environment_can_be_named(small_tree: Path) -> None:
    a_finished_environment(small_tree)
    other = a_finished_environment(small_tree, "another")
    other.unlink()

    refused = set_up(small_tree, TURNOS_ENVIRONMENT=str(small_tree / "another"))

    assert "Making the environment another" in refused.stdout
    assert set_up(small_tree).stdout == "Everything is set up.\n", "the usual one is left alone"


def test_a_second_set_up_waits_for_the_first(small_tree: Path) -> None:
    a_finished_environment(small_tree)
    with (small_tree / "requirements.lock").open() as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = subprocess.Popen(
            [sys.executable, str(small_tree / "tools" / "setup.py")],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert second.stdout is not None
        said = second.stdout.readline()

    rest, _ = second.communicate()

    assert said == "Another set-up works on this folder; waiting for it ...\n"
    assert rest == "Everything is set up.\n"


@pytest.mark.slow
def test_a_set_up_that_failed_leaves_no_stamp(small_tree: Path) -> None:
    stamp = a_finished_environment(small_tree)
    (small_tree / "requirements.lock").write_text(f"gone==2.0 --hash=sha256:{'0' * 64}\n")

    failed = set_up(small_tree)

    assert failed.returncode == 1
    assert "Set-up stopped at: Installing the locked Python packages" in failed.stderr
    assert not stamp.exists()


def test_what_takes_long_is_told_in_lines_that_fit_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting_up, "SAY_EVERY_S", 0.2)
    slow = [sys.executable, "-c", "import time; print('x' * 300, flush=True); time.sleep(1)"]

    setting_up.run("Installing from Debian: " + ", ".join(["libxcb-icccm4"] * 20), slow)

    said = capsys.readouterr().out.splitlines()
    assert any("so far. xxx" in each for each in said)
    assert max(map(len, said)) < 80


@pytest.mark.parametrize(
    ("file", "text", "counts"),
    [
        ("requirements.lock", "other==1.0\n", True),
        ("pyproject.toml", '[project]\nname = "small"\ndependencies = ["other"]\n', True),
        ("pyproject.toml", '[project]\nname = "small"\n[tool.ruff]\nline-length = 80\n', False),
    ],
)
def test_the_stamp_tells_of_what_is_installed_and_of_nothing_else(
    small_tree: Path, file: str, text: str, counts: bool
) -> None:
    before = fingerprint(small_tree)

    (small_tree / file).write_text(text)

    assert (fingerprint(small_tree) != before) == counts
