"""Every widget paints in every mode, with no text below its least size."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from core.qt.desktop.screens import picture
from core.qt.look.theme import ColourMode
from core.qt.program.app import load_fonts
from core.qt.widgets import FitLabel
from core.qt.workshop.gallery import counter, hall, kiosk

PARTS = {"kiosk": (kiosk, 1080, 2480), "counter": (counter, 1366, 1700), "hall": (hall, 1920, 1080)}


@pytest.mark.parametrize("mode", list(ColourMode))
@pytest.mark.parametrize("part", PARTS)
def test_every_widget_paints_without_cramping_its_text(
    qtbot: QtBot, tmp_path: Path, mode: ColourMode, part: str
) -> None:
    load_fonts()
    make, width, height = PARTS[part]
    page = make(mode)
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitExposed(page):
        page.show()

    picture(page, tmp_path / "part.png")

    cramped = [each.text() for each in page.findChildren(FitLabel) if each.is_cramped]
    image = QImage(str(tmp_path / "part.png"))
    assert (image.width(), image.height()) == (width, height)
    assert not cramped


def test_a_picture_that_cannot_be_written_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    label = FitLabel("x")
    qtbot.addWidget(label)

    with pytest.raises(OSError, match="cannot write"):
        picture(label, tmp_path / "missing" / "part.png")
