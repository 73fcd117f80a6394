"""Set this computer up to run and test turnos.

    python3 tools/setup.py

Debian packages through apt where it may, the environment .venv with the locked, hashed
requirements, and turnos itself in it; TURNOS_ENVIRONMENT names another folder than .venv. Standard
library only: nothing is installed yet. When the environment's stamp says that nothing has changed
since, it leaves everything alone.
"""

from __future__ import annotations  # an older Python must get as far as being refused

import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = Path(os.environ.get("TURNOS_ENVIRONMENT", ROOT / ".venv"))
STAMP = ENVIRONMENT / "set-up.stamp"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
PACKAGES = ROOT / "tools" / "debian-packages.txt"

OLDEST_PYTHON = (3, 11)
# The oldest C library that the locked Qt was built for; its wheels' names say so.
OLDEST_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}
SAY_EVERY_S = 5.0
LINES_OF_A_FAILURE = 30
WIDTH = 79  # a terminal's usual width, where a line of 80 leaves an empty one


class Refused(Exception):  # noqa: N818 - a situation, as in core.errors, which is out of reach here
    """Set-up cannot go on; the sentence says what to do."""


def main() -> int:
    started = time.monotonic()
    try:
        refuse_old_system()
        wait_for_other_set_ups()
        install_debian_packages(screen=has_screen())
        if STAMP.is_file() and STAMP.read_text() == fingerprint() and python_inside().exists():
            say("Everything is set up.")
            return 0
        make_environment()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing half-made will be used: start again.", file=sys.stderr)
        return 130
    say(f"Everything is set up, after {time.monotonic() - started:.0f} s.")
    program = os.path.relpath(python_inside().with_name("turnos"))
    say(f"Next: {program} asks what this computer is to be.")
    return 0


def refuse_old_system() -> None:
    """Refuse what pip would refuse later, in words about the cause."""
    if sys.version_info < OLDEST_PYTHON:
        raise Refused(
            f"turnos needs Python 3.11 or newer, and this is {platform.python_version()}. "
            "Install python3.11, or name another one: make setup PYTHON=/path/to/python3.11"
        )
    name, version = platform.libc_ver()
    needed = OLDEST_GLIBC.get(platform.machine(), (0, 0))
    if name == "glibc" and tuple(map(int, version.split("."))) < needed:
        raise Refused(
            f"Qt for {platform.machine()} needs glibc {needed[0]}.{needed[1]}, and this system "
            f"has {version}. Use Debian 12 (on ARM: Debian 13), Ubuntu 24.04, or newer."
        )


def wait_for_other_set_ups() -> None:
    """Wait until no other set-up works on this folder, and keep later ones waiting.

    The lock is on the open file, which the children share: a pip that outlived a killed set-up
    is waited for too, and nothing is left to clear away.
    """
    try:
        import fcntl  # noqa: PLC0415 - Windows has none; there, start one at a time
    except ImportError:
        return
    held = os.open(LOCK, os.O_RDONLY)
    os.set_inheritable(held, True)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another set-up works on this folder; waiting for it ...")
        fcntl.flock(held, fcntl.LOCK_EX)


def has_screen() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- Debian packages -----------------------------------------------------------------------------


def install_debian_packages(*, screen: bool) -> None:
    """Install what is missing where this may be done; else refuse with the command to run."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        if sys.platform == "linux":
            say("This is not Debian or Ubuntu: docs/install.md says which libraries Qt needs.")
        return
    missing = missing_packages(
        PACKAGES.read_text(encoding="utf-8"), installed_packages(), screen=screen
    )
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it apart from Python
        missing.append((f"python3.{sys.version_info.minor}-venv",))
    if not missing:
        return
    apt = apt_command()
    if apt is None:
        raise Refused(
            "Some Debian packages are missing, and installing them takes root's rights: run "
            "`sudo apt-get update && sudo apt-get install --yes --no-install-recommends "
            f"{' '.join(map(available, missing))}`, then start again."
        )
    # One source of many may be out of reach while the others have all that is needed.
    run("Reading apt's lists", [*apt, "update"], may_fail=True)
    names = [available(each) for each in missing]
    run(
        f"Installing from Debian: {', '.join(names)}",
        [*apt, "install", "--yes", "--no-install-recommends", *names],
    )


def missing_packages(text: str, installed: set[str], *, screen: bool) -> list[tuple[str, ...]]:
    """Return the lines of the list of which no name is installed, each with its alternatives."""
    missing = []
    for line in text.splitlines():
        if line.startswith("[screen]") and not screen:
            break
        names = tuple(name.strip() for name in line.split("|"))
        if line.strip() and line[0] not in "#[" and not installed.intersection(names):
            missing.append(names)
    return missing


def installed_packages() -> set[str]:
    listing = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev} ${Package}\n"],
        capture_output=True,
        text=True,
        check=True,
    )
    words = [line.split() for line in listing.stdout.splitlines()]
    return {name for state, name in words if state == "ii"}


def apt_command() -> list[str] | None:
    """Return how this user may call apt-get; None when only a person can."""
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    if os.geteuid() == 0:
        return apt
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return ["sudo", "-n", *apt]
    return None


def available(names: tuple[str, ...]) -> str:
    """Return the first of the names that this release has as a package of its own."""
    for name in names[:-1]:
        policy = subprocess.run(
            ["env", "LC_ALL=C", "apt-cache", "policy", name],  # in Spanish it says "Candidato:"
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        if "Candidate:" in policy and "Candidate: (none)" not in policy:
            return name
    return names[-1]


# --- the environment -----------------------------------------------------------------------------


def make_environment() -> None:
    """Make it anew. The stamp goes first and comes back last, so it never tells a lie."""
    STAMP.unlink(missing_ok=True)
    # The Python under an environment, when this one runs in one: .venv itself may be it.
    outer = getattr(sys, "_base_executable", sys.executable)
    run(
        f"Making the environment {ENVIRONMENT.name}",
        [outer, "-m", "venv", "--clear", str(ENVIRONMENT)],
    )
    pip = [str(python_inside()), "-m", "pip", "install", "--no-input", "--progress-bar=off"]
    pip.append("--no-deps")  # the lock is whole; see tools/lock-overrides.txt
    run(
        "Installing the locked Python packages, about 170 MB to fetch the first time",
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)],
    )
    run("Installing turnos", [*pip, "--no-index", "--no-build-isolation", "-e", str(ROOT)])
    if hasattr(os, "sync"):  # a power cut must not keep the stamp and lose what it vouches for
        os.sync()
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(fingerprint())
    unfinished.replace(STAMP)


def python_inside() -> Path:
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint() -> str:
    """Return what the environment was made from, as one hash.

    Of pyproject.toml only what is installed counts: a changed rule of a linter does not.
    """
    import tomllib  # noqa: PLC0415 - Pythons too old for it are refused before

    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    made_from = [
        sys.version,
        str(ROOT),  # the programs in .venv begin with its path
        Path(__file__).read_text(encoding="utf-8"),
        LOCK.read_text(encoding="utf-8"),
        *(project.get(table) for table in ("build-system", "project", "dependency-groups")),
        project.get("tool", {}).get("hatch"),
    ]
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


# --- running and telling -------------------------------------------------------------------------


def run(sentence: str, command: list[str], *, may_fail: bool = False) -> None:
    """Run `command` under a sentence, telling every few seconds how far it is.

    Raises:
        Refused: it failed; the end of what it said was printed.
    """
    say(textwrap.fill(f"{sentence} ...", WIDTH, break_on_hyphens=False))
    started = time.monotonic()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with tempfile.TemporaryDirectory(prefix="turnos-setup-") as folder:
        log = Path(folder) / "log"
        with (
            log.open("wb") as output,
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                close_fds=False,  # see wait_for_other_set_ups
            ) as child,
        ):
            while True:
                try:
                    code = child.wait(timeout=SAY_EVERY_S)
                    break
                except subprocess.TimeoutExpired:
                    last = (said(log) or [""])[-1].strip()
                    say(f"  {time.monotonic() - started:.0f} s so far. {last}"[:WIDTH])
        if code and not may_fail:
            print("\n".join(said(log)[-LINES_OF_A_FAILURE:]), file=sys.stderr)
            raise Refused(
                f"Set-up stopped at: {sentence}. What went wrong is said above; start again "
                "when it is put right."
            )


def said(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines()


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
