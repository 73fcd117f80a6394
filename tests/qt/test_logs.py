"""The log of a window, where the disk is full or the folder is none."""

import logging
import resource
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from core.qt.traces.logs import start_log


@pytest.fixture(autouse=True)
def _handlers_are_taken_away() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        with suppress(OSError):  # what is not written yet has no room
            handler.close()
    root.setLevel(level)


def test_a_full_disk_stops_neither_the_window_nor_fills_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A limit of the process and not /dev/full, which only root opens on some machines.
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        path = start_log("kiosk", tmp_path)
        logging.getLogger("kiosk").info("a ticket was issued")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert (tmp_path / "kiosk.log").read_bytes() == b""
    assert path == tmp_path / "kiosk.log"
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_begun_goes_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder").write_text("no folder")

    path = start_log("kiosk", tmp_path / "folder")
    logging.getLogger("kiosk").info("a ticket was issued")

    assert path is None
    assert "a ticket was issued" in capsys.readouterr().err
