"""Run the checks on each Python that turnos supports and that is on this computer.

    python tools/pythons.py [pytest's arguments]

Each gets an environment of its own below .pythons/, made from the same lock; .venv is left alone.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".pythons"
MINORS = (11, 12, 13)
QUICK = ("-m", "not slow", "-n", "2", "--dist", "loadfile", "-q")


def main(arguments: list[str]) -> int:
    failed = []
    for version, python in found().items():
        print(f"--- Python {version}", flush=True)
        environment = FOLDER / version
        inside = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        setting_up = os.environ | {"TURNOS_ENVIRONMENT": str(environment)}
        done = subprocess.run([python, "tools/setup.py"], cwd=ROOT, env=setting_up, check=False)
        checks = (["tools/catalogues.py", "--check"], ["-m", "pytest", *(arguments or QUICK)])
        if done.returncode or any(
            subprocess.run([inside, *check], cwd=ROOT, check=False).returncode for check in checks
        ):
            failed.append(version)
    print(f"Failed on Python {', '.join(failed)}." if failed else "All is well on each Python.")
    return 1 if failed else 0


def found() -> Mapping[str, Path]:
    """Return the Pythons that are here, by version: `3.11`; what cannot be run is none."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    pythons: dict[str, Path] = {}
    for minor in MINORS:
        name = f"python3.{minor}"
        known = sorted(versions.glob(f"3.{minor}.*/bin/python"))
        for python in (sys.executable, shutil.which(name) or name, *map(str, known)):
            if _version(python) == f"3.{minor}":
                pythons.setdefault(f"3.{minor}", Path(python))
    return pythons


def _version(python: str) -> str:
    """Return what a Python says it is; "" where a name leads to none, as pyenv's may."""
    ask = "import sys; print('{}.{}'.format(*sys.version_info))"
    try:
        answer = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return answer.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
