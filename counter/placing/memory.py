"""What the window remembers between two starts: user name, counter, language, where it was, how
large and in which colours.

Never a PIN.
"""

from PySide6.QtCore import QRect, QSettings

from core.machine.config import data_dir
from core.qt.look.tokens import ColourMode
from counter.placing.form import WISHES

USERNAME = "counter/username"
COUNTER = "counter/counter"
LANGUAGE = "counter/language"
WISH = "counter/zoom"
MODE = "counter/colours"
NARROW = "counter/narrow"
WHOLE = "counter/whole"
PLACES = {True: "counter/place_narrow", False: "counter/place_wide"}
PINNED = {True: "counter/pinned_narrow", False: "counter/pinned_wide"}


class CounterMemory:
    """The last choices, in this user's own file. What cannot be read was never chosen."""

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

    @property
    def wish(self) -> float:
        """How much larger than it has room for somebody wants it: one of `WISHES`."""
        saved = str(self._settings.value(WISH, ""))
        return next((each for each in WISHES if str(each) == saved), 1.0)

    @property
    def mode(self) -> ColourMode:
        saved = str(self._settings.value(MODE, ""))
        return next((each for each in ColourMode if each.value == saved), ColourMode.LIGHT)

    @property
    def narrow(self) -> bool:
        """Whether it was a strip when it was closed last."""
        return self._yes(NARROW, default=False)

    @property
    def whole(self) -> bool:
        """Whether the wide window filled its screen."""
        return self._yes(WHOLE, default=False)

    def place(self, *, narrow: bool) -> QRect | None:
        """Return where the strip was, or the wide window; None the first time."""
        parts = str(self._settings.value(PLACES[narrow], "")).split()
        try:
            left, top, width, height = map(int, parts)
        except ValueError:
            return None
        return QRect(left, top, width, height)

    def pinned(self, *, narrow: bool) -> bool:
        """Return whether it stays above other windows: a strip does if nothing was chosen."""
        return self._yes(PINNED[narrow], default=narrow)

    def _yes(self, key: str, *, default: bool) -> bool:
        return str(self._settings.value(key, "yes" if default else "no")) == "yes"

    def keep_place(self, place: QRect, *, narrow: bool, whole: bool) -> None:
        numbers = (place.left(), place.top(), place.width(), place.height())
        self._settings.setValue(PLACES[narrow], " ".join(str(each) for each in numbers))
        if not narrow:
            self._settings.setValue(WHOLE, "yes" if whole else "no")
        self._settings.sync()

    def keep_wish(self, wish: float) -> None:
        self._settings.setValue(WISH, str(wish))
        self._settings.sync()

    def keep_mode(self, mode: ColourMode) -> None:
        self._settings.setValue(MODE, mode.value)
        self._settings.sync()

    def keep_narrow(self, *, narrow: bool) -> None:
        self._settings.setValue(NARROW, "yes" if narrow else "no")
        self._settings.sync()

    def keep_pinned(self, *, narrow: bool, pinned: bool) -> None:
        self._settings.setValue(PINNED[narrow], "yes" if pinned else "no")
        self._settings.sync()

    def keep_sign_in(self, username: str, counter: int) -> None:
        self._settings.setValue(USERNAME, username)
        self._settings.setValue(COUNTER, counter)
        self._settings.sync()

    def keep_language(self, code: str) -> None:
        self._settings.setValue(LANGUAGE, code)
        self._settings.sync()
