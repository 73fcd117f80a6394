"""The desktop of these tests: private, gone without a trace, and plain about what it lacks."""

import sys
from pathlib import Path

import pytest

from tests.accessibility import desktop as desktops
from tests.accessibility import reader as readers
from tests.accessibility.desktop import DesktopError, desktop
from tests.accessibility.reader import screen_reader

pytestmark = pytest.mark.slow


def test_two_at_once_are_apart_and_leave_nothing() -> None:
    with desktop() as one, screen_reader(one.environment), desktop() as other:
        numbers = {each.environment["DISPLAY"] for each in (one, other)}
        folders = [Path(each.environment["XDG_RUNTIME_DIR"]) for each in (one, other)]
        running = {each.name()[:15] for each in desktops.living_in(folders[0])}

    assert len(numbers) == 2
    assert running >= {"dbus-daemon", "at-spi-bus-launcher"[:15], "at-spi2-registryd"[:15]}
    assert not any(folder.exists() or desktops.living_in(folder) for folder in folders)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(desktops.NEEDED, "xvfb", "/nowhere/Xvfb")

    with pytest.raises(DesktopError, match="sudo apt-get install --yes xvfb"), desktop():
        pass


def test_a_missing_binding_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "PYTHON", sys.executable)  # has none

    with (
        pytest.raises(DesktopError, match=r"python3-gi gir1\.2-atspi-2\.0"),
        desktop() as there,
        screen_reader(there.environment),
    ):
        pass
