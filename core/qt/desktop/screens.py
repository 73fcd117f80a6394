"""Screens that are not there: pictures of a window at its real size without a monitor."""

import json
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

LAYOUT_ROUNDS = 5  # a layout asks its parent's layout again, an event later


def offscreen_platform(folder: Path, *sizes: tuple[int, int]) -> str:
    """Return a QT_QPA_PLATFORM with a screen of each of `sizes`, side by side.

    Qt's offscreen platform has one screen of 800 x 800 otherwise. The description is written into
    `folder`, which must live as long as the application.
    """
    screens = []
    left = 0
    for number, (width, height) in enumerate(sizes):
        screens.append(
            {
                "name": f"screen{number}",
                "x": left,
                "y": 0,
                "width": width,
                "height": height,
                "logicalDpi": 96,
                "logicalBaseDpi": 96,
                "dpr": 1,
            }
        )
        left += width
    path = folder / "screens.json"
    content = json.dumps({"windowFrameMargins": False, "screens": screens})
    path.write_text(content, encoding="utf-8", newline="\n")
    return f"offscreen:configfile={path}"


def grabbed(widget: QWidget) -> QPixmap:
    """Return what `widget` shows now, once it is laid out."""
    for _ in range(LAYOUT_ROUNDS):
        QApplication.processEvents()
    return widget.grab()


def picture(widget: QWidget, path: Path) -> None:
    """Save what `widget` shows now as a PNG.

    Raises:
        OSError: the file cannot be written.
    """
    if not grabbed(widget).save(str(path), "PNG"):
        raise OSError(f"cannot write the picture {path}")  # unsaid
