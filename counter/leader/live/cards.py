"""What the panel's cards say, line by line: who waits, the counters, the devices.

Pure.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.live.desks import DeskNow, Doing
from core.domain.live.waiting import Promise, Waiter
from core.domain.ticket import Line
from core.errors import N_
from core.qt.look.language import Texts
from core.qt.widgets import DeviceHealth
from core.reports import live_words
from core.whole import whole
from core.words import LINES
from counter import wording
from counter.decisions.devices import GRAVITY, conditions_of, is_silent
from counter.leader.live.lines import LineCell

if TYPE_CHECKING:
    from core.office import Device, Panel

Line_ = tuple[tuple[LineCell, ...], str, bool]
MOST_WAITERS = 5
PROMISES = whole(
    Promise,
    {
        Promise.IN_TIME: ("check_circle-fill", "palm", "", ""),
        Promise.NEAR: ("hourglass-fill", "ink", "surface", "ink"),
        Promise.PAST: ("warning-fill", "coral", "coral_soft", "coral"),
        Promise.UNTOLD: ("remove", "ink2", "", ""),
    },
)
"""How a wait stands: pictogram, tone, and where it is to be seen its ground and edge."""
DOINGS = whole(
    Doing,
    {
        Doing.IDLE: ("warning-fill", "coral"),
        Doing.CALLED: ("campaign-fill", "ink"),
        Doing.SERVING: ("record_voice_over-fill", "ink"),
        Doing.FREE: ("check_circle-fill", "palm"),
        Doing.AWAY: ("coffee-fill", "ink"),
        Doing.NOBODY: ("person_off-fill", "ink2"),
    },
)
BADGES = {
    DeviceHealth.OK: ("check_circle-fill", "palm"),
    DeviceHealth.ALERT: ("warning-fill", "coral"),
    DeviceHealth.FAULT: ("error-fill", "coral"),
    DeviceHealth.UNKNOWN: ("help-fill", "ink2"),
}
KINDS = {"kiosk": N_("Kiosk"), "counter": N_("Counter"), "display": N_("Hall display")}


def waiting_line(_: Texts, waiter: Waiter, now: datetime) -> Line_:
    """Return somebody who waits: code, line, wait, what was told, how it stands against that."""
    icon, tone, fill, edge = PROMISES[waiter.promise(now)]
    wait = _("{n} min", n=int(waiter.waited_min(now)))
    told = live_words.told_range(_, waiter)
    stands = live_words.against_told(_, waiter, now)
    line = _(LINES[waiter.line])
    cells = (
        LineCell(waiter.name, is_bold=True),
        LineCell(
            line,
            icon="groups-fill" if waiter.line is Line.GENERAL else "accessible-fill",
            may_shrink=True,
        ),
        LineCell(wait, is_bold=True),
        LineCell(told, tone="ink2"),
        LineCell(stands, icon=icon, tone=tone, fill=fill, edge=edge, is_bold=True),
    )
    said = _(
        "{ticket}, {line}: waits {wait}, told {told}: {stands}",
        ticket=waiter.name,
        line=line,
        wait=wait,
        told=told,
        stands=stands,
    )
    return cells, said, False


def desk_line(_: Texts, panel: "Panel", desk: DeskNow, now: datetime, *, is_narrow: bool) -> Line_:
    """Return a counter: number, who is there, what it does, for how long."""
    icon, tone = DOINGS[desk.doing]
    who = "" if desk.staff is None else panel.name_of(desk.staff)
    doing = live_words.doing(_, desk, wording.away_word(_, desk.reason))
    since = "" if desk.since is None else elapsed(now, desk.since)
    is_idle = desk.doing is Doing.IDLE
    cells = (
        LineCell(str(desk.number), is_bold=True, align="center"),
        LineCell("" if is_narrow else who),
        LineCell(doing, who if is_narrow else "", icon, tone, is_bold=is_idle, ink="ink"),
        LineCell(since, is_bold=True, align="right"),
    )
    narrow = (cells[0], *cells[2:])  # whose name stands below what they do
    counter = _("Counter {counter}", counter=desk.number)
    said = f"{counter}: {', '.join(filter(None, (who, doing)))}"  # unsaid: joined
    return narrow if is_narrow else cells, said, is_idle


def device_line(
    _: Texts, panel: "Panel", device: "Device", now: datetime, *, is_narrow: bool
) -> Line_:
    """Return a device: its name, how it is, when it was heard last, how often it was away."""
    found = conditions_of(device, now)
    worst = min((each.health for each in found), key=GRAVITY.index)
    icon, tone = BADGES[worst]
    state = ", ".join(
        _(each.word) for each in found if each.health is worst or worst is DeviceHealth.OK
    )
    if worst is DeviceHealth.OK:
        state = _("Well")
    cuts = _.plural("{n} cut", "{n} cuts", device.history.gaps_since(panel.day_began))
    if is_silent(device, now):
        heard = _("Silent since {time}", time=_.clock(panel.settings.local(device.seen_at)))
    else:
        heard = _("{n} s ago", n=max(int((now - device.seen_at).total_seconds()), 0))
    kind = _(KINDS.get(device.kind, device.kind))
    about = f"{heard} · {cuts}"
    is_bad = worst in {DeviceHealth.FAULT, DeviceHealth.ALERT}
    cells = _device_cells((icon, tone), (device.name, kind), (state, about), is_bad, is_narrow)
    said = f"{kind} {device.name}: {state}, {cuts}"  # unsaid: joined
    return cells, said, False


def device_lines(_: Texts, panel: "Panel", now: datetime, *, is_narrow: bool) -> list[Line_]:
    """Return each kiosk and display, then the counters' windows in one line."""
    lines = [
        device_line(_, panel, each, now, is_narrow=is_narrow)
        for each in panel.devices
        if each.kind != "counter"
    ]
    windows = [each for each in panel.devices if each.kind == "counter"]
    if not windows:
        return lines
    there = sum(not is_silent(each, now) for each in windows)
    cuts = sum(each.history.gaps_since(panel.day_began) for each in windows)
    state = _("{n} of {all}", n=there, all=len(windows))
    about = _.plural("{n} cut", "{n} cuts", cuts)
    icon, tone = BADGES[DeviceHealth.OK if there else DeviceHealth.UNKNOWN]
    word = _("Counters")
    cells = _device_cells((icon, tone), (word, ""), (state, about), False, is_narrow)
    return [*lines, (cells, f"{word}: {state}, {about}", False)]  # unsaid: joined


def _device_cells(
    badge: tuple[str, str],
    name: tuple[str, str],
    state: tuple[str, str],
    is_bad: bool,
    is_narrow: bool,
) -> tuple[LineCell, ...]:
    """Return a device's cells: its name over what it is, its state over when it was heard."""
    icon, tone = badge
    if is_narrow:
        below = " · ".join((name[0], state[1].rpartition(" · ")[2]))
        return (LineCell(state[0], below, icon, tone, is_bold=is_bad, ink="ink"),)
    return LineCell(*name, icon, tone, is_bold=True, ink="ink"), LineCell(*state, is_bold=is_bad)


def elapsed(now: datetime, since: datetime) -> str:
    return wording.stopwatch(max((now - since).total_seconds(), 0))
