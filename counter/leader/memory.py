"""What the leader's window remembers between two starts: user name, language, colours, size.

Never a PIN.
"""

from PySide6.QtCore import QSettings

from core.machine.config import data_dir
from core.qt.look.tokens import ColourMode

USERNAME = "leader/username"
LANGUAGE = "leader/language"
MODE = "leader/colours"
ZOOM = "leader/zoom"
ZOOMS = (1.0, 1.25, 1.5, 2.0)


class LeaderMemory:
    """The last choices, in this user's own file. What cannot be read was never chosen."""

    def __init__(self) -> None:
        self._settings = QSettings(str(data_dir() / "windows.ini"), QSettings.Format.IniFormat)

    @property
    def username(self) -> str:
        return str(self._settings.value(USERNAME, ""))

    @property
    def language(self) -> str:
        """The language chosen last, "" when none was."""
        return str(self._settings.value(LANGUAGE, ""))

    @property
    def mode(self) -> ColourMode:
        saved = str(self._settings.value(MODE, ""))
        return next((each for each in ColourMode if each.value == saved), ColourMode.LIGHT)

    @property
    def zoom(self) -> float:
        """How large everything is: one of `ZOOMS`."""
        saved = str(self._settings.value(ZOOM, ""))
        return next((each for each in ZOOMS if str(each) == saved), 1.0)

    def keep_username(self, username: str) -> None:
        self._keep(USERNAME, username)

    def keep_language(self, code: str) -> None:
        self._keep(LANGUAGE, code)

    def keep_mode(self, mode: ColourMode) -> None:
        self._keep(MODE, mode.value)

    def keep_zoom(self, zoom: float) -> None:
        self._keep(ZOOM, str(zoom))

    def _keep(self, name: str, value: str) -> None:
        self._settings.setValue(name, value)
        self._settings.sync()
