"""A disk is full when no more fits on it, or no more files."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from core.machine import disk


@pytest.mark.parametrize(
    ("files", "left", "full"), [(1000, 0, True), (1000, 1, False), (0, 0, False)]
)
def test_a_disk_that_takes_no_more_files_is_full(
    files: int, left: int, full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = SimpleNamespace(f_files=files, f_favail=left)  # none are counted: of a network's disk
    monkeypatch.setattr(os, "statvfs", lambda _path: told)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: SimpleNamespace(free=2**40))

    assert disk.is_full(tmp_path / "not" / "there" / "yet") is full


def test_a_disk_with_room_is_not_full(tmp_path: Path) -> None:
    assert not disk.is_full(tmp_path)
