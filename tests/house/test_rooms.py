"""A folder is a room: few files side by side, and one meaning for the name of a class."""

import ast
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("core", "counter", "display", "kiosk", "migrations")
MOST = 12  # files that somebody sees at one look
DOORS = ("__init__.py", "__main__.py")
FILES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
FOLDERS = sorted({path.parent for path in FILES})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_a_room_has_a_dozen_files_at_most(folder: Path) -> None:
    files = [path.name for path in folder.glob("*.py") if path.name not in DOORS]

    assert len(files) <= MOST, files


def test_the_name_of_a_class_means_one_thing() -> None:
    names = Counter(
        each.name
        for path in FILES
        for each in ast.parse(path.read_text("utf-8")).body
        if isinstance(each, ast.ClassDef) and not each.name.startswith("_")
    )

    assert [name for name, times in names.items() if times > 1] == []
