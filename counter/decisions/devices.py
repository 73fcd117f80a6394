"""How the devices are, in a word each: printer, display and voice, from what they report.

Pure. A device that has not reported for a minute is silent, whatever it said last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.domain.live.heard import SILENT
from core.errors import N_
from core.qt.widgets import DeviceHealth

if TYPE_CHECKING:
    from core.office import Device

GIVEN_UP = timedelta(days=4)  # longer than a long weekend: it is not there any more


@dataclass(frozen=True, slots=True)
class Condition:
    """How a device is: pictogram, word and badge; and, where staff must act, what to do.

    The texts are message ids.
    """

    icon: str
    word: str
    health: DeviceHealth
    title: str = ""
    sentence: str = ""


PRINTER = N_("Printer")
PRINTER_FAILED = N_("The printer does not print")
PRINTER_HELP = N_("Look at the kiosk's printer. What is missing prints by itself afterwards.")

PRINTERS: Mapping[str, Condition] = {
    "ok": Condition("print-fill", PRINTER, DeviceHealth.OK),
    "near_end": Condition(
        "print-fill",
        N_("Little paper"),
        DeviceHealth.ALERT,
        N_("The printer's paper is running out"),
        N_("Have a new roll ready for the kiosk's printer."),
    ),
    "out_of_paper": Condition(
        "print_error-fill",
        N_("No paper"),
        DeviceHealth.ALERT,
        N_("The printer has no paper"),
        N_("Load a new roll. What is missing prints by itself afterwards."),
    ),
    "cover_open": Condition(
        "print_error-fill",
        N_("Printer open"),
        DeviceHealth.ALERT,
        N_("The printer's cover is open"),
        N_("Close it. What is missing prints by itself afterwards."),
    ),
    "offline": Condition(
        "print_error-fill", N_("Printer off line"), DeviceHealth.FAULT, PRINTER_FAILED, PRINTER_HELP
    ),
    "unreachable": Condition(
        "print_error-fill", N_("Printer missing"), DeviceHealth.FAULT, PRINTER_FAILED, PRINTER_HELP
    ),
    "jammed": Condition(
        "print_error-fill", N_("Paper jam"), DeviceHealth.FAULT, PRINTER_FAILED, PRINTER_HELP
    ),
}
PAPER_ENDS_SOON = PRINTERS["near_end"]
PRINTER_UNKNOWN = Condition("print-fill", PRINTER, DeviceHealth.UNKNOWN)
KIOSK_SILENT = Condition(
    "print_error-fill",
    N_("Kiosk silent"),
    DeviceHealth.FAULT,
    N_("The kiosk does not answer"),
    N_("Look whether it is on and connected."),
)

DISPLAY_OK = Condition("tv-fill", N_("Display"), DeviceHealth.OK)
DISPLAY_UNKNOWN = Condition("tv-fill", N_("Display"), DeviceHealth.UNKNOWN)
DISPLAY_SILENT = Condition(
    "tv_off-fill",
    N_("Display silent"),
    DeviceHealth.FAULT,
    N_("The display does not answer"),
    N_("Look whether it is on and connected. Meanwhile, call every turn aloud."),
)

PICTURES_SKIPPED = Condition(
    "tv-fill",
    N_("Pictures skipped"),
    DeviceHealth.ALERT,
    N_("The hall's display skips a picture"),
    N_(
        "A picture cannot be read, or its folder is missing: `turnos status` says which and why. "
        "Turns are shown as always."
    ),
)

VOICE_OK = Condition("volume_up-fill", N_("Voice"), DeviceHealth.OK)
VOICE_UNKNOWN = Condition("volume_up-fill", N_("Voice"), DeviceHealth.UNKNOWN)
VOICE_FAILED = Condition(
    "volume_off-fill",
    N_("No voice"),
    DeviceHealth.FAULT,
    N_("The hall's voice does not speak"),
    N_("Turns are shown on the display. Call them aloud as well."),
)
VOLUME_OFF = Condition(
    "volume_off-fill",
    N_("Sound muted"),
    DeviceHealth.FAULT,
    N_("The sound of the display's computer is muted"),
    N_("Turn it up there. Meanwhile, call every turn aloud."),
)
VOICE_MUTED = Condition(
    "volume_off-fill",
    N_("Voice muted"),
    DeviceHealth.ALERT,
    N_("The hall's voice is muted"),
    N_("A leader silenced it. Call every turn aloud."),
)
VOICE_OFF = Condition("volume_off-fill", N_("Display without voice"), DeviceHealth.UNKNOWN)
TWO_VOICES = Condition(
    "volume_up-fill",
    N_("Two voices"),
    DeviceHealth.ALERT,
    N_("Two displays speak at once"),
    N_('Leave one the voice; in the other\'s config.toml write: [voice] engine = "none".'),
)
KIOSK_TWICE = Condition(
    "print-fill",
    N_("Same name twice"),
    DeviceHealth.FAULT,
    N_("Two kiosks have the same name"),
    N_(
        "A ticket taken at one may come out at the other. Give each computer a name of its own: "
        "device in its config.toml."
    ),
)
DISPLAY_TWICE = Condition(
    "tv-fill",
    N_("Same name twice"),
    DeviceHealth.ALERT,
    N_("Two displays have the same name"),
    N_("Give each computer a name of its own: device in its config.toml."),
)
VOICES = MappingProxyType(
    {"ok": VOICE_OK, "volume": VOLUME_OFF, "muted": VOICE_MUTED, "off": VOICE_OFF}
)
UNTOLD = frozenset({None, "", "unknown"})
NOT_SPEAKING = UNTOLD | {"muted", "off"}
GRAVITY = (DeviceHealth.FAULT, DeviceHealth.ALERT, DeviceHealth.UNKNOWN, DeviceHealth.OK)


def conditions(
    devices: "Sequence[Device]", now: datetime
) -> tuple[Condition, Condition, Condition]:
    """Return how printer, display and voice are; of several, the worst."""
    kiosks, displays = (_of_kind(kind, devices, now) for kind in ("kiosk", "display"))
    return (
        _worst([_printer(each, now) for each in kiosks], PRINTER_UNKNOWN),
        _worst([_display(each, now) for each in displays], DISPLAY_UNKNOWN),
        _voices(displays, now),
    )


COUNTER_OK = Condition("desktop_windows-fill", N_("Well"), DeviceHealth.OK)
COUNTER_SILENT = Condition("desktop_windows-fill", N_("Not running"), DeviceHealth.UNKNOWN)


def conditions_of(device: "Device", now: datetime) -> tuple[Condition, ...]:
    """Return how one device is: a kiosk's printer, a display and its voice, a counter's window."""
    if device.kind == "kiosk":
        return (_printer(device, now),)
    if device.kind == "display":
        return (_display(device, now), _voice(device, now))
    return (COUNTER_SILENT if _is_silent(device, now) else COUNTER_OK,)


def is_silent(device: "Device", now: datetime) -> bool:
    """Whether a device has not reported for so long that it is not believed any more."""
    return _is_silent(device, now)


def _of_kind(kind: str, devices: "Sequence[Device]", now: datetime) -> "list[Device]":
    """Return the devices of a kind; one given another name is left out where others report."""
    mine = [each for each in devices if each.kind == kind]
    return [each for each in mine if now - each.seen_at < GIVEN_UP] or mine


def speakers(devices: "Sequence[Device]", now: datetime) -> "list[Device]":
    """Return the displays that make themselves heard now."""
    return [
        each
        for each in devices
        if each.kind == "display"
        and not _is_silent(each, now)
        and each.state.get("voice") not in NOT_SPEAKING
    ]


def _voices(displays: "Sequence[Device]", now: datetime) -> Condition:
    """Return how the hall's voice is: of the display that speaks, where others only show."""
    speaking = speakers(displays, now)
    found = [_voice(each, now) for each in speaking or displays]
    worst = _worst(found, VOICE_UNKNOWN)
    return TWO_VOICES if len(speaking) > 1 and worst.health is DeviceHealth.OK else worst


def _worst(found: Sequence[Condition], nothing: Condition) -> Condition:
    def urgency(each: Condition) -> tuple[int, bool]:
        return GRAVITY.index(each.health), each is PAPER_ENDS_SOON

    return min(found, key=urgency, default=nothing)


def _is_silent(device: "Device", now: datetime) -> bool:
    return now - device.seen_at > SILENT


def _printer(kiosk: "Device", now: datetime) -> Condition:
    if _is_silent(kiosk, now):
        return KIOSK_SILENT
    printer = PRINTERS.get(str(kiosk.state.get("printer")), PRINTER_UNKNOWN)
    is_twin = bool(kiosk.state.get("twin")) and printer.health is not DeviceHealth.FAULT
    return KIOSK_TWICE if is_twin else printer


def _display(display: "Device", now: datetime) -> Condition:
    if _is_silent(display, now):
        return DISPLAY_SILENT
    if display.state.get("twin"):
        return DISPLAY_TWICE
    return PICTURES_SKIPPED if display.state.get("pictures") else DISPLAY_OK


def _voice(display: "Device", now: datetime) -> Condition:
    said = display.state.get("voice")
    if _is_silent(display, now) or said in UNTOLD:
        return VOICE_UNKNOWN
    return VOICES.get(str(said), VOICE_FAILED)
