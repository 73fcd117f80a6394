"""What alerts, as the panel shows it: the office's alerts, and what devices tell of themselves.

Pure.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.calendar.copies import LATE_AFTER
from core.domain.live.alerts import Alert, AlertKind, in_order
from core.errors import N_
from core.qt.look.language import Texts
from core.qt.widgets import DeviceHealth
from core.qt.widgets.panels import NoticeLook
from core.reports import live_words
from core.whole import whole
from counter.decisions.devices import Condition, conditions, conditions_of, is_silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.office import Device, Panel

ICONS = whole(
    AlertKind,
    {
        AlertKind.WAITS_TOO_LONG: "timer-fill",
        AlertKind.IDLE: "warning-fill",
        AlertKind.NOT_SHOWN: "tv_off-fill",
        AlertKind.PIN_PAUSED: "key-fill",
        AlertKind.NO_COPY: "archive-fill",
        AlertKind.WILL_WAIT_TOO_LONG: "trending_up",
    },
    but={AlertKind.DEVICE},
)
LOOKS: dict[DeviceHealth, NoticeLook] = {DeviceHealth.FAULT: "coral", DeviceHealth.ALERT: "sun"}
COPY_HELP = N_("Name a folder for the evening's copy in this computer's settings.")
TELLS = {"kiosk": "printer", "display": "pictures"}  # which of its states a condition is about


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """An alert in words: since when it is, who has seen it, and what to do."""

    key: str
    look: NoticeLook
    icon: str
    title: str
    since: str
    seen: str
    advice: str = ""
    is_seen: bool = False

    @property
    def about(self) -> str:
        return f"{self.since} · {self.seen}"

    @property
    def brief(self) -> str:
        """What it is, and who has seen it if somebody has."""
        return f"{self.title}, {self.seen}" if self.is_seen else self.title


def shown_alerts(_: Texts, panel: "Panel", now: datetime) -> tuple[ShownAlert, ...]:
    """Return all that alerts, what nobody has seen first."""
    of_devices = {
        each.key: (each, condition)
        for condition, since in _of_devices(panel.devices, now, panel.day_began)
        for each in [Alert(AlertKind.DEVICE, condition.title, _(condition.title), since)]
    }
    found = in_order([*panel.alerts, *(each for each, _c in of_devices.values())], panel.sightings)
    return tuple(
        _shown(_, panel, each, of_devices[each.key][1] if each.key in of_devices else None, now)
        for each in found
    )


def _of_devices(
    devices: "Sequence[Device]", now: datetime, day_began: datetime
) -> list[tuple[Condition, datetime]]:
    """Return what is wrong with printers, displays and voice, and since when."""
    return [
        (condition, _since(condition, devices, now, day_began))
        for condition in conditions(devices, now)
        if condition.health in LOOKS and condition.title
    ]


def _since(
    condition: Condition, devices: "Sequence[Device]", now: datetime, day_began: datetime
) -> datetime:
    """Return since when a device is so; where none says, since today began."""
    for device in devices:
        found = conditions_of(device, now)
        if condition in found:
            if is_silent(device, now):
                return device.seen_at
            about = "voice" if condition in found[1:] else TELLS.get(device.kind, "")
            return device.history.since.get(about, day_began)
    return day_began


def _shown(
    _: Texts, panel: "Panel", alert: Alert, condition: Condition | None, now: datetime
) -> ShownAlert:
    settings, seen = panel.settings, alert.seen
    by = "" if seen is None else panel.name_of(seen.by)
    since = live_words.alert_since(_, alert, settings, now)
    advice = ""
    if condition is not None:
        look, icon, advice = LOOKS[condition.health], condition.icon, _(condition.sentence)
    else:
        look, icon = "sea" if alert.is_ahead else "coral", ICONS[alert.kind]
    if alert.kind is AlertKind.NO_COPY and not alert.about:
        advice = _(COPY_HELP)
    if alert.kind is AlertKind.NO_COPY and alert.about:
        at = settings.local(alert.since - LATE_AFTER)
        since = f"{_.day(at.date())}, {_.clock(at)}"
    title = live_words.alert_title(_, alert, settings, panel.name_of(alert.name))
    has_seen = live_words.alert_seen(_, alert, by)
    return ShownAlert(alert.key, look, icon, title, since, has_seen, advice, seen is not None)
