"""What is installed is all there: the wheel holds every file that the program needs."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "kiosk", "counter", "display", "migrations", "assets")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=100,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    needed = {
        str(path.relative_to(ROOT).as_posix())
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }

    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert held == needed
    assert "migrations/versions/v0001_first_schema.py" in held
    assert "assets/locale/es/LC_MESSAGES/turnos.mo" in held


def test_an_office_works_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    script = f"import core, core.cli; assert core.__file__.startswith('{place}'); core.cli.main()"

    def turnos(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", script, *arguments],
            cwd=tmp_path,
            env=os.environ
            | {"PYTHONPATH": str(place), "TURNOS_DATABASE": f"sqlite:///{tmp_path}/wheel.sqlite3"},
            check=True,
            capture_output=True,
            text=True,
            timeout=100,
        ).stdout

    turnos("init", "--office", "san-andres")

    assert "A-001" in turnos("issue", "--outside-hours")
