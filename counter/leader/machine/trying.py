"""What takes time about this computer, for a lane: looking for printers, asking them, trying.

No widgets; each function may take seconds and raises only refusals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import N_
from core.language import Language
from core.machine.config import Config, change_config, default_database, read_config
from core.machine.config_file import Plain
from core.machine.monitor import monitor_in
from core.printing.port import PrinterState
from core.printing.printers.open import open_printer
from core.printing.printers.scan import FoundPrinter, found_printers

SAMPLE, AT_COUNTER = "P-014", 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What this computer has; `diagonal_in` is what its monitor tells, None if it tells nothing."""

    printers: tuple[FoundPrinter, ...] = ()
    diagonal_in: float | None = None


def look_around() -> Surroundings:
    return Surroundings(tuple(found_printers()), monitor_in())


def read(file: Path) -> Plain:
    """Return what the settings file says.

    Raises:
        ConfigUnreadable
    """
    return read_config(file)


def write(file: Path, changes: Mapping[str, Any]) -> Plain:
    """Change the settings file; return what it says then.

    Raises:
        ConfigUnreadable, ConfigInvalid, FolderNotWritable: nothing was changed.
    """
    change_config(file, changes)
    return read_config(file)


def ask_printer(config: Config) -> PrinterState:
    """Return how a printer says that it is.

    Raises:
        ConfigInvalid: its settings lack something.
    """
    return open_printer(config.printer).state()


def print_page(config: Config) -> PrinterState:
    """Print a test page; return how the printer is afterwards.

    Raises:
        ConfigInvalid, PrinterFault
    """
    from core.printing.trial import print_trial  # noqa: PLC0415 - what draws a page loads slowly

    return print_trial(config, Language.load(config.language))[1]


def speak(config: Config) -> None:
    """Say a call, as the hall hears it.

    Raises:
        SoundFault, VoiceFault: nothing was heard.
    """
    from core.announce import announce  # noqa: PLC0415 - only whoever tries a voice needs it
    from core.speech.voice import Voice  # noqa: PLC0415 - the same

    languages = () if config.voice.engine == "chime" else (config.language,)
    call = announce(SAMPLE, AT_COUNTER, languages=languages, repeats=1)
    voice = Voice.open(config.voice)
    if fault := voice.muted() or voice.say(call).fault:
        raise fault


def try_database(address: str, office: str, timeout_s: float) -> None:
    """Open an office and leave it; "" is this computer's own database, or its only office.

    Raises:
        StoreError, OfficeUnknown, NoOffices: it cannot be used.
    """
    from core.office import Office  # noqa: PLC0415 - SQLAlchemy loads behind the first paint

    Office.open(address or default_database(), office or None, timeout_s=timeout_s).close()


def folder_state(folder: str) -> str:
    """Return what is to be known of the folder of the copies, as a message id; "" for nothing."""
    if not folder:
        return N_("No folder: this computer makes no copies.")
    if Path(folder).is_dir():
        return N_("The folder is there.")
    return N_("There is no such folder now; it is made in the evening, if its disk is there.")
