"""Choose the newest releases that pyproject.toml allows, for every system, with their hashes.

    python tools/lock.py

Writes requirements.lock. uv chooses, in a throw-away environment of its own: it is needed for
nothing else, and its locks hold for Linux, Windows and macOS at once. Wheels only: nothing is
built where turnos is installed. The file names no index, so anybody's mirror serves it.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = "uv==0.13.9"
HEADER = """\
# The releases turnos is tested with: Linux, Windows and macOS; Python 3.11 and newer.
# Made by `make lock`. Install with: pip install --no-deps --require-hashes -r requirements.lock
"""


def lock() -> None:
    """Write requirements.lock anew."""
    with tempfile.TemporaryDirectory(prefix="turnos-lock-") as folder:
        venv.create(folder, with_pip=True)
        programs = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "-q", UV], check=True)
        chosen = subprocess.run(
            [
                *(programs / "uv", "pip", "compile", "pyproject.toml", "--group", "dev"),
                *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
                *("--overrides", "tools/lock-overrides.txt", "--generate-hashes"),
                *("--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    (ROOT / "requirements.lock").write_text(HEADER + chosen, encoding="utf-8")


if __name__ == "__main__":
    lock()
    print("Wrote requirements.lock. Now: make test")
