"""How this computer's settings are called, what may be chosen, and which windows read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from core.errors import N_
from core.language import OWN_NAMES
from core.machine.address import shown_address
from core.machine.config import Config
from core.qt.look.language import Texts
from core.setting_words import SettingWords

WINDOW, LANGUAGE, DATABASE, OFFICE = "window", "language", "database", "office"
WAY, HOST, PLACE, QUEUE = "printer.kind", "printer.host", "printer.path", "printer.queue"
DIAGONAL, DISTANCE, ENGINE, FOLDER = (
    "screen.diagonal_in",
    "screen.viewing_distance_m",
    "voice.engine",
    "copies.folder",
)


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that stand together. `windows`: they matter where this computer is one of these; ()
    for every computer.
    """

    title: str
    paths: tuple[str, ...]
    windows: tuple[str, ...] = ()


GROUPS = (
    Group(N_("This computer"), (WINDOW, "counter", "device", LANGUAGE, DATABASE)),
    Group(N_("Printer"), (WAY, HOST, PLACE, "printer.paper_mm"), ("kiosk",)),
    Group(N_("Screen"), (DIAGONAL, DISTANCE), ("kiosk", "display")),
    Group(N_("Voice"), (ENGINE, "voice.rate_wpm", "voice.clips"), ("kiosk", "display")),
    Group(N_("Evening copy"), (FOLDER, "copies.files")),
)
ONE_WINDOW: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"counter": ("counter",), DISTANCE: ("display",)}
)
"""Settings that matter to fewer windows than their group."""

SETTINGS: Mapping[str, SettingWords] = MappingProxyType(
    {
        WINDOW: SettingWords(
            N_("What this computer is"),
            N_("The window that turnos opens here when nothing else is said."),
        ),
        "counter": SettingWords(
            N_("Counter"),
            N_("The number of the counter at which this computer stands, 1 to 99."),
        ),
        "device": SettingWords(
            N_("Name of this computer"),
            N_("Tells it apart in the list of devices. Empty: the name the system gives it."),
        ),
        LANGUAGE: SettingWords(
            N_("Language"),
            N_("In which its windows begin; whoever uses one may choose another."),
        ),
        DATABASE: SettingWords(
            N_("Office and database"),
            N_("Where the office is kept. Changed only once the new place has been tried."),
        ),
        OFFICE: SettingWords(
            N_("Office"),
            N_("The office in the database; empty where there is only one."),
        ),
        WAY: SettingWords(
            N_("Printer"),
            N_("What prints the tickets: a printer of this computer, or one in the network."),
        ),
        HOST: SettingWords(
            N_("Address of the printer"),
            N_("Its name or number in the network, such as 192.168.1.60."),
        ),
        PLACE: SettingWords(
            N_("Where the PDF files go"),
            N_("A folder of this computer; each ticket is a file in it."),
        ),
        QUEUE: SettingWords(
            N_("Print queue"),
            N_("The name that the system gives the printer."),
        ),
        "printer.paper_mm": SettingWords(
            N_("Width of the paper"),
            N_("Of the roll in the printer. The test page shows whether it is right."),
        ),
        DIAGONAL: SettingWords(
            N_("Size of the screen, in inches"),
            N_(
                "From corner to corner, for letters and buttons of their true size. Empty: 21.5 "
                "for a kiosk, 43 for a display."
            ),
        ),
        DISTANCE: SettingWords(
            N_("Farthest seat, in metres"),
            N_("The display's letters are large enough to be read from there."),
        ),
        ENGINE: SettingWords(
            N_("Voice"),
            N_("What calls aloud; where several displays hang in a hall, only one should speak."),
        ),
        "voice.rate_wpm": SettingWords(
            N_("Speed of speech"),
            N_("Words a minute, 60 to 300, for voices that are not recorded."),
        ),
        "voice.clips": SettingWords(
            N_("Recordings of your own"),
            N_("A folder with a person's recordings. Empty: those that turnos brings."),
        ),
        FOLDER: SettingWords(
            N_("Folder of the copies"),
            N_("Every evening a copy of the database goes there; a second disk is best."),
        ),
        "copies.files": SettingWords(
            N_("Pictures and recordings too"),
            N_("This computer's come along in the copy."),
        ),
    }
)
ALONE = {"kiosk", "counter", "display"}
CHOICES: Mapping[str, tuple[tuple[Any, str], ...]] = MappingProxyType(
    {
        WINDOW: (
            ("kiosk", N_("Kiosk")),
            ("counter", N_("Counter")),
            ("display", N_("Hall display")),
            ("server", N_("Server")),
            ("all", N_("All three")),
        ),
        "printer.paper_mm": ((80, N_("80 mm")), (58, N_("58 mm"))),
        ENGINE: (
            ("auto", N_("The best there is")),
            ("clips", N_("Recorded")),
            ("espeak", N_("eSpeak")),
            ("pyttsx3", N_("The system's")),
            ("chime", N_("Only a chime")),
            ("none", N_("No sound")),
        ),
    }
)
WAYS: Mapping[str, str] = MappingProxyType(
    {
        "network": N_("One in the network"),
        "pdf": N_("None yet: PDF files"),
        "none": N_("None"),
        "file": N_("On a cable"),
        "queue": N_("A print queue"),
        "usb": N_("USB {vendor:04x}:{product:04x}"),
        "serial": N_("Serial port {port}"),
    }
)
NAMED_WAYS = ("network", "pdf", "none", "file", "queue")
"""Those whose word has no further part."""
WINDOW_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "kiosk": N_("kiosk"),
        "counter": N_("counter"),
        "display": N_("hall display"),
        "leader": N_("this window"),
    }
)
_READ_BY = {
    "printer": ("kiosk",),
    "voice": ("kiosk", "display"),
    "screen": ("kiosk", "display"),
    "counter": ("counter",),
    "window": (),
}


def choices_of(_: Texts, path: str) -> tuple[tuple[Any, str], ...]:
    """Return what a setting may be, each with its word; () where it is typed."""
    if path == LANGUAGE:
        return tuple((code, OWN_NAMES[code]) for code in ("es", "en"))
    return tuple((value, _(word)) for value, word in CHOICES.get(path, ()))


def matters(path: str, group: Group, window: str) -> bool:
    """Return whether a setting does anything on a computer that is `window` ("": not yet said)."""
    windows = ONE_WINDOW.get(path, group.windows)
    return not windows or window in {"", "all", *windows}


def windows_to_restart(paths: tuple[str, ...], before: str, after: str) -> list[str]:
    """Return which windows of a computer still go by the old values of these settings; it was the
    window `before` and is `after`.
    """
    everything = tuple(WINDOW_WORDS)
    readers = {each for path in paths for each in _READ_BY.get(path.split(".")[0], everything)}
    if {before, after} <= ALONE:
        readers &= {before, after, "leader"}
    return [each for each in WINDOW_WORDS if each in readers]


def said(_: Texts, path: str, value: Any) -> str:
    """Return a value in words, and an address without its password."""
    if value in {None, ""}:
        return _("nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if path == DATABASE:
        return shown_address(str(value))
    if path == WAY:
        return _(WAYS[value]) if value in NAMED_WAYS else str(value)
    return str(dict(choices_of(_, path)).get(value, value))


def called(_: Texts, path: str) -> str:
    """Return how a setting is called; one that the form does not show by its key."""
    if path == DATABASE:
        return _("Database")
    if path == PLACE:
        return _("Device or folder of the printer")
    return _(SETTINGS[path].label) if path in SETTINGS else path


def usual(path: str) -> Any:
    """Return what a setting is where nobody set it."""
    value: Any = Config()
    for name in path.split("."):
        value = getattr(value, name)
    return value
