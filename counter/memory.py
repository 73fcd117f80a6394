"""What the window remembers between two starts: user name, counter, language. Never a PIN."""

from PySide6.QtCore import QSettings

from core.config import data_dir

USERNAME = "counter/username"
COUNTER = "counter/counter"
LANGUAGE = "counter/language"


class Memory:
    """The last choices at sign-in, in this user's own file."""

    def __init__(self) -> None:
        self._settings = QSettings(str(data_dir() / "windows.ini"), QSettings.Format.IniFormat)

    @property
    def username(self) -> str:
        return str(self._settings.value(USERNAME, ""))

    @property
    def counter(self) -> int | None:
        text = str(self._settings.value(COUNTER, ""))
        return int(text) if text.isascii() and text.isdecimal() else None

    @property
    def language(self) -> str:
        """The language chosen last, "" when none was."""
        return str(self._settings.value(LANGUAGE, ""))

    def keep_sign_in(self, username: str, counter: int) -> None:
        self._settings.setValue(USERNAME, username)
        self._settings.setValue(COUNTER, counter)
        self._settings.sync()

    def keep_language(self, code: str) -> None:
        self._settings.setValue(LANGUAGE, code)
        self._settings.sync()
