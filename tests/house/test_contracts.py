"""The import contracts of pyproject.toml hold, and each of them breaks when it is broken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "kiosk", "counter", "display", "migrations")
BREACHES = (
    ("The windows never import each other", "kiosk/breach.py", "import display.window"),
    ("Windows and migrations stand above core", "core/domain/breach.py", "import kiosk.window"),
    ("Inside core every import points down", "core/store/breach.py", "import core.office"),
    ("Inside core every import points down", "core/speech/breach.py", "import core.printing"),
    ("Inside core every import points down", "core/simulation/breach.py", "import core.store"),
    ("Inside core every import points down", "core/breach.py", "import core.errors"),
    ("No room leads back to itself", "counter/decisions/breach.py", "import counter.pages.free"),
    ("The product needs no workshop", "core/cli/breach.py", "import core.cli.workshop.demo"),
    (
        "Only the leader's window shows charts and tables",
        "counter/breach.py",
        "import core.qt.widgets.chart.card",
    ),
    ("A chart and a table are drawn by others", "core/reports/chart/breach.py", "import reportlab"),
    ("Only core.qt and the windows know Qt", "core/office/breach.py", "import PySide6.QtCore"),
    ("The windows talk to the office, not to the store", "counter/breach.py", "import sqlalchemy"),
    (
        "The windows talk to the office, not to the store",
        "core/qt/breach.py",
        "import core.store.connection.engine",
    ),
    ("The domain is pure", "core/domain/breach.py", "import msgspec"),
    ("The domain is pure", "core/domain/breach.py", "import simpy"),
)


def lint(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the packages and their contracts."""
    folder = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold(tree: Path) -> None:
    code, said = lint(tree)

    assert code == 0, said
    assert "10 kept, 0 broken" in said


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_a_contract_breaks_when_it_is_broken(
    tree: Path, contract: str, file: str, line: str
) -> None:
    breach = tree / file
    breach.write_text(f"{line}\n", encoding="utf-8")

    try:
        code, said = lint(tree)
    finally:
        breach.unlink()

    assert code == 1
    assert f"{contract} BROKEN" in said
