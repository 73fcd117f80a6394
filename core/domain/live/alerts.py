"""What alerts whoever leads an office: what is so, and what will be if nothing changes.

Pure. An alert that somebody has seen stays, behind those that nobody has, until what it tells is
over; when the same comes again, nobody has seen it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from core.domain.calendar.copies import LATE_AFTER, is_late
from core.domain.live.desks import DeskNow, Doing
from core.domain.live.waiting import LONGEST_MIN, Waiter
from core.domain.pins import PAUSE
from core.domain.ticket import TicketId


class AlertKind(StrEnum):
    """What alerts, the gravest first; `DEVICE`: a window knows what is wrong with it."""

    WAITS_TOO_LONG = "waits_too_long"
    IDLE = "idle"
    NOT_SHOWN = "not_shown"
    DEVICE = "device"
    PIN_PAUSED = "pin_paused"
    NO_COPY = "no_copy"
    WILL_WAIT_TOO_LONG = "will_wait_too_long"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Who has seen an alert, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that needs somebody, and since when it does.

    `about` tells it from others of its kind; `name` is what people call that. `limit_min` is what
    somebody waits longer than; `until` when that will be, or when it ends by itself. `count`: of
    how many it tells.
    """

    kind: AlertKind
    about: str
    name: str
    since: datetime
    limit_min: int = 0
    until: datetime | None = None
    count: int = 0
    seen: Sighting | None = None

    @property
    def key(self) -> str:
        """What it is called where somebody says that they have seen it."""
        return f"{self.kind}:{self.about}"

    @property
    def is_ahead(self) -> bool:
        return self.kind is AlertKind.WILL_WAIT_TOO_LONG


@dataclass(frozen=True, slots=True)
class Unshown:
    """A call that no display has shown."""

    ticket: TicketId
    name: str
    at: datetime


def of_waiters(waiters: Iterable[Waiter], now: datetime) -> Iterator[Alert]:
    """Yield an alert for each who waits longer than anybody of the line should."""
    for each in waiters:
        if each.too_long_at < now:
            yield Alert(
                AlertKind.WAITS_TOO_LONG,
                str(each.ticket),
                each.name,
                each.too_long_at,
                LONGEST_MIN[each.line],
            )


def ahead(waiter: Waiter) -> Alert:
    """Return the alert of somebody who will wait too long."""
    return Alert(
        AlertKind.WILL_WAIT_TOO_LONG,
        str(waiter.ticket),
        waiter.name,
        waiter.since,
        LONGEST_MIN[waiter.line],
        waiter.too_long_at,
    )


def of_desks(desks: Iterable[DeskNow]) -> Iterator[Alert]:
    """Yield an alert for each counter that is free while somebody waits whom it could call."""
    for each in desks:
        if each.doing is Doing.IDLE and each.since is not None:
            number = str(each.number)
            yield Alert(AlertKind.IDLE, number, number, each.since, count=each.may_call)


def of_calls(calls: Iterable[Unshown]) -> Iterator[Alert]:
    for each in calls:
        yield Alert(AlertKind.NOT_SHOWN, str(each.ticket), each.name, each.at)


def of_pins(paused: Mapping[str, datetime]) -> Iterator[Alert]:
    """Yield an alert for each who pauses after wrong PINs: until when, by user name."""
    for username, until in paused.items():
        yield Alert(AlertKind.PIN_PAUSED, username, username, until - PAUSE, until=until)


def of_copies(latest: datetime | None, began: datetime, now: datetime) -> Iterator[Alert]:
    """Yield an alert where the latest good copy is too old, or there is none of an old office."""
    if latest is None or is_late(latest, began, now):
        since = began if latest is None else latest + LATE_AFTER
        yield Alert(AlertKind.NO_COPY, "" if latest is None else "late", "", since)


def in_order(found: Iterable[Alert], seen: Sequence[tuple[str, Sighting]]) -> tuple[Alert, ...]:
    """Return the alerts with who has seen each: first what nobody has, the gravest first.

    `seen`: keys of alerts with who said so, in order; of several the first one counts who saw it
    since it is so.
    """
    kinds = list(AlertKind)

    def with_sighting(alert: Alert) -> Alert:
        mine = (each for key, each in seen if key == alert.key and each.at >= alert.since)
        return replace(alert, seen=next(mine, None))

    def rank(alert: Alert) -> tuple[bool, int, datetime]:
        return alert.seen is not None, kinds.index(alert.kind), alert.since

    return tuple(sorted(map(with_sighting, found), key=rank))
