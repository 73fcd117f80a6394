"""`office.clock`: what time it is at the office, and what staff say when its clock is in doubt.

While it is (`core.domain.calendar.present`), the office works on in the day that stands. Whether
the clock is right only people know: a confirmation is an event, and from it on the clock is
believed. It ends nobody's wait by itself, and brings back what a day that never was had ended.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from core.domain.calendar.hours import business_day
from core.domain.calendar.present import Doubt, Present, Trust
from core.domain.roles import Deed
from core.domain.staff import after_day
from core.domain.ticket import Event, Kind, State, Ticket, TicketId, state_before_day_end
from core.errors import ClockNotInDoubt, ClockSaysAnotherDay
from core.office.ledger.checks import allowed
from core.office.ledger.ledger import Action, Ledger
from core.office.ledger.request import once
from core.store import devices, events, people, tickets

Series = str | None


class OfficeClock:
    """The clock of one office."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def now(self) -> Present:
        """Return the office's time and day, what its clock says, and whether that is in doubt."""
        return self._ledger.look_now(lambda _connection, _settings, now: now)

    def confirm(
        self,
        day: date,
        *,
        keep_waiting: bool = True,
        by: str | None = None,
        request: str | None = None,
    ) -> date:
        """Say that the clock is right and that today is `day`; return the business day that stands.

        Ahead: whoever waits, was called or is on hold keeps their turn, and the day goes on under
        the new date; without `keep_waiting` it ends as at night. Behind: if a wrong clock had
        ended the day, that day stands again, and whoever it had sent away is where they were. `by`
        is the user name of who says so, None for whoever holds the database.

        Raises:
            ClockNotInDoubt, ClockSaysAnotherDay, UnknownStaff, MayNotConfirm
        """

        def do(action: Action) -> date:
            now, hours, who = action.now, action.settings.hours, None
            if by is not None:
                here = (action.connection, action.office, action.settings)
                who = allowed(*here, by, Deed.CONFIRM_DAY).username
            if now.doubt is None:
                raise ClockNotInDoubt
            if (said := business_day(now.clock, hours)) != day:
                raise ClockSaysAnotherDay(said=said.isoformat(), asked=day.isoformat())
            action.now = replace(now, at=now.clock, doubt=None, trust=Trust.SURE)
            return _believe(action, now, day, who, keep_waiting=keep_waiting)

        return self._ledger.act(
            do,
            again=lambda _action, event: date.fromisoformat(event.data["day"]),
            request=once(request, "confirm", day=day.isoformat(), keep_waiting=keep_waiting, by=by),
        )


def _believe(
    action: Action, was: Present, day: date, by: str | None, *, keep_waiting: bool
) -> date:
    """Believe the clock: what lies after it never was."""
    connection, office, at = action.connection, action.office, action.at
    ends = events.day_ends(connection, office, day, after=at)
    stands, since = action.day, ends[0].seq if ends else 0
    if day < action.day:
        stands = date.fromisoformat(ends[0].data["day"]) if ends else day
    if ends or stands == action.day:
        wrong = set(events.tickets_of(connection, office, since, after=at))
    else:  # nothing was ended: this whole day is another one
        wrong = {each.id for each in tickets.of_days(connection, office, action.day, action.day)}
    ended = {TicketId(each) for end in ends for each in end.data["tickets"]}
    here = {each.id for each in tickets.still_here(connection, office) if _latest(each) > at}
    found = tickets.by_ids(connection, office, wrong | ended | here)
    returned = _returned([each for each in found if each.id in ended], action)
    moved = _moved([each for each in found if each.id > since], action, stands)
    if was.doubt is Doubt.BEHIND:
        action.stand(stands, until=day)
    elif keep_waiting and (returned or tickets.left_open(connection, office, day)):
        action.stand(stands, until=max(action.standing.until, day))
    event = action.record(
        Kind.DAY_CONFIRMED,
        staff=by,
        day=action.day.isoformat(),
        until=action.standing.until.isoformat(),
        was=was.at.isoformat(),
        ahead_s=max((was.at - at).total_seconds(), 0.0),
        tickets=[ticket.id for ticket in found],
        returned=returned,
        moved=moved,
    )
    _put_right(action, event, found)
    return action.day


def _put_right(action: Action, event: Event, found: Sequence[Ticket]) -> None:
    """Put right whatever the office has of a time that never was."""
    connection, office = action.connection, action.office
    for ticket in found:
        action.change(ticket, event)
    for state in people.counters(connection, office):
        people.replace_counter(connection, office, state.number, after_day(state, event))
    if found:
        days = {action.day, *(ticket.day for ticket in found)}
        tickets.restore_series(connection, office, days)
    devices.nothing_after(connection, office, action.at)
    people.end_pauses(connection, office, action.at)


def _latest(ticket: Ticket) -> datetime:
    """Return when the last step was taken with somebody who is still here."""
    steps = (ticket.called_at, ticket.last_called_at, ticket.started_at, ticket.held_at)
    return max([ticket.issued_at, *(at for at in steps if at is not None)])


def _returned(ended: Iterable[Ticket], action: Action) -> dict[str, str]:
    """Return, by id, how each ticket comes back that a day which never was had ended.

    Who had been called waits again if their counter has called somebody else since.
    """
    back: dict[str, str] = {}
    for ticket in ended:
        if ticket.state is not State.ABANDONED:
            continue
        state = state_before_day_end(ticket)
        if state is State.CALLED and not _is_free(action, ticket):
            state = State.WAITING
        back[str(ticket.id)] = state.value
    return back


def _is_free(action: Action, ticket: Ticket) -> bool:
    number = ticket.counter
    assert number is not None  # it was called there
    if action.settings.counter(number) is None:
        return False
    return tickets.open_at(action.connection, action.office, number) is None


def _moved(issued: Iterable[Ticket], action: Action, day: date) -> list[TicketId]:
    """Return which tickets of days that never were become `day`'s: those whose numbers follow.

    So its numbers go on after theirs, without a gap on either day, and no code is given again
    while somebody sits with it. `day` has given the lower numbers itself.
    """
    by_series: defaultdict[Series, list[Ticket]] = defaultdict(list)
    for ticket in issued:
        if ticket.day > day:
            by_series[ticket.series].append(ticket)
    moved: list[TicketId] = []
    for series, later in by_series.items():
        last = 0
        if series is not None:
            last = tickets.last_number(action.connection, action.office, day, series)
        for ticket in sorted(later, key=lambda each: (each.day, each.id)):
            if ticket.number is None:
                moved.append(ticket.id)
            elif ticket.number == last + 1:
                moved.append(ticket.id)
                last = ticket.number
    return moved
