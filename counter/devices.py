"""How the devices are, in a word each: printer, display and voice, from what they report.

Pure. A device that has not reported for a minute is silent, whatever it said last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.errors import N_
from core.qt.widgets import Health

if TYPE_CHECKING:
    from core.office import Device

SILENT = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Condition:
    """How a device is: pictogram, word and badge; and, where staff must act, what to do.

    The texts are message ids.
    """

    icon: str
    word: str
    health: Health
    title: str = ""
    sentence: str = ""


PRINTER = N_("Printer")
PRINTER_FAILED = N_("The printer does not print")
PRINTER_HELP = N_("Look at the kiosk's printer. What is missing prints by itself afterwards.")

PRINTERS: Mapping[str, Condition] = {
    "ok": Condition("print-fill", PRINTER, Health.OK),
    "near_end": Condition(
        "print-fill",
        N_("Little paper"),
        Health.ALERT,
        N_("The printer's paper is running out"),
        N_("Have a new roll ready for the kiosk's printer."),
    ),
    "out_of_paper": Condition(
        "print_error-fill",
        N_("No paper"),
        Health.ALERT,
        N_("The printer has no paper"),
        N_("Load a new roll. What is missing prints by itself afterwards."),
    ),
    "cover_open": Condition(
        "print_error-fill",
        N_("Printer open"),
        Health.ALERT,
        N_("The printer's cover is open"),
        N_("Close it. What is missing prints by itself afterwards."),
    ),
    "offline": Condition(
        "print_error-fill", N_("Printer off line"), Health.FAULT, PRINTER_FAILED, PRINTER_HELP
    ),
    "unreachable": Condition(
        "print_error-fill", N_("Printer missing"), Health.FAULT, PRINTER_FAILED, PRINTER_HELP
    ),
    "jammed": Condition(
        "print_error-fill", N_("Paper jam"), Health.FAULT, PRINTER_FAILED, PRINTER_HELP
    ),
}
PAPER_ENDS_SOON = PRINTERS["near_end"]
PRINTER_UNKNOWN = Condition("print-fill", PRINTER, Health.UNKNOWN)
KIOSK_SILENT = Condition(
    "print_error-fill",
    N_("Kiosk silent"),
    Health.FAULT,
    N_("The kiosk does not answer"),
    N_("Look whether it is on and connected."),
)

DISPLAY_OK = Condition("tv-fill", N_("Display"), Health.OK)
DISPLAY_UNKNOWN = Condition("tv-fill", N_("Display"), Health.UNKNOWN)
DISPLAY_SILENT = Condition(
    "tv_off-fill",
    N_("Display silent"),
    Health.FAULT,
    N_("The display does not answer"),
    N_("Look whether it is on and connected. Meanwhile, call every turn aloud."),
)

PICTURES_SKIPPED = Condition(
    "tv-fill",
    N_("Pictures skipped"),
    Health.ALERT,
    N_("The hall's display skips a picture"),
    N_(
        "A picture cannot be read, or its folder is missing: `turnos status` says which and why. "
        "Turns are shown as always."
    ),
)

VOICE_OK = Condition("volume_up-fill", N_("Voice"), Health.OK)
VOICE_UNKNOWN = Condition("volume_up-fill", N_("Voice"), Health.UNKNOWN)
VOICE_FAILED = Condition(
    "volume_off-fill",
    N_("No voice"),
    Health.FAULT,
    N_("The hall's voice does not speak"),
    N_("Turns are shown on the display. Call them aloud as well."),
)
UNTOLD = frozenset({None, "", "unknown"})
GRAVITY = (Health.FAULT, Health.ALERT, Health.UNKNOWN, Health.OK)


def conditions(
    devices: "Sequence[Device]", now: datetime
) -> tuple[Condition, Condition, Condition]:
    """Return how printer, display and voice are; of several, the worst."""
    kiosks = [each for each in devices if each.kind == "kiosk"]
    displays = [each for each in devices if each.kind == "display"]
    return (
        _worst([_printer(each, now) for each in kiosks], PRINTER_UNKNOWN),
        _worst([_display(each, now) for each in displays], DISPLAY_UNKNOWN),
        _worst([_voice(each, now) for each in displays], VOICE_UNKNOWN),
    )


def _worst(found: Sequence[Condition], nothing: Condition) -> Condition:
    def urgency(each: Condition) -> tuple[int, bool]:
        return GRAVITY.index(each.health), each is PAPER_ENDS_SOON

    return min(found, key=urgency, default=nothing)


def _is_silent(device: "Device", now: datetime) -> bool:
    return now - device.seen_at > SILENT


def _printer(kiosk: "Device", now: datetime) -> Condition:
    if _is_silent(kiosk, now):
        return KIOSK_SILENT
    return PRINTERS.get(str(kiosk.state.get("printer")), PRINTER_UNKNOWN)


def _display(display: "Device", now: datetime) -> Condition:
    if _is_silent(display, now):
        return DISPLAY_SILENT
    return PICTURES_SKIPPED if display.state.get("pictures") else DISPLAY_OK


def _voice(display: "Device", now: datetime) -> Condition:
    said = display.state.get("voice")
    if _is_silent(display, now) or said in UNTOLD:
        return VOICE_UNKNOWN
    return VOICE_OK if said == "ok" else VOICE_FAILED
