"""A widget dressed like a window, and quiet about what the offscreen platform cannot do."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from core.qt.look.theme import ColourMode, Scale, Theme
from core.qt.program.app import load_fonts

KIOSK = Scale.kiosk(1080, 1920, 21.5)
COUNTER = Scale.counter()

Dress = Callable[..., QWidget]


@pytest.fixture
def dress(qtbot: QtBot) -> Iterator[Dress]:
    """Return a function that puts widgets into a shown window of a theme and a size."""
    load_fonts()
    tops: list[QWidget] = []

    def put(
        *widgets: QWidget,
        mode: ColourMode = ColourMode.LIGHT,
        scale: Scale = COUNTER,
        width: int = 600,
        height: int = 400,
        reduced_motion: bool = True,
    ) -> QWidget:
        top = QWidget()
        top.setAutoFillBackground(True)
        rows = QVBoxLayout(top)
        for widget in widgets:
            rows.addWidget(widget)
        Theme.of(mode, scale, reduced_motion=reduced_motion).apply_to(top)
        top.resize(width, height)
        qtbot.addWidget(top)
        with qtbot.waitExposed(top):
            top.show()
        tops.append(top)
        return top

    yield put
    tops.clear()
