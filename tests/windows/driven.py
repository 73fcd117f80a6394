"""One of the real programs with a person in front of it, told by lines of JSON what to do.

    python -m tests.windows.driven kiosk SECONDS --config FILE

starts the kiosk's own `main`; its office's clock is moved by SECONDS, so that the doors are open
whenever the test runs. Each line on standard input is a command for
`core.qt.workshop.person`; each line on standard output an answer.
"""

import json
import sys
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from core.clock import MovedClock
from core.machine.config import Config
from core.qt.desktop.screens import picture
from core.qt.office_link import link
from core.qt.window import Window
from core.qt.workshop.person import NotSeenError, Person

SOON_MS = 20


class Agent(QObject):
    """Does in the GUI thread what is read from standard input in its own."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self.do, Qt.ConnectionType.QueuedConnection)
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line)

    @Slot(str)
    def do(self, line: str) -> None:
        if not _windows():  # an opening stands there yet
            QTimer.singleShot(SOON_MS, self, lambda: self.do(line))
            return
        command = json.loads(line)
        try:
            answer = self._do(command.pop("do"), command)
        except NotSeenError as error:
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    def _do(self, what: str, given: dict[str, Any]) -> dict[str, object]:
        (window,) = _windows()
        person = Person(window)
        match what:
            case "read":
                pass
            case "wait_for":
                person.wait_for(given["words"])
            case "touch":
                person.touch(given["words"])
            case "type":
                person.type_into(given["name"], given["text"])
            case "press":
                person.press(given["key"])
            case "where":
                button = person.wait_for_button(given["words"])
                middle = button.mapToGlobal(button.rect().center())
                return {"words": f"{middle.x()} {middle.y()}"}
            case "picture":
                picture(person.window, Path(given["path"]))
        return {"words": person.words()}


def _windows() -> list[Window]:
    shown = QApplication.topLevelWidgets()
    return [each for each in shown if isinstance(each, Window) and each.isVisible()]


def main() -> int:
    name, seconds, *arguments = sys.argv[1:]

    def open_office(config: Config) -> object:
        from core.office import Office  # noqa: PLC0415 - as the program itself loads it

        clock = MovedClock(timedelta(seconds=float(seconds)))
        return Office.open(config.database, config.office, clock, timeout_s=config.timeout_s)

    vars(link)["_open"] = open_office
    agent = Agent()
    code = int(import_module(f"{name}.__main__").main(arguments))
    del agent
    return code


if __name__ == "__main__":
    sys.exit(main())
