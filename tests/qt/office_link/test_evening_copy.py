"""The evening's copy: made once the office has shut, by another process, and never twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.clock import FixedClock
from core.machine.config import Config, CopiesConfig
from core.office import Office
from core.qt.office_link.evening_copy import EveningCopy
from core.qt.office_link.link import Link


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "second-disk"


@pytest.fixture
def evening(qtbot: QtBot, office_url: str, folder: Path) -> Iterator[EveningCopy]:
    """Have a window's link to the office, on a computer that is to copy it."""
    config = Config(database=office_url, office="san-andres", copies=CopiesConfig(str(folder)))
    link = Link(config)
    copying = EveningCopy(config, link)
    with qtbot.waitSignal(link.back):
        link.start()
    yield copying
    copying.close()
    link.close()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_copy_is_made_when_none_is_there_and_not_again(
    evening: EveningCopy, folder: Path, qtbot: QtBot, office: Office
) -> None:
    evening.look()
    qtbot.waitUntil(lambda: office.copies.latest() is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not evening.is_copying, timeout=20_000)
    (made,) = folder.iterdir()

    latest = office.copies.latest()
    assert latest is not None
    assert latest.path == str(made)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_it_is_due_when_the_office_has_shut_since_the_last_one(
    office: Office, clock: FixedClock, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.copies, "_try", lambda _path: None)
    assert office.copies.is_due()  # there was never one
    office.copies.make_in(folder)
    assert not office.copies.is_due()  # nine in the morning
    clock.advance(timedelta(hours=3, minutes=30))
    assert not office.copies.is_due()  # at lunch
    clock.advance(timedelta(hours=7))
    assert office.copies.is_due()  # the doors are shut
    office.copies.make_in(folder)
    assert not office.copies.is_due()
    clock.advance(timedelta(hours=12))
    assert not office.copies.is_due()  # the next morning
    clock.advance(timedelta(days=3))
    assert office.copies.is_due()  # the computer was off in the evenings


def test_no_folder_no_copy(qtbot: QtBot, office_url: str) -> None:
    config = replace(Config(), database=office_url)
    link = Link(config)
    copying = EveningCopy(config, link)
    assert not copying._timer.isActive()
    copying.close()
    link.close()
