"""What the panel says, in a window and in a terminal: alerts, promises, what counters do.

Pure but for the language; `_` is a `Language`, or a window's `Texts`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from core.domain.live.alerts import Alert, AlertKind
from core.domain.live.desks import DeskNow, Doing
from core.domain.live.waiting import MINUTE, Promise, Waiter
from core.domain.service import OfficeSettings
from core.errors import N_
from core.whole import whole
from core.words import PluralTongue

NEVER_COPIED = N_("There is no copy of the office")
COPY_LATE = N_("The last good copy is older than a day")
DOINGS: Mapping[Doing, str] = whole(
    Doing,
    {
        Doing.CALLED: N_("Called {ticket}"),
        Doing.SERVING: N_("Serving {ticket}"),
        Doing.FREE: N_("Free"),
        Doing.AWAY: N_("Away: {reason}"),
        Doing.NOBODY: N_("Nobody is there"),
    },
    but={Doing.IDLE},
)


class ClockTongue(PluralTongue, Protocol):
    def clock(self, at: datetime) -> str: ...


def alert_title(_: ClockTongue, alert: Alert, settings: OfficeSettings, name: str = "") -> str:  # noqa: PLR0911 - a case a kind
    """Say what alerts; `name` is what colleagues call the person it is about.

    What is wrong with a device its own words say.
    """
    match alert.kind:
        case AlertKind.WAITS_TOO_LONG:
            return _("{ticket} waits over {n} min", ticket=alert.name, n=alert.limit_min)
        case AlertKind.WILL_WAIT_TOO_LONG:
            assert alert.until is not None  # it is ahead
            at = settings.local(alert.until)
            return _.plural(
                "{ticket} passes {limit} min at {time}",
                "{ticket} passes {limit} min at {time}",
                at.hour % 12 or 12,  # 1 has a grammar of its own
                ticket=alert.name,
                limit=alert.limit_min,
                time=_.clock(at),
            )
        case AlertKind.IDLE:
            return _.plural(
                "Counter {counter} is free and {n} waits",
                "Counter {counter} is free and {n} wait",
                alert.count,
                counter=alert.name,
            )
        case AlertKind.NOT_SHOWN:
            return _("No display shows the call of {ticket}", ticket=alert.name)
        case AlertKind.PIN_PAUSED:
            return _("{name}: too many wrong PINs", name=name or alert.name)
        case AlertKind.NO_COPY:
            return _(COPY_LATE if alert.about else NEVER_COPIED)
        case AlertKind.DEVICE:
            return alert.name


def alert_since(_: ClockTongue, alert: Alert, settings: OfficeSettings, now: datetime) -> str:
    """Say since when it alerts, or when it will be."""
    if alert.is_ahead and alert.until is not None:
        left = max(round((alert.until - now) / MINUTE), 0)
        return _("Forecast, if nothing changes · in {n} min", n=left)
    if alert.kind is AlertKind.PIN_PAUSED and alert.until is not None:
        return _("Until {time}", time=_.clock(settings.local(alert.until)))
    if alert.kind is AlertKind.NO_COPY:
        return _("The evening's copy")
    return _("Since {time}", time=_.clock(settings.local(alert.since)))


def alert_seen(_: ClockTongue, alert: Alert, name: str) -> str:
    """Say who has seen it; `name` is what colleagues call them."""
    return _("nobody has seen it") if alert.seen is None else _("{name} has seen it", name=name)


def told_range(_: PluralTongue, waiter: Waiter) -> str:
    """Say in few words what was told of a wait."""
    if waiter.high_min is None:
        return _("nothing")
    if waiter.low_min:
        return _("{low} to {high} min", low=waiter.low_min, high=waiter.high_min)
    return _("less than {high} min", high=waiter.high_min)


def against_told(_: PluralTongue, waiter: Waiter, now: datetime) -> str:
    """Say how a wait stands against what was told."""
    left = waiter.left_min(now)
    match waiter.promise(now):
        case Promise.IN_TIME:
            return _("In time")
        case Promise.NEAR:
            return _("Near, {n} min", n=int(left))
        case Promise.PAST:
            return _("{n} min over", n=int(-left) or 1)
        case Promise.UNTOLD:
            return _("Not told")


def doing(_: PluralTongue, desk: DeskNow, reason: str = "") -> str:
    """Say what a counter does; `reason` is the word of why nobody is there."""
    if desk.doing is Doing.IDLE:
        return _.plural("Free, and {n} waits", "Free, and {n} wait", desk.may_call)
    return _(DOINGS[desk.doing], ticket=desk.ticket or "", reason=reason)


def call_order(_: PluralTongue, order: tuple[str, ...], most: int = 5) -> str:
    """Say who would be called next, and how many more there are."""
    if not order:
        return ""
    first, more = ", ".join(order[:most]), len(order) - most
    if more <= 0:
        return _("Call order: {tickets}", tickets=first)
    return _.plural(
        "Call order: {tickets} and {n} more",
        "Call order: {tickets} and {n} more",
        more,
        tickets=first,
    )
