"""What the kiosk remembers between two starts: how staff set it."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from core.machine.config import data_dir
from core.qt.look.tokens import ColourMode

IS_SHUT, VOLUME, MODE = "kiosk/shut", "kiosk/volume", "kiosk/mode"
MODES = (ColourMode.LIGHT, ColourMode.DARK, ColourMode.CONTRAST)
DEFAULT_VOLUME = 2


@dataclass(frozen=True, slots=True)
class SetUp:
    """`is_shut`: no tickets here; `volume`: a step of `Listening`; `mode`: its colours."""

    is_shut: bool = False
    volume: int = DEFAULT_VOLUME
    mode: ColourMode = ColourMode.LIGHT


class KioskMemory:
    """The kiosk's set-up in this user's own file."""

    def __init__(self) -> None:
        self._settings = QSettings(str(data_dir() / "windows.ini"), QSettings.Format.IniFormat)

    @property
    def set_up(self) -> SetUp:
        """What was kept; what cannot be read is as on the first day."""
        value = self._settings.value
        volume = str(value(VOLUME, ""))
        mode = str(value(MODE, ""))
        return SetUp(
            is_shut=str(value(IS_SHUT, "false")) == "true",
            volume=int(volume) if volume in {"0", "1", "2", "3"} else DEFAULT_VOLUME,
            mode=next((each for each in MODES if each.value == mode), ColourMode.LIGHT),
        )

    def keep(self, set_up: SetUp) -> None:
        self._settings.setValue(IS_SHUT, "true" if set_up.is_shut else "false")
        self._settings.setValue(VOLUME, set_up.volume)
        self._settings.setValue(MODE, set_up.mode.value)
        self._settings.sync()
