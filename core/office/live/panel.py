"""The panel: who waits, the counters, the devices and what alerts, read in one look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from core.domain.calendar.hours import Opening, day_span
from core.domain.calendar.present import Present, opening_now
from core.domain.live.alerts import (
    Alert,
    Sighting,
    Unshown,
    ahead,
    in_order,
    of_calls,
    of_copies,
    of_desks,
    of_pins,
    of_waiters,
)
from core.domain.live.desks import DeskFacts, DeskNow, desk_of
from core.domain.live.desks import in_order as desks_in_order
from core.domain.live.heard import SILENT
from core.domain.live.waiting import Waiter, by_share, waiter_of, will_wait_too_long
from core.domain.receipt import Told, told
from core.domain.service import OfficeSettings
from core.domain.staff import ADMINISTRATOR
from core.domain.ticket import Kind, Line, OfficeId, State, Ticket
from core.office.ledger.checks import name_of
from core.office.queue.choosing import OfficeLook, as_called
from core.office.queue.waits import Desks, read_desks, read_pace
from core.store import devices, events, lines, people
from core.store.devices import Device

SIGHTINGS_READ = 200  # of today's: an office has some ten alerts a day


@dataclass(frozen=True, slots=True)
class Panel:
    """An office at `at`.

    `waiters` are those who wait, who used most of what they were told first, and `order` their
    names as a counter that may call them all would. `alerts`: what nobody has seen first. `devices`
    has every one that ever reported, and `day_began` is when today did there. `names` are what
    colleagues call whoever is named above, by user name.
    """

    office: OfficeId
    settings: OfficeSettings
    at: datetime
    day: date
    day_began: datetime
    opening: Opening
    waiters: tuple[Waiter, ...]
    order: tuple[str, ...]
    desks: tuple[DeskNow, ...]
    alerts: tuple[Alert, ...]
    devices: tuple[Device, ...]
    names: Mapping[str, str]
    sightings: tuple[tuple[str, Sighting], ...]

    def waiting_in(self, line: Line) -> int:
        return sum(each.line is line for each in self.waiters)

    def name_of(self, username: str) -> str:
        return self.names.get(username, username)


def read_panel(
    connection: Connection, office: OfficeId, settings: OfficeSettings, now: Present
) -> Panel:
    at = now.at
    began, ends = day_span(now.day, settings.hours)
    waiting = lines.waiting(connection, office, now.day)
    waiters = _waiters(connection, office, waiting)
    desks = read_desks(connection, office, now)
    known = tuple(devices.all_devices(connection, office))
    look = OfficeLook(connection, office, at, now.day, settings)
    counters = desks_in_order(_counters(look, desks, waiters))
    pace = read_pace(connection, office, settings, now, desks)
    late = will_wait_too_long(waiters, pace, at)
    sightings = _sightings(connection, office, began, ends)
    paused = _paused(connection, office, at)
    alerts = [
        *of_waiters(waiters, at),
        *([] if late is None else [ahead(late)]),
        *of_desks(counters),
        *of_calls(_unshown(connection, office, desks.tickets, known, at)),
        *of_pins(paused),
        *of_copies(_copied_at(connection, office), _office_began(connection, office), at),
    ]
    shown = in_order(alerts, sightings)
    named = {each.staff for each in desks.states} | paused.keys() | {s.by for _, s in sightings}
    return Panel(
        office=office,
        settings=settings,
        at=at,
        day=now.day,
        day_began=began,
        opening=opening_now(now, settings.hours),
        waiters=by_share(waiters, at),
        order=tuple(each.name for each in as_called(look, waiting)),
        desks=counters,
        alerts=shown,
        devices=known,
        names={each: name_of(connection, office, each) for each in sorted(named)},
        sightings=sightings,
    )


def _waiters(
    connection: Connection, office: OfficeId, waiting: Sequence[Ticket]
) -> tuple[Waiter, ...]:
    """Return who waits, in the order of their places, with what their papers tell."""
    from core.office.papers import told_on  # noqa: PLC0415 - the papers' layout; a queue has none

    ids = [each.id for each in waiting]
    again = events.began_again(connection, office, ids)
    ranges: dict[int, tuple[int, int]] = {}
    for job in devices.jobs(connection, office, ids):  # a paper's number is its ticket's
        wait = told_on(job)
        if wait is not None and wait.low_min is not None and wait.high_min is not None:
            ranges[job.id] = wait.low_min, wait.high_min
    return tuple(
        waiter_of(ticket, ranges.get(ticket.id), again.get(ticket.id)) for ticket in waiting
    )


def _counters(look: OfficeLook, desks: Desks, waiters: Sequence[Waiter]) -> Iterator[DeskNow]:
    """Yield each counter of the settings, then those taken out with somebody there still."""
    settings = look.settings
    states = {state.number: state for state in desks.states}
    open_at = {each.counter: each for each in desks.tickets if each.counter is not None}
    present = [state.number for state in desks.states if not state.is_away]
    numbers = [each.number for each in settings.counters]
    numbers += sorted({*states, *open_at} - set(numbers))
    for number in numbers:
        counter, state, ticket = settings.counter(number), states.get(number), open_at.get(number)
        reach = None if counter is None else settings.reach(counter, present)
        acted_at = None
        if state is not None and ticket is None:  # since when it is free
            acted_at = events.acted_at(look.connection, look.office, number, state.since)
        yield desk_of(DeskFacts(number, state, ticket, reach, acted_at), waiters, look.at)


def _unshown(
    connection: Connection,
    office: OfficeId,
    open_now: Sequence[Ticket],
    known: Sequence[Device],
    at: datetime,
) -> Iterator[Unshown]:
    """Yield the calls under way that no display showed in time, where one is there at all."""
    if not any(each.kind == "display" and at - each.seen_at <= SILENT for each in known):
        return
    called = [each for each in open_now if each.state is State.CALLED]
    seqs = [each.call_seq for each in called if each.call_seq is not None]
    receipts = devices.receipts(connection, office, seqs) if seqs else ()
    for ticket in called:
        assert ticket.last_called_at is not None  # it is called
        since_s = (at - ticket.last_called_at).total_seconds()
        if told(receipts, ticket.call_seq, since_s) is Told.NOWHERE:
            yield Unshown(ticket.id, ticket.name, ticket.last_called_at)


def _paused(connection: Connection, office: OfficeId, at: datetime) -> dict[str, datetime]:
    """Return who pauses after wrong PINs, and until when."""
    return {
        each.staff.username: until
        for each in people.with_states(connection, office)
        if (until := each.tries.pause_at(at)) is not None
    }


def _copied_at(connection: Connection, office: OfficeId) -> datetime | None:
    return max((each.seen_at for each in devices.copies(connection, office)), default=None)


def _office_began(connection: Connection, office: OfficeId) -> datetime:
    began = events.at(connection, office, 1)
    assert began is not None  # an office is made by its first event
    return began


def _sightings(
    connection: Connection, office: OfficeId, began: datetime, ends: datetime
) -> tuple[tuple[str, Sighting], ...]:
    """Return who has seen which alert today, in order."""
    latest = events.changes(
        connection, office, {Kind.ALERT_SEEN}, before=None, limit=SIGHTINGS_READ
    )
    return tuple(
        (str(each.data["alert"]), Sighting(each.staff or ADMINISTRATOR, each.at))
        for each in reversed(latest)
        if began <= each.at < ends
    )
