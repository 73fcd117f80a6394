"""Make the pictures of `docs/display.md`: the hall's display in its layouts and themes.

    python -m tools.make_display_pictures [FOLDER]

Run it again when the display looks different.
"""

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.domain.calendar.hours import opening_at
from core.domain.service import HallTheme
from core.domain.ticket import CounterNumber, Line, State
from core.machine.config import Config
from core.office import Call, template
from core.office.document.document import read_document
from core.qt.look.language import Texts
from core.qt.office_link.link import Link
from core.qt.program.app import load_fonts
from core.speech.voice import Voice
from display.state import LineWait, Shown, View
from display.window import DisplayWindow, create

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
HEIGHT = 360
NOW = datetime(2026, 11, 23, 9, 41, tzinfo=ZoneInfo("America/Bogota"))
SETTINGS = read_document(template("san-andres"))
WIDE, UPRIGHT = (1920, 1080), (1080, 1920)
PICTURES = {
    "display-slides": ("slides", WIDE, HallTheme.DAY, False),
    "display-board": ("board", WIDE, HallTheme.DAY, False),
    "display-call": ("board", WIDE, HallTheme.DAY, True),
    "display-evening": ("slides", WIDE, HallTheme.EVENING, True),
    "display-portrait": ("portrait", UPRIGHT, HallTheme.DAY, False),
}
SLIDES_TURNED = 9


def main(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    load_fonts()
    for name, (layout, size, theme, is_calling) in PICTURES.items():
        window, link = a_window(layout)
        window.resize(*size)
        window.show()
        window.show_state(a_state(theme, is_calling=is_calling))
        for number in range(SLIDES_TURNED):
            window.hall.tick(number * 15.0)
        app.processEvents()
        picture = window.grab().toImage()
        path = folder / f"{name}.png"
        smooth = Qt.TransformationMode.SmoothTransformation
        picture.scaledToHeight(HEIGHT, smooth).save(str(path))
        print(path, path.stat().st_size)
        window.stop()
        link.close()


def a_window(layout: str) -> tuple[DisplayWindow, Link]:
    """Return a display that is told what to show instead of reading an office."""
    config = Config(database="sqlite://")
    config = replace(config, voice=replace(config.voice, engine="none"))
    screen = replace(config.screen, layout=layout)  # type: ignore[arg-type] # one of three words
    config = replace(config, screen=screen)
    link = Link(config)
    return create(config, link, Texts("es"), voice=Voice.open(config.voice)), link


def a_state(theme: HallTheme, *, is_calling: bool) -> Shown:
    hall = replace(SETTINGS.hall, theme=theme)
    codes = ("A-027", "P-014", "A-026", "P-013", "A-025", "A-024")
    calls = tuple(a_call(code, number) for number, code in enumerate(codes))
    return Shown(
        View.HALL,
        settings=replace(SETTINGS, hall=hall),
        opening=opening_at(NOW, SETTINGS.hours),
        local_time=NOW,
        current=calls[0],
        earlier=calls[1:],
        is_calling=is_calling,
        lines=(LineWait(Line.GENERAL, 4, 20, 45), LineWait(Line.PREFERENTIAL, 1, 0, 10)),
    )


def a_call(code: str, number: int) -> Call:
    line = Line.PREFERENTIAL if code.startswith("P") else Line.GENERAL
    counter = CounterNumber(3 - number % 3)
    return Call(90 - number, code, line, counter, NOW, 1, False, State.CALLED)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
